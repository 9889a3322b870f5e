package org.ckep.trade.sdmx;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.ckep.trade.observation.TimeRange;
import org.jspecify.annotations.Nullable;

/**
 * Which observations are asked for and how much of them.
 *
 * @param key the values wanted for each dimension of a series, in order; an empty set is a wildcard
 * @param first first day of the earliest period
 * @param last last day of the latest period
 * @param firstN observations of each series from its beginning, null for all
 * @param lastN observations of each series up to its end, null for all
 * @param flat true where observations stand alone instead of in series
 */
record DataQuery(
        Dataflow flow,
        List<Set<String>> key,
        LocalDate first,
        LocalDate last,
        @Nullable Integer firstN,
        @Nullable Integer lastN,
        boolean flat,
        Detail detail) {

    /** How much of the data is wanted. */
    enum Detail {
        FULL,
        DATAONLY,
        SERIESKEYSONLY,
        NODATA;

        boolean withObservations() {
            return this == FULL || this == DATAONLY;
        }

        boolean withAttributes() {
            return this == FULL;
        }
    }

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_@$-]{1,60}");
    private static final LocalDate EARLIEST = LocalDate.of(1000, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2999, 12, 31);

    DataQuery {
        key = List.copyOf(key);
    }

    /**
     * Reads an address {@code data/{flow}[/{key}[/{provider}]]}.
     *
     * @throws SdmxException naming the part that is not understood
     */
    static DataQuery of(RawUrl url, Dataflow flow) {
        if (url.segments().size() > 4) {
            throw SdmxException.syntax("A data query has the form data/{flow}/{key}/{provider}.");
        }
        refuseWhatIsNotBuilt(url);
        if (!isAll(url.segment(3, "all"))) {
            throw SdmxException.noResults("There is no data of provider '"
                    + SdmxException.shorten(url.segment(3, "all")) + "': no provision agreements are offered.");
        }
        LocalDate first = bound(url, "startPeriod", true);
        LocalDate last = bound(url, "endPeriod", false);
        if (last.isBefore(first)) {
            throw SdmxException.syntax("The parameter 'endPeriod' must not lie before 'startPeriod'.");
        }
        return new DataQuery(
                flow,
                key(url.segment(2, "all")),
                first,
                last,
                count(url, "firstNObservations"),
                count(url, "lastNObservations"),
                flat(url),
                detail(url));
    }

    private static void refuseWhatIsNotBuilt(RawUrl url) {
        if (url.parameter("updatedAfter") != null || url.parameter("update_after") != null) {
            throw SdmxException.notImplemented("The parameter 'updatedAfter' is not offered yet.");
        }
        String history = url.parameter("includeHistory");
        if (history != null && !history.equals("false")) {
            if (history.equals("true")) {
                throw SdmxException.notImplemented("The parameter 'includeHistory' is not offered yet.");
            }
            throw SdmxException.parameter("includeHistory", history, "true or false");
        }
    }

    private static List<Set<String>> key(String text) {
        int dimensions = Component.DIMENSIONS.size();
        List<Set<String>> key = new ArrayList<>();
        if (isAll(text)) {
            for (int i = 0; i < dimensions; i++) {
                key.add(Set.of());
            }
            return key;
        }
        String[] parts = text.split("\\.", -1);
        if (parts.length != dimensions) {
            throw SdmxException.syntax("The key '" + SdmxException.shorten(text) + "' has " + parts.length
                    + " parts, the structure " + dimensions + " dimensions.");
        }
        for (String part : parts) {
            key.add(part.isEmpty() ? Set.of() : codes(part));
        }
        return key;
    }

    private static Set<String> codes(String part) {
        Set<String> codes = new TreeSet<>();
        for (String code : part.split("\\+", -1)) {
            if (!CODE.matcher(code).matches()) {
                throw SdmxException.syntax("'" + SdmxException.shorten(code) + "' in the key is no code.");
            }
            codes.add(code);
        }
        return codes;
    }

    private static LocalDate bound(RawUrl url, String name, boolean start) {
        String text = url.parameter(name);
        if (text == null) {
            return start ? EARLIEST : LATEST;
        }
        TimeRange range = TimeRange.parse(text)
                .orElseThrow(
                        () -> SdmxException.parameter(name, text, "a time period such as 2010, 2010-Q1 or 2010-01"));
        return start ? range.first() : range.last();
    }

    private static @Nullable Integer count(RawUrl url, String name) {
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

    private static boolean flat(RawUrl url) {
        String dimension = url.parameter("dimensionAtObservation");
        if (dimension == null || dimension.equals(Component.TIME_PERIOD)) {
            return false;
        }
        if (dimension.equals("AllDimensions")) {
            return true;
        }
        if (Component.DIMENSIONS.stream().anyMatch(known -> known.id().equals(dimension))) {
            throw SdmxException.notImplemented("Only TIME_PERIOD and AllDimensions are offered at the observation.");
        }
        throw SdmxException.parameter(
                "dimensionAtObservation", dimension, "TIME_PERIOD, AllDimensions or the id of a dimension");
    }

    private static Detail detail(RawUrl url) {
        String text = url.parameter("detail");
        if (text == null) {
            return Detail.FULL;
        }
        for (Detail detail : Detail.values()) {
            if (detail.name().toLowerCase(Locale.ROOT).equals(text.toLowerCase(Locale.ROOT))) {
                return detail;
            }
        }
        throw SdmxException.parameter("detail", text, "full, dataonly, serieskeysonly or nodata");
    }

    private static boolean isAll(String text) {
        return text.isEmpty() || text.toLowerCase(Locale.ROOT).equals("all");
    }

    /** A text that is equal for queries that mean the same, for validators. */
    String canonical() {
        return String.join(
                "|",
                flow.reference(),
                key.toString(),
                first.toString(),
                last.toString(),
                String.valueOf(firstN),
                String.valueOf(lastN),
                String.valueOf(flat),
                detail.name());
    }
}
