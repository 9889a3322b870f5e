package org.ckep.policy.target;

import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.policy.register.Owner;
import org.jspecify.annotations.Nullable;

/** Which targets are asked for; null leaves a condition out. */
record TargetFilter(
        @Nullable Owner owner,
        @Nullable FuzzyDate dueBy,
        @Nullable String sector,
        @Nullable String metric,
        @Nullable Modality modality) {}
