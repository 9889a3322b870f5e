package org.ckep.records.change;

import java.util.List;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.change.ChangeState;
import org.ckep.kernel.id.Urn;
import org.jspecify.annotations.Nullable;

/**
 * Which change sets of a register are asked for; what is null leaves nothing out.
 *
 * @param states only in these, as they are told: one whose time has run out is EXPIRED
 * @param side only those that this side proposes
 * @param record only those of this record
 * @param waitingFor only those that wait for him
 */
public record ChangeFilter(
        @Nullable List<ChangeState> states,
        @Nullable Side side,
        @Nullable Urn record,
        @Nullable WaitingFor waitingFor) {

    /** For whom a change set waits; one that is closed waits for nobody. */
    public enum WaitingFor {
        /** The viewer, who can carry it on himself. */
        ME,
        /** His side, be it himself or somebody else of it. */
        OWN_SIDE,
        /** The other side. */
        OTHER_SIDE
    }
}
