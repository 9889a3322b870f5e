package org.ckep.investment.shareholding;

import jakarta.validation.constraints.NotNull;
import org.ckep.kernel.value.Money;

/**
 * The capital that grew when the holders' parts changed.
 *
 * @param before what it was
 * @param delta what came to it; above zero
 * @param after what it is since
 */
record CapitalIncrease(
        @NotNull Money before,
        @NotNull Money delta,
        @NotNull Money after) {}
