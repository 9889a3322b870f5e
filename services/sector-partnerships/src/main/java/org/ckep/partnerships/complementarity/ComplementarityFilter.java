package org.ckep.partnerships.complementarity;

import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.claim.Modality;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Filters of the list of strengths; those left out leave nothing out, except expectations and opinions. */
class ComplementarityFilter {
    @QueryParam("sector")
    @Parameter(description = "Code of a sector", example = "SEMI")
    @Nullable
    String sector;

    @QueryParam("side")
    @Parameter(description = "Whose strengths", example = "KR")
    @Nullable
    Side side;

    @QueryParam("modality")
    @Parameter(description = "In which mood it is said; may be given several times", example = "OPINION")
    @Nullable
    List<Modality> modality;

    @QueryParam("localId")
    @Parameter(description = "Id in another register, as scheme:value", example = "ckep-seed:CMP-1")
    @Nullable
    String localId;

    /** For the REST runtime. */
    ComplementarityFilter() {}

    /** The modalities asked for; where none is, all that count by default. */
    List<Modality> modalities() {
        return Modality.wanted(modality);
    }
}
