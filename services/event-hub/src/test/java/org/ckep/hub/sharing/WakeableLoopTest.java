package org.ckep.hub.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a call asks for is done because of that call: pauses end here when the test says so, and not by time. */
class WakeableLoopTest {
    private final Deque<CompletableFuture<Boolean>> rounds = new ArrayDeque<>();
    private final List<Duration> lengths = new ArrayList<>();
    private final Deque<Runnable> pauses = new ArrayDeque<>();
    private final WakeableLoop loop = new WakeableLoop("a test", () -> begin(rounds), Runnable::run, (pause, work) -> {
        lengths.add(pause);
        pauses.add(work);
    });

    private static Uni<Boolean> begin(Queue<CompletableFuture<Boolean>> rounds) {
        CompletableFuture<Boolean> round = new CompletableFuture<>();
        rounds.add(round);
        return Uni.createFrom().completionStage(round);
    }

    /** The round that is under way; there is no other one. */
    private CompletableFuture<Boolean> round() {
        assertThat(rounds).hasSize(1);
        return rounds.remove();
    }

    private void endPause() {
        assertThat(pauses).hasSize(1);
        pauses.remove().run();
    }

    private static void fail(CompletableFuture<Boolean> round) {
        round.completeExceptionally(new IllegalStateException("as the test wants it"));
    }

    @Test
    void callsDuringARoundCauseOneMore() {
        loop.wake();
        CompletableFuture<Boolean> first = round();
        loop.wake();
        loop.wake();
        assertThat(rounds).isEmpty();
        first.complete(false);
        round().complete(false);
        assertThat(rounds).isEmpty();
        assertThat(pauses).isEmpty();
    }

    @Test
    void aRoundThatLeavesSomethingIsFollowedAtOnce() {
        loop.wake();
        round().complete(true);
        round().complete(false);
        assertThat(rounds).isEmpty();
        assertThat(pauses).isEmpty();
    }

    /** Before the pause is over, which finds nothing to do then. */
    @Test
    void aCallDuringARoundThatFailsIsNotForgotten() {
        loop.wake();
        CompletableFuture<Boolean> first = round();
        loop.wake();
        fail(first);
        round().complete(false);
        endPause();
        assertThat(rounds).isEmpty();
    }

    @Test
    void whatAFailedRoundWasCalledForIsTriedAgainAfterPausesThatGrow() {
        loop.wake();
        for (int i = 0; i < 8; i++) {
            fail(round());
            assertThat(rounds).isEmpty();
            endPause();
        }
        assertThat(lengths)
                .extracting(Duration::toMillis)
                .containsExactly(100L, 200L, 400L, 800L, 1600L, 3200L, 5000L, 5000L);
        round().complete(false);
        assertThat(rounds).isEmpty();
        assertThat(pauses).isEmpty();
    }

    @Test
    void pausesBeginAnewAfterARoundThatCameThrough() {
        loop.wake();
        fail(round());
        endPause();
        round().complete(false);
        loop.wake();
        fail(round());
        assertThat(lengths).extracting(Duration::toMillis).containsExactly(100L, 100L);
    }

    @Test
    void callsWhileRoundsFailBeginNoTriesOfTheirOwn() {
        loop.wake();
        for (int i = 0; i < 20; i++) {
            CompletableFuture<Boolean> round = round();
            if (i < 19) {
                loop.wake();
            }
            fail(round);
        }
        // After twenty failures one try is waiting, not twenty.
        endPause();
        round().complete(false);
        assertThat(rounds).isEmpty();
        assertThat(pauses).isEmpty();
    }

    @Test
    void nothingBeginsAfterItWasStopped() {
        loop.wake();
        CompletableFuture<Boolean> first = round();
        loop.wake();
        loop.stop();
        fail(first);
        loop.wake();
        assertThat(rounds).isEmpty();
        assertThat(pauses).isEmpty();
    }

    @Test
    void aPauseThatEndsAfterItWasStoppedBeginsNothing() {
        loop.wake();
        fail(round());
        loop.stop();
        endPause();
        assertThat(rounds).isEmpty();
    }

    /** As it is made in the hub, where whoever wakes it goes on with his own work. */
    @Test
    void roundsAndTriesComeByThemselvesOnThreadsOfOthers() throws InterruptedException {
        BlockingQueue<CompletableFuture<Boolean>> begun = new LinkedBlockingQueue<>();
        BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
        WakeableLoop real = new WakeableLoop("a test", () -> {
            threads.add(Thread.currentThread());
            return begin(begun);
        });
        real.wake();
        fail(next(begun));
        next(begun).complete(false);
        real.stop();
        assertThat(threads).hasSize(2).doesNotContain(Thread.currentThread());
    }

    private static CompletableFuture<Boolean> next(BlockingQueue<CompletableFuture<Boolean>> begun)
            throws InterruptedException {
        CompletableFuture<Boolean> round = begun.poll(30, TimeUnit.SECONDS);
        assertThat(round).as("a round").isNotNull();
        return round;
    }
}
