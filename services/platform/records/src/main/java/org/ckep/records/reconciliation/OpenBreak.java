package org.ckep.records.reconciliation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.reconciliation.BreakReason;
import org.jspecify.annotations.Nullable;

/**
 * A break about which somebody has to do something, as reports count it.
 *
 * @param records whose figures differ: one record of both sides, or the records of a group
 * @param reason why they differ, as a side has said or, before, as the figures suggest the likeliest; null where neither says
 * @param explained whether a side has said it
 * @param assigned whose it is to explain
 * @param openedAt when the two figures were found to differ
 * @param dueOn by when it is to be explained
 */
public record OpenBreak(
        List<Urn> records,
        @Nullable BreakReason reason,
        boolean explained,
        Set<Side> assigned,
        Instant openedAt,
        LocalDate dueOn) {

    static OpenBreak of(StoredBreak found) {
        BreakReason said = found.toBreak().reason();
        List<BreakReason> suggested = found.suggested();
        return new OpenBreak(
                found.members().isEmpty() ? List.of(found.record()) : found.members(),
                said != null || suggested.isEmpty() ? said : suggested.getFirst(),
                said != null,
                found.toBreak().assigned(),
                found.openedAt(),
                found.dueOn());
    }
}
