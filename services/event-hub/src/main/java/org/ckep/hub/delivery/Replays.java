package org.ckep.hub.delivery;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.ckep.hub.border.BorderRecords;
import org.ckep.hub.sharing.WakeableLoop;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs replays: each sends its range in order, one event after the other, and remembers how far it is, so that another
 * process goes on after a crash. A replay has few slots, so live deliveries keep theirs, and of an agreed rate it takes what
 * they leave; while nothing is left it rests and takes up no slot.
 */
@ApplicationScoped
public class Replays {
    private static final Logger LOG = Logger.getLogger(Replays.class);
    private static final int PAGE = 50;
    private static final int MAX_JOBS = 16;
    private static final int MAX_JOBS_PER_OWNER = 4;
    private static final int MAX_TRIES = 10;
    private static final Duration UNDECIDED_PAUSE = Duration.ofSeconds(1);
    private static final long MINUTE_MILLIS = Duration.ofMinutes(1).toMillis();

    /**
     * Owners take turns: the first of each before the second of any, and none has more than $4 under way, in all processes
     * together; endpoints that hang hold up those of their owner alone.
     */
    private static final String CLAIM = """
            with busy as materialized (
              select s.owner, count(*) as jobs from replay_job r join subscription s on s.id = r.sub
              where r.state = 'RUNNING' and r.lease_until >= now() group by s.owner),
            due as materialized (
              select r.id, r.next_at, coalesce(b.jobs, 0)
                  + row_number() over (partition by s.owner order by r.next_at, r.id) as turn
              from replay_job r join subscription s on s.id = r.sub left join busy b on b.owner = s.owner
              where r.state = 'RUNNING' and r.next_at <= now() and (r.lease_until is null or r.lease_until < now())
                and not exists (select 1 from sub_health h where h.sub = r.sub and h.rest_until > now())),
            chosen as materialized (
              select r.id from replay_job r
              where r.id in (select id from due where turn <= $4 order by turn, next_at limit $3)
                and r.state = 'RUNNING' and (r.lease_until is null or r.lease_until < now())
              for update skip locked)
            update replay_job j set owner = $1, lease_until = now() + $2::bigint * interval '1 millisecond'
            from chosen where j.id = chosen.id
            returning j.id, j.sub, j.next_subseq, j.to_subseq, j.types, j.only_failed, j.attempt, j.error,
              (select h.rate_per_minute from sub_health h where h.sub = j.sub) as rate_per_minute""";

    /**
     * What the log no longer has cannot be sent again, and what has not been sent to its end is its lane's: from there it
     * comes in its order and marked as it should be.
     */
    private static final String NEXT = """
            select d.subseq from delivery d join subscription s on s.id = d.sub
            left join event_log e on e.audience = s.audience and e.pos = d.pos
            where d.sub = $1 and d.subseq between $2 and $3 and d.state in ('DELIVERED', 'ACKNOWLEDGED', 'SKIPPED')
              and (d.pos is null or e.pos is not null)
              and (cardinality($4::text[]) = 0 or e.type = any($4)) and (not $5 or d.state = 'SKIPPED')
            order by d.subseq limit $6""";

    private static final String PROGRESS = """
            update replay_job set next_subseq = $3, sent = sent + $4, attempt = $5, state = $6, error = $7,
              next_at = now() + $8::bigint * interval '1 millisecond', owner = null, lease_until = null
            where id = $1 and owner = $2""";

    private final Pool pool;
    private final DirectSend direct;
    private final AgreedRate rates;
    private final DeliveryConfig config;
    private final ClockWatch clock;
    private final Vertx vertx;
    private final WakeableLoop loop = new WakeableLoop("replays", this::round);
    private final AtomicInteger underWay = new AtomicInteger();
    private final String owner = UUID.randomUUID().toString();
    private final RandomGenerator random = RandomGenerator.getDefault();

