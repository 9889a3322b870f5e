package org.ckep.investment.shareholding;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotNull;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.OrgRef;
import org.ckep.kernel.value.Share;
import org.jspecify.annotations.Nullable;

/**
 * One holder's part.
 *
 * @param holder who holds it; null for all holders that are not disclosed
 * @param share how much
 * @param via URN of the organisation through which it is held, null for a direct holding; what is held through another
 *     is that other's part too and does not count once more
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StatedHolding(
        @Nullable OrgRef holder,
        @NotNull Share share,
        @Nullable Urn via) {
    /** Whether it counts towards the whole. */
    boolean direct() {
        return via == null;
    }
}
