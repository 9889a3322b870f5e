package org.ckep.hub.egress;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.ckep.hub.border.BorderRecords;
import org.ckep.hub.border.Undertakings;
import org.ckep.hub.delivery.ClockWatch;
import org.ckep.hub.delivery.DeliveryConfig;
import org.ckep.hub.delivery.Gaps;
import org.ckep.hub.log.LogWatch;
import org.ckep.hub.projection.Projection;
import org.ckep.hub.proof.SubscriberEvent;
import org.ckep.hub.sharing.WakeableLoop;
import org.ckep.messaging.EventTopics;
import org.jboss.logging.Logger;

/**
 * Puts the subscriptions that want it into the Kafka topics of their owners, in the order of their numbers. A lease says
 * which process writes; that nothing is written twice does not depend on it ({@link TopicWriter}).
 */
@ApplicationScoped
public class Egress {
    private static final Logger LOG = Logger.getLogger(Egress.class);
    private static final int PAGE = 200;
    private static final int PLACES = 16;
    private static final int TROUBLED_PLACES = 4;
    private static final Duration MAX_IDLE = Duration.ofMinutes(5);

    private static final String CLAIM = """
            with due as materialized (
              select e.sub, s.owner from egress e join subscription s on s.id = e.sub
              where s.state = 'ACTIVE' and e.next_at <= now()
                and (e.attempt > 0) = $4 and e.sub <> all($5)
                and (e.holder = $1 or e.lease_until is null or e.lease_until < now())
                and exists (select 1 from delivery d where d.sub = e.sub and d.done_at is null)
              order by e.next_at limit $3 for update of e skip locked)
            update egress e set holder = $1, lease_until = now() + $2::bigint * interval '1 millisecond'
            from due where e.sub = due.sub returning e.sub, due.owner""";

    /** In a topic nothing else becomes delivered than what was written into it. */
    private static final String DELIVERED = """
            select subseq from delivery where sub = $1 and state = 'DELIVERED' order by subseq desc limit 1""";

    private static final String NEXT = """
            select d.subseq, d.chain, coalesce(o.body, e.body) as body, p.pointers
            from delivery d join subscription s on s.id = d.sub
            left join event_log e on e.audience = s.audience and e.pos = d.pos
            left join own_event o on d.pos is null and o.sub = d.sub and o.subseq = d.subseq
            left join subscription_projection p on p.sub = d.sub and p.revision = d.projection_revision
            where d.sub = $1 and d.subseq > $2 and d.state not in ('EXPIRED', 'WITHHELD') order by d.subseq limit $3""";

    /**
     * What the log dropped before it was written, or what the agency may not have any more; the next digest lists it.
     * Before anything after it is written: else a process that died in between would leave it to one that takes
     * everything up to the topic's end for written.
     */
    private static final String LEAVE_OUT = """
            update delivery set state = $3, done_at = now()
            where sub = $1 and subseq = any($2) and done_at is null returning subseq""";

    private static final String WRITTEN = """
            with done as (
              update delivery set state = 'DELIVERED', done_at = now()
              where sub = $1 and subseq <= $2 and done_at is null returning 1)
            update egress set attempt = 0, error = null where sub = $1 and holder = $3
            returning (select count(*) from done) as marked""";

    /** While a page is under way: each of its calls ends by itself, but all of them may take longer than one lease. */
    private static final String RENEW = """
            update egress set lease_until = now() + $3::bigint * interval '1 millisecond'
            where sub = $1 and holder = $2 and lease_until is not null""";

    private static final String FAILED = """
            update egress set lease_until = null, attempt = attempt + 1, error = $3,
              next_at = now() + least(60, power(2, attempt)) * interval '1 second'
            where sub = $1 and holder = $2""";

    private final Pool pool;
    private final DeliveryConfig config;
    private final EventTopics topics;
    private final Map<String, Object> broker;
    private final LogWatch watch;
    private final ClockWatch clock;
    private final Undertakings undertakings;
    private final Vertx vertx;
    private final String holder = UUID.randomUUID().toString();
    private final Map<UUID, TopicWriter> writers = new ConcurrentHashMap<>();

    /** What is being written, and whether it failed the last time. */
    private final Map<UUID, Boolean> underWay = new ConcurrentHashMap<>();

    /** Kafka's clients block; threads of their own, so that topics that hang take none from anybody else. */
    private final ExecutorService threads = Executors.newCachedThreadPool(Egress::thread);

    private final WakeableLoop loop = new WakeableLoop("egress", () -> round(false, PLACES));
    private final WakeableLoop troubled = new WakeableLoop("egress of troubled topics", this::troubledRound);

