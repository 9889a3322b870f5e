package org.ckep.records.reconciliation;

import java.time.YearMonth;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A cycle that is closed now.
 *
 * @param month whose cycle it is and whose agreed rates it converts by: the present one where it is left out, else that or the one before.
 *     Sums of currencies without an agreed rate are not compared
 */
public record NewCycle(
        @Schema(implementation = String.class, format = "year-month", examples = "2026-11") @Nullable
        YearMonth month) {}
