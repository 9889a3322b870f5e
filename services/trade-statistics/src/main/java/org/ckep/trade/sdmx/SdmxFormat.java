package org.ckep.trade.sdmx;

/** A format in which this root answers. */
enum SdmxFormat {
    GENERIC_DATA("genericdata+xml", "2.1", Resource.DATA),
    STRUCTURE_SPECIFIC_DATA("structurespecificdata+xml", "2.1", Resource.DATA),
    CSV("data+csv", "1.0.0", Resource.DATA),
    STRUCTURE("structure+xml", "2.1", Resource.STRUCTURE);

    /** What is asked for. */
    enum Resource {
        DATA,
        STRUCTURE;

        /** What a caller gets who names no format. */
        SdmxFormat standard() {
            return switch (this) {
                case DATA -> GENERIC_DATA;
                case STRUCTURE -> SdmxFormat.STRUCTURE;
            };
        }
    }

    static final String PREFIX = "application/vnd.sdmx.";

    private final String subtype;
    private final String version;
    private final Resource resource;

    SdmxFormat(String subtype, String version, Resource resource) {
        this.subtype = subtype;
        this.version = version;
        this.resource = resource;
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

    Resource resource() {
        return resource;
    }
}
