package org.ckep.messaging;

import io.quarkus.arc.properties.UnlessBuildProperty;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.ckep.kernel.access.Audience;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Carries the outbox to Kafka. Each replica takes its share of 16 partitions by advisory locks, reads whatever is there,
 * sends it, and deletes what the broker acknowledged. There is no cursor: a row that commits late with a low number is
 * simply found in the next round.
 *
 * <p>A crash between acknowledgement and deletion, or two relays that both believe to hold a partition, make duplicates
 * and nothing worse: each sends in order without holes, so first occurrences stay in order.
 *
 * <p>Works with the plain reactive client, because Hibernate Reactive refuses to run outside a request's context
 * (quarkus#35106). All fields are touched on one Vert.x context only.
 */
@ApplicationScoped
@UnlessBuildProperty(name = OutboxSwitch.PROPERTY, stringValue = "false", enableIfMissing = true)
class OutboxRelay {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

    /** Above the producer's own delivery timeout together with the connector's repetitions. */
    private static final Duration SEND_TIMEOUT = Duration.ofSeconds(40);

    private final MessagingConfig config;
    private final EventTopics topics;
    private final OutboxMetrics metrics;
    private final OutboxSignal signal;
    private final OutboxDispatch dispatch;
    private final Pool pool;
    private final Vertx vertx;
    private final Clock clock;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private final RelayAttention attention = new RelayAttention(System::nanoTime);

    private @Nullable Context context;
    private @Nullable RelayConnection connection;
    private final List<RelayConnection.Session> abandoned = new ArrayList<>();
    private boolean busy;
    private boolean stopping;
    private int idleRounds;
    private int failedRounds;
    private long timer = -1;
    private long timerDue;
    private long rebalanceDue = System.nanoTime();
    private long measureDue = System.nanoTime();

    OutboxRelay(
            MessagingConfig config,
            EventTopics topics,
            OutboxMetrics metrics,
            OutboxSignal signal,
            EventSender sender,
            Pool pool,
            Vertx vertx,
            Clock clock) {
        this.config = config;
        this.topics = topics;
        this.metrics = metrics;
        this.signal = signal;
        this.dispatch = new OutboxDispatch(
                sender,
                SEND_TIMEOUT,
                config.relay().minRetryInterval(),
                config.relay().maxRetryInterval(),
                System::nanoTime);
        this.pool = pool;
        this.vertx = vertx;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        if (!config.relay().enabled()) {
            return;
        }
        begin();
    }

    void begin() {
        Context own = vertx.getOrCreateContext();
        context = own;
        signal.onWake(() -> own.runOnContext(run -> attend()));
        own.runOnContext(run -> schedule(Duration.ZERO));
    }

    void stop(@Observes ShutdownEvent event) {
        end();
    }

    /** Lets what is in flight come to its end and gives the partitions back. */
    void end() {
        Context own = context;
        if (own == null) {
            return;
        }
        own.runOnContext(run -> {
            stopping = true;
            if (!busy) {
                vertx.cancelTimer(timer);
                finish();
            }
        });
        try {
            stopped.get(config.relay().shutdownTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException late) {
            LOG.warn("outbox relay did not stop in time; what was in flight will be sent again by another");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void finish() {
        RelayConnection open = connection;
        connection = null;
        (open == null ? Uni.createFrom().voidItem() : open.close())
                .subscribe()
                .with(done -> stopped.complete(null), failure -> stopped.complete(null));
    }

    private void attend() {
        attention.signalled();
        Duration pause = attention.pause();
        if (!busy && !stopping && failedRounds == 0 && pause != null) {
            schedule(pause);
        }
    }

    /** Plans the next round; an earlier plan stays, so that a stream of signals cannot put it off. */
    private void schedule(Duration delay) {
        long due = System.nanoTime() + delay.toNanos();
        if (timer >= 0) {
            if (timerDue - due <= 0) {
                return;
            }
            vertx.cancelTimer(timer);
        }
        timerDue = due;
        timer = vertx.setTimer(
                Math.max(1, delay.toMillis()), fired -> onContext().execute(this::round));
    }

    private Executor onContext() {
        Context own = Objects.requireNonNull(context);
        return task -> own.runOnContext(run -> task.run());
    }

    private void round() {
        timer = -1;
        if (busy || stopping) {
            return;
        }
        busy = true;
        connected().chain(this::work).emitOn(onContext()).subscribe().with(this::succeeded, this::failed);
    }

    private void succeeded(Round round) {
        busy = false;
        failedRounds = 0;
        if (stopping) {
            finish();
            return;
        }
        schedule(pauseAfter(round));
    }

    private Duration pauseAfter(Round round) {
        if (round.progress()) {
            idleRounds = 0;
            return Duration.ZERO;
        }
        Duration attentive = attention.pause();
        if (attentive != null) {
            return attentive;
        }
        Duration idle =
                Backoff.pause(config.relay().minPollInterval(), config.relay().maxPollInterval(), ++idleRounds);
        Duration retry = dispatch.nextRetry();
        return retry != null && retry.compareTo(idle) < 0 ? retry : idle;
    }

    private void failed(Throwable failure) {
        metrics.failed();
        failedRounds++;
        Duration pause =
                Backoff.pause(config.relay().minRetryInterval(), config.relay().maxRetryInterval(), failedRounds);
        LOG.warnf("outbox relay lost its connection and tries again in %s: %s", pause, failure);
        RelayConnection broken = connection;
        connection = null;
        metrics.partitions(0);
        if (broken != null) {
            abandoned.add(broken.abandon());
        }
        busy = false;
        if (stopping) {
            finish();
        } else {
            schedule(pause);
        }
    }

    private Uni<RelayConnection> connected() {
        RelayConnection open = connection;
        if (open != null) {
            return Uni.createFrom().item(open);
        }
        return RelayConnection.open(pool, config.service(), config.relay().statementTimeout())
                .emitOn(onContext())
                .invoke(opened -> connection = opened)
                .call(opened -> abandoned.isEmpty() ? Uni.createFrom().voidItem() : opened.end(abandoned))
                .emitOn(onContext())
                .invoke(() -> {
                    abandoned.clear();
                    rebalanceDue = System.nanoTime();
                    measureDue = System.nanoTime();
                });
    }

    private Uni<Round> work(RelayConnection open) {
        return rebalanced(open)
                .chain(() -> measured(open))
                .chain(() -> open.read(suspendedAudiences(), config.relay().maxBatch()))
                .emitOn(onContext())
                .chain(rows -> rows.isEmpty() ? Uni.createFrom().item(new Round(false)) : relay(open, rows));
    }

    private Uni<Void> rebalanced(RelayConnection open) {
        if (rebalanceDue - System.nanoTime() > 0) {
            return Uni.createFrom().voidItem();
        }
        rebalanceDue = System.nanoTime() + config.relay().rebalanceInterval().toNanos();
        return open.rebalance()
                .invoke(() -> metrics.partitions(open.partitions().size()));
    }

    private Uni<Void> measured(RelayConnection open) {
        if (measureDue - System.nanoTime() > 0) {
            return Uni.createFrom().voidItem();
        }
        measureDue = System.nanoTime() + config.relay().measureInterval().toNanos();
        return open.backlog().invoke(metrics::measured).replaceWithVoid();
    }

    private Set<String> suspendedAudiences() {
        return dispatch.suspended().stream()
                .map(topics::audience)
                .flatMap(Optional::stream)
                .map(Audience::id)
                .collect(Collectors.toSet());
    }

    private Uni<Round> relay(RelayConnection open, List<StoredRow> rows) {
        List<OutboxRecord> records = new ArrayList<>();
        Map<Long, Throwable> unsendable = new LinkedHashMap<>();
        // Rows after an unsendable one of the same aggregate wait with it.
        Set<String> held = new HashSet<>();
        for (StoredRow row : rows) {
            String group = row.audience() + ' ' + row.aggregateId();
            if (held.contains(group)) {
                continue;
            }
            try {
                records.add(OutboxRecord.of(row, topics));
            } catch (MalformedEventException malformed) {
                unsendable.put(row.seq(), malformed);
                held.add(group);
            }
        }
        return dispatch.send(records).emitOn(onContext()).chain(result -> {
            result.refused().forEach((topic, failure) -> {
                metrics.failed();
                LOG.warnf("topic %s took no event, its rows wait: %s", topic, failure);
            });
            result.unsendable().forEach((row, failure) -> unsendable.put(row.seq(), failure));
            return settle(open, result.acknowledged(), unsendable);
        });
    }

    private Uni<Round> settle(RelayConnection open, List<OutboxRecord> acknowledged, Map<Long, Throwable> unsendable) {
        Uni<Void> deleted = acknowledged.isEmpty()
                ? Uni.createFrom().voidItem()
                : open.delete(acknowledged.stream().map(OutboxRecord::seq).toList())
                        .invoke(() -> published(acknowledged));
        return deleted.chain(() -> Multi.createFrom()
                        .iterable(unsendable.entrySet())
                        .onItem()
                        .transformToUniAndConcatenate(row -> fault(open, row.getKey(), row.getValue()))
                        .collect()
                        .asList())
                .replaceWith(new Round(!acknowledged.isEmpty() || !unsendable.isEmpty()));
    }

    private void published(List<OutboxRecord> acknowledged) {
        Instant now = clock.instant();
        acknowledged.forEach(record -> metrics.published(Duration.between(record.createdAt(), now)));
    }

    private Uni<Void> fault(RelayConnection open, long seq, Throwable reason) {
        return open.fault(seq, reason.toString(), config.relay().maxAttempts())
                .invoke(parked -> {
                    if (parked) {
                        metrics.parked();
                        LOG.errorf("outbox row %d cannot be sent and is parked in outbox_dead: %s", seq, reason);
                    }
                })
                .replaceWithVoid();
    }

    /**
     * Outcome of one look at the outbox.
     *
     * @param progress true where another look is worth it at once
     */
    private record Round(boolean progress) {}
}
