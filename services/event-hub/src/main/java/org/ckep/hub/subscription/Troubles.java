package org.ckep.hub.subscription;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What is wrong with subscriptions that are active, in words that their health explains. */
final class Troubles {
    /** The gravest first. What is left alone until its breaker is tried has failed several times, and says so alone. */
    private static final String FIND = """
            select h.sub, array_remove(array[
                case when h.open_n > 0 then 'unreachable' end,
                case when t.attempt > 0 then 'topic-failed' end,
                case when h.open_n = 0 and h.failures > 0 then 'failing' end,
                case when exists (select 1 from lane l where l.sub = h.sub and l.state = 'PARKED') then 'parked' end,
                case when exists (select 1 from subscription_certificate c where c.sub = h.sub and c.ends_at <= now())
                  then 'certificate-expired' end,
                case when exists (select 1 from subscription_authorization a where a.sub = h.sub and a.ends_at <= now())
                  then 'credentials-expired' end], null) as troubles
            from sub_health h left join egress t on t.sub = h.sub where h.sub = any($1)""";

    private Troubles() {}

    /** Those of active subscriptions; one that has none may be missing. */
    static Uni<Map<UUID, List<String>>> of(SqlConnection connection, List<Subscription> subscriptions) {
        UUID[] active = subscriptions.stream()
                .filter(subscription -> subscription.state() == State.ACTIVE)
                .map(Subscription::id)
                .toArray(UUID[]::new);
        return connection
                .preparedQuery(FIND)
                .execute(Tuple.tuple().addArrayOfUUID(active))
                .map(rows -> {
                    Map<UUID, List<String>> found = new HashMap<>();
                    rows.forEach(row -> found.put(row.getUUID("sub"), List.of(row.getArrayOfStrings("troubles"))));
                    return found;
                });
    }
}
