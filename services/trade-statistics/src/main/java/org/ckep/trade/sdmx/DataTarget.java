package org.ckep.trade.sdmx;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One data set of an answer: a dataflow, and what of it is wanted.
 *
 * @param usage what the caller asked by, and what the header therefore names
 * @param agreement the provision agreement, where the caller asked by one
 */
record DataTarget(Dataflow flow, Usage usage, @Nullable ProvisionAgreement agreement, Selection selection) {
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

    /** What several targets mean together, as a selection of their dataflow; empty where they are of several dataflows. */
    static Optional<DataTarget> together(List<DataTarget> targets) {
        DataTarget first = targets.getFirst();
        if (targets.size() == 1) {
            return Optional.of(first);
        }
        if (targets.stream()
                .anyMatch(target -> !target.flow().ref().equals(first.flow().ref()))) {
            return Optional.empty();
        }
        Selection one = first.selection();
        List<List<Set<String>>> keys = targets.stream()
                .flatMap(target -> target.selection().keys().stream())
                .distinct()
                .toList();
        Selection all = new Selection(keys, one.filters(), one.first(), one.last(), one.vintage());
        return Optional.of(new DataTarget(first.flow(), Usage.DATAFLOW, null, all));
    }

    /** Equal for targets that mean the same, for validators. */
    String canonical() {
        return usage + "|" + flow.reference() + "|" + (agreement == null ? "" : agreement.id()) + "|"
                + selection.canonical();
    }
}
