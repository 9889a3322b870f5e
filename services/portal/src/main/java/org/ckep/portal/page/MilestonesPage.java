package org.ckep.portal.page;

import java.util.List;
import org.ckep.portal.platform.Answer;
import org.ckep.portal.wording.Wording;
import org.jspecify.annotations.Nullable;

/**
 * The list of milestones.
 *
 * @param rows one row per milestone
 * @param states the filter by state
 * @param sectors the filter by sector
 * @param filtered true where the list is not of all milestones
 * @param nextAddress address of the next page, null on the last one
 * @param unavailable true where the register could not be asked
 */
record MilestonesPage(
        List<MilestoneRow> rows,
        List<Choice> states,
        List<Choice> sectors,
        boolean filtered,
        @Nullable String nextAddress,
        boolean unavailable) {

    static MilestonesPage of(
            Answer milestones, Answer sectors, @Nullable String state, @Nullable String sector, Wording words) {
        String next = milestones.next();
        return new MilestonesPage(
                milestones.list(milestone -> MilestoneRow.of(milestone, words)),
                Choice.ofCodes(MilestoneRow.STATES, "milestone-state", state, words),
                Choice.ofSectors(sectors, sector, words),
                state != null || sector != null,
                next == null ? null : Addresses.next("/milestones", next, "state", state, "sector", sector),
                milestones.isUnavailable());
    }
}