    Replays(
            @ReactiveDataSource("delivery") Pool pool,
            DirectSend direct,
            AgreedRate rates,
            DeliveryConfig config,
            ClockWatch clock,
            Vertx vertx) {
        this.pool = pool;
        this.direct = direct;
        this.rates = rates;
        this.config = config;
        this.clock = clock;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        if (config.enabled()) {
            vertx.setPeriodic(Math.max(1, config.pollInterval().toMillis() * 4), tick -> loop.wake());
        }
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    /** Looks for replays at once. */
    public void wake() {
        if (config.enabled()) {
            loop.wake();
        }
    }

    /** Each replay that is claimed goes its own way; the next one is claimed as soon as one of them is done. */
    private Uni<Boolean> round() {
        int free = MAX_JOBS - underWay.get();
        if (free <= 0 || !clock.isRight()) {
            return Uni.createFrom().item(false);
        }
        // A slice of a replay must end within its lease, even where every request takes its longest time.
        return pool.preparedQuery(CLAIM)
                .execute(Tuple.of(owner, config.leasePeriod().toMillis(), free, MAX_JOBS_PER_OWNER))
                .invoke(jobs -> jobs.forEach(this::begin))
                .replaceWith(false);
    }

    private void begin(Row job) {
        underWay.incrementAndGet();
        slice(job)
                // Its lease runs out, and then it is tried again.
                .onFailure()
                .invoke(failure -> LOG.warnf(failure, "replay %s rests", job.getUUID("id")))
                .onTermination()
                .invoke(underWay::decrementAndGet)
                .subscribe()
                .with(done -> loop.wake(), failure -> loop.wake());
    }

    private Uni<Void> slice(Row job) {
        long start = System.nanoTime();
        return pool.preparedQuery(NEXT)
                .execute(Tuple.tuple()
                        .addUUID(job.getUUID("sub"))
                        .addLong(job.getLong("next_subseq"))
                        .addLong(job.getLong("to_subseq"))
                        .addArrayOfString(job.getArrayOfStrings("types"))
                        .addBoolean(job.getBoolean("only_failed"))
                        .addInteger(PAGE))
                .chain(rows -> {
                    List<Long> numbers = new ArrayList<>();
                    rows.forEach(row -> numbers.add(row.getLong("subseq")));
                    List<Long> withheld = new ArrayList<>();
                    return send(job, numbers, 0, withheld, start).chain(progress -> write(job, progress, withheld));
                });
    }

    /** What is passed over and the record of it are written together: nobody comes back to a number before the next. */
    private Uni<Void> write(Row job, Progress progress, List<Long> withheld) {
        return pool.withTransaction(connection -> connection
                .preparedQuery(PROGRESS)
                .execute(Tuple.tuple()
                        .addUUID(job.getUUID("id"))
                        .addString(owner)
                        .addLong(progress.next)
                        .addLong(progress.sent)
                        .addInteger(progress.tries)
                        .addString(progress.state)
                        .addString(progress.error)
                        .addLong(progress.pause.toMillis()))
                .chain(() -> BorderRecords.ofDeliveries(
                        connection, Collections.nCopies(withheld.size(), job.getUUID("sub")), withheld)));
    }

    /**
     * Sends what comes next.
     *
     * @param withheld gets those that are not sent, because the agency may not have them any more
     */
    private Uni<Progress> send(Row job, List<Long> numbers, int index, List<Long> withheld, long start) {
        if (index == numbers.size()) {
            boolean isEnd = numbers.size() < PAGE;
            long next = numbers.isEmpty() ? job.getLong("next_subseq") : numbers.get(index - 1) + 1;
            return Uni.createFrom()
                    .item(new Progress(
                            next, index - withheld.size(), 0, isEnd ? "DONE" : "RUNNING", null, Duration.ZERO));
        }
        long number = numbers.get(index);
        if (Duration.ofNanos(System.nanoTime() - start)
                        .compareTo(config.leasePeriod().dividedBy(3))
                > 0) {
            return Uni.createFrom()
                    .item(new Progress(number, index - withheld.size(), 0, "RUNNING", null, Duration.ZERO));
        }
        UUID sub = job.getUUID("sub");
        Integer rate = job.getInteger("rate_per_minute");
        Uni<Boolean> mayBeSent = rate == null ? Uni.createFrom().item(true) : rates.takeLeftOver(sub);
        return mayBeSent.chain(may -> may
                ? direct.again(sub, number, true).chain(sent -> {
                    if (sent == DirectSend.Sent.WITHHELD) {
                        withheld.add(number);
                        return send(job, numbers, index + 1, withheld, start);
                    }
                    if (sent == DirectSend.Sent.UNDECIDED) {
                        return Uni.createFrom()
                                .item(resting(job, number, index, index - withheld.size(), UNDECIDED_PAUSE));
                    }
                    return sent != null && sent.isTaken()
                            ? send(job, numbers, index + 1, withheld, start)
                            : Uni.createFrom().item(failed(job, number, index, index - withheld.size(), sent));
                })
                : Uni.createFrom()
                        .item(resting(
                                job,
                                number,
                                index,
                                index - withheld.size(),
                                untilTheNextToken(Objects.requireNonNull(rate)))));
    }

    private static Duration untilTheNextToken(int rate) {
        return Duration.ofMillis(Math.max(1, MINUTE_MILLIS / rate));
    }

    /** Waits for a token or for what agencies have undertaken to be known; that is no try. */
    private static Progress resting(Row job, long number, int index, int sent, Duration pause) {
        boolean isFirst = index == 0;
        return new Progress(
                number,
                sent,
                isFirst ? job.getInteger("attempt") : 0,
                "RUNNING",
                isFirst ? job.getString("error") : null,
                pause);
    }

    private Progress failed(Row job, long number, int index, int before, DirectSend.@Nullable Sent sent) {
        int tries = (index == 0 ? job.getInteger("attempt") : 0) + 1;
        String error = sent == null ? "the subscription is not active, or the event is no longer kept" : sent.outcome();
        return tries >= MAX_TRIES
                ? new Progress(number, before, tries, "FAILED", error, Duration.ZERO)
                : new Progress(
                        number,
                        before,
                        tries,
                        "RUNNING",
                        error,
                        RetryRules.pause(Math.min(tries, 2), null, config.retryScale(), random));
    }

    private record Progress(
            long next,
            long sent,
            int tries,
            String state,
            @Nullable String error,
            Duration pause) {}
}
