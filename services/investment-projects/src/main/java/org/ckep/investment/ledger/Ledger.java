package org.ckep.investment.ledger;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.ckep.investment.project.Projects;
import org.ckep.investment.register.Names;
import org.ckep.investment.register.Parameters;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.records.AnyOf;
import org.ckep.records.MomentKey;
import org.ckep.records.RecordQuery;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The queries of the ledger; each answers only what its viewer may read. */
@ApplicationScoped
class Ledger {
    private static final String RECORDED = "recorded";
    private static final String TRANSACTION = "transaction";

    Ledger() {}

    RecordQuery<StoredCommitment> query(Viewer viewer, CommitmentFilter filter) {
        Urn party = Parameters.urn("party", filter.party, Names.ORGANISATION);
        return RecordQuery.of(StoredCommitment.class, viewer)
                .where("r.projectId = :project", "project", Parameters.id("project", filter.project, Projects.TYPE))
                .where("r.org.orgUrn = :party", "party", party == null ? null : party.toString())
                .where("r.head.ownerSide = :side", "side", filter.side)
                .where("r.kind = :kind", "kind", filter.kind)
                .where("r.basis = :basis", "basis", filter.basis)
                .where("r.currency = :currency", "currency", filter.currency)
                .whereLocalId(filter.localId);
    }

    /** Fails with NOT_FOUND where there is none, or none that the viewer may know of. */
    Uni<StoredCommitment> get(Mutiny.Session session, Viewer viewer, UUID id) {
        return RecordQuery.of(StoredCommitment.class, viewer).get(session, id);
    }

    /** All commitments of a project. */
    Uni<List<StoredCommitment>> of(Mutiny.Session session, Viewer viewer, Urn project) {
        return RecordQuery.of(StoredCommitment.class, viewer)
                .where("r.projectId = :project", "project", project.uuid())
                .list(session, Integer.MAX_VALUE);
    }

    /** All transactions of a commitment that the viewer may read, as the rules see them, which look at each day. */
    Uni<List<Entry>> entries(Mutiny.Session session, StoredCommitment commitment) {
        return session.createSelectionQuery(
                        "from StoredTransaction t where t.commitmentId = :commitment", StoredTransaction.class)
                .setParameter("commitment", commitment.id())
                .getResultList()
                .map(found -> found.stream().map(StoredTransaction::toEntry).toList());
    }

    /** A page of them in the order in which they were entered. */
    Uni<Page<StoredTransaction>> transactions(
            Mutiny.Session session, StoredCommitment commitment, PageRequest request) {
        return Uni.createFrom().deferred(() -> {
            Map<String, String> after = request.after();
            String later = after.isEmpty()
                    ? ""
                    : " and " + MomentKey.beyond("t.recordedAt", ">", ":afterAt", "t.id > :afterId");
            Mutiny.SelectionQuery<StoredTransaction> query = session.createSelectionQuery(
                            "from StoredTransaction t where t.commitmentId = :commitment" + later
                                    + " order by t.recordedAt, t.id",
                            StoredTransaction.class)
                    .setParameter("commitment", commitment.id())
                    .setMaxResults(request.limit() + 1);
            return (after.isEmpty() ? query : startAfter(query, after))
                    .getResultList()
                    .map(rows -> request.page(
                            rows,
                            row -> Map.of(
                                    RECORDED,
                                    row.recordedAt().toString(),
                                    TRANSACTION,
                                    row.id().toString())));
        });
    }

    private static Mutiny.SelectionQuery<StoredTransaction> startAfter(
            Mutiny.SelectionQuery<StoredTransaction> query, Map<String, String> after) {
        String at = after.get(RECORDED);
        String id = after.get(TRANSACTION);
        if (at == null || id == null) {
            throw PageRequest.invalidCursor();
        }
        try {
            return query.setParameter("afterAt", Instant.parse(at)).setParameter("afterId", UUID.fromString(id));
        } catch (DateTimeException | IllegalArgumentException notOurs) {
            throw PageRequest.invalidCursor();
        }
    }

    /** A transaction of a commitment that the viewer may read; fails with NOT_FOUND where that has none of this id. */
    Uni<StoredTransaction> transaction(Mutiny.Session session, StoredCommitment commitment, UUID id) {
        return session.find(StoredTransaction.class, id)
                .onItem()
                .ifNull()
                .failWith(ProblemException::notFound)
                .invoke(found -> {
                    if (!found.commitmentId().equals(commitment.id())) {
                        throw ProblemException.notFound();
                    }
                });
    }

    /**
     * What the transactions of commitments that the viewer may read come to, by their commitment; those without any are left
     * out.
     *
     * @param day at the end of which day by the value dates, null for all
     */
    Uni<Map<Urn, Balance>> balances(
            Mutiny.Session session, Collection<StoredCommitment> commitments, @Nullable LocalDate day) {
        if (commitments.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        AnyOf wanted = AnyOf.of(commitments.stream().map(StoredCommitment::id).toList());
        Mutiny.SelectionQuery<Object[]> query = session.createSelectionQuery(
                        "select t.commitmentId, t.type, r.type, sum(t.amount) from StoredTransaction t"
                                + " left join StoredTransaction r on r.id = t.reverses"
                                + " where " + wanted.condition("t.commitmentId", "commitments")
                                + (day == null ? "" : " and t.valueDate <= :day")
                                + " group by t.commitmentId, t.type, r.type",
                        Object[].class)
                .setParameter("commitments", wanted.parameter());
        return (day == null ? query : query.setParameter("day", day))
                .getResultList()
                .map(rows -> {
                    Map<Urn, Balance> balances = new HashMap<>();
                    for (Object[] row : rows) {
                        balances.merge(
                                new Urn(StoredCommitment.TYPE, (UUID) row[0]),
                                Balance.of((TransactionType) row[1], (TransactionType) row[2], (BigDecimal) row[3]),
                                Balance::plus);
                    }
                    return balances;
                });
    }
}
