package org.ckep.policy.instrument;

import java.util.List;

/** How far an instrument has come. */
public enum InstrumentStage {
    PROPOSED,
    NEGOTIATING,
    SUBSTANTIVELY_CONCLUDED,
    INITIALLED,
    SIGNED,
    /** A memorandum of understanding that has taken effect. */
    EFFECTIVE,
    /** Derived from the parties' acts; stored only where a source says so without showing them. */
    IN_FORCE,
    AMENDED,
    SUSPENDED,
    TERMINATED,
    SUPERSEDED,
    /** Given up before it was signed. */
    ABANDONED;

    /** The stages that an instrument of this kind may be declared to have reached from here. */
    List<InstrumentStage> next(InstrumentKind kind) {
        return switch (this) {
            case PROPOSED -> List.of(NEGOTIATING, ABANDONED);
            case NEGOTIATING -> List.of(SUBSTANTIVELY_CONCLUDED, ABANDONED);
            case SUBSTANTIVELY_CONCLUDED -> List.of(INITIALLED, SIGNED, ABANDONED);
            case INITIALLED -> List.of(SIGNED, ABANDONED);
            case SIGNED -> kind == InstrumentKind.MOU ? List.of(EFFECTIVE) : List.of();
            case EFFECTIVE, IN_FORCE -> List.of(AMENDED, SUSPENDED, TERMINATED, SUPERSEDED);
            case AMENDED -> List.of(SUSPENDED, TERMINATED, SUPERSEDED);
            case SUSPENDED -> List.of(TERMINATED, SUPERSEDED);
            case TERMINATED, SUPERSEDED, ABANDONED -> List.of();
        };
    }

    /** True where the instrument itself is still being negotiated. */
    boolean isUnderNegotiation() {
        return this == NEGOTIATING || this == SUBSTANTIVELY_CONCLUDED || this == INITIALLED;
    }
}
