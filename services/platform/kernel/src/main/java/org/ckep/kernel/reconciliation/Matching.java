package org.ckep.kernel.reconciliation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.ckep.kernel.reconciliation.Statement.Value;
import org.ckep.kernel.value.Decimals;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.Money;
import org.ckep.kernel.value.Quantity;
import org.ckep.kernel.value.Share;
import org.jspecify.annotations.Nullable;

/**
 * Compares what both sides state of one thing. It never makes a third figure of the two: an average would be a number that
 * neither government stands behind.
 */
public final class Matching {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal NEARLY = new BigDecimal("0.05");
    /** A thousand for a million, and the myriads 万/만 and 亿/억 (rule I14). */
    private static final List<BigDecimal> MISTAKEN =
            List.of(new BigDecimal("1E3"), new BigDecimal("1E4"), new BigDecimal("1E8"));

    private Matching() {}

    /** Both sides' agreed rates of a month. */
    @FunctionalInterface
    public interface Rates {
        /** No rate is agreed. */
        Rates NONE = (from, to) -> null;

        /** Units of the second currency for one of the first; null where none is agreed. */
        @Nullable
        BigDecimal of(String from, String to);
    }

    /**
     * Compares.
     *
     * @param cn what the Chinese side states, null where nothing that both may read
     * @param kr what the Korean side states, likewise
     */
    public static Match match(@Nullable Statement cn, @Nullable Statement kr, Tolerance tolerance, Rates rates) {
        if (cn == null || kr == null) {
            return Match.ONE_SIDED;
        }
        for (Facet facet : Facet.values()) {
            if (facet.parts() && facet.differs(cn, kr)) {
                return Match.notComparable(facet.reason());
            }
        }
        if (kr.value() instanceof Value.Apart parts) {
            return Match.notComparable(parts.reason());
        }
        return switch (cn.value()) {
            case Value.Sum one
            when kr.value() instanceof Value.Sum other -> sums(cn, kr, one.money(), other.money(), tolerance, rates);
            case Value.Number one
            when kr.value() instanceof Value.Number other ->
                numbers(cn, kr, one.quantity(), other.quantity(), tolerance);
            case Value.Day one
            when kr.value() instanceof Value.Day other -> days(cn, kr, one.date(), other.date(), tolerance);
            case Value.Part one
            when kr.value() instanceof Value.Part other -> parts(cn, kr, one.share(), other.share(), tolerance);
            case Value.Code one
            when kr.value() instanceof Value.Code other ->
                one.equals(other) ? Match.MATCHED : broken(cn, kr, List.of(), null);
            case Value.Sum one -> Match.notComparable(BreakReason.DEFINITION);
            case Value.Number one -> Match.notComparable(BreakReason.DEFINITION);
            case Value.Day one -> Match.notComparable(BreakReason.DEFINITION);
            case Value.Part one -> Match.notComparable(BreakReason.DEFINITION);
            case Value.Code one -> Match.notComparable(BreakReason.DEFINITION);
            case Value.Words one -> Match.notComparable(BreakReason.DEFINITION);
            case Value.Apart one -> Match.notComparable(one.reason());
        };
    }

    /**
     * By about how much two numbers of one thing differ where that looks like another unit (rule I14): by a thousand, a
     * myriad or a hundred million within five percent, or from ten times on where they are given in two units of one kind.
     *
     * @return null where nothing is suspect, and where the two cannot be compared
     */
    public static @Nullable Long suspectFactor(Quantity one, Quantity other) {
        BigDecimal factor = java.util.Objects.equals(one.countingUnit(), other.countingUnit())
                ? Units.factor(other.unit(), one.unit())
                : null;
        if (factor == null) {
            return null;
        }
        BigDecimal first = Interval.of(one, BigDecimal.ONE).size();
        BigDecimal second = Interval.of(other, factor).size();
        BigDecimal ratio = first.signum() > 0 && second.signum() > 0 ? ratio(first, second) : null;
        if (ratio == null) {
            return null;
        }
        for (BigDecimal mistaken : MISTAKEN) {
            if (isNearly(ratio, mistaken)) {
                return mistaken.longValueExact();
            }
        }
        boolean otherUnit = !java.util.Objects.equals(one.unit(), other.unit());
        return otherUnit && ratio.compareTo(BigDecimal.TEN) >= 0
                ? ratio.setScale(0, RoundingMode.HALF_UP).longValue()
                : null;
    }

