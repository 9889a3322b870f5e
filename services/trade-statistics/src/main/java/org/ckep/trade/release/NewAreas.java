package org.ckep.trade.release;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.ckep.trade.code.AreaItems;

/** Areas that a release brings in: they come into the public list with it, because before they would tell of it. */
final class NewAreas {
    private static final String NOT_LISTED = """
            select area from (select reporter as area from stage_row union select partner from stage_row) as used
            where not exists (select 1 from item i
                              where i.agency = 'CKEP' and i.scheme = 'CL_AREA' and i.code = used.area)""";

    private NewAreas() {}

    /**
     * Adds those of the staged figures.
     *
     * @return true where there are any
     */
    static boolean add(Connection connection) throws SQLException {
        List<String> areas = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(NOT_LISTED)) {
            while (rows.next()) {
                areas.add(rows.getString(1));
            }
        }
        AreaItems.add(connection, areas);
        return !areas.isEmpty();
    }
}
