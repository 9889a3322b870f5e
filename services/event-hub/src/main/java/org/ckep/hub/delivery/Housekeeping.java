package org.ckep.hub.delivery;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Pauses what has failed for too long or is used by nobody, and clears what is older than the log. */
@ApplicationScoped
class Housekeeping {
    private static final Logger LOG = Logger.getLogger(Housekeeping.class);

    /** Health first, and in one order: {@link RowLocks}. */
    private static final String PAUSE_FAILING = """
            with ill as materialized (
              select sub from sub_health where active and failures >= 10 and first_failure_at < $1
              order by sub for update),
            stopped as (update sub_health h set active = false from ill where h.sub = ill.sub returning h.sub)
            update subscription s set state = 'PAUSED', state_reason = 'failing', version = version + 1
            from stopped where s.id = stopped.sub and s.state = 'ACTIVE'""";

    private static final String UNUSED = "select id from subscription where state = 'ACTIVE' and lease_until < $1";

    /** Asked again under the locks: somebody may have used it meanwhile. */
    private static final String PAUSE_UNUSED = """
            with unused as (
              update subscription set state = 'PAUSED', state_reason = 'lease-expired', consent_hash = null,
                consent_until = null, version = version + 1
              where id = any($2) and state = 'ACTIVE' and lease_until < $1 returning id)
            update sub_health h set active = false from unused where h.sub = unused.id""";

    /**
     * Open deliveries whose events the log has dropped, and what the hub itself said before them; the next digest lists
     * them, and what waits behind them goes on. What somebody works on waits for the next run. So many at a time, since
     * their lanes are locked for as long.
     */
    private static final String EXPIRE = """
            with dropped as materialized (
              select d.sub, d.subseq from delivery d
              join subscription s on s.id = d.sub join log_head h on h.audience = s.audience
              where d.done_at is null
                and (d.pos < h.first_pos
                     or d.pos is null and exists (select 1 from delivery n where n.sub = d.sub and n.subseq > d.subseq
                                                  and n.pos < h.first_pos))
                and not exists (select 1 from lane l where l.sub = d.sub and l.lane = d.lane and l.lease_until >= now())
                and not exists (select 1 from egress e where e.sub = d.sub and e.lease_until > now())
              limit 10000),
            all_of_them as (select array_agg(sub) as subs, array_agg(subseq) as numbers from dropped)
            select count(*) as ended from all_of_them a cross join lateral delivery_end(a.subs, a.numbers, 'EXPIRED')""";

    /** Subscriptions whose first number may go. */
    private static final String FORGETTABLE = """
            select s.id, h.first_pos from subscription s join log_head h on h.audience = s.audience
            cross join lateral (select d.pos, d.done_at from delivery d where d.sub = s.id order by d.subseq limit 1) d
            where s.state <> 'RETIRED' and d.done_at < $1 and (d.pos is null or d.pos < h.first_pos)
            order by s.id""";

    /**
     * What is done with goes with its event, from the first number on and without a hole: what stays is contiguous, so
     * that the first number that is kept says which ones are not.
     */
    private static final String FORGET = """
            with kept as materialized (
              select coalesce(min(d.subseq), (select subseq + 1 from subscription_cursor where sub = $1)) as first
              from delivery d
              where d.sub = $1 and (d.done_at is null or d.done_at >= $2 or d.pos >= $3
                                    or d.state in ('SKIPPED', 'EXPIRED', 'WITHHELD') and not d.listed)),
            said as (delete from own_event o using kept k where o.sub = $1 and o.subseq < k.first)
            delete from delivery d using kept k where d.sub = $1 and d.subseq < k.first""";

    private static final String FORGET_RETIRED = """
            with gone as (select id from subscription where state = 'RETIRED'),
            said as (delete from own_event o using gone where o.sub = gone.id)
            delete from delivery d using gone where d.sub = gone.id""";

