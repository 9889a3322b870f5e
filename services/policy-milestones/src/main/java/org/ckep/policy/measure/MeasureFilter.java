package org.ckep.policy.measure;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Which measures are asked for; null leaves a condition out. */
record MeasureFilter(
        @Nullable String issuer,
        @Nullable MeasureKind kind,
        @Nullable String sector,
        @Nullable String hs,
        @Nullable LocalDate inForceOn) {}
