package org.ckep.investment.project;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is invested in projects in which money is bound.
 *
 * @param total number of projects, each counted once
 * @param withoutAmount number of those whose sum is not known
 * @param coverage always {@code visible-only}: the sums are of what the viewer may see, and say nothing of the rest
 * @param data sums by sector, direction, basis and currency
 */
@Schema(name = "Stock")
record Stock(long total, long withoutAmount, String coverage, List<Sum> data) {

    /**
     * One cell. The amounts of all cells of a basis and a currency are the amounts of all projects, each once.
     *
     * @param sector code of the sector, absent for what the records do not divide among sectors
     * @param basis what the amounts count, absent for projects whose sum is not known
     * @param currency ISO 4217 code, absent with the basis
     * @param projects number of projects with a part in it
     * @param amount the parts of their sums that belong to the sector
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "StockSum")
    record Sum(
            @Nullable String sector,
            Direction direction,
            @Nullable InvestmentBasis basis,
            @Nullable String currency,
            long projects,

            @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
            BigDecimal amount) {}
}
