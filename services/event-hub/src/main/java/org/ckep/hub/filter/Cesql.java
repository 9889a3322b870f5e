package org.ckep.hub.filter;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An expression of the CloudEvents SQL language 1.0. Values are texts, truth values and 32-bit numbers. An evaluation
 * always has a value; where something went wrong it has the first error as well.
 */
final class Cesql {
    /** Most characters that functions and LIKE look at in one evaluation; filters are evaluated where requests are. */
    static final int MAX_STEPS = 10_000;

    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,10}");

    private final CesqlNode root;
    private final List<TypeName> typeNames;

    Cesql(CesqlNode root, List<TypeName> typeNames) {
        this.root = root;
        this.typeNames = typeNames;
    }

    /**
     * Reads an expression.
     *
     * @throws CesqlException with the position of the first fault
     */
    static Cesql parse(String expression) {
        return new CesqlParser(expression).parse();
    }

    /** The constants with which the event's type is compared, in their order. */
    List<TypeName> typeNames() {
        return typeNames;
    }

    /** True where the expression is true of the event and nothing went wrong. */
    boolean test(FilterEvent event) {
        Result result = evaluate(event);
        return result.error == null && Boolean.TRUE.equals(result.value);
    }

    /** The value, and the first error if any. */
    Result evaluate(FilterEvent event) {
        Evaluation evaluation = new Evaluation(event);
        Object value = root.value(evaluation);
        return new Result(value, evaluation.error);
    }

    /**
     * A constant with which the event's type is compared.
     *
     * @param position index of its first character in the expression, from 1
     */
    record TypeName(String name, int position) {}

    /**
     * What an evaluation came to.
     *
     * @param value String, Boolean or Integer
     * @param error null where nothing went wrong
     */
    record Result(Object value, @Nullable Fault error) {}

    /** What may go wrong, but for the last by the names of the specification. */
    enum Fault {
        MATH,
        CAST,
        MISSING_ATTRIBUTE,
        MISSING_FUNCTION,
        FUNCTION_EVALUATION,
        /** Not of the specification: it took too many steps. */
        TOO_MANY_STEPS
    }

    /** One evaluation over one event; remembers the first error. */
    static final class Evaluation {
        private final FilterEvent event;
        private @Nullable Fault error;
        private int stepsLeft = MAX_STEPS;

        Evaluation(FilterEvent event) {
            this.event = event;
        }

        FilterEvent event() {
            return event;
        }

        boolean hasFailed() {
            return error != null;
        }

        <T> T fail(Fault fault, T value) {
            if (error == null) {
                error = fault;
            }
            return value;
        }

        /** Takes steps of those that are left; false, with a fault, where they do not suffice. */
        boolean spend(int steps) {
            stepsLeft -= Math.min(steps, stepsLeft + 1);
            return stepsLeft >= 0 || fail(Fault.TOO_MANY_STEPS, false);
        }

        int toInteger(Object value) {
            if (value instanceof Integer number) {
                return number;
            }
            if (value instanceof Boolean truth) {
                return truth ? 1 : 0;
            }
            Integer number = integer(value.toString());
            return number == null ? fail(Fault.CAST, 0) : number;
        }

        /** Implicitly no number is a truth value; the function BOOL casts numbers. */
        boolean toBoolean(Object value) {
            if (value instanceof Boolean truth) {
                return truth;
            }
            String text = value.toString().toLowerCase(Locale.ROOT);
            if (value instanceof String && (text.equals("true") || text.equals("false"))) {
                return text.equals("true");
            }
            return fail(Fault.CAST, false);
        }

        Object castTo(Object type, Object value) {
            if (type instanceof Integer) {
                return toInteger(value);
            }
            return type instanceof Boolean ? (Object) toBoolean(value) : value.toString();
        }
    }

    static @Nullable Integer integer(String text) {
        if (!INTEGER.matcher(text).matches()) {
            return null;
        }
        long number = Long.parseLong(text);
        return number < Integer.MIN_VALUE || number > Integer.MAX_VALUE ? null : (Integer) (int) number;
    }
}
