package org.ckep.trade.code;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** CL_SOURCE, for those who work with a JDBC connection. */
public final class SourceList {
    private static final String CODES = "select string_agg(code, ', ' order by position), bool_or(code = ?) from item "
            + "where agency = 'CKEP' and scheme = 'CL_SOURCE'";

    private SourceList() {}

    /** The codes of the list, joined by commas, where the given one is none of them; else empty. */
    public static Optional<String> unlessListed(Connection connection, String source) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(CODES)) {
            select.setString(1, source);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(2) ? Optional.empty() : Optional.of(row.getString(1));
            }
        }
    }
}
