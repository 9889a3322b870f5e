package org.ckep.trade.code;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/** Brings areas of the library into CL_AREA. */
public final class AreaItems {
    private static final String ADD = """
            insert into item (agency, scheme, code, kind, position, names)
            values ('CKEP', 'CL_AREA', ?, 'ECONOMY', 100, ?::jsonb)
            on conflict do nothing""";

    private AreaItems() {}

    /** Adds those that the list does not have, with the connection's transaction. */
    public static void add(Connection connection, ObjectMapper json, Collection<String> areas) throws SQLException {
        try (PreparedStatement add = connection.prepareStatement(ADD)) {
            for (String area : areas) {
                add.setString(1, area);
                add.setString(2, json.writeValueAsString(AreaLibrary.namesOf(area)));
                add.addBatch();
            }
            add.executeBatch();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
