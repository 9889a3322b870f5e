package org.ckep.records.change;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.records.MomentKey;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The queries of objections. Each carries the first lock, the condition of what the viewer may know of; row-level security is
 * the second.
 */
@ApplicationScoped
class ObjectionStore {
    private static final String VISIBLE =
            "from StoredObjection o where o.recordUrn = :record and (o.side = :side or o.raisedAt is not null)";
    private static final String AFTER =
            " and " + MomentKey.beyond("coalesce(o.raisedAt, o.preparedAt)", "<", ":at", "o.id < :id");

    Uni<StoredObjection> get(Mutiny.Session session, Viewer viewer, Urn record, UUID id) {
        Side side = viewer.side();
        if (side == null) {
            return Uni.createFrom().failure(ProblemException.notFound());
        }
        return visible(session, record, side, " and o.id = :id")
                .setParameter("id", id)
                .getSingleResultOrNull()
                .onItem()
                .ifNull()
                .failWith(ProblemException::notFound);
    }

    /** Those that stand against the record, in the order in which they were raised; none for who acts for no side. */
    Uni<List<StoredObjection>> standing(Mutiny.Session session, Viewer viewer, Urn record) {
        Side side = viewer.side();
        return side == null
                ? Uni.createFrom().item(List.of())
                : visible(session, record, side, " and o.state = STANDING order by o.raisedAt, o.id")
                        .getResultList();
    }

    /** By the moment since when the viewer's side may know of them; the other side's preparing leaves no trace. */
    Uni<Page<StoredObjection>> page(Mutiny.Session session, Viewer viewer, Urn record, PageRequest page) {
        return Uni.createFrom().deferred(() -> {
            Side side = viewer.side();
            Map<String, String> after = page.after();
            if (side == null) {
                return Uni.createFrom().item(new Page<>(List.of(), null));
            }
            String order = " order by coalesce(o.raisedAt, o.preparedAt) desc, o.id desc";
            Mutiny.SelectionQuery<StoredObjection> query = visible(
                            session, record, side, (after.isEmpty() ? "" : AFTER) + order)
                    .setMaxResults(page.limit() + 1);
            if (!after.isEmpty()) {
                MomentKey.startAfter(query, after);
            }
            return query.getResultList().map(rows -> page.page(rows, ObjectionStore::key));
        });
    }

    private static Mutiny.SelectionQuery<StoredObjection> visible(
            Mutiny.Session session, Urn record, Side side, String more) {
        return session.createSelectionQuery(VISIBLE + more, StoredObjection.class)
                .setParameter("record", record.toString())
                .setParameter("side", side);
    }

    private static Map<String, String> key(StoredObjection objection) {
        Instant raisedAt = objection.toObjection().raisedAt();
        Instant at = raisedAt == null ? objection.preparedAt() : raisedAt;
        return MomentKey.of(at, objection.id());
    }
}
