package org.ckep.hub.filter;

import java.util.List;
import java.util.Locale;
import org.ckep.hub.filter.Cesql.Evaluation;
import org.ckep.hub.filter.Cesql.Fault;

/**
 * A part of an expression. An operator whose operand went wrong has the zero value of its type; a cast of its own that
 * goes wrong takes the zero value of the type cast to.
 */
sealed interface CesqlNode {
    /** The value: String, Boolean or Integer. */
    Object value(Evaluation evaluation);

    /**
     * A constant.
     *
     * @param position index of its first character in the expression, from 1
     */
    record Literal(Object constant, int position) implements CesqlNode {
        @Override
        public Object value(Evaluation evaluation) {
            return constant;
        }
    }

    /** An attribute of the event. */
    record Attribute(String name) implements CesqlNode {
        @Override
        public Object value(Evaluation evaluation) {
            Object value = evaluation.event().attribute(name);
            return value == null ? evaluation.fail(Fault.MISSING_ATTRIBUTE, false) : value;
        }
    }

    /** Whether the event has an attribute. */
    record Exists(String name) implements CesqlNode {
        @Override
        public Object value(Evaluation evaluation) {
            return evaluation.event().attribute(name) != null;
        }
    }

    /** Negation of a truth value. */
    record Not(CesqlNode operand) implements CesqlNode {
        @Override
        public Object value(Evaluation evaluation) {
            Object value = operand.value(evaluation);
            return evaluation.hasFailed() ? false : (Object) !evaluation.toBoolean(value);
        }
    }

    /** Negation of a number. */
    record Minus(CesqlNode operand) implements CesqlNode {
        @Override
        public Object value(Evaluation evaluation) {
            Object value = operand.value(evaluation);
            if (evaluation.hasFailed()) {
                return 0;
            }
            int number = evaluation.toInteger(value);
            return number == Integer.MIN_VALUE ? evaluation.fail(Fault.MATH, 0) : (Object) (-number);
        }
    }

    /** A comparison with a pattern. */
    record Like(CesqlNode operand, LikePattern pattern, boolean negated) implements CesqlNode {
        @Override
        public Object value(Evaluation evaluation) {
            Object value = operand.value(evaluation);
            if (evaluation.hasFailed()) {
                return false;
            }
            boolean matches = pattern.matches(value.toString(), evaluation);
            return evaluation.hasFailed() ? false : (Object) (matches != negated);
        }
    }

    /** Membership in a set. */
    record In(CesqlNode operand, List<CesqlNode> set, boolean negated) implements CesqlNode {
        @Override
        public Object value(Evaluation evaluation) {
            Object value = operand.value(evaluation);
            if (evaluation.hasFailed()) {
                return false;
            }
            boolean found = false;
            for (CesqlNode element : set) {
                Object candidate = element.value(evaluation);
                found = found || (!evaluation.hasFailed() && value.equals(evaluation.castTo(value, candidate)));
            }
            return evaluation.hasFailed() ? false : (Object) (found != negated);
        }
    }

    /** An operation on two numbers. */
    record Arithmetic(CesqlNode left, char operator, CesqlNode right) implements CesqlNode {
        @Override
        public Object value(Evaluation evaluation) {
            Object first = left.value(evaluation);
            Object second = right.value(evaluation);
            if (evaluation.hasFailed()) {
                return 0;
            }
            long a = evaluation.toInteger(first);
            long b = evaluation.toInteger(second);
            if (b == 0 && (operator == '/' || operator == '%')) {
                return evaluation.fail(Fault.MATH, 0);
            }
            long result =
                    switch (operator) {
                        case '+' -> a + b;
                        case '-' -> a - b;
                        case '*' -> a * b;
                        case '/' -> a / b;
                        default -> a % b;
                    };
            return result < Integer.MIN_VALUE || result > Integer.MAX_VALUE
                    ? evaluation.fail(Fault.MATH, 0)
                    : (Object) (int) result;
        }
    }

    /** Equality; the left value takes the type of the right one. */
    record Equal(CesqlNode left, CesqlNode right, boolean negated) implements CesqlNode {
        @Override
        public Object value(Evaluation evaluation) {
            Object first = left.value(evaluation);
            Object second = right.value(evaluation);
            if (evaluation.hasFailed()) {
                return false;
            }
            boolean equal = evaluation.castTo(second, first).equals(second);
            return evaluation.hasFailed() ? false : (Object) (equal != negated);
        }
    }

    /** Order of two numbers. */
    record Compare(CesqlNode left, String operator, CesqlNode right) implements CesqlNode {
        @Override
        public Object value(Evaluation evaluation) {
            Object first = left.value(evaluation);
            Object second = right.value(evaluation);
            if (evaluation.hasFailed()) {
                return false;
            }
            int order = Integer.compare(evaluation.toInteger(first), evaluation.toInteger(second));
            if (evaluation.hasFailed()) {
                return false;
            }
            return switch (operator) {
                case "<" -> order < 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                default -> order >= 0;
            };
        }
    }

    /** AND, OR and XOR; the right side is not looked at where the left one decides. */
    record Logic(CesqlNode left, String operator, CesqlNode right) implements CesqlNode {
        @Override
        public Object value(Evaluation evaluation) {
            Object first = left.value(evaluation);
            if (evaluation.hasFailed()) {
                return false;
            }
            boolean a = evaluation.toBoolean(first);
            if (!operator.equals("XOR") && !evaluation.hasFailed() && a == operator.equals("OR")) {
                return a;
            }
            Object second = right.value(evaluation);
            if (evaluation.hasFailed()) {
                return false;
            }
            boolean b = evaluation.toBoolean(second);
            return operator.equals("XOR") ? (Object) (a != b) : (Object) b;
        }
    }

    /** A call of a built-in function. */
    record Call(String function, List<CesqlNode> arguments) implements CesqlNode {
        @Override
        public Object value(Evaluation evaluation) {
            CesqlFunction called = CesqlFunction.of(function.toUpperCase(Locale.ROOT), arguments.size());
            if (called == null) {
                return evaluation.fail(Fault.MISSING_FUNCTION, false);
            }
            List<Object> values = arguments.stream()
                    .map(argument -> argument.value(evaluation))
                    .toList();
            int length =
                    values.stream().mapToInt(value -> value.toString().length()).sum();
            return evaluation.hasFailed() || !evaluation.spend(length)
                    ? called.zero()
                    : called.apply(evaluation, values);
        }
    }
}
