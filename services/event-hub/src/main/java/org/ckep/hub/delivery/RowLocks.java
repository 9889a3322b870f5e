package org.ckep.hub.delivery;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * The locks that are waited for, in the one order that holds everywhere: cursor, lanes, health, subscription; rows of one
 * kind in the order of their keys. Whoever needs a later one alone begins there and never goes back. What takes rows in
 * another order (claims, housekeeping of deliveries) skips those that are locked and so waits for nobody.
 */
public final class RowLocks {
    private static final String CURSOR = "select 1 from subscription_cursor where sub = $1 for update";
    private static final String LANES = "select 1 from lane where sub = $1 order by lane for update";
    private static final String HEALTH = "select 1 from sub_health where sub = any($1) order by sub for update";

    private RowLocks() {}

    /** First: while it is held nothing is numbered. */
    public static Uni<Void> cursor(SqlConnection connection, UUID sub) {
        return connection.preparedQuery(CURSOR).execute(Tuple.of(sub)).replaceWithVoid();
    }

    /** Second: while they are held no result is written. */
    public static Uni<Void> lanes(SqlConnection connection, UUID sub) {
        return connection.preparedQuery(LANES).execute(Tuple.of(sub)).replaceWithVoid();
    }

    /** Third, and the last before the subscription itself. */
    public static Uni<Void> health(SqlConnection connection, UUID sub) {
        return health(connection, List.of(sub));
    }

    static Uni<Void> health(SqlConnection connection, Collection<UUID> subs) {
        return connection
                .preparedQuery(HEALTH)
                .execute(Tuple.tuple().addArrayOfUUID(subs.toArray(UUID[]::new)))
                .replaceWithVoid();
    }
}
