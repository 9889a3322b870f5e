package org.ckep.records.facility;

import java.util.List;

/** Where a facility is in its life. */
enum FacilityState {
    PLANNED,
    BUILT,
    CLOSED;

    List<FacilityState> next() {
        return switch (this) {
            case PLANNED -> List.of(BUILT, CLOSED);
            case BUILT -> List.of(CLOSED);
            case CLOSED -> List.of();
        };
    }
}
