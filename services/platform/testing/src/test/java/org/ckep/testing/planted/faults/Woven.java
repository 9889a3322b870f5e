package org.ckep.testing.planted.faults;

/** Written by Lombok. */
class Woven {
    @lombok.Generated
    String name() {
        return "";
    }
}
