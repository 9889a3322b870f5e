package org.ckep.kernel.change;

/** How far a change set is. Nothing leads out of a state that is not open. */
public enum ChangeState {
    /** Being written by its own side, which alone knows of it. */
    DRAFT(true),
    /** Waiting for a checker of its own side, which alone knows of it. */
    SUBMITTED(true),
    /** Dismissed by its own side's checker; the other side never learns of it. */
    DISMISSED(false),
    /** Before the other side. */
    PROPOSED(true),
    /** Signed by a reviewer of the other side, waiting for that side's checker. */
    UNDER_REVIEW(true),
    /** In force: both sides agreed, or the other one did not object where its silence is consent. */
    APPLIED(false),
    /** Answered by a change set of the other side, which names this one as its parent. */
    COUNTERED(false),
    /** Refused by the other side, with its reason. */
    REJECTED(false),
    /** Taken back by its own side. */
    WITHDRAWN(false),
    /** Overtaken: the record has changed since, so every signature is void. */
    STALE(false),
    /** Not agreed before its deadline. */
    EXPIRED(false);

    private final boolean open;

    ChangeState(boolean open) {
        this.open = open;
    }

    /** True where the change set can still become an agreed value. */
    public boolean isOpen() {
        return open;
    }

    /** True where the other side has it before itself and the deadline runs. */
    public boolean awaitsOtherSide() {
        return this == PROPOSED || this == UNDER_REVIEW;
    }
}
