package org.ckep.records;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Reads one side's chain and that of what was done for no side; the other side's is hidden by the condition on the chain and
 * by row-level security.
 */
@ApplicationScoped
public class AuditTrail {
    private static final String NO = "no";
    private static final String LINKS = "select l, e, (select b.hash from AuditLink b where b.chain = l.chain "
            + "and b.no = l.no - 1) from AuditLink l join AuditEntry e on e.id = l.entryId "
            + "where l.chain = :chain and l.no > :after";
    private static final String OF_RECORD = " and e.urn = :record";

    /** What was noted in the common chain before its readers were both sides stays closed. */
    private static final String OPEN = " and e.form > 1";

    /** What an auditor reads. */
    public enum Chain {
        /** The chain of his own side. */
        OWN,
        /** What was done for no side, which both sides' auditors read. */
        COMMON
    }

    private final RecordTransactions transactions;

    AuditTrail(RecordTransactions transactions) {
        this.transactions = transactions;
    }

    /**
     * One page of a chain, oldest first; only the entries of one record where that is given.
     *
     * @return fails with FORBIDDEN for a viewer of no side
     */
    public Uni<Page<AuditView>> page(Viewer viewer, Chain chain, @Nullable Urn record, PageRequest page) {
        Side side = viewer.side();
        return side == null
                ? Uni.createFrom()
                        .failure(new ProblemException(
                                KernelProblem.FORBIDDEN, "The audit trail is read by the auditors of a side."))
                : transactions.read(viewer, session -> page(session, name(chain, side), record, page));
    }

    private static String name(Chain chain, Side side) {
        return switch (chain) {
            case OWN -> side.name();
            case COMMON -> Chain.COMMON.name();
        };
    }

    private static Uni<Page<AuditView>> page(
            Mutiny.Session session, String chain, @Nullable Urn record, PageRequest page) {
        Mutiny.SelectionQuery<Object[]> query = session.createSelectionQuery(
                        LINKS
                                + (chain.equals(Chain.COMMON.name()) ? OPEN : "")
                                + (record == null ? "" : OF_RECORD)
                                + " order by l.no",
                        Object[].class)
                .setParameter("chain", chain)
                .setParameter("after", after(page));
        if (record != null) {
            query.setParameter("record", record.toString());
        }
        return query.setMaxResults(page.limit() + 1).getResultList().map(rows -> page.page(
                        rows, row -> Map.of(NO, Long.toString(((AuditLink) row[0]).no())))
                .map(row -> AuditView.of((AuditLink) row[0], (AuditEntry) row[1], (String) row[2])));
    }

    private static long after(PageRequest page) {
        Map<String, String> key = page.after();
        if (key.isEmpty()) {
            return 0;
        }
        String no = key.get(NO);
        if (no == null) {
            throw PageRequest.invalidCursor();
        }
        try {
            return Long.parseLong(no);
        } catch (NumberFormatException notOurs) {
            throw PageRequest.invalidCursor();
        }
    }
}
