package org.ckep.trade.code;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/** Brings areas of the library, with their kinds and official names, into CL_AREA. */
public final class AreaItems {
    private static final String ADD = """
            insert into item (agency, scheme, code, kind, position, names)
            select 'CKEP', 'CL_AREA', code, kind, 100, names from area_library where code = any(?)
            on conflict do nothing""";

    private AreaItems() {}

    /** Adds those that the list does not have, with the connection's transaction. */
    public static void add(Connection connection, Collection<String> areas) throws SQLException {
        Array codes = connection.createArrayOf("text", areas.toArray());
        try (PreparedStatement add = connection.prepareStatement(ADD)) {
            add.setArray(1, codes);
            add.executeUpdate();
        } finally {
            codes.free();
        }
    }
}
