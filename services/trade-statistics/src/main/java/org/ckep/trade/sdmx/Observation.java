package org.ckep.trade.sdmx;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of an answer.
 *
 * @param series values of the dimensions in the order of the key; equal for all rows of a series
 * @param period null in an answer without observations
 * @param value null in an answer without observations
 * @param attributes values in the order of {@link Component#ATTRIBUTES}, null where one does not apply
 */
record Observation(
        List<String> series,
        @Nullable String period,
        @Nullable String value,
        List<@Nullable String> attributes) {}
