package org.ckep.investment.ledger;

import java.util.Locale;
import org.ckep.kernel.problem.ProblemType;

/** What can be wrong with a commitment or a transaction. */
enum LedgerProblem implements ProblemType {
    /** A sum that is zero or negative. */
    LEDGER_AMOUNT_NOT_POSITIVE(422),
    /** A basis that counts payments or plans, where promises are counted. */
    LEDGER_BASIS(422),
    /** A transaction in another currency than its commitment. */
    LEDGER_CURRENCY(422),
    /** A value date or signature that lies in the future, before the first year, or that is given twice. */
    LEDGER_DATE(422),
    /** A reversal of nothing, of another reversal, of more than is left, or before what it reverses. */
    LEDGER_REVERSAL(422),
    /** More would be paid than was committed by that day (rule I5). */
    LEDGER_EXCEEDS_COMMITMENT(422);

    private final int status;

    LedgerProblem(int status) {
        this.status = status;
    }

    @Override
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public int status() {
        return status;
    }
}
