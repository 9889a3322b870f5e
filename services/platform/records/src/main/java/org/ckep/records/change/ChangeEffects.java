package org.ckep.records.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.change.ChangeProblem;
import org.ckep.kernel.change.ChangeProtocol;
import org.ckep.kernel.problem.ProblemException;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** What a stored change set would make of its record, and what stands against that. */
@ApplicationScoped
class ChangeEffects {
    private final PatchDocument patches;
    private final ReleaseJson releases;
    private final AgreedFigures figures;
    private final Clock clock;

    ChangeEffects(PatchDocument patches, ReleaseJson releases, AgreedFigures figures, Clock clock) {
        this.patches = patches;
        this.releases = releases;
        this.figures = figures;
        this.clock = clock;
    }

    /** The agreed values that its patch changes. */
    List<String> changed(JointRecord record, StoredChange change) {
        ObjectNode base = (ObjectNode) patches.jackson(change.base());
        return PatchDocument.changed(
                record.policy(), base, patches.apply(record.policy(), base, patches.jackson(change.patch())));
    }

    /**
     * What a change set makes of its record.
     *
     * @param settlesAlone true where it settles objections and leaves the record as it is
     * @param figure what is agreed on beside the record or released, null for nothing
     */
    record Effect(
            JointRecord.Outcome outcome,
            boolean settlesAlone,
            @Nullable ProposedFigure figure) {
        /** True where the record gets no version by it. */
        boolean leavesRecord() {
            return settlesAlone || figure != null;
        }
    }

    /**
     * What the record becomes.
     *
     * @throws ProblemException CHANGE_STALE where the change set was drafted on another version of the record
     */
    Effect of(JointRecord record, StoredChange change) {
        if (change.baseVersion() != record.entity().version()) {
            throw stale(record, change);
        }
        ObjectNode core = record.core();
        ObjectNode after = patches.apply(record.policy(), core, patches.jackson(change.patch()));
        boolean settlesAlone = !change.settles().isEmpty()
                && !change.makesJoint()
                && change.step() == null
                && PatchDocument.changed(record.policy(), core, after).isEmpty();
        return new Effect(
                new JointRecord.Outcome(
                        change.side(),
                        after,
                        patches.jacksonOrNull(change.step()),
                        releases.read(change.classification()),
                        change.evidence()),
                settlesAlone,
                patches.figure(change.figure()));
    }

    /** Fails with the register's refusal of what the record would be, or with RECORD_CONTESTED. */
    Uni<Void> check(
            Mutiny.Session session,
            Viewer viewer,
            JointRecord record,
            StoredChange change,
            Effect effect,
            List<StoredObjection> standing) {
        return effect.settlesAlone()
                ? Uni.createFrom().voidItem()
                : touched(session, viewer, record, change, effect)
                        .invoke(touched -> Contests.requireUncontested(
                                standing, touched, change.settles(), allowed(change, viewer)))
                        .replaceWithVoid();
    }

    private Uni<List<String>> touched(
            Mutiny.Session session, Viewer viewer, JointRecord record, StoredChange change, Effect effect) {
        ProposedFigure figure = effect.figure();
        return figure == null
                ? record.check(session, viewer, effect.outcome())
                : figures.signed(session, viewer, change.record(), figure)
                        .invoke(now -> {
                            if (!now.equals(patches.signed(change.figure()))) {
                                throw stale(record, change);
                            }
                        })
                        .chain(() -> figures.check(
                                session,
                                viewer,
                                record,
                                figure,
                                effect.outcome().readers()));
    }

    /** The codes of the acts on it that are open to the viewer now. */
    List<String> allowed(StoredChange change, Viewer viewer) {
        return ChangeProtocol.allowed(change.toChangeSet(), viewer, clock.instant());
    }

    /** The refusal with what has changed in the record since the change set was drafted: nothing where both sides agreed on a figure beside it. */
    ProblemException stale(JointRecord record, StoredChange change) {
        JsonNode base = patches.jackson(change.base());
        ObjectNode now = record.core();
        List<Difference> differences = PatchDocument.changed(record.policy(), base, now).stream()
                .map(name -> new Difference(name, base.get(name), now.get(name)))
                .toList();
        return new ProblemException(
                        ChangeProblem.CHANGE_STALE,
                        "What both sides agree on has changed since this change set was drafted; draft it anew on that.")
                .withMember("allowed", List.of())
                .withMember("difference", differences);
    }

    /**
     * An agreed value that has moved on.
     *
     * @param base what it was when the change set was drafted, absent where it had no value
     * @param now what it is, absent where it has none
     */
    record Difference(
            String attribute,
            @Nullable JsonNode base,
            @Nullable JsonNode now) {}
}
