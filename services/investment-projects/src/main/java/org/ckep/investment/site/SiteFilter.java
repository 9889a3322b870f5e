package org.ckep.investment.site;

import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Filters of the list of sites; those left out leave nothing out. */
class SiteFilter {
    @QueryParam("country")
    @Parameter(description = "Country, ISO 3166-1 alpha-2", example = "CN")
    @Nullable
    String country;

    @QueryParam("province")
    @Parameter(description = "Province or metropolitan city, ISO 3166-2", example = "CN-SN")
    @Nullable
    String province;

    @QueryParam("organisation")
    @Parameter(description = "URN of the owner")
    @Nullable
    String organisation;

    @QueryParam("sector")
    @Parameter(description = "Code of a sector", example = "SEMI")
    @Nullable
    String sector;

    @QueryParam("state")
    @Parameter(description = "What the site is at present")
    @Nullable
    SiteState state;

    @QueryParam("q")
    @Parameter(description = "Words of the title, in any of the three languages")
    @Nullable
    String q;

    @QueryParam("localId")
    @Parameter(description = "Id in another register, as scheme:value")
    @Nullable
    String localId;

    /** For the REST runtime. */
    SiteFilter() {}
}
