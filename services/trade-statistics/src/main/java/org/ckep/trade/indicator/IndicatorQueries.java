package org.ckep.trade.indicator;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.trade.indicator.Complexity.Norm;
import org.ckep.trade.indicator.IndicatorQuery.Absent;
import org.ckep.trade.indicator.IndicatorQuery.Suppliers;
import org.ckep.trade.indicator.IndicatorQuery.Totals;
import org.ckep.trade.indicator.IndicatorQuery.World;
import org.ckep.trade.observation.Edition;
import org.ckep.trade.observation.Instants;
import org.ckep.trade.observation.Period;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of a call; what is wrong is a 400 that names its parameter. */
final class IndicatorQueries {
    private static final Pattern COMMODITY = Pattern.compile("[0-9]{2}|[0-9]{4}|[0-9]{6}");
    private static final Pattern FACTOR = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,6})?");
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,18}");
    private static final int MOST_SUPPLIERS = 20;

    private final Formula formula;
    private final Map<Option, String> given;

    private IndicatorQueries(Formula formula, Map<Option, String> given) {
        this.formula = formula;
        this.given = given;
    }

    /**
     * Reads everything that needs no list; areas and source are taken over as they are.
     *
     * @throws ProblemException naming the parameter that is missing, not taken or not understood
     */
    static IndicatorQuery read(Formula formula, Map<Option, String> given) {
        return new IndicatorQueries(formula, given).query();
    }

    private IndicatorQuery query() {
        for (Option option : given.keySet()) {
            if (!formula.accepts(option)) {
                throw refuse(option, "is not taken by the formula '" + formula.id() + "'");
            }
        }
        for (Option option : formula.needs()) {
            if (!given.containsKey(option)) {
                throw refuse(option, "is needed by the formula '" + formula.id() + "'" + hint(option));
            }
        }
        Period period = period(Option.PERIOD);
        Period base = given.containsKey(Option.BASE_PERIOD) ? period(Option.BASE_PERIOD) : period;
        if (given.containsKey(Option.BASE_PERIOD)
                && (base.frequency() != period.frequency() || !base.start().isBefore(period.start()))) {
            throw refuse(Option.BASE_PERIOD, "must be an earlier period of the same frequency as 'period'");
        }
        String commodity = commodity();
        return new IndicatorQuery(
                formula,
                given.getOrDefault(Option.SOURCE, ""),
                given.getOrDefault(Option.REPORTER, ""),
                given.getOrDefault(Option.PARTNER, Slice.WORLD),
                period,
                base,
                edition(),
                level(commodity),
                commodity,
                choice(Option.FLOW, List.of("X", "M"), "X"),
                variant(),
                constant(Option.WORLD, World.values(), World.INCL),
                constant(Option.TOTALS, Totals.values(), formula.totals()),
                constant(Option.ABSENT, Absent.values(), Absent.MISSING),
                top(),
                constant(Option.SUPPLIERS, Suppliers.values(), Suppliers.ECONOMIES),
                trim(),
                minTrade(),
                constant(Option.PCI_NORM, Norm.values(), Norm.ECI),
                knownAt());
    }

    private String hint(Option option) {
        return option == Option.VARIANT ? ": its variants differ in value; it is one of " + variants() : "";
    }

    private String variants() {
        return String.join(", ", formula.variants());
    }

    private @Nullable String variant() {
        String variant = given.get(Option.VARIANT);
        if (variant != null && !formula.variants().contains(variant)) {
            throw refuse(Option.VARIANT, "must be one of " + variants());
        }
        return variant;
    }

    private Period period(Option option) {
        return Period.parse(given.getOrDefault(option, ""))
                .orElseThrow(() -> refuse(option, "must be a year (2023) or a month (2023-05)"));
    }

    private @Nullable Edition edition() {
        String name = given.get(Option.CLASSIFICATION);
        if (name == null) {
            return null;
        }
        return Edition.ofName(name)
                .orElseThrow(() -> refuse(
                        Option.CLASSIFICATION,
                        "must be one of "
                                + Arrays.stream(Edition.values())
                                        .map(Enum::name)
                                        .collect(Collectors.joining(", "))));
    }

    private @Nullable String commodity() {
        String commodity = given.get(Option.COMMODITY);
        if (commodity != null && !COMMODITY.matcher(commodity).matches()) {
            throw refuse(Option.COMMODITY, "must be 2, 4 or 6 digits of the Harmonized System");
        }
        return commodity;
    }

    private int level(@Nullable String commodity) {
        String level = given.get(Option.LEVEL);
        if (level == null) {
            return commodity == null ? formula.level() : commodity.length();
        }
        int digits = Integer.parseInt(choice(Option.LEVEL, List.of("2", "4", "6"), "6"));
        if (commodity != null && commodity.length() != digits) {
            throw refuse(Option.LEVEL, "contradicts 'commodity', which has " + commodity.length() + " digits");
        }
        return digits;
    }

    private int top() {
        String top = given.get(Option.TOP);
        if (top == null) {
            return 3;
        }
        int number = top.matches("[0-9]{1,2}") ? Integer.parseInt(top) : 0;
        if (number < 1 || number > MOST_SUPPLIERS) {
            throw refuse(Option.TOP, "must be from 1 to " + MOST_SUPPLIERS);
        }
        return number;
    }

    private @Nullable BigDecimal trim() {
        String trim = given.get(Option.TRIM);
        if (trim == null) {
            return null;
        }
        if (!FACTOR.matcher(trim).matches() || new BigDecimal(trim).compareTo(BigDecimal.ONE) <= 0) {
            throw refuse(Option.TRIM, "must be a factor above 1, such as 5");
        }
        return new BigDecimal(trim);
    }

    private BigDecimal minTrade() {
        String least = given.getOrDefault(Option.MIN_TRADE, "0");
        if (!AMOUNT.matcher(least).matches()) {
            throw refuse(Option.MIN_TRADE, "must be an amount in USD without decimals, such as 1000000000");
        }
        return new BigDecimal(least);
    }

    private @Nullable Instant knownAt() {
        String instant = given.get(Option.KNOWN_AT);
        if (instant == null) {
            return null;
        }
        try {
            return Instants.parse(instant);
        } catch (DateTimeException noInstant) {
            throw refuse(Option.KNOWN_AT, "must be an instant from 1900 to 9999, such as 2026-03-02T01:00:00Z");
        }
    }

    private String choice(Option option, List<String> choices, String otherwise) {
        String choice = given.getOrDefault(option, otherwise);
        if (!choices.contains(choice)) {
            throw refuse(option, "must be one of " + String.join(", ", choices));
        }
        return choice;
    }

    private <E extends Enum<E>> E constant(Option option, E[] constants, E otherwise) {
        List<String> names = Arrays.stream(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        return constants[names.indexOf(choice(option, names, otherwise.name().toLowerCase(Locale.ROOT)))];
    }

    static ProblemException refuse(Option option, String why) {
        return ProblemException.invalidParameter(
                option.parameter(), "The parameter '" + option.parameter() + "' " + why + ".");
    }
}
