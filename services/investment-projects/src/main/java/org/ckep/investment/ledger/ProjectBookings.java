package org.ckep.investment.ledger;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.ckep.investment.project.BookedCommitment;
import org.ckep.investment.project.BookedEntry;
import org.ckep.investment.project.Bookings;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.records.AnyOf;
import org.ckep.records.RecordQuery;
import org.hibernate.reactive.mutiny.Mutiny;

/** Tells projects what the ledger says of them. */
@ApplicationScoped
class ProjectBookings implements Bookings {
    private final Ledger ledger;

    ProjectBookings(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public Uni<List<BookedCommitment>> commitments(Mutiny.Session session, Viewer viewer, Collection<Urn> projects) {
        if (projects.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return RecordQuery.of(StoredCommitment.class, viewer)
                .whereAnyOf(
                        "r.projectId",
                        "projects",
                        projects.stream().map(Urn::uuid).toList())
                .list(session, Integer.MAX_VALUE)
                .chain(found -> ledger.balances(session, found, null).map(balances -> found.stream()
                        .map(stored -> booked(stored, balances.getOrDefault(stored.urn(), Balance.ZERO)))
                        .toList()));
    }

    private static BookedCommitment booked(StoredCommitment stored, Balance balance) {
        return new BookedCommitment(
                stored.urn(),
                stored.project(),
                stored.head().ownerSide(),
                stored.party(),
                stored.kind(),
                stored.basis(),
                stored.currency(),
                stored.head().classification(),
                stored.head().changedAt(),
                balance.committed(),
                balance.paid(),
                balance.sold());
    }

    @Override
    public Uni<List<BookedEntry>> entries(Mutiny.Session session, Collection<BookedCommitment> commitments) {
        if (commitments.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        AnyOf wanted =
                AnyOf.of(commitments.stream().map(one -> one.urn().uuid()).toList());
        return session.createSelectionQuery(
                        "from StoredTransaction t where " + wanted.condition("t.commitmentId", "commitments")
                                + " order by t.valueDate, t.recordedAt, t.id",
                        StoredTransaction.class)
                .setParameter("commitments", wanted.parameter())
                .getResultList()
                .map(ProjectBookings::entries);
    }

    private static List<BookedEntry> entries(List<StoredTransaction> found) {
        Map<UUID, StoredTransaction> known =
                found.stream().collect(Collectors.toMap(StoredTransaction::id, Function.identity()));
        return found.stream().map(one -> entry(one, known)).toList();
    }

    /** What is reversed is a transaction of the same commitment, and so among those that were found. */
    private static BookedEntry entry(StoredTransaction stored, Map<UUID, StoredTransaction> known) {
        Entry entry = stored.toEntry();
        UUID reverses = entry.reverses();
        boolean back = reverses != null;
        TransactionType type = back
                ? Objects.requireNonNull(known.get(reverses), "a reversal has its commitment with what it reverses")
                        .toEntry()
                        .type()
                : entry.type();
        return new BookedEntry(
                new Urn(StoredTransaction.TYPE, entry.id()),
                new Urn(StoredCommitment.TYPE, stored.commitmentId()),
                movement(type),
                back ? entry.amount().negate() : entry.amount(),
                entry.valueDate());
    }

    private static BookedEntry.Movement movement(TransactionType type) {
        return switch (type) {
            case COMMITMENT -> BookedEntry.Movement.COMMITMENT;
            case DISBURSEMENT -> BookedEntry.Movement.DISBURSEMENT;
            case EXPENDITURE -> BookedEntry.Movement.EXPENDITURE;
            case EQUITY_PURCHASE -> BookedEntry.Movement.EQUITY_PURCHASE;
            case EQUITY_SALE -> BookedEntry.Movement.EQUITY_SALE;
            case REVERSAL -> throw new IllegalArgumentException("a reversal is not itself reversed");
        };
    }
}
