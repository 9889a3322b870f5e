package org.ckep.trade.sdmx;

import java.time.Instant;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.trade.observation.Frequency;
import org.jspecify.annotations.Nullable;

/**
 * Figures of one source in one frequency, as SDMX offers them; or a submitted dataflow, which says how figures would look.
 *
 * @param figures where its figures lie, null for a submitted one
 * @param describedAt since when it is described like this
 * @param revisedAt instant of the newest revision, null before the first figure
 */
record Dataflow(
        StructureRef ref,
        @Nullable Figures figures,
        DataStructure structure,
        LocalizedText names,
        Instant describedAt,
        @Nullable Instant revisedAt) {
    static final String AGENCY = "CKEP";
    static final String VERSION = "1.0.0";

    /** Where figures lie. */
    record Figures(String source, Frequency frequency) {}

    /** One of ours. */
    Dataflow(
            String id,
            String source,
            Frequency frequency,
            DataStructure structure,
            LocalizedText names,
            Instant describedAt,
            @Nullable Instant revisedAt) {
        this(Structure.dataflow(id), new Figures(source, frequency), structure, names, describedAt, revisedAt);
    }

    String id() {
        return ref.id();
    }

    String source() {
        return held().source();
    }

    Frequency frequency() {
        return held().frequency();
    }

    private Figures held() {
        if (figures == null) {
            throw new IllegalStateException(reference() + " has no figures");
        }
        return figures;
    }

    /** Whether it is one of those in which figures lie. */
    boolean hasFigures() {
        return figures != null;
    }

    /** {@code CKEP:DF_BTS_COMTRADE_A(1.0.0)}. */
    String reference() {
        return ref.reference();
    }

    Dataflow revised(@Nullable Instant at) {
        return new Dataflow(ref, figures, structure, names, describedAt, at);
    }
}
