package org.ckep.policy.milestone;

import java.util.List;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.policy.register.Owner;
import org.jspecify.annotations.Nullable;

/** Which milestones are asked for; null leaves a condition out. */
record MilestoneFilter(
        @Nullable List<MilestoneState> states,
        @Nullable MilestoneType type,
        @Nullable Owner owner,
        @Nullable String sector,
        @Nullable Urn subject,
        @Nullable FuzzyDate dueBy,
        @Nullable MilestoneFlag flag) {}
