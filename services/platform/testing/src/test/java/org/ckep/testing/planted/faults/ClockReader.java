package org.ckep.testing.planted.faults;

import java.time.LocalDate;

/** Reads the time of the machine. */
class ClockReader {
    LocalDate today() {
        return LocalDate.now();
    }
}
