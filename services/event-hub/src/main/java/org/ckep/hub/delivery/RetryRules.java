package org.ckep.hub.delivery;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.random.RandomGenerator;
import org.ckep.hub.sink.SinkAnswer;
import org.jspecify.annotations.Nullable;

/** When an event is tried again and what an answer means; pure functions. */
final class RetryRules {
    /** Pauses before the tries after the first; with the first there are ten, over three days. */
    static final List<Duration> SCHEDULE = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    /** Breaker failures in a row that open a breaker. */
    static final int BREAKS_AFTER = 5;

    private static final double JITTER = 0.2;
    private static final Duration LEAST_RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration MOST_RETRY_AFTER = Duration.ofHours(24);
    private static final Duration THROTTLE = Duration.ofSeconds(5);

    private RetryRules() {}

    static Outcome outcome(SinkAnswer answer) {
        return switch (answer) {
            case SinkAnswer.Answered answered -> {
                Outcome outcome = outcome(answered.status());
                yield outcome == Outcome.DELIVERED && answered.isCutOff() ? Outcome.ANSWER_CUT_OFF : outcome;
            }
            case SinkAnswer.Failed failed ->
                switch (failed.failure()) {
                    case CONNECT -> Outcome.CONNECT;
                    case TLS -> Outcome.TLS;
                    case RESET -> Outcome.RESET;
                    case TIMEOUT -> Outcome.TIMEOUT;
                };
            case SinkAnswer.Blocked blocked -> Outcome.BLOCKED;
            case SinkAnswer.NoToken none -> Outcome.NO_TOKEN;
            case SinkAnswer.CertificateExpired ended -> Outcome.CERTIFICATE_EXPIRED;
            case SinkAnswer.CredentialsExpired ended -> Outcome.CREDENTIALS_EXPIRED;
        };
    }

    private static Outcome outcome(int status) {
        return switch (status / 100) {
            case 2 -> Outcome.DELIVERED;
            case 3 -> Outcome.REDIRECT;
            case 4 ->
                switch (status) {
                    case 401, 403, 404, 415 -> Outcome.MISCONFIGURED;
                    case 408 -> Outcome.TIMEOUT;
                    case 410 -> Outcome.GONE;
                    case 429 -> Outcome.THROTTLED;
                    default -> Outcome.REFUSED;
                };
            case 5 -> status == 502 || status == 504 ? Outcome.THROTTLED : Outcome.SERVER_ERROR;
            default -> Outcome.MISCONFIGURED;
        };
    }

    /** True where an event that was tried so often is not tried again. */
    static boolean isExhausted(int tries) {
        return tries > SCHEDULE.size();
    }

    /**
     * The pause before the next try.
     *
     * @param tries tries that were used up, 0 where the failure used none
     * @param retryAfter what the endpoint asked for, null for nothing
     */
    static Duration pause(int tries, @Nullable Duration retryAfter, double scale, RandomGenerator random) {
        if (retryAfter != null) {
            return rest(retryAfter, random);
        }
        Duration planned = tries == 0 ? THROTTLE : SCHEDULE.get(Math.min(tries, SCHEDULE.size()) - 1);
        return spread(planned, (1 - JITTER) * scale, (1 + JITTER) * scale, random);
    }

    /** What an endpoint asked for, never earlier and never later than {@link #MOST_RETRY_AFTER}. */
    static Duration rest(Duration asked, RandomGenerator random) {
        Duration rest = spread(asked, 1, 1 + JITTER, random);
        return rest.compareTo(MOST_RETRY_AFTER) > 0 ? MOST_RETRY_AFTER : rest;
    }

    private static Duration spread(Duration pause, double least, double most, RandomGenerator random) {
        return Duration.ofMillis((long) (pause.toMillis() * (least + (most - least) * random.nextDouble())));
    }

    /**
     * The pause that a header asks for, between a second and a day; null where there is none or it cannot be understood.
     *
     * @param now the time by which a date is understood
     */
    static @Nullable Duration retryAfter(@Nullable String header, Instant now) {
        if (header == null) {
            return null;
        }
        String text = header.strip();
        Duration asked;
        try {
            asked = text.matches("[0-9]{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(text))
                    : Duration.between(
                            now,
                            ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
        } catch (DateTimeException notADate) {
            return null;
        }
        if (asked.isNegative()) {
            return null;
        }
        Duration least = asked.compareTo(LEAST_RETRY_AFTER) < 0 ? LEAST_RETRY_AFTER : asked;
        return least.compareTo(MOST_RETRY_AFTER) > 0 ? MOST_RETRY_AFTER : least;
    }

    /**
     * How long a breaker stays open.
     *
     * @param opened how many times in a row it has opened, this time included
     */
    static Duration breakerPause(int opened, Duration least, Duration most, @Nullable Duration retryAfter) {
        Duration planned = least.multipliedBy(1L << Math.min(Math.max(opened - 1, 0), 10));
        Duration capped = planned.compareTo(most) > 0 ? most : planned;
        return retryAfter != null && retryAfter.compareTo(capped) > 0 ? retryAfter : capped;
    }
}
