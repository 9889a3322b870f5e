package org.ckep.policy.instrument;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.records.Days;
import org.ckep.records.RecordQuery;
import org.ckep.records.RecordVisibility;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Reads tracks with what their rounds tell of them. */
@ApplicationScoped
class Tracks {
    /** Most tracks of a page of instruments; far above any real number. */
    private static final int MOST = 1000;

    /** The rounds of tracks that were held, latest first, as far as the viewer may see. */
    private static final String ROUNDS =
            "select new org.ckep.policy.instrument.Tracks$Round(e.trackId, e.id, e.ordinal, e.startsOn, e.endsOn,"
                    + " e.endsLast) from org.ckep.policy.engagement.Engagement e where e.trackId in :ids and e.kind ="
                    + " ROUND and e.state in (HELD, MINUTES_AGREED) and ";

    private final Clock clock;

    Tracks(Clock clock) {
        this.clock = clock;
    }

    /**
     * A round that was held.
     *
     * @param lastDay the last day that it may have ended on
     */
    record Round(
            UUID track,
            UUID engagement,
            @Nullable Integer ordinal,
            @Nullable FuzzyDate start,
            @Nullable FuzzyDate end,
            @Nullable LocalDate lastDay) {
        Urn urn() {
            return new Urn("engagement", engagement);
        }
    }

    /** The tracks of instruments, by instrument. */
    Uni<Map<UUID, List<InstrumentView.TrackNote>>> of(Mutiny.Session session, Viewer viewer, List<UUID> instruments) {
        if (instruments.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return RecordQuery.of(NegotiationTrack.class, viewer)
                .whereAnyOf("r.instrumentId", "instruments", instruments)
                .list(session, MOST)
                .chain(tracks -> lastRounds(session, viewer, tracks).map(rounds -> tracks.stream()
                        .collect(Collectors.groupingBy(
                                NegotiationTrack::instrumentId,
                                Collectors.mapping(
                                        track -> new InstrumentView.TrackNote(
                                                track.urn(),
                                                track.title(),
                                                List.copyOf(track.topics()),
                                                state(track, rounds.get(track.id()))),
                                        Collectors.toList())))));
    }

    /** The state on the day of the answer. */
    TrackState state(NegotiationTrack track, @Nullable Round last) {
        FuzzyDate launched = track.launchedOn();
        LocalDate lastActivity =
                last != null && last.lastDay() != null ? last.lastDay() : launched == null ? null : launched.end();
        // The first round makes a launched track an active one.
        TrackState declared = track.state() == TrackState.LAUNCHED && last != null ? TrackState.ACTIVE : track.state();
        return TrackRules.stateOn(declared, lastActivity, Days.inBoth(clock));
    }

    /** The last round of each track. */
    Uni<Map<UUID, Round>> lastRounds(Mutiny.Session session, Viewer viewer, List<NegotiationTrack> tracks) {
        if (tracks.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        RecordVisibility visibility = RecordVisibility.predicate(viewer, "e.head");
        Mutiny.SelectionQuery<Round> query = session.createSelectionQuery(
                ROUNDS + visibility.condition() + " order by e.endsLast desc nulls last, e.id", Round.class);
        return visibility
                .bind(query)
                .setParameter("ids", tracks.stream().map(NegotiationTrack::id).toList())
                .getResultList()
                .map(rounds -> {
                    Map<UUID, Round> last = new LinkedHashMap<>();
                    rounds.forEach(round -> last.putIfAbsent(round.track(), round));
                    return last;
                });
    }
}
