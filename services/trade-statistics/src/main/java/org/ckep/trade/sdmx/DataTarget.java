package org.ckep.trade.sdmx;

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

    /** Equal for targets that mean the same, for validators. */
    String canonical() {
        return usage + "|" + flow.reference() + "|" + (agreement == null ? "" : agreement.id()) + "|"
                + selection.canonical();
    }
}
