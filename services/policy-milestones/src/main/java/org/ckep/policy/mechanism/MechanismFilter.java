package org.ckep.policy.mechanism;

import org.ckep.kernel.id.Urn;
import org.ckep.policy.register.MeetingLevel;
import org.jspecify.annotations.Nullable;

/** Which mechanisms are asked for; null leaves a condition out. */
record MechanismFilter(
        @Nullable MeetingLevel level, @Nullable Urn organisation) {}
