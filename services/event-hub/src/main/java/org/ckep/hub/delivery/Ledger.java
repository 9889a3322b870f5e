package org.ckep.hub.delivery;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.ckep.hub.border.BorderRecords;
import org.jspecify.annotations.Nullable;

/**
 * Writes what came of claims, many at a time in one transaction: the deliveries, the attempts, the lanes' release and the
 * subscriptions' health. Results of lanes that somebody else holds by now are dropped.
 */
@ApplicationScoped
class Ledger {
    /** First of all, and in one order everywhere: fan-out adds to a lane only when this transaction is through. */
    private static final String LOCK = """
            select l.sub, l.lane, l.fence from lane l
            join unnest($1::uuid[], $2::text[]) as k(sub, lane) on l.sub = k.sub and l.lane = k.lane
            order by l.sub, l.lane for update of l""";

    private static final String STILL_OPEN = """
            select k.sub, k.lane from unnest($1::uuid[], $2::text[], $3::bigint[]) as k(sub, lane, subseq)
            where exists (select 1 from delivery d
                          where d.sub = k.sub and d.subseq = k.subseq and d.state = 'PENDING')""";

    /**
     * Asks for the state and not for {@code done_at is null}, which says the same: a plan that was made while the table was
     * small would look through the index of all that is open.
     */
    static final String DONE = """
            update delivery d set state = r.state, done_at = now()
            from unnest($1::uuid[], $2::bigint[], $3::text[]) as r(sub, subseq, state)
            where d.sub = r.sub and d.subseq = r.subseq and d.state = 'PENDING'""";

    /** What was acknowledged meanwhile is no gap: of those alone that become one now their owners are told. */
    private static final String GIVE_UP = DONE + " returning d.sub, d.subseq, d.state";

    /**
     * A statement of its own, so that it sees what fan-out added while this transaction waited for the lock. A lane whose
     * last event was given up stays, because the next one has to say so.
     */
    private static final String DELETE_EMPTY = """
            delete from lane l using unnest($1::uuid[], $2::text[], $3::bigint[], $4::text[]) as k(sub, lane, fence, gaps)
            where l.sub = k.sub and l.lane = k.lane and l.fence = k.fence and k.gaps is null
              and not exists (select 1 from delivery d where d.sub = l.sub and d.lane = l.lane and d.done_at is null)""";

    /** A lane in which nothing is open rests until fan-out wakes it. */
    private static final String RELEASE = """
            update lane l set lease_until = null, attempt = k.attempt, state = k.state,
              gaps = coalesce(string_to_array(k.gaps, ',')::bigint[], '{}'),
              next_at = case
                when exists (select 1 from delivery d where d.sub = l.sub and d.lane = l.lane and d.done_at is null)
                then now() + k.pause * interval '1 millisecond' else 'infinity' end,
              dirty_upto = greatest(l.dirty_upto, k.dirty)
            from unnest($1::uuid[], $2::text[], $3::bigint[], $4::text[], $5::int[], $6::text[], $7::bigint[],
                        $8::bigint[]) as k(sub, lane, fence, gaps, attempt, state, pause, dirty)
            where l.sub = k.sub and l.lane = k.lane and l.fence = k.fence
            returning l.state = 'READY' and l.next_at <= now() as is_due""";

    /** Rows that say so already are left alone: they would be written thousands of times a second. */
    private static final String HEALTHY = """
            with ill as materialized (
              select sub from sub_health
              where sub = any($1) and (consecutive > 0 or failures > 0 or open_n > 0 or last_success_at is null
                                       or last_success_at < now() - interval '1 second')
              order by sub for update)
            update sub_health h set consecutive = 0, failures = 0, first_failure_at = null, last_success_at = now(),
              last_outcome = 'delivered', open_until = null, open_n = 0
            from ill where h.sub = ill.sub""";

