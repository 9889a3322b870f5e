package org.ckep.records.change;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.change.Agreement;
import org.ckep.kernel.change.ChangeAction;
import org.ckep.kernel.change.ChangeProblem;
import org.ckep.kernel.change.ChangeProtocol;
import org.ckep.kernel.change.ChangeSet;
import org.ckep.kernel.change.ChangeState;
import org.ckep.kernel.change.Procedure;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.Decision;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.records.Audit;
import org.ckep.records.Imprint;
import org.ckep.records.RuleLocks;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * The bilateral change protocol on stored records. Every use takes the record's lock first, with {@link #lock}, and reads
 * the record after it: so of many change sets on one base, the first agreed one is applied and all others are stale.
 */
@ApplicationScoped
public class ChangeSets {
    /** The type of change sets in URNs. */
    public static final String TYPE = StoredChange.TYPE;

    private final ChangeStore store;
    private final ChangeEvents events;
    private final ChangeEffects effects;
    private final ChangeContents contents;
    private final ChangeSetViews views;
    private final Contests contests;
    private final AgreedFigures figures;
    private final FigureEvents figureEvents;
    private final Audit audit;
    private final Clock clock;
    private final ChangesConfig config;

    ChangeSets(
            ChangeStore store,
            ChangeEvents events,
            ChangeEffects effects,
            ChangeContents contents,
            ChangeSetViews views,
            Contests contests,
            AgreedFigures figures,
            FigureEvents figureEvents,
            Audit audit,
            Clock clock,
            ChangesConfig config) {
        this.store = store;
        this.events = events;
        this.effects = effects;
        this.contents = contents;
        this.views = views;
        this.contests = contests;
        this.figures = figures;
        this.figureEvents = figureEvents;
        this.audit = audit;
        this.clock = clock;
        this.config = config;
    }

    /** The name of the lock that whoever acts on change sets of that record or changes it holds. */
    public static String lockOf(Urn record) {
        return "changes of " + record;
    }

    /** Waits until nobody else acts on change sets of that record; the transaction's end gives the lock back. */
    public Uni<Void> lock(Mutiny.Session session, Urn record) {
        return RuleLocks.take(session, lockOf(record));
    }

    /** The change sets of a record that the viewer may know of, newest first; none for a viewer without a side. */
    public Uni<Page<ChangeSetView>> list(Mutiny.Session session, Viewer viewer, JointRecord record, PageRequest page) {
        return store.page(session, viewer, record.entity().urn(), page)
                .map(found -> found.map(change -> views.of(viewer, record, change)));
    }

    /** One of them; fails with NOT_FOUND where there is none that the viewer may know of. */
    public Uni<ChangeSetView> get(Mutiny.Session session, Viewer viewer, JointRecord record, UUID id) {
        return store.get(session, viewer, record.entity().urn(), id).map(change -> views.of(viewer, record, change));
    }

    /**
     * Those that may still come into force.
     *
     * @param knownAt the moment for which the session answers, null for the present
     */
    public Uni<List<ChangeSetView.Pending>> pending(
            Mutiny.Session session, Viewer viewer, Urn record, @Nullable Instant knownAt) {
        Instant now = knownAt == null ? clock.instant() : knownAt;
        return store.open(session, viewer, record).map(found -> found.stream()
                .filter(change -> change.toChangeSet().stateAt(now).isOpen())
                .map(change -> new ChangeSetView.Pending(
                        change.urn(),
                        change.side(),
                        change.state(),
                        change.unusualProcedure(),
                        change.makesJoint(),
                        change.toChangeSet().deadline()))
                .toList());
    }

    /** Begins a change set of the viewer's side. */
    public Uni<ChangeSetView> draft(Mutiny.Session session, Viewer viewer, JointRecord record, NewChangeSet change) {
        return draft(session, viewer, record, change, null, List.of());
    }

    /**
     * Begins an answer to a change set of the other side that is under review. It takes the other's place once the own
     * side's checker proposes it; until then the other side knows nothing of it.
     */
    public Uni<ChangeSetView> counter(
            Mutiny.Session session, Viewer viewer, JointRecord record, UUID id, NewChangeSet change) {
        return store.get(session, viewer, record.entity().urn(), id)
                .invoke(answered -> accepted(record, answered, viewer, ChangeAction.COUNTER, ChangeAct.NOTHING))
                .chain(answered ->
                        draft(session, viewer, record, change, answered.id(), effects.allowed(answered, viewer)));
    }

