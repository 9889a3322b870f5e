package org.ckep.policy.milestone;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.UnknownReason;
import org.ckep.policy.register.Owner;
import org.ckep.records.HeadView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A milestone as it is answered.
 *
 * @param flags what is computed of it from the records that the viewer may see
 * @param dueDates every due date it has had, oldest first
 * @param slips how often it was deferred
 * @param pending steps that one side has consented to and that wait for the other
 * @param ocdsStatus its status in the Open Contracting Data Standard
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(examples = MilestoneView.EXAMPLE)
record MilestoneView(
        Urn urn,
        String displayId,
        LocalizedText title,
        MilestoneType type,
        MilestoneState state,
        List<MilestoneFlag> flags,
        @Nullable Owner owner,
        @Nullable FuzzyDate due,
        List<MilestoneDueDate.View> dueDates,
        int slips,
        @Nullable FuzzyDate start,
        @Nullable LocalDate metOn,
        @Nullable LocalizedText criteria,
        List<String> sectors,
        @Nullable Urn subject,
        List<MilestoneEvidence.View> evidence,
        List<MilestoneAssessment.View> assessments,
        List<MilestoneConsent.View> pending,
        List<Urn> answers,
        @Nullable String endReason,
        @Nullable Urn supersededBy,
        @Nullable String ocdsStatus,
        @Nullable Map<String, UnknownReason> unknown,
        List<Urn> sources,
        Stewardship stewardship,
        Classification.Level classification,
        @Nullable HeadView record) {
    static final String EXAMPLE = """
        {"urn": "urn:ckep:milestone:8b9f6f0e-3d5a-4a53-9a0e-0f5c8f0a7d11", "displayId": "CK-MIL-7KQ4M-C", \
        "title": {"en": {"text": "Exchange of second offers on services", "status": "ORIGINAL"}}, \
        "type": "NEGOTIATION", "state": "DRAFT", "flags": [], "owner": "BOTH", "due": {"date": "2026-06-30", \
        "precision": "DAY"}, "dueDates": [{"due": {"date": "2026-06-30", "precision": "DAY"}, \
        "recordedAt": "2026-03-02T08:15:30Z"}], "slips": 0, "criteria": {"en": {"text": "Both offers are tabled", \
        "status": "ORIGINAL"}}, "sectors": [], "evidence": [], "assessments": [], "pending": [], "answers": [], \
        "sources": [], "stewardship": "UNILATERAL", "classification": "BILATERAL"}\
        """;
}
