package org.ckep.investment.project;

import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The units in which a capacity is stated: codes of the Unified Code for Units of Measure, without its signs for exponents, and
 * agreed ones for what industry counts, each by itself or in a period ({@code t/a}, {@code wafer/month}).
 */
final class CapacityUnits {
    private static final Set<String> MEASURED = Set.of(
            "g", "kg", "t", "kt", "Mt", // mass
            "kWh", "MWh", "GWh", "TWh", // energy
            "kW", "MW", "GW", "TW", // power
            "m2", "ha", "km2", // area
            "L", "m3", "km3", // volume
            "m", "km", // length
            "MB", "GB", "TB", "PB", "EB", // storage
            "TEU", "DWT", "GT", // carriage
            "%"); // of what the product names

    private static final Set<String> COUNTED = Set.of(
            "wafer", "chip", "cell", "module", "pack", "panel", "piece", "set", "unit", "vehicle", "vessel", "line",
            "seat");

    private static final List<String> PERIODS =
            List.of("h", "d", "day", "wk", "week", "mo", "month", "quarter", "a", "year");

    /** A power of ten as the code for units writes it, before what it multiplies. */
    private static final Pattern POWER = Pattern.compile("^10\\*[1-9][0-9]?\\.");

    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    private CapacityUnits() {}

    /** True where that is a unit of a capacity. */
    static boolean isKnown(String unit) {
        int slash = unit.indexOf('/');
        String what = slash < 0 ? unit : unit.substring(0, slash);
        boolean inPeriod = slash < 0 || PERIODS.contains(unit.substring(slash + 1));
        String plain = POWER.matcher(what).replaceFirst("");
        return inPeriod && (MEASURED.contains(plain) || COUNTED.contains(plain) || CURRENCIES.contains(plain));
    }

    /** What may be said instead. */
    static String known() {
        return "a unit is one of " + String.join(", ", new TreeSet<>(MEASURED)) + ", "
                + String.join(", ", new TreeSet<>(COUNTED))
                + " or the code of a currency, by itself, after a power of ten such as"
                + " 10*9. or in one of the periods " + String.join(", ", PERIODS) + ", such as t/a";
    }
}
