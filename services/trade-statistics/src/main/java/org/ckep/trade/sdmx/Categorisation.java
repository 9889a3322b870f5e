package org.ckep.trade.sdmx;

import java.time.Instant;
import org.ckep.kernel.value.LocalizedText;

/** Files a dataflow under a category of {@code CKEP:CAT_TRADE}. */
record Categorisation(String id, String dataflow, String category, LocalizedText names, Instant describedAt) {
    static final StructureRef SCHEME =
            new StructureRef(StructureType.CATEGORY_SCHEME, Dataflow.AGENCY, "CAT_TRADE", Dataflow.VERSION);

    StructureRef ref() {
        return new StructureRef(StructureType.CATEGORISATION, Dataflow.AGENCY, id, Dataflow.VERSION);
    }
}