    Egress(
            @ReactiveDataSource("delivery") Pool pool,
            DeliveryConfig config,
            EventTopics topics,
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            LogWatch watch,
            ClockWatch clock,
            Undertakings undertakings,
            Vertx vertx) {
        this.pool = pool;
        this.config = config;
        this.topics = topics;
        this.broker = broker;
        this.watch = watch;
        this.clock = clock;
        this.undertakings = undertakings;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        if (config.enabled()) {
            watch.onAdvance(loop::wake);
            vertx.setPeriodic(Math.max(1, config.pollInterval().toMillis()), tick -> {
                loop.wake();
                troubled.wake();
            });
        }
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
        troubled.stop();
        forget();
        threads.shutdown();
    }

    /** What failed the last time has rested, and what is idle has been so for long: neither is looked for with each event. */
    private Uni<Boolean> troubledRound() {
        return round(true, TROUBLED_PLACES)
                .chain(() -> blocking(this::closeIdle))
                .replaceWith(false);
    }

    /**
     * Each topic that is claimed goes its own way. Those that failed the last time have few places of their own: while Kafka
     * lets them wait they keep nobody else's.
     */
    private Uni<Boolean> round(boolean isTroubled, int places) {
        // Topics are agencies': while nobody knows what these have undertaken, none takes anything, and none has
        // failed.
        return clock.isRight() && undertakings.isKnown()
                ? claim(isTroubled, places).replaceWith(false)
                : Uni.createFrom().item(false);
    }

    private Uni<Void> claim(boolean isTroubled, int places) {
        long taken = underWay.values().stream()
                .filter(troubled -> troubled == isTroubled)
                .count();
        if (taken >= places) {
            return Uni.createFrom().voidItem();
        }
        return pool.preparedQuery(CLAIM)
                .execute(Tuple.tuple()
                        .addString(holder)
                        .addLong(config.leasePeriod().toMillis())
                        .addLong(places - taken)
                        .addBoolean(isTroubled)
                        .addArrayOfUUID(underWay.keySet().toArray(UUID[]::new)))
                .invoke(rows -> rows.forEach(row -> begin(row.getUUID("sub"), row.getString("owner"), isTroubled)))
                .replaceWithVoid();
    }

    private void begin(UUID sub, String owner, boolean isTroubled) {
        if (underWay.putIfAbsent(sub, isTroubled) != null) {
            return;
        }
        long renewal = vertx.setPeriodic(config.leasePeriod().toMillis() / 3, tick -> renew(sub));
        page(sub, owner)
                .onFailure()
                .call(failure -> failed(sub, failure))
                .onTermination()
                .invoke(() -> {
                    vertx.cancelTimer(renewal);
                    underWay.remove(sub);
                })
                .subscribe()
                .with(
                        hasWritten -> {
                            // What came meanwhile was passed over because this was under way.
                            if (hasWritten) {
                                loop.wake();
                            }
                        },
                        failure -> LOG.debugf("the topic of subscription %s rests", sub));
    }

