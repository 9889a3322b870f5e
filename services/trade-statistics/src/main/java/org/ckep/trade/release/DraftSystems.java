package org.ckep.trade.release;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.ckep.trade.figures.ToldSystem;
import org.ckep.trade.observation.Frequency;

/** The trade systems that a release tells with its publication. */
final class DraftSystems {
    static final String KEEP = """
            insert into release_trade_system (release_id, frequency, reporter, system) values (?, ?, ?, ?)
            on conflict (release_id, frequency, reporter) do update set system = excluded.system""";

    private static final String ALL = """
            select frequency, reporter, system from release_trade_system where release_id = ?
            order by frequency, reporter""";

    private DraftSystems() {}

    static List<ToldSystem> of(Connection connection, UUID release) throws SQLException {
        List<ToldSystem> systems = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(ALL)) {
            select.setObject(1, release);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    systems.add(
                            new ToldSystem(Frequency.valueOf(rows.getString(1)), rows.getString(2), rows.getString(3)));
                }
            }
        }
        return systems;
    }
}
