package org.ckep.trade.sdmx;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which codes there are figures for.
 *
 * @param targets one for each dataflow that the address means, at least one
 * @param dimensions ids of the dimensions asked for; empty for all
 * @param available false for the codes of exactly this query, true for those that may still be chosen
 * @param references types of the artefacts wanted beside the constraint
 */
record AvailabilityQuery(
        List<DataTarget> targets, Set<String> dimensions, boolean available, Set<StructureType> references)
        implements SdmxQuery {
    AvailabilityQuery {
        targets = List.copyOf(targets);
        dimensions = Set.copyOf(dimensions);
        references = Set.copyOf(references);
    }

    /** Of the newest revision of what is asked for, told or not: what is gone since is told no more. */
    Instant revisedAt() {
        return targets.stream()
                .flatMap(target -> Stream.ofNullable(target.flow().revisedAt()))
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    boolean asksFor(String dimension) {
        return dimensions.isEmpty() || dimensions.contains(dimension);
    }

    String canonical() {
        return targets.stream().map(DataTarget::canonical).collect(Collectors.joining(";")) + "|"
                + new TreeSet<>(dimensions) + "|" + available + "|" + new TreeSet<>(references);
    }
}