    private Uni<ChangeSetView> draft(
            Mutiny.Session session,
            Viewer viewer,
            JointRecord record,
            NewChangeSet change,
            @Nullable UUID answers,
            List<String> allowed) {
        Side side = viewer.side();
        String subject = viewer.subject();
        if (side == null || subject == null) {
            return Uni.createFrom()
                    .failure(new ProblemException(
                            KernelProblem.FORBIDDEN, "Only a side's own staff drafts change sets."));
        }
        return contents.of(session, viewer, record, change, answers != null, allowed)
                .map(content -> new StoredChange(record, side, subject, answers, content, clock.instant()))
                .call(draft -> session.persist(draft))
                .call(draft -> audit.record(
                        session,
                        viewer,
                        "draft-change",
                        draft.urn(),
                        null,
                        draft.version(),
                        Imprint.ofHash(draft.hash())))
                .call(session::flush)
                .map(draft -> views.of(viewer, record, draft));
    }

    /** Writes a draft anew. */
    public Uni<ChangeSetView> edit(
            Mutiny.Session session, Viewer viewer, JointRecord record, UUID id, NewChangeSet change) {
        return store.get(session, viewer, record.entity().urn(), id).chain(draft -> {
            ChangeSet next = accepted(record, draft, viewer, ChangeAction.EDIT, ChangeAct.NOTHING);
            return contents.of(session, viewer, record, change, draft.parent() != null, effects.allowed(draft, viewer))
                    .invoke(content -> {
                        draft.write(content);
                        draft.become(next.rewritten(subject(viewer), content.hash()), clock.instant());
                    })
                    .call(() -> note(session, viewer, draft, ChangeAction.EDIT.code()))
                    .call(session::flush)
                    .map(content -> views.of(viewer, record, draft));
        });
    }

    /** Carries out an act; agreeing applies the change in the same transaction. */
    public Uni<ChangeSetView> act(
            Mutiny.Session session, Viewer viewer, JointRecord record, UUID id, ChangeAction action, ChangeAct act) {
        return store.get(session, viewer, record.entity().urn(), id).chain(change -> {
            ChangeSet next = accepted(record, change, viewer, action, act);
            Uni<Void> done =
                    switch (action) {
                        case AGREE -> agree(session, viewer, record, change, next);
                        case PROPOSE -> propose(session, viewer, record, change, next);
                        case RETURN, DISMISS, WITHDRAW, REJECT -> {
                            change.remark(act.reason());
                            yield take(session, viewer, change, next, action);
                        }
                        case SUBMIT -> {
                            change.remark(null);
                            yield take(session, viewer, change, next, action);
                        }
                        case REVIEW -> take(session, viewer, change, next, action);
                        case EDIT, COUNTER ->
                            throw new IllegalArgumentException(action + " comes with a content of its own");
                    };
            return done.map(taken -> views.of(viewer, record, change));
        });
    }

    /** The change set as the act leaves it. */
    private ChangeSet accepted(
            JointRecord record, StoredChange change, Viewer viewer, ChangeAction action, ChangeAct act) {
        ChangeProtocol.Act attempt =
                new ChangeProtocol.Act(action, act.hash(), act.reason(), clock.instant(), period(record, change));
        return switch (ChangeProtocol.decide(change.toChangeSet(), attempt, viewer)) {
            case Decision.Accepted<ChangeSet> accepted -> accepted.next();
            case Decision.Unchanged<ChangeSet> unchanged -> change.toChangeSet();
            case Decision.Refused<ChangeSet> refused ->
                throw refused.type() == ChangeProblem.CHANGE_STALE
                        ? effects.stale(record, change)
                        : refused.toProblem();
        };
    }

    /** How long the other side has once it is proposed. */
    private Duration period(JointRecord record, StoredChange change) {
        return change.procedure() == Procedure.SILENCE && change.state() == ChangeState.SUBMITTED
                ? ChangeContents.requireSilence(record.policy(), effects.changed(record, change))
                : config.period();
    }

    private Uni<Void> take(
            Mutiny.Session session, Viewer viewer, StoredChange change, ChangeSet next, ChangeAction action) {
        change.become(next, clock.instant());
        return note(session, viewer, change, action.code())
                .call(session::flush)
                .chain(() -> events.tell(session, change));
    }

    private Uni<Void> note(Mutiny.Session session, Viewer viewer, StoredChange change, String act) {
        return audit.record(
                session,
                viewer,
                act + "-change",
                change.urn(),
                change.version(),
                change.version() + 1,
                Imprint.ofHash(change.hash()));
    }

    private Uni<Void> propose(
            Mutiny.Session session, Viewer viewer, JointRecord record, StoredChange change, ChangeSet next) {
        ChangeEffects.Effect effect = effects.of(record, change);
        UUID parent = change.parent();
        Uni<Void> countered = parent == null
                ? Uni.createFrom().voidItem()
                : store.get(session, viewer, record.entity().urn(), parent)
                        .chain(answered -> counter(session, viewer, answered));
        return contests.standing(session, viewer, change.record())
                .chain(standing -> effects.check(session, viewer, record, change, effect, standing))
                .chain(() -> countered)
                .chain(() -> take(session, viewer, change, next, ChangeAction.PROPOSE));
    }