    private static final String ILL = """
            update sub_health set consecutive = consecutive + $2, failures = failures + $3,
              first_failure_at = coalesce(first_failure_at, now()), last_outcome = $4
            where sub = $1 returning consecutive, open_n""";

    /** Of all that comes to the endpoint. Successes do not end it: they may have been under way. */
    private static final String REST = """
            update sub_health set rest_until = greatest(rest_until, now() + $2::bigint * interval '1 millisecond')
            where sub = $1""";

    private static final String OPEN = """
            update sub_health set open_n = $2, open_until = now() + $3::bigint * interval '1 millisecond'
            where sub = $1""";

    /** The endpoint answers, though it refuses an event: that it has taken nothing yet is not touched. */
    private static final String CLOSE =
            "update sub_health set consecutive = 0, open_n = 0, open_until = null where sub = $1";

    private static final String PAUSE_GONE = """
            update subscription set state = 'PAUSED', state_reason = 'gone', consent_hash = null, consent_until = null,
              version = version + 1
            where id = any($1) and state = 'ACTIVE'""";

    /** Where a subject waits already, its owner knows: only the first one is told, until none waits any more. */
    private static final String TELL_OF_PARKED = """
            insert into subscription_notice(sub, kind, reason)
            select distinct p.sub, 'parked', 'tries-used-up' from unnest($1::uuid[], $2::text[]) as p(sub, lane)
            where not exists (select 1 from lane l where l.sub = p.sub and l.state = 'PARKED'
                              and not exists (select 1 from unnest($1::uuid[], $2::text[]) as o(sub, lane)
                                              where o.sub = l.sub and o.lane = l.lane))""";

    /**
     * Once for each cause, however many events meet it: until there is another endpoint, or this one has taken something
     * again, and then once a day at most, because one that takes some events and refuses others would have it told with each.
     * What the former endpoint answers after its owner has named another one is told no more.
     */
    private static final String TELL_OF_ENDPOINT = """
            insert into subscription_notice(sub, kind, reason)
            select h.sub, 'misconfigured', r.reason
            from sub_health h cross join unnest($2::text[], $3::bigint[]) as r(reason, claimed)
            where h.sub = $1 and to_timestamp(r.claimed / 1000.0) >= date_trunc('milliseconds', h.endpoint_since)
              and not exists (
              select 1 from subscription_notice n
              where n.sub = h.sub and n.kind = 'misconfigured' and n.reason = r.reason
                and n.at > greatest(h.endpoint_since,
                                    least(coalesce(h.last_success_at, 'epoch'), now() - interval '1 day')))""";

    private static final String DEACTIVATE = "update sub_health set active = false where sub = any($1)";

    private final Pool pool;
    private final DeliveryConfig config;
    private final DeliveryMetrics metrics;

    Ledger(@ReactiveDataSource("delivery") Pool pool, DeliveryConfig config, DeliveryMetrics metrics) {
        this.pool = pool;
        this.config = config;
        this.metrics = metrics;
    }

    /** True where a lane that is given back has more that is due. */
    Uni<Boolean> write(List<LaneResult> results) {
        return pool.withTransaction(connection -> held(connection, results)
                        .chain(held -> (held.isEmpty() ? Uni.createFrom().item(false) : write(connection, held))
                                .map(isMoreDue -> new Written(held, isMoreDue))))
                .invoke(written -> metrics.written(written.held, results.size() - written.held.size()))
                .map(Written::isMoreDue);
    }

    private record Written(List<LaneResult> held, boolean isMoreDue) {}

    /** Asked together: the second statement begins when the first one has its locks, and sees what holds under them. */
    private static Uni<List<LaneResult>> held(SqlConnection connection, List<LaneResult> results) {
        List<LaneResult> tried =
                results.stream().filter(result -> result.tried() != null).toList();
        return Uni.combine()
                .all()
                .unis(connection.preparedQuery(LOCK).execute(keys(results)), stillOpen(connection, tried))
                .collectFailures()
                .with((locked, open) -> standing(stillHeld(results, locked), open));
    }

