package org.ckep.partnerships.sourcing;

import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.ckep.kernel.claim.Modality;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Filters of the list of sourcing relations; those left out leave nothing out, except expectations and opinions. */
class SourcingFilter {
    @QueryParam("buyer")
    @Parameter(description = "URN of the organisation or site that buys")
    @Nullable
    String buyer;

    @QueryParam("supplier")
    @Parameter(description = "URN of an organisation that supplies, under any URN it has had")
    @Nullable
    String supplier;

    @QueryParam("origin")
    @Parameter(description = "ISO 3166-1 code of the country of origin", example = "CN")
    @Nullable
    String origin;

    @QueryParam("hs")
    @Parameter(description = "Code of the Harmonized System, of 2, 4 or 6 digits", example = "281111")
    @Nullable
    String hs;

    @QueryParam("adoption")
    @Nullable
    Adoption adoption;

    @QueryParam("sector")
    @Parameter(description = "Code of a sector", example = "SEMI")
    @Nullable
    String sector;

    @QueryParam("modality")
    @Parameter(description = "In which mood it is said; may be given several times")
    @Nullable
    List<Modality> modality;

    @QueryParam("localId")
    @Parameter(description = "Id in another register, as scheme:value", example = "ckep-seed:SRCG-HF")
    @Nullable
    String localId;

    @QueryParam("q")
    @Parameter(description = "Text in the name of the material, in any language", example = "fluoride")
    @Nullable
    String q;

    /** For the REST runtime. */
    SourcingFilter() {}

    /** The modalities asked for; where none is, all that count by default. */
    List<Modality> modalities() {
        return Modality.wanted(modality);
    }
}
