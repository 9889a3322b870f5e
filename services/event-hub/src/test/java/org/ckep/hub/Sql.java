package org.ckep.hub;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Statements of tests. */
public final class Sql {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Sql() {}

    public static <T> T now(Uni<T> work) {
        return work.await().atMost(PATIENCE);
    }

    public static List<Row> query(Pool pool, String sql, Object... parameters) {
        List<Row> rows = new ArrayList<>();
        now(pool.preparedQuery(sql).execute(Tuple.from(parameters))).forEach(rows::add);
        return rows;
    }

    /** Whether a condition on one row of a table holds, for instance {@code lease_until > now()}. */
    public static boolean holds(Pool pool, String condition, String from, Object... parameters) {
        return query(pool, "select coalesce(" + condition + ", false) as holds from " + from, parameters)
                .get(0)
                .getBoolean("holds");
    }
}
