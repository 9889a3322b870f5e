package org.ckep.trade.sdmx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One data set of an answer: a dataflow, and what of it is wanted.
 *
 * @param usage what the caller asked by, and what the header therefore names
 * @param agreement the provision agreement, where the caller asked by one
 * @param reporters the areas whose figures the providers asked for deliver; none where that is no bound
 */
record DataTarget(
        Dataflow flow,
        Usage usage,
        @Nullable ProvisionAgreement agreement,
        Set<String> reporters,
        Selection selection) {
    DataTarget {
        reporters = Set.copyOf(reporters);
    }

    /** Asked for by one artefact. */
    DataTarget(Dataflow flow, Usage usage, @Nullable ProvisionAgreement agreement, Selection selection) {
        this(
                flow,
                usage,
                agreement,
                agreement == null || agreement.reporter() == null ? Set.of() : Set.of(agreement.reporter()),
                selection);
    }

    /** By what data can be asked for. */
    enum Usage {
        DATAFLOW("dataflow"),
        DATA_STRUCTURE("datastructure"),
        PROVISION_AGREEMENT("dataprovision");

        private final String csvName;

        Usage(String csvName) {
            this.csvName = csvName;
        }

        /** The word of SDMX-CSV. */
        String csvName() {
            return csvName;
        }
    }

    /** The artefact that the caller asked by. */
    StructureRef ref() {
        return switch (usage) {
            case DATAFLOW -> flow.ref();
            case DATA_STRUCTURE -> flow.structure().ref();
            case PROVISION_AGREEMENT -> {
                if (agreement == null) {
                    throw new IllegalStateException("no agreement");
                }
                yield agreement.ref();
            }
        };
    }

    /**
     * What targets mean by dataflow: several of one dataflow are a selection of it, and of several dataflows each is named
     * itself where they were asked for by a data structure, which they share.
     */
    static List<DataTarget> byDataflow(List<DataTarget> targets) {
        Map<StructureRef, List<DataTarget>> flows = new LinkedHashMap<>();
        targets.forEach(target -> flows.computeIfAbsent(target.flow().ref(), flow -> new ArrayList<>())
                .add(target));
        return flows.values().stream()
                .map(DataTarget::together)
                .map(target -> flows.size() > 1 && target.usage() == Usage.DATA_STRUCTURE
                        ? new DataTarget(target.flow(), Usage.DATAFLOW, null, target.selection())
                        : target)
                .toList();
    }

    /** What several targets of one dataflow mean together. */
    private static DataTarget together(List<DataTarget> targets) {
        DataTarget first = targets.getFirst();
        if (targets.size() == 1) {
            return first;
        }
        Selection one = first.selection();
        List<List<Set<String>>> keys = targets.stream()
                .flatMap(target -> target.selection().keys().stream())
                .distinct()
                .toList();
        Set<String> reporters =
                targets.stream().flatMap(target -> target.reporters().stream()).collect(Collectors.toSet());
        boolean bounded =
                targets.stream().noneMatch(target -> target.reporters().isEmpty());
        return new DataTarget(
                first.flow(),
                Usage.DATAFLOW,
                null,
                bounded ? reporters : Set.of(),
                new Selection(keys, one.filters(), one.first(), one.last(), one.vintage()));
    }

    /** As it is, but for one dimension, whose values are free as far as the providers asked for deliver them. */
    DataTarget without(int position) {
        DataStructure structure = flow.structure();
        Selection freed = selection.without(structure, position);
        boolean bounded =
                structure.dimensions().get(position).content() == Component.Content.REPORTER && !reporters.isEmpty();
        return new DataTarget(
                flow, usage, agreement, reporters, bounded ? freed.ofReporters(structure, reporters) : freed);
    }

    /** Equal for targets that mean the same, for validators. */
    String canonical() {
        return usage + "|" + flow.reference() + "|" + (agreement == null ? "" : agreement.id()) + "|"
                + selection.canonical();
    }
}
