package org.ckep.trade.sdmx;

import java.math.BigDecimal;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.ckep.trade.observation.TimeRange;
import org.jspecify.annotations.Nullable;

/**
 * A condition {@code c[COMPONENT]} on one component.
 *
 * @param alternatives one of them must hold, with all of its terms
 */
record Filter(Component component, List<List<Term>> alternatives) {
    private static final int MAX_TERMS = 500;
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,10})?");

    /**
     * One comparison.
     *
     * @param range the days that a time period covers, null for any other value
     */
    record Term(Operator operator, String value, @Nullable TimeRange range) {}

    Filter {
        alternatives = alternatives.stream().map(List::copyOf).toList();
    }

    /**
     * Reads the text of a filter, such as {@code ge:2020-01+le:2020-12} or {@code A,B}.
     *
     * @throws SdmxException naming the filter
     */
    static Filter of(Component component, String text) {
        return of(component, text, TimeRange.CALENDAR_YEAR);
    }

    /**
     * Reads the text of a filter.
     *
     * @param yearStart first day of the reporting years that its periods mean
     * @throws SdmxException naming the filter
     */
    static Filter of(Component component, String text, MonthDay yearStart) {
        List<List<Term>> alternatives = new ArrayList<>();
        int terms = 0;
        for (String alternative : text.split(",", -1)) {
            List<Term> all = new ArrayList<>();
            for (String term : alternative.split("\\+", -1)) {
                all.add(term(component, term, yearStart));
                if (++terms > MAX_TERMS) {
                    throw SdmxException.syntax("The filter 'c[" + component.id() + "]' has more than " + MAX_TERMS
                            + " values: ask in several queries.");
                }
            }
            alternatives.add(all);
        }
        return new Filter(component, alternatives);
    }

    private static Term term(Component component, String text, MonthDay yearStart) {
        int colon = text.indexOf(':');
        String operator = colon < 0 ? "eq" : text.substring(0, colon);
        String value = text.substring(colon + 1);
        boolean period = component.content() == Component.Content.PERIOD;
        Term term = new Term(
                Operator.ofCode(operator)
                        .orElseThrow(() -> refused(
                                component,
                                text,
                                "an operator of eq, ne, lt, le, gt, ge, co, nc," + " sw or ew before the colon")),
                value,
                period ? TimeRange.parse(value, yearStart).orElse(null) : null);
        if (term.value().isEmpty()) {
            throw refused(component, text, "a value");
        }
        check(component, term, text);
        return term;
    }

    private static void check(Component component, Term term, String text) {
        boolean number = component.content() == Component.Content.AMOUNT;
        boolean period = component.content() == Component.Content.PERIOD;
        if ((number || period) && term.operator().isOfText()) {
            throw refused(component, text, "a comparison: it is no text");
        }
        if (number && !NUMBER.matcher(term.value()).matches()) {
            throw refused(component, text, "a number");
        }
        if (period && term.range() == null) {
            throw refused(component, text, "a time period such as 2010, 2010-Q1 or 2010-01");
        }
    }

    private static SdmxException refused(Component component, String text, String expected) {
        return SdmxException.syntax("The filter 'c[" + component.id() + "]' needs " + expected + " in '"
                + SdmxException.shorten(text) + "'.");
    }

    /** Whether only codes that it names fulfil it. */
    boolean names() {
        return alternatives.stream().allMatch(terms -> terms.stream().anyMatch(term -> term.operator() == Operator.EQ));
    }

    /** Whether a code fulfils it. */
    boolean holds(String code) {
        return alternatives.stream().anyMatch(terms -> terms.stream()
                .allMatch(term -> term.operator().holds(code, term.value())));
    }

    /** The condition in SQL, its values added to the bound ones. */
    String sql(String expression, List<Object> values) {
        List<String> any = new ArrayList<>();
        for (List<Term> terms : alternatives) {
            List<String> all = new ArrayList<>();
            for (Term term : terms) {
                all.add(
                        switch (component.content()) {
                            case PERIOD -> period(expression, term, values);
                            case AMOUNT -> {
                                values.add(new BigDecimal(term.value()));
                                yield term.operator().sql(expression);
                            }
                            default -> {
                                values.add(term.value());
                                if (term.operator() == Operator.EW) {
                                    values.add(term.value());
                                }
                                yield term.operator().sql(expression);
                            }
                        });
            }
            any.add("(" + String.join(" and ", all) + ")");
        }
        return "(" + String.join(" or ", any) + ")";
    }

    /** Periods are compared as stretches of time; the expression gives the first day, {@link DataSql#LAST_DAY} the last. */
    private static String period(String expression, Term term, List<Object> values) {
        TimeRange range = Objects.requireNonNull(term.range());
        switch (term.operator()) {
            case EQ, NE -> {
                values.add(range.first());
                values.add(range.last());
                String inside = "(" + expression + " >= ? and " + DataSql.LAST_DAY + " <= ?)";
                return term.operator() == Operator.EQ ? inside : "not " + inside;
            }
            case GE -> {
                values.add(range.first());
                return expression + " >= ?";
            }
            case GT -> {
                values.add(range.last());
                return expression + " > ?";
            }
            case LE -> {
                values.add(range.last());
                return DataSql.LAST_DAY + " <= ?";
            }
            case LT -> {
                values.add(range.first());
                return DataSql.LAST_DAY + " < ?";
            }
            case CO, NC, SW, EW -> throw new IllegalStateException("refused before");
        }
        throw new IllegalStateException(term.operator().name());
    }
}
