package org.ckep.trade.observation;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Who sent a figure. Its source alone does not tell: either side sends under the sources of other bodies. */
@Schema(name = "FigureSender")
public enum Sender {
    /** Statisticians of the Chinese side. */
    CN,
    /** Statisticians of the side of the Republic of Korea. */
    KR,
    /** The operator of the platform, for neither side. */
    OPERATOR;

    /** The sender of a side, or of none. */
    public static Sender of(@Nullable String side) {
        return side == null ? OPERATOR : valueOf(side);
    }
}
