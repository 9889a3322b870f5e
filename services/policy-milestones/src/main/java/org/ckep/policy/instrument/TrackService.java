package org.ckep.policy.instrument;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.Decision;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.record.Stewardship;
import org.ckep.policy.register.ChangeOutcome;
import org.ckep.policy.register.Directory;
import org.ckep.policy.register.EventData;
import org.ckep.policy.register.Faults;
import org.ckep.policy.register.FourEyes;
import org.ckep.policy.register.Guard;
import org.ckep.policy.register.Kind;
import org.ckep.policy.register.RecordFeature;
import org.ckep.policy.register.Refusals;
import org.ckep.policy.register.Register;
import org.ckep.records.RecordHead;
import org.ckep.records.RecordQuery;
import org.ckep.records.RuleLocks;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** What is particular to negotiation tracks. */
@ApplicationScoped
class TrackService implements RecordFeature<NegotiationTrack, NewTrack, TrackView> {
    static final Kind KIND = new Kind("track", "TRK", "v1/tracks", "track");

    private static final int MOST = 100;

    private final Register register;
    private final Directory directory;
    private final Tracks tracks;

    TrackService(Register register, Directory directory, Tracks tracks) {
        this.register = register;
        this.directory = directory;
        this.tracks = tracks;
    }

    RecordQuery<NegotiationTrack> query(Viewer viewer, TrackFilter filter) {
        RecordQuery<NegotiationTrack> query = RecordQuery.of(NegotiationTrack.class, viewer)
                .where("r.instrumentId = :instrument", "instrument", filter.instrument());
        if (filter.open() != null) {
            query.where((filter.open() ? "" : "not ") + "r.state in (LAUNCHED, ACTIVE)");
        }
        return query;
    }

    /** Declares another state. */
    Uni<TrackView> declare(
            Viewer viewer, String id, @Nullable String ifMatch, TrackState to, @Nullable List<Urn> found) {
        return register.change(
                this, viewer, id, ifMatch, (session, track) -> tracks.lastRounds(session, viewer, List.of(track))
                        .map(rounds -> {
                            FourEyes.requireMayMove(viewer, track);
                            TrackState before = tracks.state(track, rounds.get(track.id()));
                            return switch (TrackRules.declare(before, to)) {
                                case Decision.Refused<TrackState> refused -> throw Refusals.of(refused, to);
                                case Decision.Unchanged<TrackState> unchanged -> ChangeOutcome.NOTHING;
                                case Decision.Accepted<TrackState> accepted -> {
                                    track.reach(accepted.next());
                                    yield ChangeOutcome.done("state_changed", before.name());
                                }
                            };
                        })
                        .call(outcome -> outcome.verb() == null
                                ? Uni.createFrom().voidItem()
                                : register.restOn(session, viewer, track, found)));
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Class<NegotiationTrack> type() {
        return NegotiationTrack.class;
    }

    @Override
    public Class<NewTrack> contentType() {
        return NewTrack.class;
    }

    @Override
    public Uni<Void> check(Mutiny.Session session, Change<NegotiationTrack> change, NewTrack content) {
        RecordHead head = change.head();
        boolean observed = head.stewardship() == Stewardship.OBSERVED;
        Faults faults = new Faults()
                .plain("/title", content.title())
                .plain("/aim", content.aim())
                .date("/launchedOn", content.launchedOn())
                .distinct("/topics", content.subjects())
                .guard(
                        content.launchedOn() != null || !observed,
                        Guard.LAUNCH_DATE,
                        head,
                        "/launchedOn",
                        "It is not known when the track was launched.");
        checkState(faults, change.before(), content, observed);
        faults.refuseAny();
        return directory
                .require(
                        session,
                        change.viewer(),
                        head.classification(),
                        content.instrument(),
                        InstrumentService.KIND,
                        "/instrument")
                .chain(() -> requireOnlyOpenTrack(session, change, content));
    }

    private static void checkState(
            Faults faults, @Nullable NegotiationTrack before, NewTrack content, boolean observed) {
        TrackState state = content.state() == null ? TrackState.LAUNCHED : content.state();
        if (before != null && state != before.state()) {
            faults.add("/state", "moved-by-transition", "A state is reached by a transition, not by a patch.");
        }
        if (state == TrackState.DORMANT) {
            faults.add("/state", "computed", "DORMANT is computed from the rounds.");
        }
        if (before == null && !observed && !state.isOpen()) {
            faults.add("/state", "not-a-beginning", "A side's own track begins as LAUNCHED or ACTIVE.");
        }
    }

    /** Rule M6, over the tracks that the viewer may see (rule C9), while nobody else adds one to the instrument. */
    private Uni<Void> requireOnlyOpenTrack(Mutiny.Session session, Change<NegotiationTrack> change, NewTrack content) {
        UUID instrument = content.instrument().uuid();
        NegotiationTrack before = change.before();
        Set<TrackTopic> topics = EnumSet.noneOf(TrackTopic.class);
        topics.addAll(content.subjects());
        return RuleLocks.take(session, "tracks of " + instrument)
                .chain(() -> RecordQuery.of(NegotiationTrack.class, change.viewer())
                        .where("r.instrumentId = :instrument", "instrument", instrument)
                        .where("r.state in (LAUNCHED, ACTIVE)")
                        .list(session, MOST))
                .invoke(open -> open.stream()
                        .filter(track -> before == null || !track.id().equals(before.id()))
                        .filter(track -> TrackRules.collides(topics, track.topics()))
                        .findFirst()
                        .ifPresent(track -> {
                            throw collision(track.urn());
                        }))
                .replaceWithVoid();
    }

    private static ProblemException collision(Urn existing) {
        String message = "An open track of this instrument negotiates the same topics.";
        return new ProblemException(KernelProblem.CONFLICT, message)
                .withErrors(FieldError.at("/topics", "track-exists", message))
                .withMember("existing", existing);
    }

    @Override
    public NegotiationTrack make(UUID id, RecordHead head, NewTrack content) {
        return new NegotiationTrack(id, head, content);
    }

    @Override
    public void become(NegotiationTrack record, NewTrack content) {
        record.become(content);
    }

    @Override
    public Uni<NewTrack> content(Mutiny.Session session, Viewer viewer, NegotiationTrack record) {
        return Uni.createFrom().item(record.content());
    }

    @Override
    public Uni<List<TrackView>> views(
            Mutiny.Session session, Viewer viewer, List<NegotiationTrack> records, boolean withHead) {
        List<Urn> instruments =
                records.stream().map(NegotiationTrack::instrument).distinct().toList();
        return tracks.lastRounds(session, viewer, records)
                .chain(rounds -> directory.titles(session, viewer, instruments).map(titles -> records.stream()
                        .map(track -> TrackView.of(
                                track,
                                tracks.state(track, rounds.get(track.id())),
                                rounds.get(track.id()),
                                titles.get(track.instrument()),
                                withHead))
                        .toList()));
    }

    @Override
    public void describe(NegotiationTrack record, EventData data) {
        data.with("instrument", record.instrument()).with("topics", record.topics());
    }
}