    private void renew(UUID sub) {
        pool.preparedQuery(RENEW)
                .execute(Tuple.of(sub, holder, config.leasePeriod().toMillis()))
                .subscribe()
                .with(
                        renewed -> {},
                        failure -> LOG.debugf(failure, "the lease of the topic of subscription %s runs out", sub));
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "egress");
        thread.setDaemon(true);
        thread.setContextClassLoader(Egress.class.getClassLoader());
        return thread;
    }

    private int closeIdle() {
        int closed = 0;
        for (Map.Entry<UUID, TopicWriter> one : Map.copyOf(writers).entrySet()) {
            // Nobody begins with what is under way.
            if (one.getValue().idle().compareTo(MAX_IDLE) > 0 && underWay.putIfAbsent(one.getKey(), true) == null) {
                try {
                    if (writers.remove(one.getKey(), one.getValue())) {
                        one.getValue().close();
                        closed++;
                    }
                } finally {
                    underWay.remove(one.getKey());
                }
            }
        }
        return closed;
    }

    /** Forgets what it knows of the topics, as a process does that begins. */
    void forget() {
        List.copyOf(writers.keySet())
                .forEach(sub -> Optional.ofNullable(writers.remove(sub)).ifPresent(TopicWriter::close));
    }

    /** True where something was written, or is known now to have been. */
    private Uni<Boolean> page(UUID sub, String owner) {
        return writer(sub, owner).chain(writer -> pool.preparedQuery(NEXT)
                .execute(Tuple.of(sub, writer.last(), PAGE))
                // What is done with large events costs time that an event loop does not have.
                .emitOn(threads)
                .chain(rows -> {
                    Page page = read(owner, rows);
                    return leaveOut(sub, page)
                            .chain(() -> write(writer, page.events))
                            // Where nothing could be tried, what the last try found still holds.
                            .chain(hasWritten -> page.waits && !hasWritten
                                    ? Uni.createFrom().item(false)
                                    : written(sub, writer, hasWritten));
                }));
    }

    private Uni<Boolean> written(UUID sub, TopicWriter writer, boolean hasWritten) {
        return pool.preparedQuery(WRITTEN)
                .execute(Tuple.of(sub, writer.last(), holder))
                .map(rows -> hasWritten || hasMarked(rows));
    }

    private static boolean hasMarked(RowSet<Row> rows) {
        return rows.size() > 0 && rows.iterator().next().getLong("marked") > 0;
    }

    private Uni<TopicWriter> writer(UUID sub, String owner) {
        TopicWriter known = writers.get(sub);
        return known != null
                ? Uni.createFrom().item(known)
                : pool.preparedQuery(DELIVERED)
                        .execute(Tuple.of(sub))
                        .chain(rows -> blocking(() -> {
                            long delivered = rows.size() == 0
                                    ? 0
                                    : rows.iterator().next().getLong("subseq");
                            TopicWriter begun = new TopicWriter(broker, topic(owner), sub, delivered);
                            writers.put(sub, begun);
                            return begun;
                        }));
    }

    private String topic(String owner) {
        return topics.ofAgency(owner.substring("agency/".length()));
    }

    /** What is withheld and the record of it are written together: nobody comes back to a number that is done with. */
    private Uni<Void> leaveOut(UUID sub, Page page) {
        return page.dropped.isEmpty() && page.withheld.isEmpty()
                ? Uni.createFrom().voidItem()
                : pool.withTransaction(connection -> leaveOut(connection, sub, page.dropped, "EXPIRED")
                                .chain(() -> leaveOut(connection, sub, page.withheld, "WITHHELD"))
                                .chain(withheld -> BorderRecords.ofDeliveries(
                                        connection, Collections.nCopies(withheld.size(), sub), withheld)))
                        .replaceWithVoid();
    }

    /** Answers which of them it was that ended them. */
    private static Uni<List<Long>> leaveOut(SqlConnection connection, UUID sub, List<Long> numbers, String state) {
        return connection
                .preparedQuery(LEAVE_OUT)
                .execute(Tuple.of(sub, numbers.toArray(Long[]::new), state))
                .map(rows -> {
                    List<Long> ended = new ArrayList<>();
                    rows.forEach(row -> ended.add(row.getLong("subseq")));
                    return ended;
                })
                .call(ended -> Gaps.tell(connection, ended.isEmpty() ? List.of() : List.of(sub), state));
    }

    private Page read(String owner, RowSet<Row> rows) {
        List<NumberedEvent> events = new ArrayList<>();
        List<Long> dropped = new ArrayList<>();
        List<Long> withheld = new ArrayList<>();
        for (Row row : rows) {
            long number = row.getLong("subseq");
            if (row.getBuffer("body") == null) {
                dropped.add(number);
                continue;
            }
            byte[] body = row.getBuffer("body").getBytes();
            switch (undertakings.verdict(owner, body)) {
                case MAY_BE_SENT ->
                    events.add(new NumberedEvent(
                            number,
                            SubscriberEvent.complete(
                                    Projection.stored(row.getArrayOfStrings("pointers"))
                                            .apply(body),
                                    number,
                                    row.getBuffer("chain").getBytes())));
                case WITHHELD -> withheld.add(number);
                case UNKNOWN -> {
                    // What comes behind it is not to overtake it.
                    return new Page(events, dropped, withheld, true);
                }
            }
        }
        return new Page(events, dropped, withheld, false);
    }

    /**
     * What comes next in a topic.
     *
     * @param dropped numbers whose events the log has no longer
     * @param withheld numbers whose events the agency may not have any more
     * @param waits true where it ends because nobody knows now what the agency has undertaken
     */
    private record Page(List<NumberedEvent> events, List<Long> dropped, List<Long> withheld, boolean waits) {}

    private Uni<Boolean> write(TopicWriter writer, List<NumberedEvent> events) {
        return events.isEmpty()
                ? Uni.createFrom().item(false)
                : blocking(() -> {
                    writer.write(events);
                    return true;
                });
    }

    private <T> Uni<T> blocking(Supplier<T> work) {
        return Uni.createFrom().item(work).runSubscriptionOn(threads);
    }

    private Uni<?> failed(UUID sub, Throwable failure) {
        LOG.warnf(failure, "the topic of subscription %s takes nothing for now", sub);
        return blocking(() -> {
                    Optional.ofNullable(writers.remove(sub)).ifPresent(TopicWriter::close);
                    return sub;
                })
                .chain(() -> pool.preparedQuery(FAILED)
                        .execute(Tuple.of(sub, holder, String.valueOf(failure.getMessage()))));
    }
}
