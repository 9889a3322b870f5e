package org.ckep.records.change;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.change.ChangeState;
import org.ckep.kernel.change.Reminder;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.records.Audit;
import org.ckep.records.MomentKey;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * The queries of change sets. Each carries the first lock, the condition of what the viewer may know of; row-level
 * security is the second.
 */
@ApplicationScoped
class ChangeStore {
    /** The states in which a change set may still come into force, as HQL lists them. */
    static final String OPEN_STATES = Stream.of(ChangeState.values())
            .filter(ChangeState::isOpen)
            .map(ChangeState::name)
            .collect(Collectors.joining(", "));

    /** What a viewer of the side {@code :side} may know of. */
    static final String KNOWN = "(c.side = :side or c.proposedAt is not null)";

    /** Newest first, by the moment since when the viewer's side may know of them. */
    static final String ORDER = " order by coalesce(c.proposedAt, c.draftedAt) desc, c.id desc";

    /** The condition of what comes after the cursor of such a list. */
    static final String START =
            " and " + MomentKey.beyond("coalesce(c.proposedAt, c.draftedAt)", "<", ":at", "c.id < :id");

    private static final String OPEN = " and c.state in (" + OPEN_STATES + ")";
    private static final String VISIBLE = "from StoredChange c where c.recordUrn = :record and " + KNOWN;
    private static final String OUTDATE =
            "select cast(id as text), side, cast(proposed as text), version from ckep_outdate_changes(:urn, :at)";

    private final Audit audit;
    private final Clock clock;

