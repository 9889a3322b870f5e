package org.ckep.trade.sdmx;

import java.time.Instant;
import org.ckep.kernel.value.LocalizedText;
import org.jspecify.annotations.Nullable;

/**
 * States that one data provider delivers figures of one dataflow.
 *
 * @param dataflow id of the dataflow
 * @param provider id of the provider
 * @param reporter the area whose figures it delivers, null for all of them
 */
record ProvisionAgreement(
        String id,
        String dataflow,
        String provider,
        @Nullable String reporter,
        LocalizedText names,
        Instant describedAt) {
    /** The scheme that its provider is listed in. */
    static final StructureRef PROVIDERS =
            new StructureRef(StructureType.DATA_PROVIDER_SCHEME, Dataflow.AGENCY, "DATA_PROVIDERS", "1.0");

    StructureRef ref() {
        return new StructureRef(StructureType.PROVISION_AGREEMENT, Dataflow.AGENCY, id, Dataflow.VERSION);
    }
}
