package org.ckep.records.change;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.change.Agreement;
import org.ckep.kernel.change.ChangeProblem;
import org.ckep.kernel.change.ObjectionProtocol;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.records.Audit;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * What objections are to change sets: those that stand forbid, and some are settled. Of those that are only prepared nothing
 * here knows, so no answer to anybody depends on them. Every use holds the record's lock, as in {@link ChangeSets}.
 */
@ApplicationScoped
class Contests {
    private final ObjectionStore store;
    private final ObjectionEvents events;
    private final Audit audit;
    private final Clock clock;

    Contests(ObjectionStore store, ObjectionEvents events, Audit audit, Clock clock) {
        this.store = store;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /** The objections that stand against the record. */
    Uni<List<StoredObjection>> standing(Mutiny.Session session, Viewer viewer, Urn record) {
        return store.standing(session, viewer, record);
    }

    /**
     * Refuses to settle what does not stand, whether or not there is one of that name.
     *
     * @throws ProblemException UNPROCESSABLE
     */
    static void requireStanding(List<StoredObjection> standing, List<Urn> settles) {
        Set<Urn> known = standing.stream().map(StoredObjection::urn).collect(Collectors.toSet());
        List<FieldError> errors = new ArrayList<>();
        for (int i = 0; i < settles.size(); i++) {
            if (!known.contains(settles.get(i))) {
                errors.add(FieldError.at("/settles/" + i, "unknown-objection", "No such objection stands."));
            }
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(KernelProblem.UNPROCESSABLE, "Some of the objections cannot be settled.")
                    .withErrors(errors);
        }
    }

    /**
     * Refuses what an objection stands against that is not settled with it.
     *
     * @param changed the agreed values that change
     * @param allowed the acts on the change set that are open to the viewer instead
     * @throws ProblemException RECORD_CONTESTED
     */
    static void requireUncontested(
            List<StoredObjection> standing, Collection<String> changed, List<Urn> settles, List<String> allowed) {
        List<Urn> against = standing.stream()
                .filter(objection -> objection.toObjection().forbids(changed))
                .map(StoredObjection::urn)
                .filter(objection -> !settles.contains(objection))
                .toList();
        if (!against.isEmpty()) {
            throw new ProblemException(
                            ChangeProblem.RECORD_CONTESTED,
                            "What would change is contested; a change set that names the objections in 'settles'"
                                    + " settles them.")
                    .withMember("objections", against)
                    .withMember("allowed", allowed);
        }
    }

    /**
     * Settles the objections that a change set names, once that is in force; what has been dropped meanwhile needs it no more.
     *
     * @return CONTESTED where others stand
     */
    Uni<Agreement> settle(Mutiny.Session session, Viewer viewer, StoredChange change, List<StoredObjection> standing) {
        List<StoredObjection> named = standing.stream()
                .filter(objection -> change.settles().contains(objection.urn()))
                .toList();
        Agreement left = named.size() == standing.size() ? Agreement.AGREED : Agreement.CONTESTED;
        return Multi.createFrom()
                .iterable(named)
                .onItem()
                .transformToUniAndConcatenate(objection -> settle(session, viewer, objection, change))
                .collect()
                .last()
                .replaceWith(left);
    }

    private Uni<Void> settle(Mutiny.Session session, Viewer viewer, StoredObjection objection, StoredChange change) {
        objection.settle(ObjectionProtocol.settled(objection.toObjection()), change.id(), clock.instant());
        return audit.record(
                        session,
                        viewer,
                        "settle-objection",
                        objection.urn(),
                        objection.version(),
                        objection.version() + 1,
                        audit.left(ObjectionContent.of(objection)))
                .call(session::flush)
                .chain(() -> events.tell(session, objection));
    }
}
