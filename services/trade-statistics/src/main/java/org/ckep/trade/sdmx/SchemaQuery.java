package org.ckep.trade.sdmx;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The schema of the structure-specific messages of a context.
 *
 * @param target the context; its flow is any of the structure where the context is a structure
 * @param dimensionAtObservation as in {@link DataQuery}
 * @param deletion whether the messages delete; what they leave out of a key stands for everything
 * @param asOf instant at which the lists held the codes of the schema, null for now
 */
record SchemaQuery(
        DataTarget target,
        String dimensionAtObservation,
        boolean deletion,
        @Nullable Instant asOf) implements SdmxQuery {}
