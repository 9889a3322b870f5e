package org.ckep.trade.sdmx;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.ckep.trade.figures.FigureInstants;
import org.jspecify.annotations.Nullable;

/**
 * Of which series anything has changed since an instant. Where those are few, an answer of changes looks at them alone
 * instead of passing by all series of its dataflow.
 */
final class ChangedSeries {
    /** Changed figures beyond which walking along the series is as good. */
    static final int MOST = 500_000;

    private static final String FIND = """
            select count(*), coalesce(array_agg(distinct series_id), '{}'),
                   exists (select 1 from trade_system where source = ? and frequency = ? and valid_from > %1$s)
            from (
                select series_id from trade_observation
                where valid_from > %1$s or valid_to > %1$s limit ?) as changed""".formatted(FigureInstants.stateAt("?"));

    private ChangedSeries() {}

    /** The numbers of those series, or null where they are not to be looked for or are too many. */
    static Long @Nullable [] of(Connection connection, DataTarget target, int most) throws SQLException {
        Instant since = target.selection().vintage().updatedAfter();
        if (since == null || target.selection().namesFew(target.flow().structure())) {
            return null;
        }
        try (Statement setting = connection.createStatement();
                PreparedStatement find = connection.prepareStatement(FIND)) {
            // With a limit the planner hopes to meet enough of them at the beginning of the table, which is the oldest
            // part.
            setting.execute("set local enable_seqscan = off");
            OffsetDateTime at = since.atOffset(ZoneOffset.UTC);
            find.setString(1, target.flow().source());
            find.setString(2, target.flow().frequency().name());
            find.setObject(3, at);
            find.setObject(4, at);
            find.setObject(5, at);
            find.setInt(6, most + 1);
            Long[] series;
            try (ResultSet row = find.executeQuery()) {
                row.next();
                Array found = row.getArray(2);
                // A trade system that is told anew changes all figures of its reporter.
                series = row.getInt(1) > most || row.getBoolean(3) ? null : (Long[]) found.getArray();
            }
            setting.execute("set local enable_seqscan = on");
            return series;
        }
    }
}