    private Uni<Void> counter(Mutiny.Session session, Viewer viewer, StoredChange answered) {
        ChangeSet countered = ChangeProtocol.countered(answered.toChangeSet(), clock.instant());
        if (countered == null) {
            throw new ProblemException(
                            KernelProblem.STATE_FORBIDS,
                            "The change set that this one answers is not under review any more; it is "
                                    + answered.toChangeSet().stateAt(clock.instant()) + ".")
                    .withMember("allowed", List.of(ChangeAction.WITHDRAW.code()));
        }
        return take(session, viewer, answered, countered, ChangeAction.COUNTER);
    }

    private Uni<Void> agree(
            Mutiny.Session session, Viewer viewer, JointRecord record, StoredChange change, ChangeSet next) {
        return apply(session, viewer, record, change, next, subject(viewer), ChangeAction.AGREE.code());
    }

    /**
     * Lets a change set come into force to which nobody has objected within its period; call it under the record's lock.
     *
     * @return fails with a refusal where it does not fit the record or its policy any more
     */
    Uni<Void> applyBySilence(Mutiny.Session session, JointRecord record, StoredChange change) {
        ChangeSet next = ChangeProtocol.agreedBySilence(change.toChangeSet(), clock.instant());
        if (next == null) {
            return Uni.createFrom().voidItem();
        }
        if (!next.isSignedByPersons()) {
            throw new ProblemException(
                    ChangeProblem.CHANGE_PERSON_NEEDED,
                    "Of one of its signatures it is not known that a person gave it.");
        }
        ChangeContents.requireSilence(record.policy(), effects.changed(record, change));
        return apply(session, change.nobody(), record, change, next, change.submittedBy(), "silently-agree");
    }

    private Uni<Void> apply(
            Mutiny.Session session,
            Viewer viewer,
            JointRecord record,
            StoredChange change,
            ChangeSet next,
            String editor,
            String act) {
        ChangeEffects.Effect effect = effects.of(record, change);
        return contests.standing(session, viewer, change.record())
                .call(standing -> effects.check(session, viewer, record, change, effect, standing))
                .invoke(() -> {
                    change.become(next, clock.instant());
                    if (!effect.leavesRecord()) {
                        change.makes(record.entity().version() + 1);
                    }
                })
                .call(() -> note(session, viewer, change, act))
                // What both sides are bound by stands in both sides' trails, in the other one's as nobody's act.
                .call(() -> note(session, Viewer.nobody(otherSide(viewer)), change, act))
                // The database lets the record pass only once it knows that this version was agreed.
                .call(session::flush)
                .chain(standing -> contests.settle(session, viewer, change, standing))
                .chain(agreement -> {
                    ProposedFigure figure = effect.figure();
                    if (figure != null) {
                        return keep(
                                session,
                                viewer,
                                change,
                                figure,
                                effect.outcome().readers());
                    }
                    return effect.settlesAlone()
                            ? events.tell(session, change)
                            : become(session, viewer, record, change, effect.outcome(), editor, agreement);
                });
    }

    /** The record stays as it is; whoever was about to change it does so knowing of the figure. */
    private Uni<Void> keep(
            Mutiny.Session session,
            Viewer viewer,
            StoredChange change,
            ProposedFigure figure,
            @Nullable Classification readers) {
        Uni<Void> kept = readers == null
                ? figures.agree(session, change, figure)
                        .chain(() -> figureEvents.agreed(session, change.record(), figure.attribute()))
                : figures.release(session, viewer, change, figure, readers)
                        .chain(before -> figureEvents.released(
                                session, change.record(), figure.attribute(), null, before, readers));
        return kept.chain(() -> events.tell(session, change)).chain(() -> outdate(session, change.record()));
    }

    private Uni<Void> become(
            Mutiny.Session session,
            Viewer viewer,
            JointRecord record,
            StoredChange change,
            JointRecord.Outcome outcome,
            String editor,
            Agreement agreement) {
        int version = record.entity().version() + 1;
        ObjectNode before = record.core();
        return record.become(session, viewer, outcome, editor, change.urn(), agreement)
                .invoke(() -> {
                    if (record.entity().version() != version) {
                        throw new IllegalStateException("an agreed change makes exactly one version");
                    }
                })
                .chain(() -> figures.overtake(
                        session, record, change, PatchDocument.changed(record.policy(), before, record.core())))
                .chain(() -> events.tell(session, change))
                .chain(() -> outdate(session, record.entity().urn()));
    }

    /** Every open change set of a record that has just changed is stale; call it with each change of a record. */
    public Uni<Void> outdate(Mutiny.Session session, Urn record) {
        return store.outdate(session, record)
                .call(outdated -> store.noteStale(session, outdated))
                .chain(outdated -> events.tellStale(session, record, outdated));
    }

    private static Side otherSide(Viewer viewer) {
        return Objects.requireNonNull(viewer.side(), "who acts on a change set acts for a side")
                .other();
    }

    private static String subject(Viewer viewer) {
        return Objects.requireNonNull(viewer.subject(), "who acts for a side has a subject");
    }
}
