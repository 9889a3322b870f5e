package org.ckep.policy.challenge;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.policy.register.ChangeOutcome;
import org.ckep.policy.register.Directory;
import org.ckep.policy.register.EventData;
import org.ckep.policy.register.Faults;
import org.ckep.policy.register.Kind;
import org.ckep.policy.register.Readers;
import org.ckep.policy.register.RecordFeature;
import org.ckep.policy.register.Register;
import org.ckep.records.RecordHead;
import org.ckep.records.RecordIds;
import org.ckep.records.RecordQuery;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** What is particular to challenges, above all that each side's severity is for that side alone. */
@ApplicationScoped
class ChallengeService implements RecordFeature<Challenge, NewChallenge, ChallengeView> {
    static final Kind KIND = new Kind("challenge", "CHL", "v1/challenges", "challenge");

    /** The kind of record that a challenge may rest on; its feature is not needed for more than the name. */
    static final Kind MEASURE = new Kind("measure", "MEA", "v1/measures", "measure");

    private final Register register;
    private final Directory directory;

    ChallengeService(Register register, Directory directory) {
        this.register = register;
        this.directory = directory;
    }

    /**
     * One side's view of a challenge.
     *
     * @param note why, for the own side
     */
    @Schema(examples = "{\"severity\": \"HIGH\", \"note\": \"Two plants depend on it\"}")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record NewSeverity(
            @NotNull Severity severity,
            @Nullable @Size(max = 2000) String note) {}

    /**
     * A figure or claim that speaks for or against a challenge.
     *
     * @param indicator its URN, which may name a record of another service
     * @param sources that link the two; needed for an observed challenge
     */
    @Schema(examples = "{\"indicator\": \"urn:ckep:claim:8b9f6f0e-3d5a-4a53-9a0e-0f5c8f0a7d11\"}")
    record NewIndicator(
            @NotNull Urn indicator,
            @Nullable @Size(max = 20) List<@NotNull Urn> sources) {}

    RecordQuery<Challenge> query(Viewer viewer, ChallengeFilter filter) {
        return RecordQuery.of(Challenge.class, viewer)
                .whereContains("r.sectors", "sector", filter.sector())
                .whereContains(
                        "r.kinds",
                        "kind",
                        filter.kind() == null ? null : filter.kind().name())
                .where("r.exertedBy = :exertedBy", "exertedBy", filter.exertedBy())
                .where("r.onSide = :onSide", "onSide", filter.onSide())
                .where("r.measureId = :measure", "measure", filter.measure());
    }

    /** Sets how heavily the viewer's side takes the challenge; nobody else learns that it did. */
    Uni<ChallengeView> assess(Viewer viewer, String id, NewSeverity given) {
        UUID uuid = RecordIds.parse(id, KIND.urnType());
        Side side = viewer.side();
        if (side == null) {
            throw new ProblemException(
                    KernelProblem.FORBIDDEN, "A severity is the view of a side, and the caller acts for none.");
        }
        return register.transactions().write(viewer, session -> register.find(session, this, viewer, uuid)
                .call(challenge -> own(session, side, List.of(challenge))
                        .chain(before -> write(session, viewer, side, challenge, before.get(challenge.id()), given)))
                .call(session::flush)
                .chain(challenge -> view(session, viewer, challenge, false)));
    }

    private Uni<Void> write(
            Mutiny.Session session,
            Viewer viewer,
            Side side,
            Challenge challenge,
            @Nullable ChallengeSeverity before,
            NewSeverity given) {
        Severity previous = before == null ? null : before.severity();
        Uni<Void> stored;
        if (before == null) {
            stored = session.persist(new ChallengeSeverity(
                    challenge.id(),
                    side,
                    given.severity(),
                    given.note(),
                    register.clock().instant()));
        } else if (before.become(
                given.severity(), given.note(), register.clock().instant())) {
            stored = Uni.createFrom().voidItem();
        } else {
            return Uni.createFrom().voidItem();
        }
        EventData data = register.eventData(challenge)
                .with("side", side)
                .with("severity", given.severity())
                .with("previousSeverity", previous);
        // The record itself does not change, neither its version nor its date: they would tell the other side.
        return stored.chain(
                        () -> register.audit().record(session, viewer, "assess-severity", challenge.urn(), null, null))
                .chain(() -> register.publish(
                        session,
                        this,
                        challenge,
                        "severity_changed",
                        Readers.ofBoth(challenge.head().classification(), Classification.side(side)),
                        challenge.content().sectorCodes(),
                        data));
    }

