package org.ckep.records;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.FlushMode;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Links what stands in the audit trail, batch by batch and apart from the writes, which so never wait for one another.
 * Several replicas may do it at once: each chain has one lock.
 */
@ApplicationScoped
class AuditChaining {
    private static final String CHAINS = "select distinct chain from audit_pending order by chain";
    private static final int BATCH = 500;
    private static final String HEAD = "from AuditLink l where l.chain = :chain order by l.no desc";
    private static final String WAITING =
            "select e.* from audit_entry e join audit_pending p on p.entry_id = e.id where p.chain = :chain "
                    + "order by e.at, e.id limit " + BATCH;
    private static final String LINK = "insert into audit_link (chain, no, entry_id, hash, form) "
            + "select :chain, l.no, l.entry_id, l.hash, l.form from jsonb_to_recordset(cast(cast(:links as text) as jsonb)) "
            + "as l(no bigint, entry_id uuid, hash text, form smallint)";
    private static final String LINKED =
            "delete from audit_pending p using audit_link l where l.entry_id = p.entry_id and l.chain = :chain and l.no >= :first";

    private final RecordTransactions transactions;

    AuditChaining(RecordTransactions transactions) {
        this.transactions = transactions;
    }

    @Scheduled(
            identity = "audit-chaining",
            every = "${ckep.records.audit-interval:1s}",
            delayed = "${ckep.records.audit-interval:1s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> link() {
        return transactions
                .system(session ->
                        session.createNativeQuery(CHAINS, String.class).getResultList())
                .chain(chains -> Multi.createFrom()
                        .iterable(chains)
                        .onItem()
                        .transformToUniAndConcatenate(this::linkAll)
                        .collect()
                        .last()
                        .replaceWithVoid());
    }

    private Uni<Void> linkAll(String chain) {
        return transactions
                .system(session ->
                        RuleLocks.take(session, "audit chain " + chain).chain(() -> batch(session, chain)))
                .chain(linked -> linked < BATCH ? Uni.createFrom().voidItem() : linkAll(chain));
    }

    private static Uni<Integer> batch(Mutiny.Session session, String chain) {
        // Entries are read alone, and links are written by statements of their own.
        session.setDefaultReadOnly(true);
        session.setFlushMode(FlushMode.MANUAL);
        return session.createNativeQuery(WAITING, AuditEntry.class)
                .setParameter("chain", chain)
                .getResultList()
                .chain(waiting -> waiting.isEmpty()
                        ? Uni.createFrom().item(0)
                        : session.createSelectionQuery(HEAD, AuditLink.class)
                                .setParameter("chain", chain)
                                .setMaxResults(1)
                                .getSingleResultOrNull()
                                .chain(head -> write(session, chain, head, waiting)));
    }

    private static JsonArray links(String chain, long last, String hash, List<AuditEntry> waiting) {
        long no = last;
        String before = hash;
        JsonArray links = new JsonArray();
        for (AuditEntry entry : waiting) {
            no++;
            before = AuditChain.link(chain, no, before, entry.toChain());
            links.add(new JsonObject()
                    .put("no", no)
                    .put("entry_id", entry.id().toString())
                    .put("hash", before)
                    .put("form", entry.form()));
        }
        return links;
    }

    /** All links of the batch go in one statement: a busy service has hundreds in each. */
    private static Uni<Integer> write(
            Mutiny.Session session, String chain, @Nullable AuditLink head, List<AuditEntry> waiting) {
        long last = head == null ? 0 : head.no();
        String hash = head == null ? AuditChain.BEGINNING : head.hash();
        return session.createNativeQuery(LINK)
                .setParameter("chain", chain)
                .setParameter("links", links(chain, last, hash, waiting).encode())
                .executeUpdate()
                .chain(() -> session.createNativeQuery(LINKED)
                        .setParameter("chain", chain)
                        .setParameter("first", last + 1)
                        .executeUpdate())
                .replaceWith(waiting.size());
    }
}
