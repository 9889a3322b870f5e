package org.ckep.investment;

import io.quarkus.vertx.VertxContextSupport;
import java.sql.SQLException;
import java.util.UUID;
import org.ckep.kernel.access.Viewer;
import org.ckep.records.RecordTransactions;

/** What no request does, done in the database. */
public final class StoredRows {
    private StoredRows() {}

    /**
     * Takes readers from a record, as the database lets nobody do: its owner takes the lock off meanwhile.
     *
     * @param sql with the parameter {@code id}
     * @param path of the record below the API's root
     */
    public static void narrow(RecordTransactions transactions, String table, String sql, String path) {
        without("keeps_readers", table, transactions, sql, path);
    }

    /**
     * Changes one record as the system, past a lock that its owner takes off meanwhile.
     *
     * @param trigger the lock
     * @param sql with the parameter {@code id}
     * @param path of the record below the API's root
     */
    public static void without(String trigger, String table, RecordTransactions transactions, String sql, String path) {
        try {
            Owner.run("alter table " + table + " disable trigger " + trigger);
            try {
                if (change(transactions, sql, path) != 1) {
                    throw new IllegalStateException("no record " + path);
                }
            } finally {
                Owner.run("alter table " + table + " enable trigger " + trigger);
            }
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
    }

    /**
     * Carries out a statement for that viewer, past all rules of the application.
     *
     * @param sql with the parameter {@code id}
     * @param path of the record below the API's root
     */
    public static void changeAs(RecordTransactions transactions, Viewer viewer, String sql, String path) {
        UUID id = UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
        try {
            VertxContextSupport.subscribeAndAwait(
                    () -> transactions.write(viewer, session -> session.createNativeQuery(sql)
                            .setParameter("id", id)
                            .executeUpdate()));
        } catch (Throwable refused) {
            throw new IllegalStateException(refused);
        }
    }

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
