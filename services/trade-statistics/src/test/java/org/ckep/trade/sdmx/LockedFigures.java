package org.ckep.trade.sdmx;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Figures that nobody reads for a while, so that what reads them can be seen waiting. */
final class LockedFigures {
    private LockedFigures() {}

    /** A session of the owner that holds the lock until its end. */
    static Connection take() throws SQLException {
        Config config = ConfigProvider.getConfig();
        Connection owner = DriverManager.getConnection(
                config.getValue("quarkus.flyway.jdbc-url", String.class),
                config.getValue("quarkus.flyway.username", String.class),
                config.getValue("quarkus.flyway.password", String.class));
        owner.setAutoCommit(false);
        try (Statement statement = owner.createStatement()) {
            statement.execute("lock table trade_observation in access exclusive mode");
        }
        return owner;
    }
}
