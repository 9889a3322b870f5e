package org.ckep.trade.mirror;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.ckep.web.CurrentViewer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The totals of the two sides beside each other; published statistics are public. */
@Path("v1/bilateral-totals")
@Tag(name = "figures")
@Produces(MediaType.APPLICATION_JSON)
class BilateralTotalsResource {
    private final MirrorService service;
    private final CurrentViewer viewer;

    BilateralTotalsResource(MirrorService service, CurrentViewer viewer) {
        this.service = service;
        this.viewer = viewer;
    }

    @GET
    @PermitAll
    @Operation(
            summary = "Both sides' figures of their trade, beside each other",
            description = "Exports, imports, total and balance as China and the Republic of Korea report them, and how"
                    + " far they are apart. One entry per period and source. Where a side's figure is missing the values"
                    + " are null with the reason; an average or a 'true' value is never computed. /trade/v1/mirror"
                    + " answers the same for any two areas and for all commodities of a level.")
    @APIResponse(
            responseCode = "200",
            description = "The figures beside each other",
            content =
                    @Content(
                            schema = @Schema(implementation = MirrorService.Answer.class),
                            examples = @ExampleObject(name = "totals", value = MirrorExamples.PAGE)))
    public Uni<MirrorService.Answer> totals(
            @RestQuery @Parameter(description = "A year or a month; without it all years", example = "2020") @Nullable
                    String period,
            @RestQuery
                    @Parameter(
                            description =
                                    "Code of CL_SOURCE; without it every source that has a figure, but for invented ones (GENERATED)")
                    @Nullable
                    String source,
            @RestQuery
                    @Parameter(description = "TOTAL (the default) or 2, 4 or 6 digits of the Harmonized System")
                    @Nullable
                    String commodity,
            @RestQuery
                    @Parameter(
                            description =
                                    "A factor of your own between CIF and FOB, from 1 to 2, as in /trade/v1/mirror",
                            example = "1.06")
                    @Nullable
                    String cifFobFactor) {
        MirrorQuery.Filter filter = new MirrorQuery.Filter();
        filter.period = period;
        filter.source = source;
        filter.commodity = commodity;
        filter.cifFobFactor = cifFobFactor;
        return service.all(MirrorQuery.of(filter), viewer.get());
    }
}
