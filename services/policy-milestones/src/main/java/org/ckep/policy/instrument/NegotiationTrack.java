package org.ckep.policy.instrument;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.policy.register.PolicyRecord;
import org.ckep.records.RecordHead;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A negotiation track as it is stored. */
@Entity
@Table(name = "negotiation_track")
class NegotiationTrack extends PolicyRecord {
    private UUID instrumentId;
    private List<String> topics;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable LocalizedText aim;

    private @Nullable FuzzyDate launchedOn;

    @Enumerated(EnumType.STRING)
    private TrackState state;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected NegotiationTrack() {}

    @SuppressWarnings("NullAway.Init") // become() fills the rest
    NegotiationTrack(UUID id, RecordHead head, NewTrack content) {
        super(id, head, content);
        this.state = content.state() == null ? TrackState.LAUNCHED : content.state();
        become(content);
    }

    /** Takes over everything but the state, which moves by its own rules. */
    final void become(NewTrack content) {
        becomeCommon(content);
        this.instrumentId = content.instrument().uuid();
        this.topics = content.subjects().stream().map(Enum::name).toList();
        this.aim = content.aim();
        this.launchedOn = content.launchedOn();
    }

    NewTrack content() {
        return new NewTrack(
                title(),
                instrument(),
                topics.stream().map(TrackTopic::valueOf).toList(),
                aim,
                launchedOn,
                state,
                unknown(),
                null,
                null,
                null,
                null);
    }

    Urn instrument() {
        return new Urn(InstrumentService.KIND.urnType(), instrumentId);
    }

    UUID instrumentId() {
        return instrumentId;
    }

    Set<TrackTopic> topics() {
        Set<TrackTopic> set = EnumSet.noneOf(TrackTopic.class);
        topics.forEach(topic -> set.add(TrackTopic.valueOf(topic)));
        return set;
    }

    @Nullable
    FuzzyDate launchedOn() {
        return launchedOn;
    }

    TrackState state() {
        return state;
    }

    void reach(TrackState next) {
        this.state = next;
    }

    @Override
    protected String urnType() {
        return TrackService.KIND.urnType();
    }

    @Override
    public String stateName() {
        return state.name();
    }
}
