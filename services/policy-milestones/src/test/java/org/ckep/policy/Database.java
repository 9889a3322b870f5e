package org.ckep.policy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.eclipse.microprofile.config.ConfigProvider;

/** The service's own database, as its application role sees it. */
public final class Database {
    private Database() {}

    /** A connection that is bound to nobody. */
    public static Connection asApplication() throws SQLException {
        var config = ConfigProvider.getConfig();
        return DriverManager.getConnection(
                config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue("quarkus.datasource.username", String.class),
                config.getValue("quarkus.datasource.password", String.class));
    }

    /** A connection that reads and writes for the register itself, as its jobs do. */
    public static Connection asSystem() throws SQLException {
        Connection connection = asApplication();
        try (Statement statement = connection.createStatement()) {
            statement.execute("select set_config('app.system', 'on', false)");
        }
        return connection;
    }
}
