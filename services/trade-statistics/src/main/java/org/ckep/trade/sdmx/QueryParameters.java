package org.ckep.trade.sdmx;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.ckep.trade.observation.Instants;
import org.ckep.trade.observation.TimeRange;
import org.jspecify.annotations.Nullable;

/** Reads the parameters that both roots have in common. */
final class QueryParameters {
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_@$-]{1,60}");

    private QueryParameters() {}

    /** The instant at which structures are told, null for now. */
    static @Nullable Instant structuresAsOf(RawUrl url) {
        return instant(url, "asOf");
    }

    /** Of which states of the figures the answer is to tell. */
    static Vintage vintage(RawUrl url) {
        Instant asOf = instant(url, "asOf");
        Instant updatedAfter = instant(url, "updatedAfter");
        if (updatedAfter == null) {
            // As a client spells it, which would get everything instead of the changes.
            updatedAfter = instant(url, "update_after");
        }
        if (asOf != null && updatedAfter != null && updatedAfter.isAfter(asOf)) {
            throw SdmxException.unprocessable("The parameter 'updatedAfter' must not be later than 'asOf'.");
        }
        return new Vintage(asOf, updatedAfter, history(url));
    }

    private static boolean history(RawUrl url) {
        String history = url.parameter("includeHistory");
        if (history == null || history.equals("false")) {
            return false;
        }
        if (history.equals("true")) {
            return true;
        }
        throw SdmxException.parameter("includeHistory", history, "true or false");
    }

    /** An instant to the microsecond, of UTC where the text names no offset; null where it is absent. */
    private static @Nullable Instant instant(RawUrl url, String name) {
        String text = url.parameter(name);
        if (text == null) {
            return null;
        }
        return Instants.ofDateTime(text)
                .orElseThrow(() -> SdmxException.parameter(
                        name, text, "an instant such as 2026-11-26T09:00:00Z, from 1900 to 9999"))
                .truncatedTo(ChronoUnit.MICROS);
    }

    /** Refuses what history cannot be told with. */
    static void refuseBesideHistory(DataQuery query) {
        if (query.vintage().history() && !query.detail().observations()) {
            throw SdmxException.unprocessable(
                    "History is that of observations: 'includeHistory' means nothing where only keys are asked for.");
        }
    }

    /** Refuses the history of availability. */
    static Vintage vintageOfAvailability(RawUrl url) {
        Vintage vintage = vintage(url);
        if (vintage.history()) {
            throw SdmxException.notImplemented("The parameter 'includeHistory' is offered for data only.");
        }
        return vintage;
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
        throw SdmxException.parameter(name, text, "a whole number from 1 to " + Integer.MAX_VALUE);
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

    /**
     * The dataflows that have one of the dimensions, all of them where none is named.
     *
     * @throws SdmxException where one is no dimension of any of them
     */
    static List<DataTarget> withDimensions(List<DataTarget> flows, Set<String> dimensions) {
        for (String dimension : dimensions) {
            if (flows.stream().noneMatch(flow -> hasDimension(flow, dimension))) {
                throw SdmxException.syntax("The component '" + SdmxException.shorten(dimension)
                        + "' is no dimension of " + named(flows) + ".");
            }
        }
        return flows.stream()
                .filter(flow -> dimensions.isEmpty()
                        || dimensions.stream().anyMatch(dimension -> hasDimension(flow, dimension)))
                .toList();
    }

    /** The first dataflow, and how many others there are: an address may mean hundreds. */
    private static String named(List<DataTarget> flows) {
        String first = flows.getFirst().flow().reference();
        return flows.size() == 1
                ? first
                : first + ", nor of any other of the " + flows.size() + " dataflows that the address means";
    }

    private static boolean hasDimension(DataTarget target, String dimension) {
        return dimension.equals(Component.TIME_PERIOD)
                || target.flow().structure().position(dimension) >= 0;
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
}
