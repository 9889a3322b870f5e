package org.ckep.policy.engagement;

import java.util.UUID;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.jspecify.annotations.Nullable;

/** Which delegations are asked for; null leaves a condition out. */
record DelegationFilter(
        @Nullable UUID engagement,
        @Nullable Side side,
        NewDelegation.@Nullable DelegationKind kind,
        @Nullable Urn organisation) {}