    ChangeStore(Audit audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    Uni<StoredChange> get(Mutiny.Session session, Viewer viewer, Urn record, UUID id) {
        Side side = viewer.side();
        if (side == null) {
            return Uni.createFrom().failure(ProblemException.notFound());
        }
        return session.createSelectionQuery(VISIBLE + " and c.id = :id", StoredChange.class)
                .setParameter("record", record.toString())
                .setParameter("side", side)
                .setParameter("id", id)
                .getSingleResultOrNull()
                .onItem()
                .ifNull()
                .failWith(ProblemException::notFound);
    }

    Uni<List<StoredChange>> open(Mutiny.Session session, Viewer viewer, Urn record) {
        Side side = viewer.side();
        if (side == null) {
            return Uni.createFrom().item(List.of());
        }
        return session.createSelectionQuery(VISIBLE + OPEN + ORDER, StoredChange.class)
                .setParameter("record", record.toString())
                .setParameter("side", side)
                .setMaxResults(PageRequest.MAX_LIMIT)
                .getResultList();
    }

    /** By the moment since when the viewer's side may know of them; the other side's drafting leaves no trace. */
    Uni<Page<StoredChange>> page(Mutiny.Session session, Viewer viewer, Urn record, PageRequest page) {
        return Uni.createFrom().deferred(() -> {
            Side side = viewer.side();
            Map<String, String> after = page.after();
            if (side == null) {
                return Uni.createFrom().item(new Page<>(List.of(), null));
            }
            String start = after.isEmpty() ? "" : START;
            Mutiny.SelectionQuery<StoredChange> query = session.createSelectionQuery(
                            VISIBLE + start + ORDER, StoredChange.class)
                    .setParameter("record", record.toString())
                    .setParameter("side", side)
                    .setMaxResults(page.limit() + 1);
            if (!after.isEmpty()) {
                MomentKey.startAfter(query, after);
            }
            return query.getResultList().map(rows -> page.page(rows, ChangeStore::key));
        });
    }

    /** Where such a list goes on after this one. */
    static Map<String, String> key(StoredChange change) {
        Instant proposedAt = change.toChangeSet().proposedAt();
        Instant at = proposedAt == null ? change.draftedAt() : proposedAt;
        return MomentKey.of(at, change.id());
    }

    /**
     * How often both sides have agreed on what the record is: the version that they count. Null where they never have.
     * What a side does alone, be it before the record became one of both sides, is not in it.
     */
    Uni<@Nullable String> agreedVersion(Mutiny.Session session, Urn record) {
        return session.createSelectionQuery(
                        "select count(*) from StoredChange c where c.recordUrn = :record and c.state = APPLIED "
                                + "and c.resultVersion is not null",
                        Long.class)
                .setParameter("record", record.toString())
                .getSingleResult()
                .map(agreed -> agreed == 0 ? null : agreed.toString());
    }

    /** Makes every open change set of the record stale, those too of which the caller must not know. */
    Uni<List<ChangeEvents.Outdated>> outdate(Mutiny.Session session, Urn record) {
        return session.createNativeQuery(OUTDATE, Object[].class)
                .setParameter("urn", record.toString())
                .setParameter("at", clock.instant())
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new ChangeEvents.Outdated(
                                new Urn(StoredChange.TYPE, UUID.fromString((String) row[0])),
                                Side.valueOf((String) row[1]),
                                Boolean.parseBoolean((String) row[2]),
                                (Integer) row[3]))
                        .toList());
    }

    /** In the trail of the side whose change set it was, as nobody's act. */
    Uni<Void> noteStale(Mutiny.Session session, List<ChangeEvents.Outdated> outdated) {
        return Multi.createFrom()
                .iterable(outdated)
                .onItem()
                .transformToUniAndConcatenate(change -> audit.record(
                        session,
                        Viewer.nobody(change.side()),
                        "outdate-change",
                        change.change(),
                        change.version() - 1,
                        change.version()))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Change sets to which nobody has objected within their period, by deadline and id from after these on. */
    Uni<List<StoredChange>> silent(Mutiny.Session session, Instant deadline, UUID change, int most) {
        return session.createSelectionQuery(
                        "from StoredChange c where c.state in (PROPOSED, UNDER_REVIEW) and c.procedure = SILENCE "
                                + "and c.deadline <= :now "
                                + "and (c.deadline > :deadline or c.deadline = :deadline and c.id > :change) "
                                + "order by c.deadline, c.id",
                        StoredChange.class)
                .setParameter("deadline", deadline)
                .setParameter("change", change)
                .setParameter("now", clock.instant())
                .setMaxResults(most)
                .getResultList();
    }

    /** Change sets that are to be reminded of now, and of which nobody else reminds just now; the trail knows which were. */
    Uni<List<StoredChange>> toRemind(Mutiny.Session session, Reminder reminder, int most) {
        return session.createNativeQuery(
                        "select c.* from change_set c where c.state in ('PROPOSED', 'UNDER_REVIEW') "
                                + "and c.deadline > :from and c.deadline <= :until "
                                + "and c.deadline - c.proposed_at > :days * interval '1 day' and not exists "
                                + "(select 1 from audit_entry a where a.urn = 'urn:ckep:change:' || c.id "
                                + "and a.action = :action) order by c.deadline limit " + most
                                + " for update of c skip locked",
                        StoredChange.class)
                .setParameter("from", clock.instant().plus(reminder.left()))
                .setParameter("until", clock.instant().plus(Duration.ofDays(reminder.days())))
                .setParameter("days", reminder.days())
                .setParameter("action", remindAction(reminder))
                .getResultList();
    }

    /**
     * Notes that both sides are reminded.
     *
     * @return false where another replica has done so since the change set was looked for; asked once its row is locked
     */
    Uni<Boolean> noteReminded(Mutiny.Session session, StoredChange change, Reminder reminder) {
        return session.createNativeQuery(
                        "select count(*) from audit_entry where urn = :urn and action = :action", Long.class)
                .setParameter("urn", change.urn().toString())
                .setParameter("action", remindAction(reminder))
                .getSingleResult()
                .chain(noted -> noted > 0
                        ? Uni.createFrom().item(false)
                        : audit.recordForSides(session, remindAction(reminder), change.urn(), null, null)
                                .replaceWith(true));
    }

    private static String remindAction(Reminder reminder) {
        return switch (reminder) {
            case A_WEEK_BEFORE -> "remind-change-a-week-before";
            case A_DAY_BEFORE -> "remind-change-a-day-before";
        };
    }

    /** Change sets whose deadline has passed and that nobody else is noting as expired just now. */
    Uni<List<StoredChange>> overdue(Mutiny.Session session, int most) {
        return session.createNativeQuery(
                        "select * from change_set where state in ('PROPOSED', 'UNDER_REVIEW') and procedure <> 'SILENCE' "
                                + "and deadline <= :now order by deadline limit " + most + " for update skip locked",
                        StoredChange.class)
                .setParameter("now", clock.instant())
                .getResultList();
    }
}
