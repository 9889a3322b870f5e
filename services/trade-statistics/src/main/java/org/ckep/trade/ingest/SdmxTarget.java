package org.ckep.trade.ingest;

import org.ckep.trade.observation.Frequency;

/**
 * The dataflow that a file of SDMX-CSV writes to.
 *
 * @param reference as the file names it, {@code CKEP:DF_BTS_COMTRADE_A(1.0.0)}
 * @param source code of CL_SOURCE
 */
record SdmxTarget(String reference, String source, Frequency frequency) {}
