package org.ckep.investment.project;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.ckep.kernel.value.Money;
import org.jspecify.annotations.Nullable;

/**
 * The sum that a project invests, with what it counts.
 *
 * @param amount decimal in the currency's units
 * @param currency ISO 4217 code
 * @param basis what is counted
 * @param valueDate the day whose prices and rates it refers to, null where not stated
 * @param text the source's own wording, null where not kept
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Investment(
        @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal amount,
        String currency,
        @NotNull InvestmentBasis basis,
        @Nullable LocalDate valueDate,
        @Nullable String text) {

    Investment {
        amount = new Money(amount, currency, null, null).amount();
    }
}
