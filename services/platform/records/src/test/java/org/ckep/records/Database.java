package org.ckep.records;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.ckep.kernel.access.Viewer;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** A look behind the interface, as the owner of the schema or as the application. */
final class Database {
    private Database() {}

    static Connection owner() throws SQLException {
        return connect("quarkus.flyway.username", "quarkus.flyway.password");
    }

    static Connection application() throws SQLException {
        return connect("quarkus.datasource.username", "quarkus.datasource.password");
    }

    private static Connection connect(String user, String password) throws SQLException {
        Config config = ConfigProvider.getConfig();
        return DriverManager.getConnection(
                config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue(user, String.class),
                config.getValue(password, String.class));
    }

    /** The first column of all rows, as the application sees them for this viewer. */
    static List<String> seenBy(Viewer viewer, String sql, Object... parameters) throws SQLException {
        try (Connection connection = application()) {
            connection.setAutoCommit(false);
            ViewerBinding.bind(connection, viewer);
            return column(connection, sql, parameters);
        }
    }

    /** The first column of all rows, as the system sees them. */
    static List<String> all(String sql, Object... parameters) throws SQLException {
        try (Connection connection = application()) {
            connection.setAutoCommit(false);
            ViewerBinding.bindSystem(connection);
            return column(connection, sql, parameters);
        }
    }

    static List<String> column(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<String> values = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
            }
            return values;
        }
    }

    static void asOwner(String sql) throws SQLException {
        try (Connection connection = owner();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }
}
