package org.ckep.partnerships.organisation;

import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Filters of the list of organisations; those left out leave nothing out. */
class OrganisationFilter {
    @QueryParam("kind")
    @Parameter(example = "COMPANY")
    @Nullable
    OrganisationKind kind;

    @QueryParam("side")
    @Parameter(description = "Where it belongs", example = "KR")
    @Nullable
    OrganisationSide side;

    @QueryParam("country")
    @Parameter(description = "ISO 3166-1 code", example = "US")
    @Nullable
    String country;

    @QueryParam("status")
    @Nullable
    OrganisationStatus status;

    @QueryParam("parent")
    @Parameter(description = "URN of the organisation under whose roof it is")
    @Nullable
    String parent;

    @QueryParam("lei")
    @Parameter(description = "Legal Entity Identifier")
    @Nullable
    String lei;

    @QueryParam("localId")
    @Parameter(description = "Id in another register, as scheme:value", example = "ckep-seed:ORG-LG")
    @Nullable
    String localId;

    @QueryParam("q")
    @Parameter(description = "Text in any of its names, present and past, in any language", example = "hynix")
    @Nullable
    String q;

    /** For the REST runtime. */
    OrganisationFilter() {}
}
