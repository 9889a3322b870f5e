package org.ckep.trade.observation;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.time.temporal.WeekFields;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The days that a bound of a query covers, such as a whole quarter for {@code 2010-Q1}.
 *
 * @param first first day
 * @param last last day
 */
public record TimeRange(LocalDate first, LocalDate last) {
    private static final Pattern FORM = Pattern.compile(
            "([0-9]{4})(?:-(?:(?<month>0[1-9]|1[0-2])(?:-(?<day>[0-3][0-9])(?:T[0-9:.]+(?:Z|[+-][0-9:]+)?)?)?"
                    + "|Q(?<quarter>[1-4])|S(?<half>[12])|T(?<third>[1-3])|W(?<week>[0-5][0-9])"
                    + "|A1|M(?<reportingMonth>0[1-9]|1[0-2])|D(?<dayOfYear>[0-3][0-9]{2})))?");

    /**
     * Reads a time period of SDMX: a year, half-year, third, quarter, month, week or day, or a date with time, of which
     * the date counts.
     *
     * @return empty where the text is none of them
     */
    public static Optional<TimeRange> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(of(matcher));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    private static TimeRange of(Matcher matcher) {
        int year = Integer.parseInt(matcher.group(1));
        String month = either(matcher.group("month"), matcher.group("reportingMonth"));
        if (matcher.group("day") != null) {
            return day(LocalDate.of(year, number(matcher.group("month")), number(matcher.group("day"))));
        }
        if (matcher.group("dayOfYear") != null) {
            return day(LocalDate.ofYearDay(year, number(matcher.group("dayOfYear"))));
        }
        if (matcher.group("week") != null) {
            LocalDate monday = LocalDate.of(year, 1, 4)
                    .with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, number(matcher.group("week")))
                    .with(WeekFields.ISO.dayOfWeek(), 1);
            return new TimeRange(monday, monday.plusDays(6));
        }
        if (month != null) {
            return months(year, number(month), 1);
        }
        if (matcher.group("quarter") != null) {
            return months(year, 3 * number(matcher.group("quarter")) - 2, 3);
        }
        if (matcher.group("third") != null) {
            return months(year, 4 * number(matcher.group("third")) - 3, 4);
        }
        if (matcher.group("half") != null) {
            return months(year, 6 * number(matcher.group("half")) - 5, 6);
        }
        return months(year, 1, 12);
    }

    private static @Nullable String either(@Nullable String one, @Nullable String other) {
        return one != null ? one : other;
    }

    private static int number(@Nullable String digits) {
        return Integer.parseInt(String.valueOf(digits));
    }

    private static TimeRange day(LocalDate day) {
        return new TimeRange(day, day);
    }

    private static TimeRange months(int year, int firstMonth, int count) {
        LocalDate first = LocalDate.of(year, firstMonth, 1);
        return new TimeRange(first, first.plusMonths(count).minusDays(1));
    }
}
