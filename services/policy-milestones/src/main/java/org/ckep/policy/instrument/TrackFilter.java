package org.ckep.policy.instrument;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which tracks are asked for; null leaves a condition out. */
record TrackFilter(@Nullable UUID instrument, @Nullable Boolean open) {}
