package org.ckep.hub.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nobody polls here: what a call asks for is done because of that call. */
class WakeableLoopTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final BlockingQueue<CompletableFuture<Boolean>> rounds = new LinkedBlockingQueue<>();
    private final WakeableLoop loop = new WakeableLoop("a test", this::begin);

    private Uni<Boolean> begin() {
        CompletableFuture<Boolean> round = new CompletableFuture<>();
        rounds.add(round);
        return Uni.createFrom().completionStage(round);
    }

    private CompletableFuture<Boolean> round() throws InterruptedException {
        CompletableFuture<Boolean> round = rounds.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(round).as("a round").isNotNull();
        return round;
    }

    private void assertNoRoundFor(long millis) throws InterruptedException {
        assertThat(rounds.poll(millis, TimeUnit.MILLISECONDS)).isNull();
    }

    @AfterEach
    void stop() {
        loop.stop();
    }

    @Test
    void callsDuringARoundCauseOneMore() throws Exception {
        loop.wake();
        CompletableFuture<Boolean> first = round();
        loop.wake();
        loop.wake();
        assertNoRoundFor(50);
        first.complete(false);
        round().complete(false);
        assertNoRoundFor(300);
    }

    @Test
    void aCallDuringARoundThatFailsIsNotForgotten() throws Exception {
        loop.wake();
        CompletableFuture<Boolean> first = round();
        loop.wake();
        long failed = System.nanoTime();
        first.completeExceptionally(new IllegalStateException("as the test wants it"));
        round().complete(false);
        assertThat(Duration.ofNanos(System.nanoTime() - failed)).isLessThan(Duration.ofMillis(90));
    }

    @Test
    void whatAFailedRoundWasCalledForIsTriedAgain() throws Exception {
        loop.wake();
        long begun = System.nanoTime();
        round().completeExceptionally(new IllegalStateException("as the test wants it"));
        round().completeExceptionally(new IllegalStateException("as the test wants it"));
        CompletableFuture<Boolean> third = round();
        // A tenth of a second, then two.
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(290));
        third.complete(false);
        assertNoRoundFor(600);
    }

    @Test
    void callsWhileRoundsFailBeginNoTriesOfTheirOwn() throws Exception {
        loop.wake();
        for (int i = 0; i < 20; i++) {
            CompletableFuture<Boolean> round = round();
            if (i < 19) {
                loop.wake();
            }
            round.completeExceptionally(new IllegalStateException("as the test wants it"));
        }
        // After twenty failures one try is waiting, not twenty.
        round().complete(false);
        assertNoRoundFor(600);
    }

    @Test
    void nothingBeginsAfterItWasStopped() throws Exception {
        loop.wake();
        CompletableFuture<Boolean> first = round();
        loop.stop();
        first.completeExceptionally(new IllegalStateException("as the test wants it"));
        assertNoRoundFor(300);
        loop.wake();
        assertNoRoundFor(50);
    }
}
