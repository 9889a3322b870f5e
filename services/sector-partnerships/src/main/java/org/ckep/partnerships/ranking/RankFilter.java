package org.ckep.partnerships.ranking;

import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.ckep.kernel.claim.Modality;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Filters of the list of rank claims; those left out leave nothing out, except expectations and opinions. */
class RankFilter {
    @QueryParam("organisation")
    @Parameter(description = "URN of the organisation, under any URN it has had")
    @Nullable
    String organisation;

    @QueryParam("metric")
    @Parameter(description = "What is ranked", example = "EV_BATTERY_INSTALLATION")
    @Nullable
    String metric;

    @QueryParam("sector")
    @Parameter(description = "Code of a sector", example = "BATT")
    @Nullable
    String sector;

    @QueryParam("modality")
    @Parameter(description = "In which mood it is said; may be given several times")
    @Nullable
    List<Modality> modality;

    @QueryParam("localId")
    @Parameter(description = "Id in another register, as scheme:value", example = "ckep-seed:RNK-LGES")
    @Nullable
    String localId;

    /** For the REST runtime. */
    RankFilter() {}

    /** The modalities asked for; where none is, all that count by default. */
    List<Modality> modalities() {
        return Modality.wanted(modality);
    }
}
