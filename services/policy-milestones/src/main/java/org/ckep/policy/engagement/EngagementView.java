package org.ckep.policy.engagement;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.Place;
import org.ckep.kernel.value.UnknownReason;
import org.ckep.policy.register.MeetingLevel;
import org.ckep.records.HeadView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An engagement as it is answered; the members are those of {@link NewEngagement}.
 *
 * @param formerDates dates that postponements replaced, oldest first
 * @param minutesAgreedBy the sides that have agreed to the minutes, while the other has not yet
 * @param delegations who came; in the answer for a single engagement
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(examples = EngagementView.EXAMPLE)
record EngagementView(
        Urn urn,
        String displayId,
        LocalizedText title,
        EngagementKind kind,
        EngagementState state,
        @Nullable FuzzyDate start,
        @Nullable FuzzyDate end,
        @Nullable FuzzyDate seenOn,
        @Nullable Place place,
        @Nullable Boolean video,
        @Nullable Side hostSide,
        @Nullable Side guestSide,
        @Nullable MeetingLevel level,
        @Nullable Urn mechanism,
        @Nullable Urn track,
        @Nullable Integer ordinal,
        @Nullable String gapReason,
        List<String> agendaSectors,
        List<NewEngagement.Head> heads,
        List<ParticipantView> participants,
        List<NewEngagement.Outcome> outcomes,
        @Nullable String minutesSha256,
        @Nullable List<Side> minutesAgreedBy,
        @Nullable List<FormerDates> formerDates,
        @Nullable String cancelledBecause,
        @Nullable List<DelegationView> delegations,
        @Nullable Map<String, UnknownReason> unknown,
        List<Urn> sources,
        Stewardship stewardship,
        Classification.Level classification,
        @Nullable HeadView record) {
    static final String EXAMPLE = """
        {"urn": "urn:ckep:engagement:8b9f6f0e-3d5a-4a53-9a0e-0f5c8f0a7d11", "displayId": "CK-ENG-7KQ4M-C", \
        "title": {"en": {"text": "Round 14 on services and investment", "status": "ORIGINAL"}}, "kind": "ROUND", \
        "state": "PLANNED", "start": {"date": "2026-03-16", "precision": "DAY"}, "end": {"date": "2026-03-20", \
        "precision": "DAY"}, "place": {"iso3166_2": "KR-11", "city": "Seoul"}, "hostSide": "KR", "guestSide": "CN", \
        "level": "DIRECTOR_GENERAL", "ordinal": 14, "agendaSectors": [], "heads": [], "participants": [], \
        "outcomes": [], "delegations": [], "sources": [], "stewardship": "UNILATERAL", "classification": "BILATERAL"}\
        """;

    /**
     * An organisation that takes part.
     *
     * @param name its name, absent where it is not known here
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ParticipantView(Urn organisation, @Nullable LocalizedText name, NewEngagement.ParticipantRole role) {}

    /** Dates before a postponement. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FormerDates(@Nullable FuzzyDate start, @Nullable FuzzyDate end, String reason) {}

    EngagementView with(List<DelegationView> came) {
        return new EngagementView(
                urn,
                displayId,
                title,
                kind,
                state,
                start,
                end,
                seenOn,
                place,
                video,
                hostSide,
                guestSide,
                level,
                mechanism,
                track,
                ordinal,
                gapReason,
                agendaSectors,
                heads,
                participants,
                outcomes,
                minutesSha256,
                minutesAgreedBy,
                formerDates,
                cancelledBecause,
                came,
                unknown,
                sources,
                stewardship,
                classification,
                record);
    }
}
