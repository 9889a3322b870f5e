package org.ckep.trade.figures;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.ckep.kernel.access.Viewer;
import org.ckep.records.ViewerBinding;

/** Transactions on a JDBC connection that bind their viewer, as row-level security demands. */
public final class JdbcTransactions {
    /** Work within a transaction. */
    public interface Work {
        void run() throws SQLException;
    }

    /** Work within a transaction that has a result. */
    public interface Query<T> {
        T run() throws SQLException;
    }

    /** Work within a transaction on a connection of its own. */
    public interface OnConnection<T> {
        T run(Connection connection) throws SQLException;
    }

    private JdbcTransactions() {}

    /**
     * Commits the work on a connection of its own, or nothing of it.
     *
     * @throws RuntimeException of {@link DatabaseProblems} where the database fails
     */
    public static <T> T query(DataSource dataSource, Viewer viewer, OnConnection<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return query(connection, viewer, () -> work.run(connection));
        } catch (SQLException failure) {
            throw DatabaseProblems.of(failure);
        }
    }

    /** Commits the work, or nothing of it. */
    public static void run(Connection connection, Viewer viewer, Work work) throws SQLException {
        query(connection, viewer, () -> {
            work.run();
            return Boolean.TRUE;
        });
    }

    /** Commits the work, or nothing of it. */
    public static <T> T query(Connection connection, Viewer viewer, Query<T> work) throws SQLException {
        return bound(connection, () -> ViewerBinding.bind(connection, viewer), work);
    }

    /** Commits work that is done for no viewer, or nothing of it. */
    public static <T> T system(Connection connection, Query<T> work) throws SQLException {
        return bound(connection, () -> ViewerBinding.bindSystem(connection), work);
    }

    private static <T> T bound(Connection connection, Work binding, Query<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            binding.run();
            T result = work.run();
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException failure) {
            rollBack(connection, failure);
            throw failure;
        } finally {
            if (!connection.isClosed()) {
                connection.setAutoCommit(true);
            }
        }
    }

    private static void rollBack(Connection connection, Exception failure) {
        try {
            connection.rollback();
        } catch (SQLException connectionIsGone) {
            failure.addSuppressed(connectionIsGone);
        }
    }
}
