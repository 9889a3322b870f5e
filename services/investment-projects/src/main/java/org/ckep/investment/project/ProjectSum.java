package org.ckep.investment.project;

import org.ckep.kernel.value.Money;

/**
 * What a project comes to.
 *
 * @param basis what the sum counts, such as {@code CONTRACTED}
 */
public record ProjectSum(Money amount, String basis) {}
