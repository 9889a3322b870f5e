package org.ckep.trade.sdmx;

import java.util.Set;
import java.util.TreeSet;

/**
 * Which codes there are figures for.
 *
 * @param dimensions ids of the dimensions asked for; empty for all
 * @param available false for the codes of exactly this query, true for those that may still be chosen
 * @param references types of the artefacts wanted beside the constraint
 */
record AvailabilityQuery(DataTarget target, Set<String> dimensions, boolean available, Set<StructureType> references)
        implements SdmxQuery {
    AvailabilityQuery {
        dimensions = Set.copyOf(dimensions);
        references = Set.copyOf(references);
    }

    boolean asksFor(String dimension) {
        return dimensions.isEmpty() || dimensions.contains(dimension);
    }

    String canonical() {
        return target.canonical() + "|" + new TreeSet<>(dimensions) + "|" + available + "|" + new TreeSet<>(references);
    }
}
