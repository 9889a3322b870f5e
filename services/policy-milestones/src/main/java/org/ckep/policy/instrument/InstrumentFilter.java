package org.ckep.policy.instrument;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which instruments are asked for; null leaves a condition out. */
record InstrumentFilter(
        @Nullable List<InstrumentStage> stages,
        @Nullable InstrumentKind kind,
        @Nullable InstrumentLevel level,
        @Nullable String party,
        @Nullable String sector,
        @Nullable LocalDate inForceOn) {}
