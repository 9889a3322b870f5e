package org.ckep.trade.sdmx;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Transactions that read figures. */
final class Readings {
    /**
     * All statements see one state. The planner is told that the first rows matter: it is to walk the indexes, which have
     * the order of the answer, instead of sorting all of it first.
     */
    private static final String BEGIN = "set transaction isolation level repeatable read read only;"
            + " set local jit = off; set local enable_sort = off; set local enable_hashjoin = off;"
            + " set local enable_mergejoin = off";

    private Readings() {}

    /** A connection within such a transaction; the caller ends it. */
    static Connection begin(DataSource dataSource) throws SQLException {
        Connection connection = dataSource.getConnection();
        try {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(BEGIN);
            }
            return connection;
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }
}
