package org.ckep.hub.delivery;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;

/**
 * The rate that a subscription has agreed to: a bucket of tokens, one for each event that is sent, whether from a lane, by
 * a replay or by hand.
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
            where h.sub = $1 and h.rest_until <= now() and %1$s >= least(%2$s, 1 + %2$s / 2)
              and (h.open_n > 0 or not exists (select 1 from lane c where c.sub = h.sub and c.state = 'READY'
                     and c.next_at <= now() and (c.lease_until is null or c.lease_until < now())))""".formatted(TOKENS, MOST);

    /** As many as there are, at most so many. */
    private static final String TAKE_MORE = """
            with h as materialized (
              select sub, wanted, %s as have from sub_health join unnest($1::uuid[], $2::int[]) as w(sub, wanted) using (sub)
              order by sub for update of sub_health)
            update sub_health s set tokens = h.have - least(h.wanted, floor(h.have)), tokens_at = now()
            from h where s.sub = h.sub and h.have >= 1
            returning s.sub, least(h.wanted, floor(h.have))::int as taken""".formatted(TOKENS);

    /** For somebody who waits for the answer: a token, whoever else could use it. Writes nothing where there is none. */
    private static final String TAKE_BY_HAND = """
            with h as materialized (
              select sub, rate_per_minute, %s as have from sub_health where sub = $1 and rate_per_minute is not null
              for update),
            taken as (
              update sub_health s set tokens = h.have - 1, tokens_at = now() from h where s.sub = h.sub and h.have >= 1
              returning s.sub)
            select (case when exists (select 1 from taken) then 0
                    else greatest(1, ceil((1 - h.have) * 60 / h.rate_per_minute)) end)::int as seconds from h""".formatted(TOKENS);

    private final Pool pool;

    AgreedRate(@ReactiveDataSource("delivery") Pool pool) {
        this.pool = pool;
    }

    /** Takes a token that no lane needs; false where there is none. Asked of subscriptions with a rate alone. */
    Uni<Boolean> takeLeftOver(UUID sub) {
        return pool.preparedQuery(TAKE_LEFT_OVER).execute(Tuple.of(sub)).map(rows -> rows.rowCount() == 1);
    }

    /** Takes a token for what somebody sends by hand; fails where the rate leaves none. */
    Uni<Void> takeByHand(UUID sub) {
        return pool.preparedQuery(TAKE_BY_HAND)
                .execute(Tuple.of(sub))
                .invoke(rows -> rows.forEach(row -> requireTaken(row.getInteger("seconds"))))
                .replaceWithVoid();
    }

    private static void requireTaken(int seconds) {
        if (seconds > 0) {
            throw new ProblemException(
                            KernelProblem.TOO_MANY_REQUESTS,
                            "The rate that the subscription has agreed to is used up; retryAfter tells in how many "
                                    + "seconds something more may be sent.")
                    .withMember("retryAfter", seconds);
        }
    }

    /**
     * What may be sent of what is due in lanes that have a token each: takes as many tokens more as there are.
     *
     * @param heads of lanes of subscriptions with a rate, the first of each paid for
     */
    Uni<Map<LaneClaim.LaneKey, List<Head>>> within(Map<LaneClaim.LaneKey, List<Head>> heads) {
        Map<UUID, Integer> wanted = new LinkedHashMap<>();
        heads.forEach((lane, due) -> {
            if (due.size() > 1) {
                wanted.merge(lane.sub(), due.size() - 1, Integer::sum);
            }
        });
        if (wanted.isEmpty()) {
            return Uni.createFrom().item(heads);
        }
        Tuple parameters = Tuple.tuple()
                .addArrayOfUUID(wanted.keySet().toArray(UUID[]::new))
                .addArrayOfInteger(wanted.values().toArray(Integer[]::new));
        return pool.preparedQuery(TAKE_MORE).execute(parameters).map(rows -> {
            Map<UUID, Integer> left = new HashMap<>();
            rows.forEach(row -> left.put(row.getUUID("sub"), row.getInteger("taken")));
            Map<LaneClaim.LaneKey, List<Head>> paid = new HashMap<>();
            heads.forEach((lane, due) -> {
                int more = Math.min(due.size() - 1, left.getOrDefault(lane.sub(), 0));
                left.merge(lane.sub(), -more, Integer::sum);
                paid.put(lane, due.subList(0, 1 + more));
            });
            return paid;
        });
    }
}