    /**
     * Checks a total against the parts that the same source gives.
     *
     * @return false where they do not add up to it
     */
    public static boolean addsUp(BigDecimal total, List<BigDecimal> parts) {
        return parts.stream().reduce(BigDecimal.ZERO, BigDecimal::add).compareTo(total) == 0;
    }

    private static Match sums(Statement cn, Statement kr, Money one, Money other, Tolerance tolerance, Rates rates) {
        boolean sameCurrency = one.currency().equals(other.currency());
        BigDecimal rate = sameCurrency ? BigDecimal.ONE : rates.of(other.currency(), one.currency());
        if (rate == null) {
            return Match.notComparable(BreakReason.CURRENCY_RATE);
        }
        BigDecimal converted = other.amount().multiply(rate);
        BigDecimal delta = one.amount().subtract(converted);
        BigDecimal larger = one.amount().abs().max(converted.abs());
        BigDecimal allowed = sameCurrency
                ? percentOf(larger, tolerance.percent()).max(tolerance.units())
                : percentOf(larger, tolerance.convertedPercent());
        if (sameCurrency && delta.signum() == 0) {
            return Match.MATCHED;
        }
        String told = plain(delta) + " " + one.currency();
        if (delta.abs().compareTo(allowed) <= 0) {
            return new Match(MatchStatus.WITHIN_TOLERANCE, List.of(), told);
        }
        List<BreakReason> suggested = new ArrayList<>();
        if (isMistaken(one.amount(), converted)) {
            suggested.add(BreakReason.UNIT);
        }
        if (!sameCurrency) {
            suggested.add(BreakReason.CURRENCY_RATE);
        } else if (suggested.isEmpty() && isRounded(one.amount(), other.amount())) {
            suggested.add(BreakReason.ROUNDING);
        }
        return broken(cn, kr, suggested, told);
    }

    private static Match numbers(Statement cn, Statement kr, Quantity one, Quantity other, Tolerance tolerance) {
        if (!java.util.Objects.equals(one.countingUnit(), other.countingUnit())) {
            return Match.notComparable(BreakReason.COUNTING_UNIT);
        }
        BigDecimal factor = Units.factor(other.unit(), one.unit());
        if (factor == null) {
            return Match.notComparable(BreakReason.UNIT);
        }
        Interval first = Interval.of(one, BigDecimal.ONE);
        Interval second = Interval.of(other, factor);
        boolean counted = one.countingUnit() != null;
        BigDecimal allowed = counted
                ? BigDecimal.ZERO
                : percentOf(first.size().abs().max(second.size().abs()), tolerance.percent());
        Match close = close(first, second, allowed, one.unit());
        if (close != null) {
            return close;
        }
        List<BreakReason> suggested = new ArrayList<>();
        boolean otherUnit = !java.util.Objects.equals(one.unit(), other.unit());
        if (isMistaken(first.size(), second.size()) || (otherUnit && isTenfold(first.size(), second.size()))) {
            suggested.add(BreakReason.UNIT);
        }
        if (!counted && suggested.isEmpty() && isRounded(first.size(), second.size())) {
            suggested.add(BreakReason.ROUNDING);
        }
        return broken(cn, kr, suggested, delta(first, second, one.unit()));
    }

    private static Match days(Statement cn, Statement kr, FuzzyDate one, FuzzyDate other, Tolerance tolerance) {
        if (one.equals(other)) {
            return Match.MATCHED;
        }
        long apart = Math.max(
                0,
                Math.max(
                        ChronoUnit.DAYS.between(one.end(), other.start()),
                        ChronoUnit.DAYS.between(other.end(), one.start())));
        String told = ChronoUnit.DAYS.between(other.start(), one.start()) + " d";
        return apart <= tolerance.days()
                ? new Match(MatchStatus.WITHIN_TOLERANCE, List.of(), told)
                : broken(cn, kr, List.of(), told);
    }

