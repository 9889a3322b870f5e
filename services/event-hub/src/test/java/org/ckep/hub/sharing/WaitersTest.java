package org.ckep.hub.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WaitersTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final Vertx vertx = Vertx.vertx();
    private final Waiters<Key> waiters = new Waiters<>(vertx);
    private final AtomicInteger compared = new AtomicInteger();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private CompletableFuture<Boolean> wait(int key, long position, Duration longest) {
        return waiters.beyond(new Key(key), position, longest, () -> 0).subscribeAsCompletionStage();
    }

    @Test
    void whoWaitsForLessIsWokenAndNobodyElse() throws Exception {
        CompletableFuture<Boolean> one = wait(1, 4, LONG);
        CompletableFuture<Boolean> further = wait(1, 5, LONG);
        CompletableFuture<Boolean> other = wait(2, 4, LONG);
        waiters.advanced(new Key(1), 5);
        assertThat(one.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(further).isNotDone();
        assertThat(other).isNotDone();
        assertThat(waiters.keys()).containsExactlyInAnyOrder(new Key(1), new Key(2));
        waiters.wakeAll();
        assertThat(further.get(10, TimeUnit.SECONDS)).isFalse();
        assertThat(other.get(10, TimeUnit.SECONDS)).isFalse();
        assertThat(waiters.isEmpty()).isTrue();
    }

    @Test
    void whoHasWaitedForHisTimeIsToldThatNothingCame() throws Exception {
        assertThat(wait(1, 4, Duration.ofMillis(50)).get(10, TimeUnit.SECONDS)).isFalse();
        assertThat(waiters.isEmpty()).isTrue();
    }

    @Test
    void whatHasGrownMeanwhileIsNotWaitedFor() throws Exception {
        assertThat(waiters.beyond(new Key(1), 4, LONG, () -> 5)
                        .subscribeAsCompletionStage()
                        .get(10, TimeUnit.SECONDS))
                .isTrue();
        assertThat(waiters.isEmpty()).isTrue();
    }

    @Test
    void whoGoesAwayIsForgotten() {
        CompletableFuture<Boolean> one = wait(1, 4, LONG);
        CompletableFuture<Boolean> other = wait(1, 4, LONG);
        one.cancel(true);
        assertThat(waiters.keys()).containsExactly(new Key(1));
        other.cancel(true);
        assertThat(waiters.isEmpty()).isTrue();
    }

    /** With all of them compared with each, these would be a million. */
    @Test
    void wakingOneLooksAtNobodyWhoWaitsForAnother() {
        List<CompletableFuture<Boolean>> waiting = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            waiting.add(wait(i, 0, LONG));
        }
        compared.set(0);
        for (int i = 0; i < 1000; i++) {
            waiters.advanced(new Key(i), 1);
        }
        assertThat(waiting).allSatisfy(one -> assertThat(one).isCompletedWithValue(true));
        assertThat(compared.get()).isLessThan(20_000);
    }

    private final class Key {
        private final int number;

        Key(int number) {
            this.number = number;
        }

        @Override
        public boolean equals(Object other) {
            compared.incrementAndGet();
            return other instanceof Key key && key.number == number;
        }

        @Override
        public int hashCode() {
            return Integer.hashCode(number);
        }
    }
}
