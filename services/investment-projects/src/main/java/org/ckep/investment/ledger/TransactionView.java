package org.ckep.investment.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.Money;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A transaction as it is answered.
 *
 * @param urn permanent name
 * @param commitment URN of the commitment that it belongs to
 * @param type what it is
 * @param amount above zero, in the commitment's currency
 * @param valueDate the day on which it counts
 * @param reverses URN of the transaction that a reversal takes back
 * @param note why, in words
 * @param sources URNs of the sources that say it
 * @param side the side that entered it, absent where none did
 * @param recordedAt when it was entered
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(name = "LedgerTransaction")
record TransactionView(
        Urn urn,
        Urn commitment,
        TransactionType type,
        Money amount,
        LocalDate valueDate,
        @Nullable Urn reverses,
        @Nullable LocalizedText note,
        List<Urn> sources,
        @Nullable Side side,
        Instant recordedAt) {}
