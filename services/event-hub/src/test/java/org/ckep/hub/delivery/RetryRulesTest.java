package org.ckep.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.ckep.hub.sink.SinkAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RetryRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-26T09:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "200, DELIVERED",
        "204, DELIVERED",
        "299, DELIVERED",
        "301, REDIRECT",
        "308, REDIRECT",
        "400, REFUSED",
        "401, MISCONFIGURED",
        "403, MISCONFIGURED",
        "404, MISCONFIGURED",
        "408, TIMEOUT",
        "409, REFUSED",
        "410, GONE",
        "415, MISCONFIGURED",
        "422, REFUSED",
        "429, THROTTLED",
        "500, SERVER_ERROR",
        "502, THROTTLED",
        "503, SERVER_ERROR",
        "504, THROTTLED",
        "599, SERVER_ERROR",
        "999, MISCONFIGURED"
    })
    void statusesHaveTheirMeaning(int status, Outcome outcome) {
        assertThat(RetryRules.outcome(new SinkAnswer.Answered(status, Map.of(), new byte[0], false, 1)))
                .isEqualTo(outcome);
    }

    /** The head of an answer is what takes an event, and its own word says that nobody read the rest. */
    @ParameterizedTest
    @CsvSource({"200, ANSWER_CUT_OFF, true", "503, SERVER_ERROR, false", "422, REFUSED, false"})
    void anAnswerThatWasCutOffSaysSoWhereItTookTheEvent(int status, Outcome outcome, boolean isTaken) {
        Outcome found = RetryRules.outcome(new SinkAnswer.Answered(status, Map.of(), new byte[0], true, 1));
        assertThat(found).isEqualTo(outcome);
        assertThat(found.isTaken()).isEqualTo(isTaken);
    }

    @ParameterizedTest
    @EnumSource(SinkAnswer.Failure.class)
    void failuresHaveTheirMeaning(SinkAnswer.Failure failure) {
        assertThat(RetryRules.outcome(new SinkAnswer.Failed(failure, true, 1)).name())
                .isEqualTo(failure.name());
        assertThat(RetryRules.outcome(new SinkAnswer.Blocked("port", "no"))).isEqualTo(Outcome.BLOCKED);
    }

    @Test
    void tenTriesTakeThreeDays() {
        assertThat(RetryRules.SCHEDULE).hasSize(9);
        assertThat(RetryRules.SCHEDULE.stream().reduce(Duration.ZERO, Duration::plus))
                .isEqualTo(Duration.parse("PT75H35M5S"));
        assertThat(RetryRules.isExhausted(9)).isFalse();
        assertThat(RetryRules.isExhausted(10)).isTrue();
    }

    /** Rule P15. */
    @Test
    void pausesAreSpread() {
        Random random = new Random(5);
        long least = Long.MAX_VALUE;
        long most = 0;
        for (int i = 0; i < 10_000; i++) {
            long pause = RetryRules.pause(2, null, 1, random).toMillis();
            least = Math.min(least, pause);
            most = Math.max(most, pause);
        }
        assertThat(least).isBetween(240_000L, 241_000L);
        assertThat(most).isBetween(359_000L, 360_000L);
    }

    @Test
    void neverEarlierThanTheEndpointAskedFor() {
        Random random = new Random(5);
        for (int i = 0; i < 1_000; i++) {
            assertThat(RetryRules.pause(1, Duration.ofSeconds(100), 0.01, random))
                    .isBetween(Duration.ofSeconds(100), Duration.ofSeconds(120));
        }
    }

    /** What is as long as may be is not made longer. */
    @Test
    void noPauseThatIsAskedForIsLongerThanADay() {
        Random random = new Random(5);
        for (int i = 0; i < 1_000; i++) {
            assertThat(RetryRules.pause(1, Duration.ofHours(22), 1, random))
                    .isBetween(Duration.ofHours(22), Duration.ofHours(24));
            assertThat(RetryRules.rest(Duration.ofHours(24), random)).isEqualTo(Duration.ofHours(24));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7 | PT7S",
                "0 | PT1S",
                "999999999 | PT24H",
                "Thu, 26 Nov 2026 09:10:00 GMT | PT10M",
                "Thu, 26 Nov 2026 08:00:00 GMT | ",
                "-5 | ",
                "soon | ",
                "99999999999999 | ",
            })
    void retryAfterIsUnderstoodAndBounded(String header, Duration expected) {
        assertThat(RetryRules.retryAfter(header, NOW)).isEqualTo(expected);
    }

    @Test
    void aBreakerStaysOpenLongerEachTimeUpToALimit() {
        Duration least = Duration.ofSeconds(30);
        Duration most = Duration.ofMinutes(15);
        assertThat(RetryRules.breakerPause(1, least, most, null)).isEqualTo(Duration.ofSeconds(30));
        assertThat(RetryRules.breakerPause(2, least, most, null)).isEqualTo(Duration.ofSeconds(60));
        assertThat(RetryRules.breakerPause(5, least, most, null)).isEqualTo(Duration.ofMinutes(8));
        assertThat(RetryRules.breakerPause(6, least, most, null)).isEqualTo(most);
        assertThat(RetryRules.breakerPause(5000, least, most, null)).isEqualTo(most);
        assertThat(RetryRules.breakerPause(1, least, most, Duration.ofHours(2))).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void whatSpeaksAgainstTheEndpointAndWhatAgainstTheEvent() {
        assertThat(Outcome.REFUSED.breaks()).isFalse();
        assertThat(Outcome.REFUSED.usesTry()).isTrue();
        assertThat(Outcome.THROTTLED.usesTry()).isFalse();
        assertThat(Outcome.THROTTLED.breaks()).isTrue();
        assertThat(Outcome.BLOCKED.usesTry()).isFalse();
    }

    /** The endpoint was not asked, so no event comes nearer to its end; the breaker keeps the lanes from trying all the time. */
    @Test
    void anEndedCertificateSpeaksAgainstNoEvent() {
        Outcome outcome = RetryRules.outcome(new SinkAnswer.CertificateExpired(1));
        assertThat(outcome).isEqualTo(Outcome.CERTIFICATE_EXPIRED);
        assertThat(outcome.usesTry()).isFalse();
        assertThat(outcome.breaks()).isTrue();
        assertThat(RetryRules.pause(0, null, 1, new Random(5))).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(6));
    }

    /** As where the endpoint refuses us: only its owner can mend it. */
    @Test
    void anEndedTokenCountsAsAnEndpointThatIsNotSetUp() {
        Outcome outcome = RetryRules.outcome(new SinkAnswer.CredentialsExpired(1));
        assertThat(outcome).isEqualTo(Outcome.CREDENTIALS_EXPIRED);
        assertThat(outcome.code()).isEqualTo("credentials-expired");
        assertThat(List.of(outcome.usesTry(), outcome.breaks(), outcome.needsOwner(), outcome.isTaken()))
                .containsExactly(
                        Outcome.MISCONFIGURED.usesTry(),
                        Outcome.MISCONFIGURED.breaks(),
                        Outcome.MISCONFIGURED.needsOwner(),
                        false)
                .containsExactly(true, true, true, false);
    }
}
