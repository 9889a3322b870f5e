package org.ckep.testing.planted.faults;

/** Reads the time of the machine in another way. */
class MillisReader {
    long now() {
        return System.currentTimeMillis();
    }
}
