package org.ckep.records.reconciliation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.SortedMap;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.reconciliation.MatchStatus;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A cycle as it is answered.
 *
 * @param urn permanent name
 * @param closedAt when its figures were compared
 * @param month whose cycle it is and whose agreed rates it took; absent where the secretariat named the rates, as it once did
 * @param policyVersion by which version of the agreed tolerances
 * @param rates by which agreed rates
 * @param pairs how many pairs came to which status
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ReconciliationCycle")
public record CycleView(
        Urn urn,
        Instant closedAt,

        @Schema(implementation = String.class, format = "year-month", examples = "2026-11") @Nullable
        YearMonth month,

        int policyVersion,
        List<MonthlyRates.Rate> rates,
        SortedMap<MatchStatus, Integer> pairs) {}
