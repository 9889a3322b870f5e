package org.ckep.policy.milestone;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.policy.register.Owner;
import org.jspecify.annotations.Nullable;

/**
 * What the rules know of a milestone: nothing that the actor may not read, so that no refusal tells of a hidden row.
 *
 * @param keeper the side whose record it is; null for an observed record
 * @param shared true where both sides can read the milestone
 * @param createdBy subject of the maker, who never approves his own record
 * @param evidence number of pieces of evidence recorded so far
 * @param assessments what each side has declared
 * @param consents the sides that have already consented to the very command that is decided
 * @param unstarted hard start-to-start predecessors that have not started
 * @param unmet hard finish-to-start and finish-to-finish predecessors that are not met
 */
record MilestoneFacts(
        MilestoneState state,
        @Nullable Owner owner,
        Stewardship stewardship,
        @Nullable Side keeper,
        boolean shared,
        String createdBy,
        @Nullable FuzzyDate due,
        boolean hasCriteria,
        @Nullable FuzzyDate startsOn,
        int evidence,
        Map<Side, Assessment> assessments,
        Set<Side> consents,
        List<Urn> unstarted,
        List<Urn> unmet) {

    MilestoneFacts {
        assessments = Map.copyOf(assessments);
        consents = Set.copyOf(consents);
        unstarted = List.copyOf(unstarted);
        unmet = List.copyOf(unmet);
    }

    /** The sides that owe the milestone; the keeper's where no owner is named yet. */
    Set<Side> owners() {
        if (owner != null) {
            return owner.sides();
        }
        return keeper == null ? EnumSet.noneOf(Side.class) : EnumSet.of(keeper);
    }
}
