package org.ckep.records.facility;

import org.jspecify.annotations.Nullable;

/** Which facilities are asked for; null leaves a condition out. */
record FacilityFilter(
        @Nullable FacilityState state,
        @Nullable String city,
        @Nullable String sector,
        @Nullable String localId) {}
