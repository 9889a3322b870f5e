package org.ckep.policy.need;

import org.jspecify.annotations.Nullable;

/** Which needs are asked for; null leaves a condition out. */
record NeedFilter(@Nullable Boolean covered, @Nullable String sector) {}