    private static List<LaneResult> stillHeld(List<LaneResult> results, RowSet<Row> rows) {
        Map<LaneClaim.LaneKey, Long> fences = new HashMap<>();
        rows.forEach(row -> fences.put(lane(row), row.getLong("fence")));
        return results.stream()
                .filter(result -> Objects.equals(
                        fences.get(result.claim().key()), result.claim().fence()))
                .toList();
    }

    private static LaneClaim.LaneKey lane(Row row) {
        return new LaneClaim.LaneKey(row.getUUID("sub"), row.getString("lane"));
    }

    private static Uni<Set<LaneClaim.LaneKey>> stillOpen(SqlConnection connection, List<LaneResult> tried) {
        return tried.isEmpty()
                ? Uni.createFrom().item(Set.of())
                : connection
                        .preparedQuery(STILL_OPEN)
                        .execute(keys(tried)
                                .addArrayOfLong(
                                        tried.stream().map(LaneResult::tried).toArray(Long[]::new)))
                        .map(rows -> {
                            Set<LaneClaim.LaneKey> open = new HashSet<>();
                            rows.forEach(row -> open.add(lane(row)));
                            return open;
                        });
    }

    /** Whoever acknowledges an event has ended its tries, whatever was answered to the last one. */
    private static List<LaneResult> standing(List<LaneResult> held, Set<LaneClaim.LaneKey> open) {
        return held.stream()
                .map(result ->
                        result.tried() == null || open.contains(result.claim().key()) ? result : result.ofNext())
                .toList();
    }

    /** All at once: the connection keeps their order, and nobody waits for one answer after the other. */
    private Uni<Boolean> write(SqlConnection connection, List<LaneResult> held) {
        return Uni.combine()
                .all()
                .unis(
                        done(connection, held),
                        log(connection, held),
                        connection.preparedQuery(DELETE_EMPTY).execute(gaps(held)),
                        connection.preparedQuery(RELEASE).execute(releases(held)),
                        health(connection, held))
                .collectFailures()
                .with((done, logged, deleted, released, health) -> {
                    boolean isMoreDue = false;
                    for (Row row : released) {
                        isMoreDue |= row.getBoolean("is_due");
                    }
                    return isMoreDue;
                });
    }

    private static Uni<Void> done(SqlConnection connection, List<LaneResult> held) {
        List<UUID> subs = new ArrayList<>();
        List<LaneResult.Done> done = new ArrayList<>();
        held.forEach(result -> result.done().forEach(one -> {
            subs.add(result.claim().sub());
            done.add(one);
        }));
        return done.isEmpty()
                ? Uni.createFrom().voidItem()
                : connection
                        .preparedQuery(done.stream().anyMatch(LaneResult.Done::isGap) ? GIVE_UP : DONE)
                        .execute(Tuple.tuple()
                                .addArrayOfUUID(subs.toArray(UUID[]::new))
                                .addArrayOfLong(done.stream()
                                        .map(LaneResult.Done::subseq)
                                        .toArray(Long[]::new))
                                .addArrayOfString(done.stream()
                                        .map(LaneResult.Done::state)
                                        .toArray(String[]::new)))
                        .chain(rows -> gaps(connection, rows));
    }

    private static Uni<Void> gaps(SqlConnection connection, RowSet<Row> done) {
        List<UUID> expired = new ArrayList<>();
        List<UUID> withheld = new ArrayList<>();
        List<Long> numbers = new ArrayList<>();
        for (Row row : done) {
            if (row.getString("state").equals(LaneResult.WITHHELD)) {
                withheld.add(row.getUUID("sub"));
                numbers.add(row.getLong("subseq"));
            } else if (row.getString("state").equals(LaneResult.EXPIRED)) {
                expired.add(row.getUUID("sub"));
            }
        }
        return BorderRecords.ofDeliveries(connection, withheld, numbers)
                .chain(() -> Gaps.tell(connection, withheld, LaneResult.WITHHELD))
                .chain(() -> Gaps.tell(connection, expired, LaneResult.EXPIRED));
    }

