package org.ckep.trade.sdmx;

/** What is asked for, whichever root's grammar it was written in. */
sealed interface SdmxQuery permits DataQuery, AvailabilityQuery, StructureQuery, SchemaQuery {}
