package org.ckep.trade.observation;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A year or a month for which a figure is reported.
 *
 * @param start its first day
 */
public record Period(Frequency frequency, LocalDate start) {
    private static final Pattern YEAR = Pattern.compile("([12][0-9]{3})");
    private static final Pattern MONTH = Pattern.compile("([12][0-9]{3})-?(0[1-9]|1[0-2])");

    public Period {
        boolean aligned = start.getDayOfMonth() == 1 && (start.getMonthValue() - 1) % frequency.months() == 0;
        if (!aligned) {
            throw new IllegalArgumentException("no period of frequency " + frequency + " starts on " + start);
        }
    }

    /** Reads {@code 2023}, {@code 2023-01} or {@code 202301}; empty where the text is none of them. */
    public static Optional<Period> parse(String text) {
        Matcher year = YEAR.matcher(text);
        if (year.matches()) {
            return Optional.of(new Period(Frequency.A, LocalDate.of(Integer.parseInt(year.group(1)), 1, 1)));
        }
        Matcher month = MONTH.matcher(text);
        if (month.matches()) {
            return Optional.of(new Period(
                    Frequency.M, LocalDate.of(Integer.parseInt(month.group(1)), Integer.parseInt(month.group(2)), 1)));
        }
        return Optional.empty();
    }

    /** Its last day. */
    public LocalDate end() {
        return start.plusMonths(frequency.months()).minusDays(1);
    }

    /** {@code 2023} or {@code 2023-01}, the form of SDMX and of every answer. */
    @Override
    public String toString() {
        return switch (frequency) {
            case A -> String.format(Locale.ROOT, "%04d", start.getYear());
            case M -> String.format(Locale.ROOT, "%04d-%02d", start.getYear(), start.getMonthValue());
        };
    }
}
