package org.ckep.trade.sdmx;

/** Names an artefact; every artefact of ours exists in one version. */
record StructureRef(StructureType type, String agency, String id, String version) {
    /** How the URNs of SDMX begin. */
    static final String MODEL = "urn:sdmx:org.sdmx.infomodel.";

    /** {@code CKEP:DSD_BTS(1.0.0)}. */
    String reference() {
        return agency + ":" + id + "(" + version + ")";
    }

    /** The URN; version 2.1 and 3 call constraints differently. */
    String urn(MlVersion version) {
        return MODEL + type.modelPackage() + "." + type.element(version) + "=" + reference();
    }

    /** The URN of an item of this scheme. */
    String itemUrn(String item) {
        return MODEL + type.modelPackage() + "." + type.itemElement() + "=" + reference() + "." + item;
    }
}
