package org.ckep.policy.milestone;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A link as it is answered.
 *
 * @param from the predecessor
 * @param to the successor, which depends on it
 * @param lagDays days between the two; negative for an overlap
 * @param hard true where the successor cannot pass without the predecessor
 * @param warnings AT_RISK where the predecessor's due date plus the lag lies after the successor's (rule M2)
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(examples = DependencyView.EXAMPLE)
record DependencyView(
        UUID id,
        Urn from,
        LocalizedText fromTitle,
        MilestoneState fromState,
        Urn to,
        LocalizedText toTitle,
        MilestoneState toState,
        DependencyType type,
        int lagDays,
        boolean hard,
        List<MilestoneFlag> warnings) {
    static final String EXAMPLE = """
        {"id": "5b0f6d3e-0c54-4d1e-9a55-6a3f2d1c7e90", \
        "from": "urn:ckep:milestone:1d0ad2b1-7e21-4f6a-8a07-2f5c9f0b6c11", \
        "fromTitle": {"en": {"text": "Exchange of first offers", "status": "ORIGINAL"}}, "fromState": "MET", \
        "to": "urn:ckep:milestone:8b9f6f0e-3d5a-4a53-9a0e-0f5c8f0a7d11", \
        "toTitle": {"en": {"text": "Exchange of second offers", "status": "ORIGINAL"}}, "toState": "AGREED", \
        "type": "FS", "lagDays": 14, "hard": true, "warnings": []}\
        """;

    static DependencyView of(Dependencies.Linked linked) {
        MilestoneDependency link = linked.link();
        boolean atRisk = DependencyGraph.isAtRisk(
                link.type(), link.lagDays(), linked.from().due(), linked.to().due());
        return new DependencyView(
                link.id(),
                link.from(),
                linked.from().title(),
                linked.from().state(),
                link.to(),
                linked.to().title(),
                linked.to().state(),
                link.type(),
                link.lagDays(),
                link.isHard(),
                atRisk ? List.of(MilestoneFlag.AT_RISK) : List.of());
    }

    /** The links of one milestone in both directions. */
    @Schema(
            name = "Dependencies",
            examples = "{\"predecessors\": [" + DependencyView.EXAMPLE + "], \"successors\": []}")
    record Both(List<DependencyView> predecessors, List<DependencyView> successors) {}
}
