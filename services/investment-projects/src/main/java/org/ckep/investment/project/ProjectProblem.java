package org.ckep.investment.project;

import java.util.Locale;
import org.ckep.kernel.problem.ProblemType;

/** What can be wrong with a project or with a step of it. */
enum ProjectProblem implements ProblemType {
    /** A key date that says what has happened lies in the future (rule I6). */
    PROJECT_DATE_IN_FUTURE(422),
    /** Actual key dates in an order that cannot be (rule I6). */
    PROJECT_DATE_ORDER(422),
    /** The state implies a date that is missing (rule I7). */
    PROJECT_DATE_MISSING(422),
    /** The record and the request give different dates for one step. */
    PROJECT_DATE_CONFLICT(422),
    /** Earlier planned dates were changed or removed; plans are only added to. */
    PROJECT_PLAN_REWRITTEN(422),
    /** Sector shares do not sum to 100 (rule I13), or a sector stands twice. */
    PROJECT_SECTOR_SHARES(422),
    /** Host countries missing, superfluous or not third countries. */
    PROJECT_HOST_COUNTRIES(422),
    /** A site lies outside the host countries (rule I8). */
    PROJECT_SITE_COUNTRY(422),
    /** A party is missing, stands twice, or may not be unnamed in this state. */
    PROJECT_PARTIES(422),
    /** The modality EXPECTATION or OPINION in a state that it cannot carry (rule I16). */
    PROJECT_MODALITY(422),
    /** A capacity or an investment that is not above zero. */
    PROJECT_AMOUNT_NOT_POSITIVE(422),
    /** A capacity in a unit that nobody measures capacities in. */
    PROJECT_UNIT(422),
    /** A product under a heading that the Harmonized System does not have. */
    PROJECT_PRODUCT(422),
    /** Jobs that are no count of persons. */
    PROJECT_JOBS(422),
    /** An unknownReason for a value that is there, or none for one that is missing. */
    PROJECT_UNKNOWN_REASON(422),
    /** An observed record in a state whose guards are neither shown nor named as not shown. */
    PROJECT_GUARDS_NOT_NAMED(422),
    /** Parent and relation do not come together, or the parent is not visible. */
    PROJECT_PARENT(422),
    /** The project would be its own ancestor (rule I11). */
    PROJECT_CYCLE(409),
    /** The same money would be counted at the parent and at the child (rule I10). */
    PROJECT_COUNTED_TWICE(422),
    /** The phases sum to more than the whole (rule I9). */
    PROJECT_PHASES_EXCEED_WHOLE(422),
    /** The new type's machine does not have the project's state. */
    PROJECT_TYPE_CHANGE(409),
    /** The project is over; only a correction with its reason is accepted (rule I15). */
    PROJECT_TERMINAL(409),
    /** The step exists, but something it rests on has not been shown. */
    PROJECT_GUARD_NOT_MET(409),
    /** Something that does not belong to this step: payments before any commitment's state, sites' states, filings. */
    PROJECT_STEP_DATA(422),
    /** A commitment that is zero or negative. */
    PROJECT_COMMITMENT_NOT_POSITIVE(422),
    /** Commitments or payments of one project in several currencies. */
    PROJECT_COMMITMENT_CURRENCY(422),
    /** A payment before the first commitment, above the committed sum or below what was paid already (rule I5). */
    PROJECT_PAYMENT(422),
    /** Shares of more than the whole (rule I1). */
    PROJECT_SHARES_EXCEED_WHOLE(422),
    /** Approving one's own record or change. */
    PROJECT_OWN_APPROVAL(403),
    /** A service account cannot take a step that a person must confirm. */
    PROJECT_SERVICE_ACCOUNT(403),
    /** The other side's record can be read, but not changed. */
    PROJECT_OTHER_SIDE(403),
    /** A joint record is changed by both sides together only. */
    PROJECT_JOINT(409),
    /** The project has no such view: nothing is agreed on it, or the side has no record of it. */
    PROJECT_NO_SUCH_VIEW(404),
    /** The record gives no state of the project for the date asked about. */
    PROJECT_NOT_KNOWN_THEN(422);

    private final int status;

    ProjectProblem(int status) {
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