    /** Adds an indicator. */
    Uni<ChallengeView> addIndicator(Viewer viewer, String id, NewIndicator added) {
        Urn indicator = added.indicator();
        UUID uuid = RecordIds.parse(id, KIND.urnType());
        return register.transactions().write(viewer, session -> register.find(session, this, viewer, uuid)
                .call(challenge -> {
                    challenge.head().requireMayChange(viewer);
                    List<Urn> indicators = new ArrayList<>(challenge.content().indicatorUrns());
                    if (indicators.contains(indicator)) {
                        return Uni.createFrom().voidItem();
                    }
                    indicators.add(indicator);
                    return directory
                            .requireAll(
                                    session,
                                    viewer,
                                    challenge.head().classification(),
                                    List.of(indicator),
                                    "/indicator")
                            .chain(() -> register.restOn(session, viewer, challenge, added.sources()))
                            .invoke(() -> challenge.rests(indicators))
                            .chain(() -> register.note(
                                    session, this, viewer, challenge, ChangeOutcome.done("changed", null)));
                })
                .chain(challenge -> view(session, viewer, challenge, false)));
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Class<Challenge> type() {
        return Challenge.class;
    }

    @Override
    public Class<NewChallenge> contentType() {
        return NewChallenge.class;
    }

    @Override
    public Uni<Void> check(Mutiny.Session session, Change<Challenge> change, NewChallenge content) {
        new Faults()
                .plain("/title", content.title())
                .plain("/mitigationNote", content.mitigationNote())
                .distinct("/kinds", content.kinds())
                .country("/exertedBy", content.exertedBy())
                .sectors("/sectors", content.sectorCodes())
                .distinct("/indicators", content.indicatorUrns())
                .distinct("/mitigations", content.mitigationUrns())
                .refuseAny();
        Classification readers = change.head().classification();
        Uni<Void> measure = content.measure() == null
                ? Uni.createFrom().voidItem()
                : directory
                        .require(session, change.viewer(), readers, content.measure(), MEASURE, "/measure")
                        .replaceWithVoid();
        return measure.chain(() ->
                        directory.requireAll(session, change.viewer(), readers, content.indicatorUrns(), "/indicators"))
                .chain(() -> directory.requireAll(
                        session, change.viewer(), readers, content.mitigationUrns(), "/mitigations"));
    }

    @Override
    public Challenge make(UUID id, RecordHead head, NewChallenge content) {
        return new Challenge(id, head, content);
    }

    @Override
    public void become(Challenge record, NewChallenge content) {
        record.become(content);
    }

    @Override
    public Uni<NewChallenge> content(Mutiny.Session session, Viewer viewer, Challenge record) {
        return Uni.createFrom().item(record.content());
    }

    @Override
    public Uni<List<ChallengeView>> views(
            Mutiny.Session session, Viewer viewer, List<Challenge> records, boolean withHead) {
        return own(session, viewer.side(), records).map(severities -> records.stream()
                .map(challenge -> {
                    ChallengeSeverity own = severities.get(challenge.id());
                    return ChallengeView.of(challenge, own == null ? null : own.toView(), withHead);
                })
                .toList());
    }

    /** The severities of one side, and of no other: the first lock. The second is the table's own. */
    private static Uni<Map<UUID, ChallengeSeverity>> own(
            Mutiny.Session session, @Nullable Side side, List<Challenge> challenges) {
        if (side == null || challenges.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return session.createSelectionQuery(
                        "from ChallengeSeverity s where s.side = :side and s.recordId in :ids", ChallengeSeverity.class)
                .setParameter("side", side)
                .setParameter("ids", challenges.stream().map(Challenge::id).toList())
                .getResultList()
                .map(found ->
                        found.stream().collect(Collectors.toMap(ChallengeSeverity::recordId, Function.identity())));
    }

    @Override
    public void describe(Challenge record, EventData data) {
        NewChallenge content = record.content();
        data.with("kinds", content.kinds())
                .with("exertedBy", content.exertedBy())
                .with("onSide", content.onSide());
    }

    @Override
    public List<String> sectors(Challenge record) {
        return record.content().sectorCodes();
    }
}
