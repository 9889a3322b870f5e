package org.ckep.investment;

import io.quarkus.vertx.VertxContextSupport;
import java.time.Instant;
import org.ckep.records.RecordTransactions;

/** Names of organisations that an audience was told. */
public final class ToldNames {
    private ToldNames() {}

    /** What the consumer of an audience's events would have written. */
    public static void learn(RecordTransactions transactions, String audience, String org, String language, String name)
            throws Throwable {
        VertxContextSupport.subscribeAndAwait(() -> transactions.system(session -> session.createNativeQuery(
                        "insert into reference_copy(audience, urn, title, event_type, copied_at) values "
                                + "(:audience, :urn, cast(cast(:title as text) as jsonb), 'org.ckep.test', :now)")
                .setParameter("audience", audience)
                .setParameter("urn", org)
                .setParameter(
                        "title", "{\"%s\": {\"text\": \"%s\", \"status\": \"ORIGINAL\"}}".formatted(language, name))
                .setParameter("now", Instant.EPOCH)
                .executeUpdate()));
    }
}
