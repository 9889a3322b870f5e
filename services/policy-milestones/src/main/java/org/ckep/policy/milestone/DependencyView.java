package org.ckep.policy.milestone;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;

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
    record Both(List<DependencyView> predecessors, List<DependencyView> successors) {}
}
