package org.ckep.trade.conversion;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a figure came into the classification in which it is shown, the more exact ones first. */
@Schema(name = "ConversionMethod")
public enum ConversionMethod {
    /** It is shown as it was reported. */
    NONE,
    /** Every code that went into it has one target; the figure is exact. */
    ONE_TO_ONE,
    /** Codes with several targets went to the one that the official conversion table names. */
    CONVERSION_TABLE,
    /** Codes with several targets were divided among them by weights. */
    WEIGHTED,
    /** It came over several classifications, one after the other; all such figures are estimates. */
    CHAINED
}
