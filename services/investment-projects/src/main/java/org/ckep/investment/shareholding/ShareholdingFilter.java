package org.ckep.investment.shareholding;

import jakarta.ws.rs.QueryParam;
import org.ckep.kernel.access.Side;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Filters of the list of shareholding histories; those left out leave nothing out. */
class ShareholdingFilter {
    @QueryParam("entity")
    @Parameter(description = "URN of the organisation whose parts are held")
    @Nullable
    String entity;

    @QueryParam("holder")
    @Parameter(description = "URN of an organisation that is named as holder in any of the statements")
    @Nullable
    String holder;

    @QueryParam("kind")
    @Parameter(description = "Of what they are parts")
    @Nullable
    ShareholdingKind kind;

    @QueryParam("side")
    @Parameter(description = "Only what that side keeps")
    @Nullable
    Side side;

    @QueryParam("localId")
    @Parameter(description = "Id in another register, as scheme:value")
    @Nullable
    String localId;

    @QueryParam("asOf")
    @Parameter(description = "Who held what on this day; left out, who holds what today", example = "2023-06-30")
    @Nullable
    String asOf;

    /** For the REST runtime. */
    ShareholdingFilter() {}
}
