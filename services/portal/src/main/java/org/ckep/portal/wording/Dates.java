package org.ckep.portal.wording;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.FuzzyDate.Precision;
import org.jspecify.annotations.Nullable;

/** Dates as exactly as they are known, in the visitor's language. */
final class Dates {
    private final Labels labels;
    private final Locale locale;

    Dates(Labels labels, Locale locale) {
        this.labels = labels;
        this.locale = locale;
    }

    /** A date of an answer, null where there is none. */
    static @Nullable FuzzyDate read(JsonNode date) {
        if (date.isTextual()) {
            return FuzzyDate.parse(date.asText());
        }
        return date.hasNonNull("date")
                ? new FuzzyDate(
                        LocalDate.parse(date.path("date").asText()),
                        Precision.valueOf(date.path("precision").asText("DAY")))
                : null;
    }

    /** Both governments read one clock, UTC. */
    String moment(Instant instant) {
        return DateTimeFormatter.ofPattern(labels.name("date", "MOMENT"), locale)
                .format(instant.atOffset(ZoneOffset.UTC));
    }

    String date(FuzzyDate date) {
        return formatted(date, pattern(date));
    }

    /** From when until when, the end included, as far as stated. */
    String span(@Nullable FuzzyDate from, @Nullable FuzzyDate to) {
        if (from == null) {
            return to == null ? "" : labels.filled("date", "until", date(to));
        }
        if (to == null) {
            return labels.filled("date", "since", date(from));
        }
        if (from.equals(to)) {
            return date(from);
        }
        if (isDay(from)
                && isDay(to)
                && from.start().withDayOfMonth(1).equals(to.start().withDayOfMonth(1))) {
            return labels.filled("date", "short-span", formatted(from, "DAYS_FIRST"), formatted(to, "DAYS_LAST"));
        }
        boolean years = from.precision() == Precision.YEAR && to.precision() == Precision.YEAR;
        return labels.filled("date", years ? "short-span" : "span", date(from), date(to));
    }

    /** For which time a claim holds; its end is the first day on which it no longer does. */
    String validity(@Nullable FuzzyDate from, @Nullable FuzzyDate exclusiveEnd) {
        if (exclusiveEnd == null) {
            return span(from, null);
        }
        FuzzyDate last = new FuzzyDate(exclusiveEnd.start().minusDays(1), exclusiveEnd.precision());
        return span(from, from != null && last.start().isBefore(from.start()) ? from : last);
    }

    private static boolean isDay(FuzzyDate date) {
        return date.precision() == Precision.DAY;
    }

    private static String pattern(FuzzyDate date) {
        return switch (date.precision()) {
            case DAY, MONTH, QUARTER, YEAR -> date.precision().name();
            case HALF -> date.start().getMonthValue() <= 6 ? "FIRST_HALF" : "SECOND_HALF";
        };
    }

    private String formatted(FuzzyDate date, String pattern) {
        return DateTimeFormatter.ofPattern(labels.name("date", pattern), locale).format(date.start());
    }
}
