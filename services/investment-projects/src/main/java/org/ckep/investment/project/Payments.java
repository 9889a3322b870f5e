package org.ckep.investment.project;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import org.ckep.kernel.access.Side;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is paid of what is committed, by the ledger. Both sides may keep the same promise: what each keeps, and what public
 * sources say, stands by itself, and so do counts and currencies.
 *
 * @param coverage always {@code visible-only}: the sums are of what the viewer may see, and say nothing of the rest
 * @param data sums by side, direction, kind, basis and currency
 */
@Schema(name = "Payments")
record Payments(String coverage, List<Cell> data) {

    /**
     * One cell.
     *
     * @param side whose ledger it is, absent for what public sources say
     * @param direction between which economies the capital flows
     * @param kind in which form the money is promised
     * @param basis by which count
     * @param currency ISO 4217 code
     * @param projects number of projects in it
     * @param commitments number of commitments in it
     * @param committed what is bound, reversals taken off
     * @param paid what was disbursed, spent or paid for shares, reversals taken off
     * @param outstanding what is bound and is not paid
     * @param sold what came back from the sale of shares
     * @param paidPercent paid in percent of committed, to one decimal; absent where nothing is bound any more
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "PaymentCell")
    record Cell(
            @Nullable Side side,
            Direction direction,
            Commitment.Kind kind,
            InvestmentBasis basis,
            String currency,
            long projects,
            long commitments,
            @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal committed,
            @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal paid,
            @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal outstanding,
            @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal sold,

            @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
            BigDecimal paidPercent) {}
}
