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
        @Nullable HeadView record) {}