    private static Uni<Void> log(SqlConnection connection, List<LaneResult> held) {
        List<UUID> subs = new ArrayList<>();
        List<Attempt> attempts = new ArrayList<>();
        held.forEach(result -> result.attempts().forEach(attempt -> {
            subs.add(result.claim().sub());
            attempts.add(attempt);
        }));
        return AttemptLog.add(connection, subs, attempts);
    }

    private static Tuple keys(List<LaneResult> results) {
        return Tuple.tuple()
                .addArrayOfUUID(
                        results.stream().map(result -> result.claim().sub()).toArray(UUID[]::new))
                .addArrayOfString(
                        results.stream().map(result -> result.claim().lane()).toArray(String[]::new));
    }

    private static Tuple fences(List<LaneResult> results) {
        return keys(results)
                .addArrayOfLong(
                        results.stream().map(result -> result.claim().fence()).toArray(Long[]::new));
    }

    private static Tuple gaps(List<LaneResult> results) {
        return fences(results)
                .addArrayOfString(results.stream()
                        .map(result -> result.gaps().isEmpty()
                                ? null
                                : result.gaps().stream().map(String::valueOf).collect(Collectors.joining(",")))
                        .toArray(String[]::new));
    }

    private static Tuple releases(List<LaneResult> results) {
        return gaps(results)
                .addArrayOfInteger(results.stream().map(LaneResult::used).toArray(Integer[]::new))
                .addArrayOfString(results.stream()
                        .map(result -> result.isParked() ? "PARKED" : "READY")
                        .toArray(String[]::new))
                .addArrayOfLong(results.stream()
                        .map(result ->
                                result.pause() == null ? 0L : result.pause().toMillis())
                        .toArray(Long[]::new))
                .addArrayOfLong(results.stream().map(LaneResult::dirtyUpto).toArray(Long[]::new));
    }

    private Uni<Void> health(SqlConnection connection, List<LaneResult> held) {
        Map<UUID, Tally> tallies = new LinkedHashMap<>();
        held.forEach(result -> tallies.computeIfAbsent(result.claim().sub(), sub -> new Tally())
                .add(result));
        List<LaneResult> parked = held.stream().filter(LaneResult::isParked).toList();
        boolean anyIll = !parked.isEmpty() || tallies.values().stream().anyMatch(tally -> tally.failures > 0);
        Uni<Void> written = anyIll
                ? RowLocks.health(connection, tallies.keySet())
                : Uni.createFrom().voidItem();
        if (!parked.isEmpty()) {
            // Under the locks: of two transactions that park subjects of one subscription the second sees the first.
            written = written.chain(() -> connection
                    .preparedQuery(TELL_OF_PARKED)
                    .execute(keys(parked))
                    .replaceWithVoid());
        }
        UUID[] healthy = subs(tallies, tally -> tally.delivered);
        if (healthy.length > 0) {
            written = written.chain(() -> healthy(connection, healthy));
        }
        for (Map.Entry<UUID, Tally> tally : tallies.entrySet()) {
            if (!tally.getValue().delivered && tally.getValue().failures > 0) {
                written = written.chain(() -> ill(connection, tally.getKey(), tally.getValue()));
            }
        }
        for (Map.Entry<UUID, Tally> tally : tallies.entrySet()) {
            Duration rest = tally.getValue().rest;
            if (rest != null) {
                written = written.chain(() -> connection
                        .preparedQuery(REST)
                        .execute(Tuple.of(tally.getKey(), rest.toMillis()))
                        .replaceWithVoid());
            }
        }
        for (Map.Entry<UUID, Tally> tally : tallies.entrySet()) {
            if (!tally.getValue().forOwner.isEmpty()) {
                written = written.chain(() -> connection
                        .preparedQuery(TELL_OF_ENDPOINT)
                        .execute(tally.getValue().forOwner(tally.getKey()))
                        .replaceWithVoid());
            }
        }
        UUID[] gone = subs(tallies, tally -> tally.gone);
        if (gone.length == 0) {
            return written;
        }
        Tuple ids = Tuple.tuple().addArrayOfUUID(gone);
        return written.chain(() -> connection.preparedQuery(DEACTIVATE).execute(ids))
                .chain(() -> connection.preparedQuery(PAUSE_GONE).execute(ids))
                .replaceWithVoid();
    }

