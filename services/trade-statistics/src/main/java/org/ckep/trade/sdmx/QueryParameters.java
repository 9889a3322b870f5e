package org.ckep.trade.sdmx;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.ckep.trade.observation.TimeRange;
import org.jspecify.annotations.Nullable;

/** Reads the parameters that both roots have in common. */
final class QueryParameters {
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_@$-]{1,60}");

    private QueryParameters() {}

    /** Refuses what asks for history, which is not offered. */
    static void refuseHistory(RawUrl url) {
        for (String name : new String[] {"updatedAfter", "update_after", "asOf"}) {
            if (url.parameter(name) != null) {
                throw SdmxException.notImplemented("The parameter '" + name + "' is not offered yet.");
            }
        }
        String history = url.parameter("includeHistory");
        if (history != null && !history.equals("false")) {
            if (history.equals("true")) {
                throw SdmxException.notImplemented("The parameter 'includeHistory' is not offered yet.");
            }
            throw SdmxException.parameter("includeHistory", history, "true or false");
        }
    }

    static LocalDate start(RawUrl url) {
        String text = url.parameter("startPeriod");
        return text == null ? Selection.EARLIEST : range("startPeriod", text).first();
    }

    static LocalDate end(RawUrl url, LocalDate start) {
        String text = url.parameter("endPeriod");
        LocalDate end =
                text == null ? Selection.LATEST : range("endPeriod", text).last();
        if (end.isBefore(start)) {
            throw SdmxException.syntax("The parameter 'endPeriod' must not lie before 'startPeriod'.");
        }
        return end;
    }

    private static TimeRange range(String name, String text) {
        return TimeRange.parse(text)
                .orElseThrow(
                        () -> SdmxException.parameter(name, text, "a time period such as 2010, 2010-Q1 or 2010-01"));
    }

    /** A positive number, or null where it is absent. */
    static @Nullable Integer count(RawUrl url, String name) {
        String text = url.parameter(name);
        if (text == null) {
            return null;
        }
        try {
            int count = Integer.parseInt(text);
            if (count > 0) {
                return count;
            }
        } catch (NumberFormatException notANumber) {
            // refused below
        }
        throw SdmxException.parameter(name, text, "a positive whole number");
    }

    static String dimensionAtObservation(RawUrl url, Iterable<DataTarget> targets) {
        String dimension = url.parameter("dimensionAtObservation");
        if (dimension == null
                || dimension.equals(Component.TIME_PERIOD)
                || dimension.equals(DataQuery.ALL_DIMENSIONS)) {
            return dimension == null ? Component.TIME_PERIOD : dimension;
        }
        for (DataTarget target : targets) {
            if (target.flow().structure().position(dimension) < 0) {
                throw SdmxException.parameter(
                        "dimensionAtObservation", dimension, "TIME_PERIOD, AllDimensions or the id of a dimension");
            }
        }
        return dimension;
    }

    private enum Mode {
        EXACT,
        AVAILABLE
    }

    /** Whether an availability query asks for what may still be chosen, not for its own result; false by default. */
    static boolean asksForAvailable(RawUrl url) {
        return word(url, "mode", Mode.EXACT) == Mode.AVAILABLE;
    }

    /** One of the words of an enumeration, or the default where the parameter is absent. */
    static <E extends Enum<E>> E word(RawUrl url, String name, E whenAbsent) {
        String text = url.parameter(name);
        if (text == null) {
            return whenAbsent;
        }
        E[] constants = whenAbsent.getDeclaringClass().getEnumConstants();
        for (E constant : constants) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(text.toLowerCase(Locale.ROOT))) {
                return constant;
            }
        }
        StringBuilder words = new StringBuilder();
        for (E constant : constants) {
            words.append(words.isEmpty() ? "" : ", ").append(constant.name().toLowerCase(Locale.ROOT));
        }
        throw SdmxException.parameter(name, text, "one of " + words);
    }

    /** A code of a key. */
    static String code(String text) {
        if (!CODE.matcher(text).matches()) {
            throw SdmxException.syntax("'" + SdmxException.shorten(text) + "' in the key is no code.");
        }
        return text;
    }

    /** Ids joined by a separator; empty for the word that means all. */
    static Set<String> several(String text, String separator, String all) {
        if (text.isEmpty() || text.toLowerCase(Locale.ROOT).equals(all)) {
            return Set.of();
        }
        return Set.of(Arrays.stream(text.split(Pattern.quote(separator), -1))
                .distinct()
                .toArray(String[]::new));
    }

    /** Counting along time needs series that go along time. */
    static void refuseCountsAcross(String dimensionAtObservation, @Nullable Integer firstN, @Nullable Integer lastN) {
        boolean across = !dimensionAtObservation.equals(Component.TIME_PERIOD)
                && !dimensionAtObservation.equals(DataQuery.ALL_DIMENSIONS);
        if (across && (firstN != null || lastN != null)) {
            throw SdmxException.notImplemented("firstNObservations and lastNObservations count along time and are not"
                    + " offered with dimensionAtObservation=" + dimensionAtObservation + ".");
        }
    }
}
