package org.ckep.trade.sdmx;

/** The two grammars of addresses; the first digit of the REST version stands in the path. */
enum SdmxRoot {
    /** REST 1.5, of SDMX 2.1. */
    V1("/sdmx/v1"),
    /** REST 2.2, of SDMX 3.1. */
    V2("/sdmx/v2");

    private final String path;

    SdmxRoot(String path) {
        this.path = path;
    }

    /** The part of the path that stands before the resource. */
    String path() {
        return path;
    }

    /** The root of a path; one that names none belongs to the older. */
    static SdmxRoot of(String path) {
        return path.contains(V2.path) ? V2 : V1;
    }
}