    private static UUID[] subs(Map<UUID, Tally> tallies, Predicate<Tally> which) {
        return tallies.entrySet().stream()
                .filter(tally -> which.test(tally.getValue()))
                .map(Map.Entry::getKey)
                .toArray(UUID[]::new);
    }

    private static Uni<Void> healthy(SqlConnection connection, UUID[] subs) {
        return connection
                .preparedQuery(HEALTHY)
                .execute(Tuple.tuple().addArrayOfUUID(subs))
                .replaceWithVoid();
    }

    private Uni<Void> ill(SqlConnection connection, UUID sub, Tally tally) {
        return connection
                .preparedQuery(ILL)
                .execute(Tuple.of(sub, tally.breaking, tally.failures, tally.last))
                .chain(rows -> {
                    Row row = rows.iterator().next();
                    int opened = row.getInteger("open_n");
                    if (opened > 0 && tally.probed && tally.breaking == 0) {
                        return connection
                                .preparedQuery(CLOSE)
                                .execute(Tuple.of(sub))
                                .replaceWithVoid();
                    }
                    boolean opens =
                            opened == 0 && (tally.blocked || row.getInteger("consecutive") >= RetryRules.BREAKS_AFTER);
                    boolean staysOpen = opened > 0 && tally.probed;
                    if (!opens && !staysOpen) {
                        return Uni.createFrom().voidItem();
                    }
                    metrics.breakerOpened();
                    Duration pause = RetryRules.breakerPause(
                            opened + 1, config.minBreakerPeriod(), config.maxBreakerPeriod(), tally.rest);
                    return connection
                            .preparedQuery(OPEN)
                            .execute(Tuple.of(sub, opened + 1, pause.toMillis()))
                            .replaceWithVoid();
                });
    }

    /** What a transaction's results say about one subscription. */
    private static final class Tally {
        private boolean delivered;
        private boolean gone;
        private boolean blocked;
        private boolean probed;
        private int failures;
        private int breaking;
        private String last = "";
        private final Map<String, Long> forOwner = new TreeMap<>();
        private @Nullable Duration rest;

        void add(LaneResult result) {
            for (Attempt attempt : result.attempts()) {
                Outcome outcome = attempt.outcome();
                if (outcome.isTaken()) {
                    delivered = true;
                } else {
                    failures++;
                    last = outcome.code();
                    if (outcome.needsOwner()) {
                        forOwner.merge(last, result.claim().claimedAt(), Math::max);
                    }
                    breaking += outcome.breaks() ? 1 : 0;
                    gone = gone || outcome == Outcome.GONE;
                    blocked = blocked || outcome == Outcome.BLOCKED;
                }
            }
            probed = probed || result.claim().isProbe();
            Duration asked = result.rest();
            if (asked != null && (rest == null || asked.compareTo(rest) > 0)) {
                rest = asked;
            }
        }

        /** The reasons, each with when the last lane was claimed that met it. */
        Tuple forOwner(UUID sub) {
            return Tuple.of(sub)
                    .addArrayOfString(forOwner.keySet().toArray(String[]::new))
                    .addArrayOfLong(forOwner.values().toArray(Long[]::new));
        }
    }
}
