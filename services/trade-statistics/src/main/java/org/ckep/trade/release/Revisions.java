package org.ckep.trade.release;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.ckep.kernel.access.Viewer;
import org.ckep.records.ViewerBinding;
import org.ckep.trade.figures.Merge;
import org.jspecify.annotations.Nullable;

/** Settles merges, and marks the releases of which they have replaced figures. */
@ApplicationScoped
public class Revisions {
    /** Looks at the figures only where a release may have brought some of them. */
    private static final String MARK = """
            update release set state = 'REVISED', revised_at = ?
            where state = 'PUBLISHED' and source = ? and id in (
                select o.upload_id from stage_known k
                join trade_observation o on not k.same and o.series_id = k.series_id and o.period = k.period
                     and o.valid_to = ?
                union
                select o.upload_id from stage_gone g
                join trade_observation o on o.series_id = g.series_id and o.period = g.period and o.valid_to = ?)""";

    private static final String DATE = "update release set revised_at = ? where revised_at = ?";
    private static final String ANY = "select 1 from release where state = 'PUBLISHED' and source = ? limit 1";

    Revisions() {}

    /**
     * Settles a merge in the connection's transaction, and marks what it has replaced. Whoever replaces figures may not
     * speak for the side that released them, so the marking works for nobody.
     *
     * @param viewer whom the transaction is bound to, null where it works for nobody already
     * @param merged what the merge did
     * @return it with its instant
     */
    public Merge.Result settle(
            Connection connection, @Nullable Viewer viewer, String source, Merge merge, Merge.Result merged)
            throws SQLException {
        if (!any(connection, source)) {
            return merge.settle(merged);
        }
        if (viewer != null) {
            ViewerBinding.bindSystem(connection);
        }
        OffsetDateTime written = merged.writtenAt().atOffset(ZoneOffset.UTC);
        // Finding them may take a while, so that it comes before the instant.
        boolean marked = update(connection, MARK, written, source, written, written) > 0;
        Merge.Result settled = merge.settle(merged);
        if (marked) {
            update(connection, DATE, settled.revisedAt().atOffset(ZoneOffset.UTC), written);
        }
        if (viewer != null) {
            ViewerBinding.bind(connection, viewer);
        }
        return settled;
    }

    private static int update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                update.setObject(i + 1, parameters[i]);
            }
            return update.executeUpdate();
        }
    }

    private static boolean any(Connection connection, String source) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(ANY)) {
            select.setString(1, source);
            return select.executeQuery().next();
        }
    }
}
