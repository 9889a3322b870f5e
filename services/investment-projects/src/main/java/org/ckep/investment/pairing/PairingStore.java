package org.ckep.investment.pairing;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.records.Audit;
import org.ckep.records.MomentKey;
import org.ckep.records.SqlCondition;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * The queries of pairings. Each carries the first lock, the condition of what the viewer may know of; row-level security is
 * the second.
 */
@ApplicationScoped
class PairingStore {
    private static final String VISIBLE = "from StoredPairing a where (a.side = :side or a.proposedAt is not null)";
    private static final String OF_RECORD = " and "
            + SqlCondition.of(
                    "exists (select 1 from pairing_record r where r.pairing_id = ? and r.project_id = ?)",
                    "a.id",
                    ":record");
    private static final String SINCE = "coalesce(a.proposedAt, a.draftedAt)";
    private static final String AFTER = " and " + MomentKey.beyond(SINCE, "<", ":at", "a.id < :id");
    private static final String ORDER = " order by " + SINCE + " desc, a.id desc";
    private static final String OUTDATE = "select cast(id as text), side, version from "
            + "outdate_pairings(cast(cast(:records as text) as uuid[]), :agreed, :at)";
    private static final String AT = "at";
    private static final String ID = "id";

    private final Audit audit;
    private final Clock clock;

    PairingStore(Audit audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    Uni<StoredPairing> get(Mutiny.Session session, Viewer viewer, UUID id) {
        Side side = viewer.side();
        if (side == null) {
            return Uni.createFrom().failure(ProblemException.notFound());
        }
        return session.createSelectionQuery(VISIBLE + " and a.id = :id", StoredPairing.class)
                .setParameter("side", side)
                .setParameter(ID, id)
                .getSingleResultOrNull()
                .onItem()
                .ifNull()
                .failWith(ProblemException::notFound);
    }

    /**
     * By the moment since when the viewer's side may know of them; the other side's drafting leaves no trace.
     *
     * @param record only those about that record, null for all
     */
    Uni<Page<StoredPairing>> page(Mutiny.Session session, Viewer viewer, @Nullable UUID record, PageRequest page) {
        return Uni.createFrom().deferred(() -> {
            Map<String, String> after = page.after();
            Side side = viewer.side();
            if (side == null) {
                return Uni.createFrom().item(new Page<>(List.of(), null));
            }
            Mutiny.SelectionQuery<StoredPairing> query = session.createSelectionQuery(
                            VISIBLE + (record == null ? "" : OF_RECORD) + (after.isEmpty() ? "" : AFTER) + ORDER,
                            StoredPairing.class)
                    .setParameter("side", side)
                    .setMaxResults(page.limit() + 1);
            if (record != null) {
                query.setParameter("record", record);
            }
            if (!after.isEmpty()) {
                startAfter(query, after);
            }
            return query.getResultList().map(rows -> page.page(rows, PairingStore::key));
        });
    }

    private static void startAfter(Mutiny.SelectionQuery<StoredPairing> query, Map<String, String> after) {
        String at = after.get(AT);
        String id = after.get(ID);
        if (at == null || id == null) {
            throw PageRequest.invalidCursor();
        }
        try {
            query.setParameter(AT, Instant.parse(at)).setParameter(ID, UUID.fromString(id));
        } catch (DateTimeException | IllegalArgumentException notOurs) {
            throw PageRequest.invalidCursor();
        }
    }

    private static Map<String, String> key(StoredPairing pairing) {
        Instant proposedAt = pairing.toChangeSet().proposedAt();
        Instant at = proposedAt == null ? pairing.draftedAt() : proposedAt;
        return Map.of(AT, at.toString(), ID, pairing.id().toString());
    }

    /**
     * Makes every other open pairing of these records stale, those too of which the caller must not know, and notes each in
     * the trail of the side whose pairing it was, as nobody's act.
     *
     * @return those that stood before both sides
     */
    Uni<List<StoredPairing>> outdate(Mutiny.Session session, List<UUID> records, UUID agreed) {
        return session.createNativeQuery(OUTDATE, Object[].class)
                .setParameter(
                        "records", records.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}")))
                .setParameter("agreed", agreed)
                .setParameter(AT, clock.instant())
                .getResultList()
                .chain(rows -> Multi.createFrom()
                        .iterable(rows)
                        .onItem()
                        .transformToUniAndConcatenate(row -> audit.record(
                                session,
                                Viewer.nobody(Side.valueOf((String) row[1])),
                                "outdate-pairing",
                                new Urn(StoredPairing.TYPE, UUID.fromString((String) row[0])),
                                (Integer) row[2] - 1,
                                (Integer) row[2]))
                        .collect()
                        .last()
                        .chain(() -> proposed(session, rows)));
    }

    private static Uni<List<StoredPairing>> proposed(Mutiny.Session session, List<Object[]> rows) {
        return session.createSelectionQuery(
                        "from StoredPairing a where a.id in :ids and a.proposedAt is not null", StoredPairing.class)
                .setParameter(
                        "ids",
                        rows.stream()
                                .map(row -> UUID.fromString((String) row[0]))
                                .toList())
                .getResultList();
    }

    /** Pairings whose deadline has passed and that nobody else is noting as expired just now. */
    Uni<List<StoredPairing>> overdue(Mutiny.Session session, int most) {
        return session.createNativeQuery(
                        "select * from pairing where state in ('PROPOSED', 'UNDER_REVIEW') and deadline <= :now "
                                + "order by deadline limit " + most + " for update skip locked",
                        StoredPairing.class)
                .setParameter("now", clock.instant())
                .getResultList();
    }
}
