package org.ckep.trade.sdmx;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names a version of an artefact. */
record StructureRef(StructureType type, String agency, String id, String version) {
    /** How the URNs of SDMX begin. */
    static final String MODEL = "urn:sdmx:org.sdmx.infomodel.";

    private static final Pattern URN = Pattern.compile(
            "urn:sdmx:org\\.sdmx\\.infomodel\\.([a-z]+)\\.([A-Za-z]+)=([^:()]+):([^:()]+)\\(([^()]+)\\)(?:\\.(.+))?");

    /** {@code CKEP:DSD_BTS(1.0.0)}. */
    String reference() {
        return agency + ":" + id + "(" + version + ")";
    }

    /** The URN; version 2.1 and 3 call constraints differently. */
    String urn(MlVersion version) {
        return MODEL + type.modelPackage() + "." + type.element(version) + "=" + reference();
    }

    /** Where it is asked for, below the platform's root. */
    String address(SdmxRoot root) {
        String place = String.join("/", type.word(), agency, id, version);
        return "/trade" + root.path() + (root == SdmxRoot.V1 ? "/" : "/structure/") + place;
    }

    /** The URN of an item of this scheme. */
    String itemUrn(String item) {
        return MODEL + type.modelPackage() + "." + type.itemElement() + "=" + reference() + "." + item;
    }

    /** Whether the version never changes: three numbers, the first above 0, and no extension. */
    boolean isFinal() {
        return version.matches("[1-9][0-9]*\\.[0-9]+\\.[0-9]+");
    }

    /** Whether it is a draft, of which SDMX 2.1 has no notion: its versions are numbers. */
    boolean isDraft() {
        return version.indexOf('-') >= 0;
    }

    /** The artefact that a URN names; empty for what is no URN of an artefact that is served. */
    static Optional<StructureRef> ofUrn(String urn) {
        Matcher parts = URN.matcher(urn);
        return parts.matches() && parts.group(6) == null
                ? StructureType.ofElement(parts.group(2)).map(type -> of(type, parts))
                : Optional.empty();
    }

    /** The item that a URN names; empty for what is no URN of an item of a scheme that is served. */
    static Optional<ItemRef> itemOfUrn(String urn) {
        Matcher parts = URN.matcher(urn);
        return parts.matches() && parts.group(6) != null
                ? StructureType.ofItemElement(parts.group(2)).map(type -> new ItemRef(of(type, parts), parts.group(6)))
                : Optional.empty();
    }

    private static StructureRef of(StructureType type, Matcher parts) {
        return new StructureRef(type, parts.group(3), parts.group(4), parts.group(5));
    }
}
