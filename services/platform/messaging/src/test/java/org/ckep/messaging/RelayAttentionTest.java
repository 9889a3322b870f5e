package org.ckep.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RelayAttentionTest {
    private long now;
    private final RelayAttention attention = new RelayAttention(() -> now);

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private long pauseMillis() {
        return Objects.requireNonNull(attention.pause()).toMillis();
    }

    @Test
    void afterAWordTheFirstLooksComeSoonAndThenLessOften() {
        assertThat(attention.pause()).isNull();
        attention.signalled();
        long first = pauseMillis();
        assertThat(first).isBetween(1L, 4L);
        for (int i = 0; i < 10; i++) {
            pauseMillis();
        }
        assertThat(pauseMillis()).isBetween(10L, 20L);
        pass(Duration.ofSeconds(2));
        assertThat(attention.pause()).isNull();
    }

    /** 200 a second: each is found within 20 ms, by far fewer looks than one every other millisecond. */
    @Test
    void manyWordsDoNotMakeItLookAllTheTime() {
        int looks = 0;
        long due = Long.MAX_VALUE;
        long nextWord = 0;
        Duration second = Duration.ofSeconds(1);
        while (now < second.toNanos()) {
            if (now >= nextWord) {
                attention.signalled();
                nextWord += Duration.ofMillis(5).toNanos();
                due = Math.min(due, now + Duration.ofMillis(pauseMillis()).toNanos());
            }
            if (now >= due) {
                looks++;
                due = now + Duration.ofMillis(pauseMillis()).toNanos();
            }
            pass(Duration.ofNanos(100_000));
        }
        assertThat(looks).isBetween(50, 200);
    }

    @Test
    void aWordAfterAPauseIsLookedForSoonAgain() {
        attention.signalled();
        for (int i = 0; i < 10; i++) {
            pauseMillis();
        }
        pass(Duration.ofMillis(60));
        attention.signalled();
        assertThat(pauseMillis()).isBetween(1L, 4L);
    }
}
