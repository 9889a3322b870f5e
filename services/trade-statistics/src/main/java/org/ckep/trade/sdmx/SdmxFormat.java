package org.ckep.trade.sdmx;

/** A format in which the roots answer, by its exact media type. */
enum SdmxFormat {
    GENERIC_DATA("genericdata+xml", "2.1", Resource.DATA, Syntax.XML, SdmxRoot.V1),
    STRUCTURE_SPECIFIC_DATA("structurespecificdata+xml", "2.1", Resource.DATA, Syntax.XML, SdmxRoot.V1),
    GENERIC_TIME_SERIES("generictimeseriesdata+xml", "2.1", Resource.DATA, Syntax.XML, SdmxRoot.V1),
    STRUCTURE_SPECIFIC_TIME_SERIES(
            "structurespecifictimeseriesdata+xml", "2.1", Resource.DATA, Syntax.XML, SdmxRoot.V1),
    DATA_XML_3_0("data+xml", "3.0.0", Resource.DATA, Syntax.XML, SdmxRoot.V2),
    DATA_XML_3_1("data+xml", "3.1.0", Resource.DATA, Syntax.XML, SdmxRoot.V2),
    DATA_JSON_1_0("data+json", "1.0.0", Resource.DATA, Syntax.JSON, SdmxRoot.V1),
    DATA_JSON_2_0("data+json", "2.0.0", Resource.DATA, Syntax.JSON, SdmxRoot.V2),
    DATA_JSON_2_1("data+json", "2.1.0", Resource.DATA, Syntax.JSON, SdmxRoot.V2),
    CSV_1_0("data+csv", "1.0.0", Resource.DATA, Syntax.CSV, SdmxRoot.V1),
    CSV_2_0("data+csv", "2.0.0", Resource.DATA, Syntax.CSV, SdmxRoot.V2),
    CSV_2_1("data+csv", "2.1.0", Resource.DATA, Syntax.CSV, SdmxRoot.V2),
    SCHEMA_XML_2_1("schema+xml", "2.1", Resource.SCHEMA, Syntax.XML, SdmxRoot.V1),
    SCHEMA_XML_3_0("schema+xml", "3.0.0", Resource.SCHEMA, Syntax.XML, SdmxRoot.V2),
    SCHEMA_XML_3_1("schema+xml", "3.1.0", Resource.SCHEMA, Syntax.XML, SdmxRoot.V2),
    SCHEMA_JSON_2_0("schema+json", "2.0.0", Resource.SCHEMA, Syntax.JSON, SdmxRoot.V2),
    SCHEMA_JSON_2_1("schema+json", "2.1.0", Resource.SCHEMA, Syntax.JSON, SdmxRoot.V2),
    STRUCTURE_XML_2_1("structure+xml", "2.1", Resource.STRUCTURE, Syntax.XML, SdmxRoot.V1),
    STRUCTURE_XML_3_0("structure+xml", "3.0.0", Resource.STRUCTURE, Syntax.XML, SdmxRoot.V2),
    STRUCTURE_XML_3_1("structure+xml", "3.1.0", Resource.STRUCTURE, Syntax.XML, SdmxRoot.V2),
    STRUCTURE_JSON_1_0("structure+json", "1.0.0", Resource.STRUCTURE, Syntax.JSON, SdmxRoot.V1),
    STRUCTURE_JSON_2_0("structure+json", "2.0.0", Resource.STRUCTURE, Syntax.JSON, SdmxRoot.V2),
    STRUCTURE_JSON_2_1("structure+json", "2.1.0", Resource.STRUCTURE, Syntax.JSON, SdmxRoot.V2);

    /** What is asked for. */
    enum Resource {
        DATA,
        STRUCTURE,
        SCHEMA;

        /** Whether it may be told in a format: of a schema the structures also say what it says. */
        boolean isOffered(SdmxFormat format) {
            return format.resource() == this || this == SCHEMA && format.resource() == STRUCTURE;
        }

        /** What a caller gets who names no format. */
        SdmxFormat standard(SdmxRoot root) {
            return switch (this) {
                case DATA -> root == SdmxRoot.V1 ? GENERIC_DATA : DATA_JSON_2_1;
                case STRUCTURE -> root == SdmxRoot.V1 ? STRUCTURE_XML_2_1 : STRUCTURE_JSON_2_1;
                case SCHEMA -> root == SdmxRoot.V1 ? SCHEMA_XML_2_1 : SCHEMA_JSON_2_1;
            };
        }
    }

    /** How it is written. */
    enum Syntax {
        XML,
        JSON,
        CSV
    }

    static final String PREFIX = "application/vnd.sdmx.";

    private final String subtype;
    private final String version;
    private final Resource resource;
    private final Syntax syntax;
    private final SdmxRoot family;

    SdmxFormat(String subtype, String version, Resource resource, Syntax syntax, SdmxRoot family) {
        this.subtype = subtype;
        this.version = version;
        this.resource = resource;
        this.syntax = syntax;
        this.family = family;
    }

    /** The exact media type: strict clients compare it as a whole. */
    String mediaType() {
        return PREFIX + subtype + ";version=" + version;
    }

    /** The media type without its version. */
    String bareType() {
        return PREFIX + subtype;
    }

    String version() {
        return version;
    }

    /** Whether that is its version, or how its version begins. */
    boolean isOfVersion(String asked) {
        return version.equals(asked) || version.startsWith(asked + ".");
    }

    Resource resource() {
        return resource;
    }

    Syntax syntax() {
        return syntax;
    }

    /** The root in whose time this format arose. */
    SdmxRoot family() {
        return family;
    }

    /** The version of SDMX-ML that it speaks, where it is XML. */
    MlVersion ml() {
        return switch (version) {
            case "2.1" -> MlVersion.ML_2_1;
            case "3.0.0" -> MlVersion.ML_3_0;
            case "3.1.0" -> MlVersion.ML_3_1;
            default -> throw new IllegalStateException(this + " is not XML");
        };
    }
}
