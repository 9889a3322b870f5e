package org.ckep.investment.project;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.ckep.kernel.id.Urn;

/**
 * A transaction of the ledger; one that takes back an earlier one moves as that did, below zero.
 *
 * @param urn of the transaction
 * @param commitment that it belongs to
 * @param movement what moves
 * @param amount above zero; below it where the transaction takes back another one
 * @param valueDate the day on which it counts
 */
public record BookedEntry(Urn urn, Urn commitment, Movement movement, BigDecimal amount, LocalDate valueDate) {

    /** What moves, as IATI has it. */
    public enum Movement {
        COMMITMENT("2", "Commitment"),
        DISBURSEMENT("3", "Disbursement"),
        EXPENDITURE("4", "Expenditure"),
        EQUITY_PURCHASE("8", "Purchase of equity"),
        EQUITY_SALE("9", "Sale of equity");

        private final String iati;
        private final String words;

        Movement(String iati, String words) {
            this.iati = iati;
            this.words = words;
        }

        /** The code of IATI's list of transaction types. */
        String iati() {
            return iati;
        }

        String words() {
            return words;
        }
    }

    boolean isReversal() {
        return amount.signum() < 0;
    }
}
