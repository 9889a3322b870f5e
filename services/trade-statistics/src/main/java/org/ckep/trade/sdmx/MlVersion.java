package org.ckep.trade.sdmx;

/** A version of SDMX-ML with its namespaces. */
enum MlVersion {
    ML_2_1("v2_1"),
    ML_3_0("v3_0"),
    ML_3_1("v3_1");

    private final String base;

    MlVersion(String folder) {
        this.base = "http://www.sdmx.org/resources/sdmxml/schemas/" + folder + "/";
    }

    String message() {
        return base + "message";
    }

    String common() {
        return base + "common";
    }

    String structure() {
        return base + "structure";
    }

    String generic() {
        return base + "data/generic";
    }

    String registry() {
        return base + "registry";
    }

    String specific() {
        return base + "data/structurespecific";
    }

    boolean isThree() {
        return this != ML_2_1;
    }
}
