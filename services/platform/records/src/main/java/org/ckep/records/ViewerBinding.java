package org.ckep.records;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Tells the database for whom a transaction works, which is what its row-level security goes by. The binding ends with
 * the transaction. {@link RecordTransactions} does it for Hibernate; code with a raw connection calls it first in its
 * transaction.
 */
public final class ViewerBinding {
    private static final String SETTINGS = "set_config('app.side', %s, true), set_config('app.agency', %s, true), "
            + "set_config('app.bilateral', %s, true), set_config('app.partner', %s, true), "
            + "set_config('app.caller', %s, true), set_config('app.system', %s, true)";
    private static final String NAMED =
            "select " + SETTINGS.formatted(":side", ":agency", ":bilateral", ":partner", ":caller", ":system");
    private static final String LOCKING = NAMED + " from pg_advisory_xact_lock(hashtextextended(:lock, 0))";
    private static final String READING = NAMED + ", set_config('transaction_read_only', 'on', true)";
    private static final String NUMBERED = "select " + SETTINGS.formatted("$1", "$2", "$3", "$4", "$5", "$6");
    private static final String MARKED = "select " + SETTINGS.formatted("?", "?", "?", "?", "?", "?");

    private record Values(String side, String agency, String bilateral, String partner, String caller, String system) {
        private static final Values SYSTEM = new Values("", "", "", "", "system", "on");

        static Values of(Viewer viewer) {
            Side side = viewer.side();
            String agency = viewer.agency();
            String caller = ViewerBinding.caller(viewer);
            return new Values(
                    side == null ? "" : side.name(),
                    agency == null ? "" : agency,
                    viewer.hasRole(Role.SECRETARIAT) ? "on" : "",
                    viewer.hasRole(Role.AGENCY) ? "on" : "",
                    caller,
                    "");
        }
    }

    private ViewerBinding() {}

    /** Who owns idempotency keys and acts in the audit trail: client and subject; empty for the public. */
    static String caller(Viewer viewer) {
        return viewer.isPublic() ? "" : viewer.client() + "/" + viewer.subject();
    }

    /** Binds the viewer to the session's transaction. */
    public static Uni<Void> bind(Mutiny.Session session, Viewer viewer) {
        return bind(session, NAMED, Values.of(viewer));
    }

    /** Binds the viewer and waits for the lock of that name. */
    static Uni<Void> bindUnderLock(Mutiny.Session session, Viewer viewer, String lock) {
        return bound(session, LOCKING, Values.of(viewer))
                .setParameter("lock", lock)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Binds the viewer and lets the database refuse every write of this transaction. */
    static Uni<Void> bindForReading(Mutiny.Session session, Viewer viewer) {
        return bind(session, READING, Values.of(viewer));
    }

    /** Lets the session's transaction work for no viewer: jobs and event consumers. */
    public static Uni<Void> bindSystem(Mutiny.Session session) {
        return bind(session, NAMED, Values.SYSTEM);
    }

    /** Binds the viewer to the connection's transaction. */
    public static Uni<Void> bind(SqlConnection connection, Viewer viewer) {
        return bind(connection, Values.of(viewer));
    }

    /** Lets the connection's transaction work for no viewer. */
    public static Uni<Void> bindSystem(SqlConnection connection) {
        return bind(connection, Values.SYSTEM);
    }

    /** Binds the viewer to the JDBC connection's transaction. */
    public static void bind(Connection connection, Viewer viewer) throws SQLException {
        bind(connection, Values.of(viewer));
    }

    /** Lets the JDBC connection's transaction work for no viewer. */
    public static void bindSystem(Connection connection) throws SQLException {
        bind(connection, Values.SYSTEM);
    }

    private static Uni<Void> bind(Mutiny.Session session, String sql, Values values) {
        return bound(session, sql, values).executeUpdate().replaceWithVoid();
    }

    /**
     * The statement, to be executed and not read: Hibernate Reactive keeps a plan for each native query that is read, and never
     * finds one of them again.
     */
    private static Mutiny.Query<Object> bound(Mutiny.Session session, String sql, Values values) {
        return session.<Object>createNativeQuery(sql)
                .setParameter("side", values.side())
                .setParameter("agency", values.agency())
                .setParameter("bilateral", values.bilateral())
                .setParameter("partner", values.partner())
                .setParameter("caller", values.caller())
                .setParameter("system", values.system());
    }

    private static Uni<Void> bind(SqlConnection connection, Values values) {
        return connection
                .preparedQuery(NUMBERED)
                .execute(Tuple.from(new Object[] {
                    values.side(),
                    values.agency(),
                    values.bilateral(),
                    values.partner(),
                    values.caller(),
                    values.system()
                }))
                .replaceWithVoid();
    }

    private static void bind(Connection connection, Values values) throws SQLException {
        if (connection.getAutoCommit()) {
            throw new SQLException("a viewer is bound to a transaction, and this connection has none");
        }
        try (PreparedStatement statement = connection.prepareStatement(MARKED)) {
            statement.setString(1, values.side());
            statement.setString(2, values.agency());
            statement.setString(3, values.bilateral());
            statement.setString(4, values.partner());
            statement.setString(5, values.caller());
            statement.setString(6, values.system());
            statement.execute();
        }
    }
}
