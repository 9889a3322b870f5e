package org.ckep.policy.milestone;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Set;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.policy.register.HqlDates;
import org.ckep.records.RecordVisibility;
import org.jspecify.annotations.Nullable;

/** When a flag is up, for one milestone and as a condition of queries. */
final class MilestoneFlags {
    /** What a predecessor's milestone is linked with and read by, in conditions. */
    private static final String PREDECESSOR = "exists (select 1 from MilestoneDependency d, Milestone p "
            + "where d.toId = r.id and d.fromId = p.id and %s and %s)";

    private static final String OPEN = "r.state in (DRAFT, PROPOSED, AGREED, IN_PROGRESS, PARTIALLY_MET, MISSED)";

    private MilestoneFlags() {}

    static boolean isOverdue(MilestoneState state, @Nullable FuzzyDate due, LocalDate today) {
        boolean owed =
                switch (state) {
                    case AGREED, IN_PROGRESS, PARTIALLY_MET, MISSED -> true;
                    case DRAFT, PROPOSED, MET, CANCELLED, SUPERSEDED -> false;
                };
        return owed && due != null && due.end().isBefore(today);
    }

    /** True where the predecessor must be waited for, is past its due date and is not met. */
    static boolean blocks(Dependencies.Linked linked, LocalDate today) {
        FuzzyDate due = linked.from().due();
        return linked.link().isHard()
                && linked.from().state() != MilestoneState.MET
                && due != null
                && due.end().isBefore(today);
    }

    static boolean isContested(Collection<Assessment> assessments) {
        return Set.copyOf(assessments).size() > 1;
    }

    /**
     * The condition in HQL over the alias {@code r}.
     *
     * @param visible what leaves of the predecessors {@code p} those that the viewer may read
     */
    static String condition(MilestoneFlag flag, RecordVisibility visible, LocalDate today) {
        String day = HqlDates.literal(today);
        return switch (flag) {
            case OVERDUE -> "r.state in (AGREED, IN_PROGRESS, PARTIALLY_MET, MISSED) and r.dueLast < " + day;
            case BLOCKED ->
                OPEN + " and "
                        + PREDECESSOR.formatted(
                                "d.hard = true and p.state <> MET and p.dueLast < " + day, visible.condition());
            case AT_RISK ->
                OPEN + " and "
                        + PREDECESSOR.formatted(
                                "d.type = FS and function('plus_days', p.dueFirst, d.lagDays) > r.dueLast",
                                visible.condition());
            case CONTESTED ->
                "(select count(distinct a.assessment) from MilestoneAssessment a where a.recordId = r.id) > 1";
        };
    }
}
