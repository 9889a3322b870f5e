package org.ckep.hub.delivery;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * The rate that a subscription has agreed to: a bucket of tokens, one for each event that is sent, whether from a lane or
 * by a replay.
 */
@ApplicationScoped
class AgreedRate {
    /** Tokens of a full bucket: a sixth of a minute's worth. */
    private static final String MOST = "greatest(1, rate_per_minute / 6.0)";

    /** Tokens that a row of sub_health has now. */
    static final String TOKENS =
            "least(" + MOST + ", tokens + extract(epoch from now() - tokens_at) * rate_per_minute / 60.0)";

    /**
     * Half of a full bucket stays for lanes, and where it holds one token alone, a lane that may be claimed comes first.
     * Nothing but this row is locked, and for this statement alone, so that no claim has to pass it over for long.
     */
    private static final String TAKE_LEFT_OVER = """
            update sub_health h set tokens = %1$s - 1, tokens_at = now()
            where h.sub = $1 and %1$s >= least(%2$s, 1 + %2$s / 2)
              and (h.open_n > 0 or not exists (select 1 from lane c where c.sub = h.sub and c.state = 'READY'
                     and c.next_at <= now() and (c.lease_until is null or c.lease_until < now())))""".formatted(TOKENS, MOST);

    private final Pool pool;

    AgreedRate(@ReactiveDataSource("delivery") Pool pool) {
        this.pool = pool;
    }

    /** Takes a token that no lane needs; false where there is none. Asked of subscriptions with a rate alone. */
    Uni<Boolean> takeLeftOver(UUID sub) {
        return pool.preparedQuery(TAKE_LEFT_OVER).execute(Tuple.of(sub)).map(rows -> rows.rowCount() == 1);
    }
}
