package org.ckep.policy.challenge;

import java.util.UUID;
import org.ckep.kernel.access.Side;
import org.jspecify.annotations.Nullable;

/** Which challenges are asked for; null leaves a condition out. */
record ChallengeFilter(
        @Nullable String sector,
        @Nullable ChallengeKind kind,
        @Nullable String exertedBy,
        @Nullable Side onSide,
        @Nullable UUID measure) {}
