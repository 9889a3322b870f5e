package org.ckep.trade.lists;

import java.math.BigDecimal;
import java.util.List;
import org.ckep.kernel.value.LocalizedText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a commodity is used for.
 *
 * @param commodity with its edition, such as HS22_854232
 * @param method how its category was found
 * @param estimated true where it has several categories and each is taken for an equal part
 * @param categories codes of CL_BEC4
 * @param endUses codes of CL_END_USE; a category without one leaves their sum below 1
 */
@Schema(name = "EndUse")
record EndUse(
        String commodity,
        LocalizedText names,
        Method method,
        boolean estimated,
        List<Share> categories,
        List<Share> endUses) {
    EndUse {
        categories = List.copyOf(categories);
        endUses = List.copyOf(endUses);
    }

    /** How a category is found; the first that answers counts. */
    @Schema(name = "EndUseMethod")
    enum Method {
        /** The table of the edition gives one category. */
        SINGLE,
        /** The table gives several, and the commodity's ancestors of HS 2012 have one. */
        ANCESTOR_2012,
        /** It is set by hand, for all commodities whose code begins like it (BEC4_OVERRIDE). */
        OVERRIDE,
        /** The table gives several, each for an equal part. */
        EQUAL_SPLIT
    }

    /** A code and its part of the commodity, from 0 to 1. */
    @Schema(name = "EndUseShare")
    record Share(String code, BigDecimal share) {}
}
