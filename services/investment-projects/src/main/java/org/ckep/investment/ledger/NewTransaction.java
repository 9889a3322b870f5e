package org.ckep.investment.ledger;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.Money;
import org.jspecify.annotations.Nullable;

/**
 * A transaction to be entered.
 *
 * @param type what it is
 * @param amount above zero, in the commitment's currency
 * @param valueDate the day on which it counts
 * @param reverses URN of the transaction that a REVERSAL takes back, in whole or in part
 * @param note why, in words
 * @param sources URNs of sources of this service; an observed commitment needs a new one for each transaction
 */
record NewTransaction(
        @NotNull TransactionType type,
        @NotNull Money amount,
        @NotNull LocalDate valueDate,
        @Nullable Urn reverses,
        @Nullable LocalizedText note,
        @Size(max = 50) List<Urn> sources) {

    @SuppressWarnings("ConstantValue") // JSON may leave the list out
    NewTransaction {
        sources = sources == null ? List.of() : sources.stream().distinct().toList();
    }
}
