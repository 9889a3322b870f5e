package org.ckep.hub.delivery;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.time.OffsetDateTime;

/** The clock by which what is kept ends: every process has the same one, whatever its own says. */
final class DatabaseClock {
    private DatabaseClock() {}

    static Uni<OffsetDateTime> now(SqlClient client) {
        return client.query("select now() as now")
                .execute()
                .map(rows -> rows.iterator().next().getOffsetDateTime("now"));
    }
}
