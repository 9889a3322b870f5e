package org.ckep.trade.release;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.ckep.kernel.access.Viewer;
import org.ckep.records.ViewerBinding;
import org.jspecify.annotations.Nullable;

/** Marks the releases of which a merge has replaced figures. */
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

    private static final String ANY = "select 1 from release where state = 'PUBLISHED' and source = ? limit 1";

    Revisions() {}

    /**
     * Marks what {@link org.ckep.trade.figures.Merge} has replaced in the connection's transaction. Whoever replaces
     * figures may not speak for the side that released them, so this one statement works for nobody.
     *
     * @param viewer whom the transaction is bound to, null where it works for nobody already
     * @param at the instant of the merge
     */
    public void mark(Connection connection, @Nullable Viewer viewer, String source, Instant at) throws SQLException {
        if (!any(connection, source)) {
            return;
        }
        if (viewer != null) {
            ViewerBinding.bindSystem(connection);
        }
        try (PreparedStatement mark = connection.prepareStatement(MARK)) {
            OffsetDateTime instant = at.atOffset(ZoneOffset.UTC);
            mark.setObject(1, instant);
            mark.setString(2, source);
            mark.setObject(3, instant);
            mark.setObject(4, instant);
            mark.executeUpdate();
        }
        if (viewer != null) {
            ViewerBinding.bind(connection, viewer);
        }
    }

    private static boolean any(Connection connection, String source) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(ANY)) {
            select.setString(1, source);
            return select.executeQuery().next();
        }
    }
}
