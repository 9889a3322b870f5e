package org.ckep.investment.pairing;

import java.util.Locale;
import org.ckep.kernel.problem.ProblemType;

/** What can be wrong with a pairing of two sides' records. */
enum PairingProblem implements ProblemType {
    /** The members do not make a pair: one record of one side, and one or several of the other, each once. */
    PAIRING_MEMBERS(422),
    /** Where one record stands beside several, each of these says which part it is. */
    PAIRING_PART_NEEDED(422),
    /** Something is given that does not belong to this kind of pairing, or something that belongs to it is missing. */
    PAIRING_INCOMPLETE(422),
    /** Only records that one side stands behind and both sides may read are paired. */
    RECORD_NOT_SHARED(409),
    /** A record is in one group at most. */
    RECORD_PAIRED(409);

    private final int status;

    PairingProblem(int status) {
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
