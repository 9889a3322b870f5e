package org.ckep.hub.delivery;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.ckep.hub.border.Undertakings;
import org.ckep.hub.sharing.WakeableLoop;
import org.ckep.hub.sink.AccessTokens;
import org.jboss.logging.Logger;

/**
 * Delivers: claims lanes, sends their heads, and has the results written. Claiming and writing never wait for an
 * endpoint, so a slow one occupies its own lanes and nothing else.
 */
@ApplicationScoped
public class Courier {
    private static final Logger LOG = Logger.getLogger(Courier.class);
    private static final int CLAIM = 256;
    private static final int WRITE = 256;

    /** Results that are written at once; fewer wait a little for more. */
    private static final int ENOUGH = 32;

    private static final long LINGER_MILLIS = 20;

    private final LaneStore lanes;
    private final Recipients recipients;
    private final AgreedRate rates;
    private final Ledger ledger;
    private final AccessTokens client;
    private final DeliveryConfig config;
    private final DeliveryMetrics metrics;
    private final Undertakings undertakings;
    private final ClockWatch clock;
    private final Vertx vertx;

    /** As many as there are processors: more would only keep the event loops from them. */
    private final ExecutorService signing = Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            Thread.ofPlatform().daemon().name("delivery-signing-", 0).factory());

    private final RandomGenerator random = RandomGenerator.getDefault();
    private final HeldLanes held;
    private final Queue<LaneResult> results = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean lingering = new AtomicBoolean();
    private final WakeableLoop claiming;
    private final WakeableLoop claimingRated;
    private final WakeableLoop probing;
    private final WakeableLoop writing;
    private volatile boolean stopping;

    Courier(
            LaneStore lanes,
            Recipients recipients,
            AgreedRate rates,
            Ledger ledger,
            AccessTokens client,
            DeliveryConfig config,
            DeliveryMetrics metrics,
            Undertakings undertakings,
            ClockWatch clock,
            Vertx vertx) {
        this.lanes = lanes;
        this.recipients = recipients;
        this.rates = rates;
        this.ledger = ledger;
        this.client = client;
        this.config = config;
        this.metrics = metrics;
        this.undertakings = undertakings;
        this.clock = clock;
        this.vertx = vertx;
        this.held = new HeldLanes(config.maxLanes(), config.maxLanesPerSubscription());
        this.claiming = new WakeableLoop("claiming lanes", this::claim);
        this.claimingRated = new WakeableLoop("claiming lanes with a rate", this::claimRated);
        this.probing = new WakeableLoop("probing endpoints", this::probe);
        this.writing = new WakeableLoop("writing results", this::write);
    }

    void start(@Observes StartupEvent event) {
        if (config.enabled()) {
            vertx.setPeriodic(Math.max(1, config.pollInterval().toMillis()), tick -> {
                claiming.wake();
                claimingRated.wake();
                probing.wake();
                writing.wake();
            });
        }
    }

    /** Claims nothing more and waits for what is under way, so that nobody has to wait for a lease to run out. */
    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        claiming.stop();
        claimingRated.stop();
        probing.stop();
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(client.longestMillis() + 2000);
        while (held.all() > 0 && System.nanoTime() < deadline) {
            writing.wake();
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        writing.stop();
        signing.shutdown();
    }

    /** Looks for work at once. */
    public void wake() {
        if (config.enabled()) {
            claiming.wake();
            claimingRated.wake();
        }
    }

    /** How many lanes of a subscription may come to {@link #take} now. */
    int room(UUID sub) {
        return config.enabled() && !stopping && clock.isRight() ? held.room(sub) : 0;
    }

    /** Delivers what fan-out has claimed for this process in the transaction that made the lanes. */
    void take(List<LaneClaim> claims, Map<LaneClaim.LaneKey, List<Head>> heads, Map<UUID, Recipient> active) {
        hold(claims);
        send(claims, heads, active);
    }

    /** A lane names nobody who has it: who looks for that finds its fence here. */
    private void hold(List<LaneClaim> claims) {
        held.add(claims);
        if (!claims.isEmpty() && LOG.isDebugEnabled()) {
            LOG.debugf(
                    "holds lanes by the fences %s",
                    claims.stream().map(claim -> Long.toString(claim.fence())).collect(Collectors.joining(" ")));
        }
    }

    private int free() {
        return clock.isRight() ? Math.min(CLAIM, held.room()) : 0;
    }

    /** A claim takes a part of what is due, so the next one follows until one finds nothing. */
    private Uni<Boolean> claim() {
        int most = free();
        return most <= 0
                ? Uni.createFrom().item(false)
                : lanes.claim(most)
                        .call(claimed ->
                                begin(claimed, heads -> Uni.createFrom().item(heads)))
                        .map(claimed -> !claimed.lanes().isEmpty());
    }

    /** Until there are no tokens or no lanes. */
    private Uni<Boolean> claimRated() {
        int most = free();
        return most <= 0
                ? Uni.createFrom().item(false)
                : lanes.claimLimited(most)
                        .call(claimed -> begin(claimed, rates::within))
                        .map(claimed -> !claimed.lanes().isEmpty());
    }

    private Uni<Boolean> probe() {
        int most = free();
        return most <= 0
                ? Uni.createFrom().item(false)
                : lanes.claimProbes(most)
                        .call(claimed ->
                                begin(claimed, heads -> Uni.createFrom().item(heads)))
                        .replaceWith(false);
    }

    /**
     * Completes when the heads are known and sending has begun.
     *
     * @param allowed what may be sent of the heads
     */
    private Uni<Void> begin(
            LaneStore.Claimed claimed,
            Function<Map<LaneClaim.LaneKey, List<Head>>, Uni<Map<LaneClaim.LaneKey, List<Head>>>> allowed) {
        List<LaneClaim> claims = claimed.lanes();
        if (claims.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        hold(claims);
        return Uni.combine()
                .all()
                .unis(
                        lanes.heads(claims, config.maxInARow()).chain(heads -> allowed.apply(heads)),
                        recipients.of(claimed.versions(), claims.get(0).claimedAt()))
                .asTuple()
                .onFailure()
                .invoke(failure -> {
                    // Nothing was sent. The lanes come back when their leases have run out.
                    held.remove(claims);
                    LOG.warnf(failure, "%d lanes claimed in vain", claims.size());
                })
                .invoke(read -> send(claims, read.getItem1(), read.getItem2()))
                .replaceWithVoid();
    }

    private void send(List<LaneClaim> claims, Map<LaneClaim.LaneKey, List<Head>> heads, Map<UUID, Recipient> active) {
        for (LaneClaim claim : claims) {
            Recipient recipient = active.get(claim.sub());
            List<Head> due = heads.getOrDefault(claim.key(), List.of());
            if (recipient == null || due.isEmpty() || stopping) {
                finish(untouched(claim, due));
            } else {
                new LaneRun(claim, recipient, due, lanes, client, config, metrics, undertakings, signing, random)
                        .run()
                        .subscribe()
                        .with(this::finish);
            }
        }
    }

    /** The tries that the lane has used up belong to what is due, and to nothing where that is done with. */
    private static LaneResult untouched(LaneClaim claim, List<Head> due) {
        return new LaneResult(
                claim,
                List.of(),
                List.of(),
                due.isEmpty() ? null : due.get(0).subseq(),
                due.isEmpty() ? 0 : claim.attempt(),
                Duration.ofSeconds(1),
                false,
                claim.dirtyUpto(),
                claim.gaps(),
                null);
    }

    /** Nobody waits for a result but the next event of its lane, so results are written many at a time. */
    private void finish(LaneResult result) {
        results.add(result);
        if (waiting.incrementAndGet() >= ENOUGH) {
            writing.wake();
        } else if (lingering.compareAndSet(false, true)) {
            vertx.setTimer(LINGER_MILLIS, fired -> {
                lingering.set(false);
                writing.wake();
            });
        }
    }

    /** One batch at a time; what comes meanwhile makes the next one. */
    private Uni<Boolean> write() {
        List<LaneResult> batch = new ArrayList<>();
        for (LaneResult result = results.poll(); result != null; result = results.poll()) {
            batch.add(result);
            if (batch.size() == WRITE) {
                break;
            }
        }
        if (batch.isEmpty()) {
            return Uni.createFrom().item(false);
        }
        waiting.addAndGet(-batch.size());
        return ledger.write(batch)
                .invoke(isMoreDue -> {
                    boolean wasFull =
                            held.remove(batch.stream().map(LaneResult::claim).toList());
                    if (isMoreDue || wasFull) {
                        claiming.wake();
                        if (batch.stream().anyMatch(result -> result.claim().kind() == LaneClaim.Kind.RATED)) {
                            claimingRated.wake();
                        }
                    }
                })
                .onFailure()
                .invoke(failure -> {
                    LOG.warnf(failure, "results of %d lanes wait", batch.size());
                    results.addAll(batch);
                    waiting.addAndGet(batch.size());
                })
                .map(isMoreDue -> batch.size() == WRITE ? !results.isEmpty() : waiting.get() >= ENOUGH);
    }
}
