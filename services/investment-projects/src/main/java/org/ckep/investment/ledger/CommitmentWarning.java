package org.ckep.investment.ledger;

import java.util.List;
import org.ckep.investment.project.ProjectInfo;
import org.ckep.kernel.value.Money;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Something about a commitment that its readers should look at; it refuses nothing. It rests on the commitment and on what the
 * project invests, which every reader of the commitment reads, so nobody is warned of what he may not read.
 *
 * @param code what is suspected
 * @param at JSON pointer to the value
 * @param against JSON pointer to what it does not go with; /project where that is the project's totalInvestment
 * @param factor by about how much the two differ
 */
@Schema(name = "CommitmentWarning")
record CommitmentWarning(Code code, String at, String against, long factor) {

    enum Code {
        /** The sum may be given in another unit: thousands, 万/만 or millions, 亿/억. */
        UNIT_SUSPECT
    }

    /** The warnings about what is committed for a project. */
    static List<CommitmentWarning> of(Money committed, ProjectInfo project) {
        Long factor = project.unitFactor(committed);
        return factor == null
                ? List.of()
                : List.of(new CommitmentWarning(Code.UNIT_SUSPECT, "/balance/committed", "/project", factor));
    }
}
