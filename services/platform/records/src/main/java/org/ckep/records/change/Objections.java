package org.ckep.records.change;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.change.ChangeProblem;
import org.ckep.kernel.change.Objection;
import org.ckep.kernel.change.ObjectionAction;
import org.ckep.kernel.change.ObjectionProtocol;
import org.ckep.kernel.change.ObjectionState;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.record.Stewardship;
import org.ckep.records.Audit;
import org.ckep.records.PlainText;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Objections to what both sides agreed on, on stored records. Whoever writes takes the record's lock first, that of
 * {@link ChangeSets#lock}: so no change set comes into force beside an objection that has just been raised.
 */
@ApplicationScoped
public class Objections {
    /** The type of objections in URNs. */
    public static final String TYPE = StoredObjection.TYPE;

    private final ObjectionStore store;
    private final ObjectionEvents events;
    private final Audit audit;
    private final Clock clock;

    Objections(ObjectionStore store, ObjectionEvents events, Audit audit, Clock clock) {
        this.store = store;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /** The objections to a record that the viewer may know of, newest first; none for a viewer without a side. */
    public Uni<Page<ObjectionView>> list(Mutiny.Session session, Viewer viewer, Urn record, PageRequest page) {
        return store.page(session, viewer, record, page).map(found -> found.map(objection -> view(viewer, objection)));
    }

    /** One of them; fails with NOT_FOUND where there is none that the viewer may know of. */
    public Uni<ObjectionView> get(Mutiny.Session session, Viewer viewer, Urn record, UUID id) {
        return store.get(session, viewer, record, id).map(objection -> view(viewer, objection));
    }

    /** Those that stand, at the moment for which the session answers; none for a viewer without a side. */
    public Uni<List<ObjectionView.Standing>> standing(Mutiny.Session session, Viewer viewer, Urn record) {
        return store.standing(session, viewer, record).map(standing -> standing.stream()
                .map(stored -> {
                    Objection objection = stored.toObjection();
                    return new ObjectionView.Standing(
                            stored.urn(), objection.side(), objection.attribute(), objection.raisedAt());
                })
                .toList());
    }

    /** Writes an objection of the viewer's side, of which the other side knows nothing until it is raised. */
    public Uni<ObjectionView> prepare(
            Mutiny.Session session, Viewer viewer, JointRecord record, NewObjection objection) {
        return Uni.createFrom()
                .item(() -> {
                    Objection prepared = ObjectionProtocol.prepare(viewer, objection.attribute(), objection.reason())
                            .required();
                    requireAgreed(record, objection.attribute());
                    PlainText.require(objection.reason(), "/reason");
                    return new StoredObjection(record.entity().urn(), prepared, objection.reason(), clock.instant());
                })
                .call(stored -> session.persist(stored))
                .call(stored -> audit.record(
                        session,
                        viewer,
                        "prepare-objection",
                        stored.urn(),
                        null,
                        stored.version(),
                        audit.left(ObjectionContent.of(stored))))
                .call(session::flush)
                .map(stored -> view(viewer, stored));
    }

    /** Carries out an act. */
    public Uni<ObjectionView> act(Mutiny.Session session, Viewer viewer, Urn record, UUID id, ObjectionAction action) {
        return store.get(session, viewer, record, id).chain(stored -> {
            Objection next = ObjectionProtocol.decide(stored.toObjection(), action, viewer, clock.instant())
                    .required();
            return requireOnlyOne(session, viewer, stored, next)
                    .invoke(() -> stored.become(
                            next,
                            Objects.requireNonNull(viewer.subject(), "who acts for a side has a subject"),
                            clock.instant()))
                    .chain(() -> audit.record(
                            session,
                            viewer,
                            action.code() + "-objection",
                            stored.urn(),
                            stored.version(),
                            stored.version() + 1,
                            audit.left(ObjectionContent.of(stored))))
                    .call(session::flush)
                    .chain(() -> events.tell(session, stored))
                    .map(told -> view(viewer, stored));
        });
    }

    private Uni<Void> requireOnlyOne(Mutiny.Session session, Viewer viewer, StoredObjection stored, Objection next) {
        if (next.state() != ObjectionState.STANDING) {
            return Uni.createFrom().voidItem();
        }
        return store.standing(session, viewer, stored.record())
                .invoke(standing -> {
                    if (standing.stream().anyMatch(other -> other.toObjection().saysTheSameAs(next))) {
                        throw new ProblemException(
                                        KernelProblem.STATE_FORBIDS,
                                        "An objection of this side to the same stands already.")
                                .withMember("allowed", List.of(ObjectionAction.DROP.code()));
                    }
                })
                .replaceWithVoid();
    }

    private static void requireAgreed(JointRecord record, @Nullable String attribute) {
        if (record.entity().head().stewardship() != Stewardship.JOINT) {
            throw new ProblemException(
                    ChangeProblem.RECORD_NOT_JOINT, "Only what both sides have agreed on can be contested.");
        }
        if (attribute != null && !record.policy().isAgreed(attribute)) {
            String message = "An agreed value is contested, or without an attribute the whole record.";
            throw new ProblemException(ChangeProblem.CHANGE_PATH, message)
                    .withErrors(FieldError.at("/attribute", ChangeProblem.CHANGE_PATH.slug(), message));
        }
    }

    private static ObjectionView view(Viewer viewer, StoredObjection stored) {
        Objection objection = stored.toObjection();
        UUID change = stored.settledBy();
        return new ObjectionView(
                stored.urn(),
                stored.record(),
                objection.side(),
                objection.attribute(),
                objection.state(),
                stored.reason(),
                viewer.side() == objection.side() ? stored.preparedAt() : null,
                objection.raisedAt(),
                stored.closedAt(),
                change == null ? null : new Urn(StoredChange.TYPE, change),
                ObjectionProtocol.allowed(objection, viewer));
    }
}
