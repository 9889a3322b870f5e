package org.ckep.trade.code;

import java.time.Instant;
import org.ckep.kernel.value.LocalizedText;

/**
 * The identity of a code list, a scheme or a data structure.
 *
 * @param partial true where the list holds some of the codes of a larger list
 * @param revision rises with every import that changes its codes or their names
 * @param changedAt when its codes or names changed last
 */
public record Artefact(
        String agency,
        String id,
        Kind kind,
        String version,
        boolean partial,
        LocalizedText names,
        int revision,
        Instant changedAt) {
    /** One that no import has changed. */
    public Artefact(
            String agency,
            String id,
            Kind kind,
            String version,
            boolean partial,
            LocalizedText names,
            Instant changedAt) {
        this(agency, id, kind, version, partial, names, 1, changedAt);
    }

    /** What an artefact is. */
    public enum Kind {
        CODE_LIST,
        CONCEPT_SCHEME,
        AGENCY_SCHEME,
        DATA_STRUCTURE,
        DATA_PROVIDER_SCHEME,
        CATEGORY_SCHEME,
        METADATA_STRUCTURE,
        METADATAFLOW,
        HIERARCHY,
        HIERARCHY_ASSOCIATION,
        STRUCTURE_MAP,
        REPRESENTATION_MAP
    }
}
