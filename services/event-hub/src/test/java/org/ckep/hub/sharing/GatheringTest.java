package org.ckep.hub.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GatheringTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final BlockingQueue<Round> rounds = new LinkedBlockingQueue<>();
    private final Gathering<Integer, String> gathering = new Gathering<>("a test", 8, this::answer);

    private Uni<List<String>> answer(List<Integer> asked) {
        Round round = new Round(asked, new CompletableFuture<>());
        rounds.add(round);
        return Uni.createFrom().completionStage(round.answers);
    }

    private CompletableFuture<String> ask(int question) {
        return gathering.ask(question).subscribeAsCompletionStage();
    }

    private List<CompletableFuture<String>> ask(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(this::ask).toList();
    }

    private Round round() throws InterruptedException {
        Round round = rounds.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(round).isNotNull();
        return round;
    }

    @Test
    void allWhoAskWhileOthersAreAnsweredAreAnsweredTogether() throws Exception {
        List<CompletableFuture<String>> answers = new ArrayList<>(ask(1, 1));
        Round first = round();
        assertThat(first.asked).containsExactly(1);
        answers.addAll(ask(2, 7));
        assertThat(rounds).isEmpty();
        first.done();
        Round second = round();
        assertThat(second.asked).containsExactly(2, 3, 4, 5, 6, 7);
        second.done();
        for (int i = 0; i < 7; i++) {
            assertThat(answers.get(i).get(10, TimeUnit.SECONDS)).isEqualTo("of " + (i + 1));
        }
        assertThat(rounds).isEmpty();
    }

    @Test
    void whatIsMoreThanARoundHoldsMakesAnother() throws Exception {
        ask(1);
        Round first = round();
        CompletableFuture<String> last = ask(2, 12).get(10);
        first.done();
        Round second = round();
        assertThat(second.asked).hasSize(8);
        second.done();
        Round third = round();
        assertThat(third.asked).containsExactly(10, 11, 12);
        third.done();
        assertThat(last.get(10, TimeUnit.SECONDS)).isEqualTo("of 12");
    }

    @Test
    void aRoundThatFailsFailsForThoseWhoAskedInItAlone() throws Exception {
        CompletableFuture<String> one = ask(1);
        Round first = round();
        CompletableFuture<String> other = ask(2);
        first.answers.completeExceptionally(new IllegalStateException("away"));
        assertThat(one).failsWithin(PATIENCE).withThrowableOfType(ExecutionException.class);
        round().done();
        assertThat(other.get(10, TimeUnit.SECONDS)).isEqualTo("of 2");
    }

    private record Round(List<Integer> asked, CompletableFuture<List<String>> answers) {
        void done() {
            answers.complete(asked.stream().map(question -> "of " + question).toList());
        }
    }
}
