package org.ckep.trade.sdmx;

/**
 * The schema of the structure-specific messages of a context.
 *
 * @param target the context; its flow is any of the structure where the context is a structure
 * @param dimensionAtObservation as in {@link DataQuery}
 */
record SchemaQuery(DataTarget target, String dimensionAtObservation) implements SdmxQuery {}
