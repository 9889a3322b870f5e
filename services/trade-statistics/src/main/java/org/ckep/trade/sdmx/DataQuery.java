package org.ckep.trade.sdmx;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which observations are asked for and how much of them.
 *
 * @param targets the data sets of the answer, at least one
 * @param firstN observations of each series from its beginning, null for all
 * @param lastN observations of each series up to its end, null for all
 * @param dimensionAtObservation id of the dimension that varies within a series, or {@link #ALL_DIMENSIONS}
 * @param sort order of the rows
 * @param offset rows to leave out at the beginning
 * @param limit rows to give at most
 */
record DataQuery(
        List<DataTarget> targets,
        @Nullable Integer firstN,
        @Nullable Integer lastN,
        String dimensionAtObservation,
        Detail detail,
        Sort sort,
        long offset,
        long limit)
        implements SdmxQuery {
    static final String ALL_DIMENSIONS = "AllDimensions";

    DataQuery {
        targets = List.copyOf(targets);
    }

    /** Whether rows of one series come apart in some data set. */
    boolean tearsSeries() {
        return targets.stream().anyMatch(target -> sort.tearsSeries(target, dimensionAtObservation));
    }

    /** Of which states of the figures the answer tells; the same for all data sets. */
    Vintage vintage() {
        return targets.getFirst().selection().vintage();
    }

    /** True where observations stand alone instead of in series. */
    boolean flat() {
        return dimensionAtObservation.equals(ALL_DIMENSIONS);
    }

    /** True where time varies within a series. */
    boolean alongTime() {
        return dimensionAtObservation.equals(Component.TIME_PERIOD);
    }

    /** Which attributes of a structure stand with the series, in its order. */
    boolean[] attributesOfSeries(DataStructure structure) {
        boolean[] ofSeries = new boolean[structure.attributes().size()];
        for (int i = 0; i < ofSeries.length; i++) {
            ofSeries[i] = structure.attributes().get(i).standsWithSeries(dimensionAtObservation);
        }
        return ofSeries;
    }

    /** True where the receiver must not delete what the answer leaves out. */
    boolean isReduced() {
        return !detail.isFull();
    }

    /** True where rows are left out by their number, so that a data set may be left without any. */
    boolean isWindow() {
        return offset > 0 || limit < Long.MAX_VALUE;
    }

    /** A text that is equal for queries that mean the same, for validators. */
    String canonical() {
        return String.join(
                "|",
                targets.stream().map(DataTarget::canonical).collect(Collectors.joining(";")),
                String.valueOf(firstN),
                String.valueOf(lastN),
                dimensionAtObservation,
                detail.canonical(),
                sort.canonical(),
                Long.toString(offset),
                Long.toString(limit));
    }
}
