package org.ckep.records.facility;

import jakarta.validation.constraints.NotNull;

/** A step. */
record FacilityTransition(@NotNull FacilityState to) {}
