package org.ckep.policy.engagement;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.Place;
import org.ckep.kernel.value.UnknownReason;
import org.ckep.policy.register.Entry;
import org.ckep.policy.register.MeetingLevel;
import org.ckep.records.LocalId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An engagement to be entered. Dates are those of its place; no time zone is ever applied to them.
 *
 * @param mechanism URN of the mechanism that it is a session of
 * @param track URN of the negotiation track that it is a round of
 * @param ordinal its number; within a mechanism or track rule M7 holds
 * @param gapReason why the number does not follow the one before
 * @param start first day, planned or actual
 * @param end last day
 * @param seenOn a day on which a source shows it going on, where start and end are not known
 * @param place where, null for a video meeting or where not stated
 * @param video true where it is held by video
 * @param hostSide the side that receives
 * @param guestSide the side that comes
 * @param level at which rank the sides meet
 * @param agendaSectors codes of the sectors on its agenda
 * @param heads who leads each side, as office-holders
 * @param participants organisations that take part without being in a delegation
 * @param outcomes what came of it
 * @param minutesSha256 digest of the minutes
 * @param state PLANNED of a side's own record; of an observed one whatever the sources show
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(examples = NewEngagement.EXAMPLE)
record NewEngagement(
        @NotNull LocalizedText title,
        @NotNull EngagementKind kind,
        @Nullable Urn mechanism,
        @Nullable Urn track,
        @Nullable Integer ordinal,
        @Nullable @Size(max = 500) String gapReason,
        @Nullable FuzzyDate start,
        @Nullable FuzzyDate end,
        @Nullable FuzzyDate seenOn,
        @Nullable Place place,
        @Nullable Boolean video,
        @Nullable Side hostSide,
        @Nullable Side guestSide,
        @Nullable MeetingLevel level,
        @Nullable @Size(max = 20) List<@NotNull String> agendaSectors,
        @Nullable @Size(max = 20) List<@Valid Head> heads,
        @Nullable @Size(max = 500) List<@Valid Participant> participants,
        @Nullable @Size(max = 200) List<@Valid Outcome> outcomes,
        @Nullable @Pattern(regexp = "[0-9a-f]{64}") String minutesSha256,
        @Nullable EngagementState state,
        @Nullable Map<String, UnknownReason> unknown,
        @Nullable Classification classification,
        @Nullable @Size(max = 20) List<@NotNull Urn> sources,
        @Nullable @Size(max = 40) List<@NotNull @Size(max = 80) String> guardsNotShown,
        @Nullable @Size(max = 20) List<@Valid LocalId> localIds)
        implements Entry {

    static final String EXAMPLE = """
        {"title": {"en": "Round 14 on services and investment"}, "kind": "ROUND", "ordinal": 14, "start": "2026-03-16", \
        "end": "2026-03-20", "place": {"iso3166_2": "KR-11", "city": "Seoul"}, "hostSide": "KR", "guestSide": "CN", \
        "level": "DIRECTOR_GENERAL", "classification": {"level": "BILATERAL"}}\
        """;

    /**
     * An office-holder who leads a side; no other person is named.
     *
     * @param person name
     * @param office in which function
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Head(
            @NotNull Side side,
            @NotNull LocalizedText person,
            @Nullable LocalizedText office) {}

    /** In which role an organisation takes part. */
    enum ParticipantRole {
        EXHIBITOR,
        ORGANISER,
        HOST,
        SPEAKER,
        PARTICIPANT
    }

    /** An organisation that takes part. */
    record Participant(@NotNull Urn organisation, @NotNull ParticipantRole role) {}

    /** What an outcome is. */
    enum OutcomeKind {
        MOU,
        DEAL,
        AGREEMENT,
        STATEMENT
    }

    /**
     * What came of it.
     *
     * @param ref URN of the instrument, partnership or project, where it is on record
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Outcome(
            @NotNull OutcomeKind kind,
            @NotNull LocalizedText title,
            @Nullable Urn ref) {}

    List<String> sectorCodes() {
        return agendaSectors == null ? List.of() : agendaSectors;
    }

    List<Head> leaders() {
        return heads == null ? List.of() : heads;
    }

    List<Participant> others() {
        return participants == null ? List.of() : participants;
    }

    List<Outcome> results() {
        return outcomes == null ? List.of() : outcomes;
    }

    boolean isVideo() {
        return video != null && video;
    }
}
