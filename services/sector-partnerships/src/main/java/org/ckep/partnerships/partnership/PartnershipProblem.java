package org.ckep.partnerships.partnership;

import java.util.Locale;
import org.ckep.kernel.problem.ProblemType;

/** What can be wrong with a partnership, beyond what every service knows. */
enum PartnershipProblem implements ProblemType {
    /** A party without a name in a state that needs every party named. */
    UNNAMED_PARTY(409),
    /** P1: from SIGNED on, each side has at least one party. */
    SIDE_NOT_REPRESENTED(409),
    /** P10: a group signs nothing; one of its companies does. */
    GROUP_CANNOT_SIGN(409),
    /** A signature without document, digest, day, binding flag or signatories of each side. */
    SIGNATURE_INCOMPLETE(409),
    /** No party has spoken publicly yet. */
    STATEMENT_MISSING(409),
    /** EXPECTED although a party itself has spoken. */
    EXPECTED_BUT_STATED(409),
    START_NOT_REACHED(409),
    END_NOT_REACHED(409),
    /** P4: controlled technology flows without a licence in force and without an exemption. */
    LICENCE_MISSING(409),
    IP_TERMS_MISSING(409),
    DELIVERABLES_OPEN(409),
    /** Not yet twelve months without an activity report, or a binding document. */
    LAPSE_NOT_DUE(409),
    /** P12: LAPSED is left only by an activity report. */
    ACTIVITY_REPORT_NEEDED(409),
    /** P5: the partnership would have evolved from itself. */
    EVOLUTION_CYCLE(409),
    /** A guard that the given sources do not prove and that {@code guardsNotShown} does not name. */
    GUARD_NOT_SHOWN(422),
    /** A modality that cannot carry this state. */
    MODALITY_FORBIDS_STATE(422),
    REASON_MISSING(422),
    DATE_MISSING(422),
    DATE_IN_FUTURE(422),
    BINDING_WITHOUT_DOCUMENT(422),
    END_BEFORE_START(422),
    TOO_FEW_PARTIES(422),
    PARTNERSHIP_WITH_ONESELF(422),
    ORGANISATION_ON_BOTH_SIDES(422),
    PARTY_SIDE_MISMATCH(422),
    /** P8. */
    PARTY_TWICE(422),
    /** P6. */
    PARTY_OUTSIDE_PARTNERSHIP(422),
    /** P9. */
    WEIGHT_OUT_OF_RANGE(422),
    /** A contribution, share or licence of somebody who takes no part. */
    NOT_A_PARTY(422),
    /** P2. */
    FOREGROUND_SHARES_NOT_100(422),
    /** P2. */
    LICENCE_OUTSIDE_PARTNERSHIP(422),
    /** P3. */
    EXCLUSIVE_LICENCES_OVERLAP(422),
    TECHNOLOGY_FLOWS_NOWHERE(422),
    /** A reference to a partnership that does not exist, or that the caller may not know of. */
    PARTNERSHIP_UNKNOWN(422),
    THIRD_MARKET_IS_HOME(422);

    private final int status;

    PartnershipProblem(int status) {
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
