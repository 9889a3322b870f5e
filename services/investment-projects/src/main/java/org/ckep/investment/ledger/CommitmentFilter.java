package org.ckep.investment.ledger;

import jakarta.ws.rs.QueryParam;
import org.ckep.investment.project.Commitment;
import org.ckep.investment.project.InvestmentBasis;
import org.ckep.kernel.access.Side;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Filters of the list of commitments; those left out leave nothing out. */
class CommitmentFilter {
    @QueryParam("project")
    @Parameter(description = "URN of the project")
    @Nullable
    String project;

    @QueryParam("party")
    @Parameter(description = "URN of the organisation that is bound")
    @Nullable
    String party;

    @QueryParam("side")
    @Parameter(description = "Only what that side keeps")
    @Nullable
    Side side;

    @QueryParam("kind")
    @Parameter(description = "In which form")
    Commitment.@Nullable Kind kind;

    @QueryParam("basis")
    @Parameter(description = "By which count")
    @Nullable
    InvestmentBasis basis;

    @QueryParam("currency")
    @Parameter(description = "ISO 4217 code", example = "USD")
    @Nullable
    String currency;

    @QueryParam("localId")
    @Parameter(description = "Id in another register, as scheme:value")
    @Nullable
    String localId;

    /** For the REST runtime. */
    CommitmentFilter() {}
}