    private static Match parts(Statement cn, Statement kr, Share one, Share other, Tolerance tolerance) {
        Interval first = Interval.of(one);
        Interval second = Interval.of(other);
        if (first == null || second == null) {
            return Match.ONE_SIDED;
        }
        Match close = close(first, second, tolerance.points(), "%");
        return close == null ? broken(cn, kr, List.of(), delta(first, second, "%")) : close;
    }

    /** The match where the figures agree or nearly do, null where they do not. */
    private static @Nullable Match close(Interval first, Interval second, BigDecimal allowed, @Nullable String unit) {
        if (first.equals(second)
                || (first.isExact()
                        && second.isExact()
                        && first.distance(second).signum() == 0)) {
            return Match.MATCHED;
        }
        boolean apart = first.excludes(second)
                && (first.distance(second).signum() == 0
                        || first.distance(second).compareTo(allowed) > 0);
        return apart ? null : new Match(MatchStatus.WITHIN_TOLERANCE, List.of(), delta(first, second, unit));
    }

    private static Match broken(Statement cn, Statement kr, List<BreakReason> suggested, @Nullable String delta) {
        List<BreakReason> reasons = new ArrayList<>();
        if (suggested.contains(BreakReason.UNIT)) {
            reasons.add(BreakReason.UNIT);
        }
        for (Facet facet : Facet.values()) {
            if (facet.differs(cn, kr)) {
                reasons.add(facet.reason());
            }
        }
        suggested.stream().filter(reason -> reason != BreakReason.UNIT).forEach(reasons::add);
        return new Match(MatchStatus.BREAK, reasons.isEmpty() ? List.of(BreakReason.UNEXPLAINED) : reasons, delta);
    }

    private static BigDecimal percentOf(BigDecimal number, BigDecimal percent) {
        return number.multiply(percent).divide(HUNDRED);
    }

    /** True where one is nearly a thousand, a myriad or a hundred million times the other. */
    private static boolean isMistaken(BigDecimal one, BigDecimal other) {
        BigDecimal ratio = ratio(one, other);
        return ratio != null && MISTAKEN.stream().anyMatch(factor -> isNearly(ratio, factor));
    }

    private static boolean isNearly(BigDecimal ratio, BigDecimal factor) {
        return ratio.subtract(factor).abs().compareTo(factor.multiply(NEARLY)) <= 0;
    }

    private static boolean isTenfold(BigDecimal one, BigDecimal other) {
        BigDecimal ratio = ratio(one, other);
        return ratio != null && ratio.compareTo(BigDecimal.TEN) >= 0;
    }

    /** The larger by the smaller; null where one is zero. */
    private static @Nullable BigDecimal ratio(BigDecimal one, BigDecimal other) {
        if (one.signum() == 0 || other.signum() == 0) {
            return null;
        }
        BigDecimal larger = one.abs().max(other.abs());
        return larger.divide(one.abs().min(other.abs()), MathContext.DECIMAL64);
    }

    /** True where they are alike, and lie no further apart than one unit of the last digit that the rounder one gives. */
    private static boolean isRounded(BigDecimal one, BigDecimal other) {
        BigDecimal ratio = ratio(one, other);
        BigDecimal last = lastDigit(one).max(lastDigit(other));
        return ratio != null
                && ratio.compareTo(BigDecimal.TWO) <= 0
                && one.subtract(other).abs().compareTo(last) <= 0;
    }

    private static BigDecimal lastDigit(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return BigDecimal.ONE.scaleByPowerOfTen(-stripped.scale());
    }

    private static String delta(Interval first, Interval second, @Nullable String unit) {
        String number = plain(first.size().subtract(second.size()));
        return unit == null ? number : number + " " + unit;
    }

    private static String plain(BigDecimal number) {
        return Decimals.normal(number).toPlainString();
    }
}
