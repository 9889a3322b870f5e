package org.ckep.hub.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedWorkTest {
    private final SharedWork<String, Integer> shared = new SharedWork<>();
    private final AtomicInteger begun = new AtomicInteger();

    private Uni<Integer> work(CompletableFuture<Integer> result) {
        begun.incrementAndGet();
        return Uni.createFrom()
                .emitter(emitter -> result.whenComplete((item, failure) -> {
                    if (failure == null) {
                        emitter.complete(item);
                    } else {
                        emitter.fail(failure);
                    }
                }));
    }

    private CompletableFuture<Integer> ask(String key, CompletableFuture<Integer> result) {
        return shared.of(key, () -> work(result)).subscribeAsCompletionStage();
    }

    @Test
    void whoAsksMeanwhileGetsTheSame() throws Exception {
        CompletableFuture<Integer> result = new CompletableFuture<>();
        List<CompletableFuture<Integer>> answers =
                List.of(ask("a", result), ask("a", result), ask("b", CompletableFuture.completedFuture(7)));
        assertThat(answers.get(0)).isNotDone();
        result.complete(5);
        assertThat(answers.get(0).get(5, TimeUnit.SECONDS)).isEqualTo(5);
        assertThat(answers.get(1).get(5, TimeUnit.SECONDS)).isEqualTo(5);
        assertThat(answers.get(2).get(5, TimeUnit.SECONDS)).isEqualTo(7);
        assertThat(begun).hasValue(2);
    }

    @Test
    void whoAsksLaterHasItDoneAnew() throws Exception {
        assertThat(ask("a", CompletableFuture.completedFuture(1)).get(5, TimeUnit.SECONDS))
                .isEqualTo(1);
        assertThat(ask("a", CompletableFuture.completedFuture(2)).get(5, TimeUnit.SECONDS))
                .isEqualTo(2);
        assertThat(begun).hasValue(2);
    }

    @Test
    void aFailureIsEverybodysAndNotKept() throws Exception {
        CompletableFuture<Integer> result = new CompletableFuture<>();
        CompletableFuture<Integer> one = ask("a", result);
        CompletableFuture<Integer> other = ask("a", result);
        result.completeExceptionally(new IllegalStateException("away"));
        assertThat(one).failsWithin(java.time.Duration.ofSeconds(5)).withThrowableOfType(ExecutionException.class);
        assertThat(other).failsWithin(java.time.Duration.ofSeconds(5)).withThrowableOfType(ExecutionException.class);
        assertThat(ask("a", CompletableFuture.completedFuture(3)).get(5, TimeUnit.SECONDS))
                .isEqualTo(3);
    }

    @Test
    void whoGoesAwayTakesNothingFromTheOthers() throws Exception {
        CompletableFuture<Integer> result = new CompletableFuture<>();
        CompletableFuture<Integer> first = ask("a", result);
        CompletableFuture<Integer> second = ask("a", result);
        first.cancel(true);
        result.complete(4);
        assertThat(second.get(5, TimeUnit.SECONDS)).isEqualTo(4);
        assertThat(begun).hasValue(1);
    }

    /** Many threads, and an operator behind that takes the first item for its own and the second for its result. */
    @Test
    void everySubscriberIsToldOfHisSubscriptionFirst()
            throws InterruptedException, ExecutionException, TimeoutException {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<CompletableFuture<String>> answers = new ArrayList<>();
            for (int i = 0; i < 20_000; i++) {
                int round = i / 8;
                CompletableFuture<String> answer = new CompletableFuture<>();
                answers.add(answer);
                threads.execute(() -> shared.of(
                                "a" + round, () -> Uni.createFrom().item(round).runSubscriptionOn(threads))
                        .chain(item -> Uni.createFrom().item("got " + item).runSubscriptionOn(threads))
                        .subscribe()
                        .with(answer::complete, answer::completeExceptionally));
            }
            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).get(20, TimeUnit.SECONDS)).isEqualTo("got " + i / 8);
            }
        }
    }
}
