package org.ckep.investment.pairing;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.ckep.investment.project.Projects;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.change.ChangeAction;
import org.ckep.kernel.change.ChangeHash;
import org.ckep.kernel.change.ChangeProtocol;
import org.ckep.kernel.change.ChangeSet;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.records.Audit;
import org.ckep.records.Imprint;
import org.ckep.records.PlainText;
import org.ckep.records.Register;
import org.ckep.records.StoredResponse;
import org.ckep.records.change.ChangeAct;
import org.ckep.records.change.ChangeSets;
import org.ckep.records.change.ChangesConfig;
import org.ckep.web.IdempotencyKey;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Pairings of both sides' records, each act in one transaction under one lock: so of two that name the same record the
 * first agreed one counts, and the other is stale.
 */
@ApplicationScoped
class Pairings {
    private static final String LOCK = "pairings of projects";

    private final Register register;
    private final PairingStore store;
    private final PairingContents contents;
    private final PairGroups groups;
    private final PairingEvents events;
    private final ChangeSets changes;
    private final Audit audit;
    private final Clock clock;
    private final ChangesConfig config;

    Pairings(
            Register register,
            PairingStore store,
            PairingContents contents,
            PairGroups groups,
            PairingEvents events,
            ChangeSets changes,
            Audit audit,
            Clock clock,
            ChangesConfig config) {
        this.register = register;
        this.store = store;
        this.contents = contents;
        this.groups = groups;
        this.events = events;
        this.changes = changes;
        this.audit = audit;
        this.clock = clock;
        this.config = config;
    }

    /** The pairings that the viewer may know of, newest first; none for a viewer without a side. */
    Uni<Page<PairingView>> list(Viewer viewer, @Nullable UUID project, PageRequest page) {
        return register.read(viewer, session -> store.page(session, viewer, project, page)
                .map(found -> found.map(pairing -> view(viewer, pairing))));
    }

    Uni<PairingView> get(Viewer viewer, UUID id) {
        return register.read(viewer, session -> store.get(session, viewer, id).map(pairing -> view(viewer, pairing)));
    }

    /** Begins a pairing of the viewer's side. */
    Uni<Response> draft(Viewer viewer, IdempotencyKey key, NewPairing given) {
        return register.once(viewer, key, given, session -> draft(session, viewer, given)
                .map(drafted -> StoredResponse.created("v1/pairings/" + drafted.id(), view(viewer, drafted))));
    }

    private Uni<StoredPairing> draft(Mutiny.Session session, Viewer viewer, NewPairing given) {
        Side side = viewer.side();
        String subject = viewer.subject();
        if (side == null || subject == null) {
            throw new ProblemException(KernelProblem.FORBIDDEN, "Only a side's own staff drafts pairings.");
        }
        PlainText.require(given.reason(), "/reason");
        for (int i = 0; i < given.members().size(); i++) {
            PlainText.require(given.members().get(i).part(), "/members/" + i + "/part");
        }
        UUID id = register.newId();
        return contents.of(session, viewer, id, given)
                .map(content -> {
                    String text = contents.write(content);
                    return new StoredPairing(
                            id, side, subject, content, text, ChangeHash.of(text), given.reason(), clock.instant());
                })
                .call(drafted -> session.persist(drafted))
                .call(drafted -> audit.record(
                        session,
                        viewer,
                        "draft-pairing",
                        drafted.urn(),
                        null,
                        drafted.version(),
                        Imprint.ofHash(drafted.toChangeSet().hash())))
                .call(session::flush);
    }

    /** Carries out an act; agreeing links the records, or takes the link away, in the same transaction. */
    Uni<Response> act(Viewer viewer, IdempotencyKey key, UUID id, ChangeAction action, @Nullable ChangeAct act) {
        ChangeAct given = act == null ? ChangeAct.NOTHING : act;
        return register.once(viewer, LOCK, key, given, session -> store.get(session, viewer, id)
                .call(pairing -> act(session, viewer, pairing, action, given))
                .map(pairing -> StoredResponse.ok(view(viewer, pairing))));
    }

    private Uni<Void> act(
            Mutiny.Session session, Viewer viewer, StoredPairing pairing, ChangeAction action, ChangeAct act) {
        PlainText.require(act.reason(), "/reason");
        ChangeSet next = PairingActs.decide(
                pairing.toChangeSet(),
                new ChangeProtocol.Act(action, act.hash(), act.reason(), clock.instant(), config.period()),
                viewer);
        PairingContent content = contents.read(pairing);
        return switch (action) {
            case AGREE -> agree(session, viewer, pairing, content, next);
            case PROPOSE ->
                requireCurrent(session, viewer, content)
                        .chain(() -> take(session, viewer, pairing, next, action))
                        .chain(() -> events.proposed(session, pairing, content));
            case RETURN, DISMISS, WITHDRAW, REJECT -> {
                pairing.remark(act.reason());
                yield take(session, viewer, pairing, next, action)
                        .chain(() -> events.closed(session, pairing, content));
            }
            case SUBMIT -> {
                pairing.remark(null);
                yield take(session, viewer, pairing, next, action);
            }
            case REVIEW -> take(session, viewer, pairing, next, action);
            case EDIT, COUNTER -> throw new IllegalArgumentException(action + " is not done to pairings");
        };
    }

    private Uni<Void> agree(
            Mutiny.Session session, Viewer viewer, StoredPairing pairing, PairingContent content, ChangeSet next) {
        return lock(session, content)
                .chain(() -> requireCurrent(session, viewer, content))
                // The database lets the link pass only once it knows that it was agreed.
                .chain(() -> take(session, viewer, pairing, next, ChangeAction.AGREE))
                .chain(() -> switch (content.kind()) {
                    case PAIR -> groups.link(session, members(content));
                    case UNPAIR -> groups.unlink(session, content);
                })
                .chain(() -> store.outdate(session, content.ids(), pairing.id()))
                .chain(outdated -> Multi.createFrom()
                        .iterable(outdated)
                        .onItem()
                        .transformToUniAndConcatenate(other -> events.closed(session, other, contents.read(other)))
                        .collect()
                        .last())
                .chain(() -> events.agreed(session, pairing, content));
    }

    private List<StoredMember> members(PairingContent content) {
        return content.members().stream()
                .map(member -> new StoredMember(content, member, clock.instant()))
                .toList();
    }

    /** So that none of them becomes a record of both sides meanwhile; sorted, so that two never wait for each other. */
    private Uni<Void> lock(Mutiny.Session session, PairingContent content) {
        List<Urn> records = content.ids().stream()
                .sorted()
                .map(id -> new Urn(Projects.TYPE, id))
                .toList();
        return Multi.createFrom()
                .iterable(records)
                .onItem()
                .transformToUniAndConcatenate(record -> changes.lock(session, record))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> requireCurrent(Mutiny.Session session, Viewer viewer, PairingContent content) {
        return contents.isCurrent(session, viewer, content)
                .invoke(current -> {
                    if (!current) {
                        throw PairingActs.stale();
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> take(
            Mutiny.Session session, Viewer viewer, StoredPairing pairing, ChangeSet next, ChangeAction action) {
        pairing.become(next, clock.instant());
        return audit.record(
                        session,
                        viewer,
                        action.code() + "-pairing",
                        pairing.urn(),
                        pairing.version(),
                        pairing.version() + 1,
                        Imprint.ofHash(next.hash()))
                .chain(session::flush);
    }

    private PairingView view(Viewer viewer, StoredPairing pairing) {
        return PairingView.of(pairing, contents.read(pairing), viewer, clock.instant());
    }
}
