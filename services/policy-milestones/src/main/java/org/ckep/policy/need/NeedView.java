package org.ckep.policy.need;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.UnknownReason;
import org.ckep.records.HeadView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A need as it is answered, with what answers it as far as the viewer may see. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(examples = NeedView.EXAMPLE)
record NeedView(
        Urn urn,
        String displayId,
        LocalizedText title,
        @Nullable LocalizedText statement,
        List<String> sectors,
        boolean covered,
        Coverage coverage,
        @Nullable Map<String, UnknownReason> unknown,
        List<Urn> sources,
        Stewardship stewardship,
        Classification.Level classification,
        @Nullable HeadView record) {
    static final String EXAMPLE = """
        {"urn": "urn:ckep:need:8b9f6f0e-3d5a-4a53-9a0e-0f5c8f0a7d11", "displayId": "CK-NED-7KQ4M-C", \
        "title": {"en": {"text": "Protection of intellectual property", "status": "ORIGINAL"}}, \
        "statement": {"en": {"text": "Joint enforcement against counterfeits is called for", "status": "ORIGINAL"}}, \
        "sectors": [], "covered": false, "coverage": {"milestones": [], "mechanisms": [], "instruments": []}, \
        "sources": [], "stewardship": "UNILATERAL", "classification": "SIDE"}\
        """;

    /**
     * What answers the need, counted over the records that the viewer may see; those that were given up do not count.
     */
    record Coverage(List<Urn> milestones, List<Urn> mechanisms, List<Urn> instruments) {
        boolean covered() {
            return !milestones.isEmpty() || !mechanisms.isEmpty() || !instruments.isEmpty();
        }
    }

    static NeedView of(Need need, Coverage coverage, boolean withHead) {
        NewNeed content = need.content();
        return new NeedView(
                need.urn(),
                need.head().displayId(),
                content.title(),
                content.statement(),
                content.sectorCodes(),
                coverage.covered(),
                coverage,
                content.unknown(),
                need.head().sources(),
                need.head().stewardship(),
                need.head().classification().level(),
                HeadView.where(withHead, need.head()));
    }
}
