package org.ckep.trade.sdmx;

import java.time.Instant;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.trade.observation.Frequency;
import org.jspecify.annotations.Nullable;

/**
 * Figures of one source in one frequency, as SDMX offers them.
 *
 * @param describedAt since when it is described like this
 * @param revisedAt instant of the newest revision, null before the first figure
 */
record Dataflow(
        String id,
        String source,
        Frequency frequency,
        DataStructure structure,
        LocalizedText names,
        Instant describedAt,
        @Nullable Instant revisedAt) {
    static final String AGENCY = "CKEP";
    static final String VERSION = "1.0.0";

    /** {@code CKEP:DF_BTS_COMTRADE_A(1.0.0)}. */
    String reference() {
        return AGENCY + ":" + id + "(" + VERSION + ")";
    }

    /** The URN of SDMX. */
    String urn() {
        return StructureRef.MODEL + "datastructure.Dataflow=" + reference();
    }

    Dataflow revised(@Nullable Instant at) {
        return new Dataflow(id, source, frequency, structure, names, describedAt, at);
    }

    StructureRef ref() {
        return new StructureRef(StructureType.DATAFLOW, AGENCY, id, VERSION);
    }
}
