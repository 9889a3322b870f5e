package org.ckep.trade.bilateral;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Totals of the two sides beside each other; published statistics are public. */
@Path("v1/bilateral-totals")
@Tag(name = "figures")
@Produces(MediaType.APPLICATION_JSON)
class BilateralResource {
    private final BilateralService service;

    BilateralResource(BilateralService service) {
        this.service = service;
    }

    @GET
    @PermitAll
    @Operation(
            summary = "Both sides' figures of their trade, beside each other",
            description = "Exports, imports, total and balance as each side reports them, and how far they are apart."
                    + " One entry per period and source. Where a side's figure is missing the values are null with the"
                    + " reason; an average or a 'true' value is never computed.")
    public Uni<BilateralService.Answer> totals(
            @RestQuery @Parameter(description = "A year or a month; without it all years", example = "2020") @Nullable
                    String period,
            @RestQuery
                    @Parameter(description = "Code of CL_SOURCE; without it every source that has a figure")
                    @Nullable
                    String source,
            @RestQuery
                    @Parameter(description = "TOTAL (the default) or 2, 4 or 6 digits of the Harmonized System")
                    @Nullable
                    String commodity) {
        return service.totals(period, source, commodity);
    }
}
