package org.ckep.kernel.change;

import java.util.Locale;
import org.ckep.kernel.problem.ProblemType;

/** What can be wrong with a change set or with an act upon it. */
public enum ChangeProblem implements ProblemType {
    /** The act belongs to the other of the two sides. */
    CHANGE_OTHER_SIDE(403),
    /** Nobody approves what he wrote or signed before. */
    CHANGE_OWN_APPROVAL(403),
    /** A system drafts and signs nothing; this is done by a person. */
    CHANGE_PERSON_NEEDED(403),
    /** The hash that was signed is not that of the change set as it stands. */
    CHANGE_HASH_DIFFERS(409),
    /** The record has changed since the change set was drafted. */
    CHANGE_STALE(409),
    /** The act needs a reason. */
    CHANGE_REASON_NEEDED(422),
    /** The patch is no JSON Patch, does not apply, or changes nothing. */
    CHANGE_PATCH(422),
    /** What is named is no agreed value of the record. */
    CHANGE_PATH(422),
    /** The patch changes a value that needs evidence, and the change set names none. */
    CHANGE_EVIDENCE_NEEDED(422),
    /** An agreed text is not there in all three languages, original or official. */
    CHANGE_LANGUAGES(422),
    /** Silence agrees only to what the record's policy lists, and to nothing else that a change set can carry. */
    CHANGE_NOT_BY_SILENCE(422),
    /** A release lets others read a record of both sides, and does nothing else. */
    CHANGE_RELEASE(422),
    /** The record is not one that both sides keep, or is not ready to become one. */
    RECORD_NOT_JOINT(409),
    /** An objection stands against what would change, and the change set does not settle it. */
    RECORD_CONTESTED(409);

    private final int status;

    ChangeProblem(int status) {
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
