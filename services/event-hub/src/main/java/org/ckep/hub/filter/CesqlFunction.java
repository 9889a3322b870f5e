package org.ckep.hub.filter;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.ckep.hub.filter.Cesql.Evaluation;
import org.ckep.hub.filter.Cesql.Fault;
import org.jspecify.annotations.Nullable;

/** The functions that CESQL has. */
enum CesqlFunction {
    LENGTH(1, 1),
    CONCAT(0, Integer.MAX_VALUE),
    CONCAT_WS(1, Integer.MAX_VALUE),
    LOWER(1, 1),
    UPPER(1, 1),
    TRIM(1, 1),
    LEFT(2, 2),
    RIGHT(2, 2),
    SUBSTRING(2, 3),
    ABS(1, 1),
    INT(1, 1),
    BOOL(1, 1),
    STRING(1, 1),
    IS_INT(1, 1),
    IS_BOOL(1, 1);

    private final int least;
    private final int most;

    CesqlFunction(int least, int most) {
        this.least = least;
        this.most = most;
    }

    /** The function of that name that takes so many arguments, null where there is none. */
    static @Nullable CesqlFunction of(String name, int arguments) {
        return Arrays.stream(values())
                .filter(function ->
                        function.name().equals(name) && arguments >= function.least && arguments <= function.most)
                .findFirst()
                .orElse(null);
    }

    /** The value where an argument went wrong. */
    Object zero() {
        return switch (this) {
            case LENGTH, ABS, INT -> 0;
            case BOOL, IS_INT, IS_BOOL -> false;
            case CONCAT, CONCAT_WS, LOWER, UPPER, TRIM, LEFT, RIGHT, SUBSTRING, STRING -> "";
        };
    }

    Object apply(Evaluation evaluation, List<Object> arguments) {
        Object first = arguments.isEmpty() ? "" : arguments.get(0);
        return switch (this) {
            case LENGTH -> first.toString().length();
            case CONCAT -> arguments.stream().map(Object::toString).collect(Collectors.joining());
            case CONCAT_WS ->
                arguments.stream().skip(1).map(Object::toString).collect(Collectors.joining(first.toString()));
            case LOWER -> first.toString().toLowerCase(Locale.ROOT);
            case UPPER -> first.toString().toUpperCase(Locale.ROOT);
            case TRIM -> first.toString().strip();
            case LEFT, RIGHT -> end(evaluation, first.toString(), evaluation.toInteger(arguments.get(1)));
            case SUBSTRING -> substring(evaluation, arguments);
            case ABS -> {
                int number = evaluation.toInteger(first);
                yield number == Integer.MIN_VALUE
                        ? evaluation.fail(Fault.MATH, Integer.MAX_VALUE)
                        : (Object) Math.abs(number);
            }
            case INT -> evaluation.toInteger(first);
            case BOOL -> first instanceof Integer number ? (Object) (number != 0) : evaluation.toBoolean(first);
            case STRING -> first.toString();
            case IS_INT -> first instanceof Integer || Cesql.integer(first.toString()) != null;
            case IS_BOOL ->
                first instanceof Boolean
                        || first.toString().equalsIgnoreCase("true")
                        || first.toString().equalsIgnoreCase("false");
        };
    }

    private Object end(Evaluation evaluation, String text, int length) {
        if (length < 0) {
            return evaluation.fail(Fault.FUNCTION_EVALUATION, text);
        }
        int kept = Math.min(length, text.length());
        return this == LEFT ? text.substring(0, kept) : text.substring(text.length() - kept);
    }

    private static Object substring(Evaluation evaluation, List<Object> arguments) {
        String text = arguments.get(0).toString();
        int position = evaluation.toInteger(arguments.get(1));
        int length = arguments.size() == 3 ? evaluation.toInteger(arguments.get(2)) : text.length();
        if (Math.abs((long) position) > text.length() || length < 0) {
            return evaluation.fail(Fault.FUNCTION_EVALUATION, "");
        }
        if (position == 0) {
            return "";
        }
        int begin = position > 0 ? position - 1 : text.length() + position;
        return text.substring(begin, (int) Math.min(text.length(), (long) begin + length));
    }
}
