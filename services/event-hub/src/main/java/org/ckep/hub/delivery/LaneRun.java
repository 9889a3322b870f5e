package org.ckep.hub.delivery;

import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.ckep.hub.border.Undertakings;
import org.ckep.hub.proof.SubscriberEvent;
import org.ckep.hub.sink.AccessTokens;
import org.ckep.hub.sink.SinkAnswer;
import org.ckep.hub.sink.SinkRequest;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Delivers the heads of one lane, each after the one before was received; the first failure ends the run. */
final class LaneRun {
    /** A blocked sink is looked up again after this. */
    private static final Duration BLOCKED_PAUSE = Duration.ofSeconds(30);

    /** What agencies have undertaken may be known again then. */
    private static final Duration UNKNOWN_PAUSE = Duration.ofSeconds(15);

    private static final Duration FAULT_PAUSE = Duration.ofSeconds(1);

    /**
     * For so long it is believed that the lane is held and that nothing of its subscription has changed; before a send after
     * that, the database is asked.
     */
    private static final long TRUST_NANOS = Duration.ofMillis(100).toNanos();

    private static final Logger LOG = Logger.getLogger(LaneRun.class);

    private final LaneClaim claim;
    private final Recipient recipient;
    private final List<Head> heads;
    private final LaneStore lanes;
    private final AccessTokens client;
    private final DeliveryConfig config;
    private final DeliveryMetrics metrics;
    private final Undertakings undertakings;
    private final Executor signing;
    private final RandomGenerator random;
    private final List<LaneResult.Done> done = new ArrayList<>();
    private final List<Attempt> attempts = new ArrayList<>();
    private int used;
    private long dirtyUpto;
    private List<Long> gaps;
    private @Nullable Long tried;
    private @Nullable Duration pause;
    private @Nullable Duration askedFor;
    private boolean parked;
    private boolean ended;
    private long begun;
    private long heldAt;

    LaneRun(
            LaneClaim claim,
            Recipient recipient,
            List<Head> heads,
            LaneStore lanes,
            AccessTokens client,
            DeliveryConfig config,
            DeliveryMetrics metrics,
            Undertakings undertakings,
            Executor signing,
            RandomGenerator random) {
        this.claim = claim;
        this.recipient = recipient;
        this.heads = heads;
        this.lanes = lanes;
        this.client = client;
        this.config = config;
        this.metrics = metrics;
        this.undertakings = undertakings;
        this.signing = signing;
        this.random = random;
        this.used = claim.attempt();
        this.dirtyUpto = claim.dirtyUpto();
        this.gaps = claim.gaps();
        this.tried = heads.get(0).subseq();
        this.heldAt = claim.claimedNanos();
    }

    /** Never fails: a fault of ours ends the run, and what was delivered before it stays delivered. */
    Uni<LaneResult> run() {
        return Uni.createFrom()
                .deferred(() -> next(0))
                .onFailure()
                .invoke(this::fault)
                .onFailure()
                .recoverWithNull()
                .map(end ->
                        new LaneResult(claim, done, attempts, tried, used, pause, parked, dirtyUpto, gaps, askedFor));
    }

    private void fault(Throwable failure) {
        LOG.errorf(failure, "a delivery of %s ended by a fault of ours at number %d", claim.sub(), begun);
        // It may have been sent before the fault.
        dirtyUpto = Math.max(dirtyUpto, begun);
        pause = FAULT_PAUSE;
    }

