package org.ckep.trade.conversion;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why a figure is shown as it was reported instead of converted. */
@Schema(name = "ConversionObstacle")
enum Obstacle {
    /** The edition asked for is newer than that of the figure; tables lead to older ones alone. */
    NEWER_EDITION,
    /** A table on the way was not imported, or there is none. */
    NO_TABLE,
    /** A table on the way does not know the code. */
    NO_LINK,
    /** A table on the way links the code with several targets, and neither weights nor a conversion table choose. */
    SEVERAL_TARGETS,
    /** The figure is told to be missing or suppressed; there is nothing to convert. */
    NO_VALUE
}
