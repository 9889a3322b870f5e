package org.ckep.policy.priority;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.UnknownReason;
import org.ckep.records.HeadView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A priority as it is answered. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(examples = PriorityView.EXAMPLE)
record PriorityView(
        Urn urn,
        String displayId,
        LocalizedText title,
        @Nullable Integer rank,
        List<String> sectors,
        @Nullable FuzzyDate validFrom,
        @Nullable FuzzyDate validTo,
        @Nullable Map<String, UnknownReason> unknown,
        List<Urn> sources,
        Stewardship stewardship,
        Classification.Level classification,
        @Nullable HeadView record) {
    static final String EXAMPLE = """
        {"urn": "urn:ckep:priority:8b9f6f0e-3d5a-4a53-9a0e-0f5c8f0a7d11", "displayId": "CK-PRI-7KQ4M-C", \
        "title": {"en": {"text": "Supply-chain collaboration", "status": "ORIGINAL"}}, "rank": 2, "sectors": [], \
        "validFrom": {"date": "2026-01-01", "precision": "YEAR"}, "sources": [], "stewardship": "UNILATERAL", \
        "classification": "SIDE"}\
        """;

    static PriorityView of(Priority priority, boolean withHead) {
        NewPriority content = priority.content();
        return new PriorityView(
                priority.urn(),
                priority.head().displayId(),
                content.title(),
                content.rank(),
                content.sectorCodes(),
                content.validFrom(),
                content.validTo(),
                content.unknown(),
                priority.head().sources(),
                priority.head().stewardship(),
                priority.head().classification().level(),
                HeadView.where(withHead, priority.head()));
    }
}
