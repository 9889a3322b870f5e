package org.ckep.policy.priority;

import org.jspecify.annotations.Nullable;

/** Which priorities are asked for; null leaves the condition out. */
record PriorityFilter(@Nullable String sector) {}
