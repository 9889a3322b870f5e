package org.ckep.investment;

import io.quarkus.vertx.VertxContextSupport;
import java.util.UUID;
import org.ckep.records.RecordTransactions;

/** What no request does, done in the database. */
public final class StoredRows {
    private StoredRows() {}

    /**
     * Carries out a statement as the system.
     *
     * @param sql with the parameter {@code id}
     * @param path of the record below the API's root
     * @return how many rows it changed
     */
    public static int change(RecordTransactions transactions, String sql, String path) {
        UUID id = UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
        try {
            return VertxContextSupport.subscribeAndAwait(() -> transactions.system(session ->
                    session.createNativeQuery(sql).setParameter("id", id).executeUpdate()));
        } catch (Throwable refused) {
            throw new IllegalStateException(refused);
        }
    }
}
