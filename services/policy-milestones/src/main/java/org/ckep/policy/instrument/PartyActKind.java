package org.ckep.policy.instrument;

/** An act of one party towards an instrument, after the United Nations Treaty Collection. */
public enum PartyActKind {
    SIGNATURE(0),
    DOMESTIC_APPROVAL(1),
    RATIFICATION(1),
    NOTIFICATION(1),
    DEPOSIT(1),
    ENTRY_INTO_FORCE(2),
    WITHDRAWAL(3),
    /** May accompany any other act. */
    RESERVATION(-1);

    private final int order;

    PartyActKind(int order) {
        this.order = order;
    }

    /** True where rule M5 puts this act before the other. */
    boolean comesBefore(PartyActKind other) {
        return order >= 0 && order < other.order;
    }
}
