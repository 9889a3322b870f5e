package org.ckep.kernel.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A date as exactly as it is known: an interval of days.
 *
 * @param date the first day of the interval
 * @param precision the length of the interval
 */
public record FuzzyDate(
        @JsonProperty LocalDate date, @JsonProperty Precision precision) {
    /** First year that a record may name; an earlier one is a typing error. */
    public static final int FIRST_YEAR = 1900;

    /** Last year that a record may name. */
    public static final int LAST_YEAR = 2200;

    private static final Pattern FORM = Pattern.compile("(\\d{4})(?:-(?:Q([1-4])|H([12])|(\\d{2})(?:-(\\d{2}))?))?");

    /** How exactly a date is known. */
    public enum Precision {
        DAY,
        MONTH,
        QUARTER,
        HALF,
        YEAR
    }

    public FuzzyDate {
        if (date.getYear() < FIRST_YEAR || date.getYear() > LAST_YEAR) {
            throw new ValueException(
                    ValueProblem.DATE_OUT_OF_RANGE,
                    null,
                    "the year " + date.getYear() + " is outside " + FIRST_YEAR + " to " + LAST_YEAR);
        }
        date = switch (precision) {
            case DAY -> date;
            case MONTH -> date.withDayOfMonth(1);
            case QUARTER -> LocalDate.of(date.getYear(), (date.getMonthValue() - 1) / 3 * 3 + 1, 1);
            case HALF -> LocalDate.of(date.getYear(), date.getMonthValue() <= 6 ? 1 : 7, 1);
            case YEAR -> LocalDate.of(date.getYear(), 1, 1);
        };
    }

    public static FuzzyDate day(LocalDate date) {
        return new FuzzyDate(date, Precision.DAY);
    }

    /**
     * Reads {@code 2026}, {@code 2026-H1}, {@code 2026-Q1}, {@code 2026-01} or {@code 2026-01-04}.
     *
     * @throws IllegalArgumentException where the text has another form or names no day of the calendar
     */
    public static FuzzyDate parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new ValueException(
                    ValueProblem.DATE_INVALID,
                    null,
                    "a date has the form 2026, 2026-H1, 2026-Q1, 2026-01 or 2026-01-04, not '" + text + "'");
        }
        int year = Integer.parseInt(matcher.group(1));
        try {
            if (matcher.group(2) != null) {
                return new FuzzyDate(
                        LocalDate.of(year, Integer.parseInt(matcher.group(2)) * 3 - 2, 1), Precision.QUARTER);
            }
            if (matcher.group(3) != null) {
                return new FuzzyDate(LocalDate.of(year, matcher.group(3).equals("1") ? 1 : 7, 1), Precision.HALF);
            }
            if (matcher.group(4) == null) {
                return new FuzzyDate(LocalDate.of(year, 1, 1), Precision.YEAR);
            }
            int month = Integer.parseInt(matcher.group(4));
            if (matcher.group(5) == null) {
                return new FuzzyDate(YearMonth.of(year, month).atDay(1), Precision.MONTH);
            }
            return day(LocalDate.of(year, month, Integer.parseInt(matcher.group(5))));
        } catch (DateTimeException noSuchDay) {
            throw new ValueException(ValueProblem.DATE_INVALID, null, "'" + text + "' is not a day of the calendar");
        }
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static FuzzyDate fromJson(Object json) {
        return switch (json) {
            case String text -> parse(text);
            case Map<?, ?> map
            when map.get("date") instanceof String date -> {
                FuzzyDate start = parse(date);
                Object precision = map.get("precision");
                for (Precision known : Precision.values()) {
                    if (known.name().equals(precision)) {
                        yield new FuzzyDate(start.date(), known);
                    }
                }
                if (precision == null) {
                    yield start;
                }
                throw new IllegalArgumentException("precision is none of DAY, MONTH, QUARTER, HALF, YEAR");
            }
            default -> throw new IllegalArgumentException("a date is a string or {date, precision}");
        };
    }

    /** The first day of the interval. */
    public LocalDate start() {
        return date;
    }

    /** The last day of the interval. */
    public LocalDate end() {
        return switch (precision) {
            case DAY -> date;
            case MONTH -> date.plusMonths(1).minusDays(1);
            case QUARTER -> date.plusMonths(3).minusDays(1);
            case HALF -> date.plusMonths(6).minusDays(1);
            case YEAR -> date.plusYears(1).minusDays(1);
        };
    }

    /** True where every day of this date lies after every day of the other, so that "this ≤ other" cannot hold. */
    public boolean isCertainlyAfter(FuzzyDate other) {
        return start().isAfter(other.end());
    }

    /** True where the whole interval lies after that day. */
    public boolean isCertainlyAfter(LocalDate day) {
        return start().isAfter(day);
    }

    /** The short form that {@link #parse} reads. */
    @Override
    public String toString() {
        return switch (precision) {
            case DAY -> date.toString();
            case MONTH -> YearMonth.from(date).toString();
            case QUARTER -> date.getYear() + "-Q" + ((date.getMonthValue() - 1) / 3 + 1);
            case HALF -> date.getYear() + "-H" + (date.getMonthValue() <= 6 ? 1 : 2);
            case YEAR -> Integer.toString(date.getYear());
        };
    }
}
