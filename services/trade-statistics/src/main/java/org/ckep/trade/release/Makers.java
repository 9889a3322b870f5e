package org.ckep.trade.release;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** Who has made a release: whoever began it or sent figures for it. */
final class Makers {
    private static final String IS_ONE = """
            select exists (select 1 from release where id = ? and created_by = ckep_setting('app.caller'))
                or exists (select 1 from upload where release_id = ? and state = 'COMPLETED'
                                                  and caller = ckep_setting('app.caller'))""";

    private Makers() {}

    /** Whether the viewer whom the transaction is bound to is one of them. */
    static boolean include(Connection connection, UUID release) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(IS_ONE)) {
            select.setObject(1, release);
            select.setObject(2, release);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
