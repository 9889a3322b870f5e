package org.ckep.policy.engagement;

import java.time.LocalDate;
import java.util.UUID;
import org.ckep.kernel.id.Urn;
import org.jspecify.annotations.Nullable;

/**
 * Which engagements are asked for; null leaves a condition out.
 *
 * @param from certainly not over before this day
 * @param to certainly not beginning after this day
 */
record EngagementFilter(
        @Nullable EngagementKind kind,
        @Nullable EngagementState state,
        @Nullable UUID mechanism,
        @Nullable UUID track,
        @Nullable String sector,
        @Nullable Urn organisation,
        @Nullable LocalDate from,
        @Nullable LocalDate to) {}