    private Uni<Void> next(int index) {
        if (ended || index >= heads.size() || !leaseAllows()) {
            return Uni.createFrom().voidItem();
        }
        Head head = heads.get(index);
        begun = head.subseq();
        tried = begun;
        byte[] event = head.event();
        if (event == null) {
            return without(index, LaneResult.EXPIRED);
        }
        Undertakings.Verdict verdict = undertakings.verdict(recipient.access().owner(), event);
        if (verdict == Undertakings.Verdict.WITHHELD) {
            return without(index, LaneResult.WITHHELD);
        }
        if (verdict == Undertakings.Verdict.UNKNOWN) {
            pause = UNKNOWN_PAUSE;
            return Uni.createFrom().voidItem();
        }
        // Signing costs more than all the rest of a delivery, which an event loop has no time for.
        return Uni.createFrom()
                .item(() -> request(head, event))
                .runSubscriptionOn(signing)
                .call(() -> askWhetherItMayBeSent(head))
                .chain(request -> {
                    // From before the look at the lease: this thread, or the whole process, may stand still at any
                    // moment.
                    long start = System.nanoTime();
                    return ended || !leaseAllows()
                            ? Uni.createFrom().voidItem()
                            : client.send(request, recipient.access(), start)
                                    .invoke(answer -> take(head, answer))
                                    .chain(() -> next(index + 1));
                });
    }

    private Uni<Void> without(int index, String state) {
        done.add(new LaneResult.Done(heads.get(index).subseq(), state));
        endTries();
        return next(index + 1);
    }

    private Uni<Void> askWhetherItMayBeSent(Head head) {
        long now = System.nanoTime();
        return now - heldAt < TRUST_NANOS
                ? Uni.createFrom().voidItem()
                : lanes.maySend(claim, recipient.version(), head)
                        .invoke(may -> {
                            ended = !may;
                            heldAt = now;
                        })
                        .replaceWithVoid();
    }

    /** A send that could outlast the lease is left to the next claim. */
    private boolean leaseAllows() {
        return claim.heldMillis() + client.longestMillis() + 200
                < config.leasePeriod().toMillis();
    }

    private SinkRequest request(Head head, byte[] event) {
        String flag = head.wasTaken() ? "certain" : head.subseq() <= dirtyUpto ? "possible" : null;
        if (flag != null) {
            metrics.flagged(flag);
        } else if (used == 0) {
            metrics.sending(claim, head);
        }
        return DeliveryRequest.of(
                recipient,
                URI.create(recipient.sink()),
                config.origin(),
                SubscriberEvent.complete(head.projection().apply(event), head.subseq(), head.chain()),
                claim.timestamp(),
                flag,
                gaps);
    }

    private void take(Head head, SinkAnswer answer) {
        long at = claim.claimedAt() + claim.heldMillis();
        Attempt attempt = Attempt.of(head.subseq(), at, used + 1, claim.isProbe() ? "probe" : "live", answer);
        attempts.add(attempt);
        Outcome outcome = attempt.outcome();
        if (outcome.isTaken()) {
            done.add(new LaneResult.Done(head.subseq(), "DELIVERED"));
            endTries();
            gaps = List.of();
            return;
        }
        if (answer.mayHaveArrived()) {
            dirtyUpto = Math.max(dirtyUpto, head.subseq());
        }
        ended = true;
        Duration asked = answer instanceof SinkAnswer.Answered answered
                ? RetryRules.retryAfter(answered.header("retry-after"), Instant.ofEpochMilli(at))
                : null;
        askedFor = asked != null && outcome.breaks() ? RetryRules.rest(asked, random) : null;
        if (outcome == Outcome.GONE) {
            return;
        }
        if (outcome == Outcome.BLOCKED) {
            pause = BLOCKED_PAUSE;
            return;
        }
        fail(head, outcome, asked);
    }

    /** Probes do not use up tries: an outage of the endpoint must not park its subjects. */
    private void fail(Head head, Outcome outcome, @Nullable Duration asked) {
        if (outcome.usesTry() && !(claim.isProbe() && outcome.breaks())) {
            used++;
        }
        if (!RetryRules.isExhausted(used)) {
            pause = RetryRules.pause(outcome.usesTry() ? used : 0, asked, config.retryScale(), random);
            return;
        }
        if (recipient.marksGaps()) {
            done.add(new LaneResult.Done(head.subseq(), "SKIPPED"));
            if (recipient.isOrdered()) {
                gaps = Stream.concat(gaps.stream(), Stream.of(head.subseq())).toList();
            }
            endTries();
        } else {
            parked = true;
        }
    }

    /** What comes next has all its tries. */
    private void endTries() {
        used = 0;
        tried = null;
    }
}
