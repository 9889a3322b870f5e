package org.ckep.trade.observation;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.TemporalAdjusters;
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
                    + "|(?<year>A1)|M(?<reportingMonth>0[1-9]|1[0-2])|D(?<dayOfYear>[0-3][0-9]{2})))?");

    /** The reporting year of whoever says nothing of it. */
    public static final MonthDay CALENDAR_YEAR = MonthDay.of(1, 1);

    /**
     * Reads a time period of SDMX: a year, half-year, third, quarter, month, week or day, or a date with time, of which
     * the date counts.
     *
     * @return empty where the text is none of them
     */
    public static Optional<TimeRange> parse(String text) {
        return parse(text, CALENDAR_YEAR);
    }

    /**
     * Reads a time period of SDMX.
     *
     * @param yearStart first day of a reporting year, from which half-years, thirds, quarters, and months, weeks and days of
     *     the form {@code 2010-M03} are counted
     * @return empty where the text is none
     */
    public static Optional<TimeRange> parse(String text, MonthDay yearStart) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(of(matcher, yearStart));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    private static TimeRange of(Matcher matcher, MonthDay yearStart) {
        int year = Integer.parseInt(matcher.group(1));
        String month = matcher.group("month");
        if (matcher.group("day") != null) {
            return day(LocalDate.of(year, number(month), number(matcher.group("day"))));
        }
        if (month != null) {
            return months(LocalDate.of(year, number(month), 1), 0, 1);
        }
        LocalDate start = yearStart.atYear(year);
        if (matcher.group("dayOfYear") != null) {
            return dayOf(start, number(matcher.group("dayOfYear")));
        }
        if (matcher.group("week") != null) {
            return week(start, number(matcher.group("week")));
        }
        if (matcher.group("reportingMonth") != null) {
            return months(start, number(matcher.group("reportingMonth")) - 1, 1);
        }
        if (matcher.group("quarter") != null) {
            return months(start, 3 * number(matcher.group("quarter")) - 3, 3);
        }
        if (matcher.group("third") != null) {
            return months(start, 4 * number(matcher.group("third")) - 4, 4);
        }
        if (matcher.group("half") != null) {
            return months(start, 6 * number(matcher.group("half")) - 6, 6);
        }
        return months(matcher.group("year") != null ? start : LocalDate.of(year, 1, 1), 0, 12);
    }

    private static TimeRange dayOf(LocalDate start, int number) {
        LocalDate day = start.plusDays(number - 1L);
        if (number < 1 || !day.isBefore(start.plusYears(1))) {
            throw new DateTimeException("no such day of the year");
        }
        return day(day);
    }

    /** The first week of a year is the one that has most of its days in it; weeks begin on Monday. */
    private static TimeRange week(LocalDate start, int number) {
        LocalDate first = start.minusDays(3).with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
        LocalDate next = start.plusYears(1).minusDays(3).with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
        LocalDate monday = first.plusWeeks(number - 1L);
        if (number < 1 || !monday.isBefore(next)) {
            throw new DateTimeException("no such week of the year");
        }
        return new TimeRange(monday, monday.plusDays(6));
    }

    private static int number(@Nullable String digits) {
        return Integer.parseInt(String.valueOf(digits));
    }

    private static TimeRange day(LocalDate day) {
        return new TimeRange(day, day);
    }

    private static TimeRange months(LocalDate start, int after, int count) {
        return new TimeRange(
                start.plusMonths(after), start.plusMonths(after + (long) count).minusDays(1));
    }
}