    private final Pool pool;
    private final Notices notices;
    private final DeliveryConfig config;

    Housekeeping(@ReactiveDataSource("delivery") Pool pool, Notices notices, DeliveryConfig config) {
        this.pool = pool;
        this.notices = notices;
        this.config = config;
    }

    @Scheduled(
            identity = "delivery-housekeeping",
            every = "10m",
            delayed = "2m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> run() {
        return DatabaseClock.now(pool)
                .chain(now -> pause(now).chain(() -> notices.foresee(now)).chain(() -> clear(now)))
                .onFailure()
                .invoke(failure -> LOG.warn("housekeeping was not finished, the next run goes on", failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    Uni<Void> pause(OffsetDateTime now) {
        return execute(PAUSE_FAILING, now.minus(config.maxFailingPeriod())).chain(() -> pauseUnused(now));
    }

    private Uni<Void> pauseUnused(OffsetDateTime now) {
        return ids(UNUSED, now)
                .chain(unused -> unused.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : pool.withTransaction(connection -> RowLocks.health(connection, unused)
                                .chain(() -> connection
                                        .preparedQuery(PAUSE_UNUSED)
                                        .execute(Tuple.of(now, unused.toArray(UUID[]::new))))
                                .replaceWithVoid()));
    }

    private Uni<List<UUID>> ids(String sql, OffsetDateTime time) {
        return pool.preparedQuery(sql).execute(Tuple.of(time)).map(rows -> {
            List<UUID> ids = new ArrayList<>();
            rows.forEach(row -> ids.add(row.getUUID("id")));
            return ids;
        });
    }

    Uni<Void> clear(OffsetDateTime now) {
        return expire()
                // Long enough to be seen, and for the digest that lists what has expired.
                .chain(() -> forget(now.minus(config.digestInterval().plus(Duration.ofDays(1)))))
                .chain(() -> pool.query(FORGET_RETIRED).execute())
                .chain(() -> execute("delete from attempt where at < $1", now.minus(config.attemptRetentionPeriod())))
                .chain(() -> execute(
                        "delete from idempotency_key where created_at < $1",
                        now.minus(config.attemptRetentionPeriod())))
                .chain(() -> execute(
                        "delete from subscription_notice where said_at < $1",
                        now.minus(config.attemptRetentionPeriod())));
    }

    private Uni<Void> expire() {
        return pool.query(EXPIRE)
                .execute()
                .map(rows -> rows.iterator().next().getLong("ended"))
                .repeat()
                .until(ended -> ended == 0)
                .collect()
                .last()
                .replaceWithVoid();
    }

    /**
     * One subscription after the other: while its cursor is locked it neither grows nor goes back. One that fails keeps
     * what it has until the next run, and the others do not wait for it.
     */
    private Uni<Void> forget(OffsetDateTime doneBefore) {
        return pool.preparedQuery(FORGETTABLE).execute(Tuple.of(doneBefore)).chain(rows -> Multi.createFrom()
                .iterable(rows)
                .onItem()
                .transformToUniAndConcatenate(row -> forget(row.getUUID("id"), row.getLong("first_pos"), doneBefore)
                        .onFailure()
                        .invoke(failure -> LOG.warnf(
                                failure,
                                "subscription %s keeps what is done with until the next run",
                                row.getUUID("id")))
                        .onFailure()
                        .recoverWithNull())
                .collect()
                .last()
                .replaceWithVoid());
    }

    private Uni<Void> forget(UUID sub, long firstPos, OffsetDateTime doneBefore) {
        return pool.withTransaction(connection -> RowLocks.cursor(connection, sub)
                        .chain(() -> connection.preparedQuery(FORGET).execute(Tuple.of(sub, doneBefore, firstPos))))
                .replaceWithVoid();
    }

    private Uni<Void> execute(String sql, OffsetDateTime time) {
        return pool.preparedQuery(sql).execute(Tuple.of(time)).replaceWithVoid();
    }
}
