package org.ckep.investment.grievance;

import java.util.Locale;
import org.ckep.kernel.problem.ProblemType;

/** What can be wrong with a grievance or with a step of it. */
enum GrievanceProblem implements ProblemType {
    /** Opened, or a step taken, in the future, or a step before the grievance was opened. */
    GRIEVANCE_DATE(422),
    /** A grievance begins as its own side's alone; sharing it is a step of its own. */
    GRIEVANCE_TOO_WIDE(422),
    /** The step exists, but something it rests on has not been given, or something is given that does not belong to it. */
    GRIEVANCE_GUARD_NOT_MET(409),
    /** Settling, rejecting or sharing what one has entered or carried on oneself. */
    GRIEVANCE_OWN_APPROVAL(403),
    /** A service account cannot take a step that a person must take. */
    GRIEVANCE_SERVICE_ACCOUNT(403),
    /** Both sides read it already. */
    GRIEVANCE_SHARED_ALREADY(409);

    private final int status;

    GrievanceProblem(int status) {
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
