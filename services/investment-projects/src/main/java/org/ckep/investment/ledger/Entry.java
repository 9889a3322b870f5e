package org.ckep.investment.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A transaction as the rules see it.
 *
 * @param amount above zero, in the commitment's currency
 * @param valueDate the day on which it counts
 * @param reverses the transaction that it takes back, present exactly for a reversal
 */
record Entry(
        UUID id,
        TransactionType type,
        BigDecimal amount,
        LocalDate valueDate,
        @Nullable UUID reverses) {}
