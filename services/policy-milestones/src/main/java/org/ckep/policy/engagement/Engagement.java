package org.ckep.policy.engagement;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.Place;
import org.ckep.policy.mechanism.Mechanisms;
import org.ckep.policy.register.MeetingLevel;
import org.ckep.policy.register.PolicyRecord;
import org.ckep.records.RecordHead;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** An engagement as it is stored; heads, participants and outcomes are parts of it. */
@Entity
@Table(name = "engagement")
class Engagement extends PolicyRecord {
    @Enumerated(EnumType.STRING)
    private EngagementKind kind;

    @Enumerated(EnumType.STRING)
    private EngagementState state;

    private @Nullable UUID mechanismId;
    private @Nullable UUID trackId;
    private @Nullable Integer ordinal;
    private @Nullable String gapReason;
    private @Nullable FuzzyDate startsOn;
    private @Nullable FuzzyDate endsOn;

    /** Computed by the database, for queries. */
    @Column(insertable = false, updatable = false)
    private @Nullable LocalDate startsFirst;

    /** As {@link #startsFirst}. */
    @Column(insertable = false, updatable = false)
    private @Nullable LocalDate endsLast;

    private @Nullable FuzzyDate seenOn;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable Place place;

    private boolean video;

    @Enumerated(EnumType.STRING)
    private @Nullable Side hostSide;

    @Enumerated(EnumType.STRING)
    private @Nullable Side guestSide;

    @Enumerated(EnumType.STRING)
    private @Nullable MeetingLevel level;

    private List<String> agendaSectors;
    private @Nullable String minutesSha256;
    private @Nullable String endReason;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected Engagement() {}

    @SuppressWarnings("NullAway.Init") // become() fills the rest
    Engagement(UUID id, RecordHead head, NewEngagement content) {
        super(id, head, content);
        this.state = content.state() == null ? EngagementState.PLANNED : content.state();
        become(content);
    }

    /** Takes over everything but the state, which moves by its own rules. */
    final void become(NewEngagement content) {
        becomeCommon(content);
        this.kind = content.kind();
        this.mechanismId =
                content.mechanism() == null ? null : content.mechanism().uuid();
        this.trackId = content.track() == null ? null : content.track().uuid();
        this.ordinal = content.ordinal();
        this.gapReason = content.gapReason();
        this.startsOn = content.start();
        this.endsOn = content.end();
        this.seenOn = content.seenOn();
        this.place = content.place();
        this.video = content.isVideo();
        this.hostSide = content.hostSide();
        this.guestSide = content.guestSide();
        this.level = content.level();
        this.agendaSectors = content.sectorCodes();
        this.minutesSha256 = content.minutesSha256();
    }

    /** The content without its parts. */
    NewEngagement content() {
        return content(List.of(), List.of(), List.of());
    }

    NewEngagement content(
            List<NewEngagement.Head> heads,
            List<NewEngagement.Participant> participants,
            List<NewEngagement.Outcome> outcomes) {
        return new NewEngagement(
                title(),
                kind,
                mechanismId == null ? null : new Urn(Mechanisms.KIND.urnType(), mechanismId),
                trackId == null ? null : new Urn(EngagementService.TRACK.urnType(), trackId),
                ordinal,
                gapReason,
                startsOn,
                endsOn,
                seenOn,
                place,
                video,
                hostSide,
                guestSide,
                level,
                List.copyOf(agendaSectors),
                heads.isEmpty() ? null : heads,
                participants.isEmpty() ? null : participants,
                outcomes.isEmpty() ? null : outcomes,
                minutesSha256,
                state,
                unknown(),
                null,
                null,
                null,
                null);
    }

    /** Moves on; dates that the step brings replace those that stood there. */
    void reach(EngagementState next, EngagementRules.Dates dates) {
        this.state = next;
        this.startsOn = dates.start();
        this.endsOn = dates.end();
        if (next == EngagementState.CANCELLED) {
            this.endReason = dates.reason();
        }
    }

    EngagementState state() {
        return state;
    }

    @Nullable
    FuzzyDate startsOn() {
        return startsOn;
    }

    @Nullable
    FuzzyDate endsOn() {
        return endsOn;
    }

    @Nullable
    String endReason() {
        return endReason;
    }

    @Override
    protected String urnType() {
        return EngagementService.KIND.urnType();
    }

    @Override
    public String stateName() {
        return state.name();
    }
}
