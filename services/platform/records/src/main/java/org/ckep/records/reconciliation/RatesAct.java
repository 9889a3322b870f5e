package org.ckep.records.reconciliation;

import jakarta.validation.constraints.NotNull;

/**
 * What comes with a side's agreement to its rates of a month.
 *
 * @param hash the {@code hash} of the rates that its checker has read
 */
public record RatesAct(@NotNull String hash) {}
