package org.ckep.partnerships.cockpit;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
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
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** One page on a sector. */
@Path("v1/sectors/{code}/cockpit")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sector cockpit", description = "Everything on one sector on one page")
class CockpitResource {
    private static final String EXAMPLE = """
            {"sector": {"code": "SEMI", "name": {"en": {"text": "semiconductors", "status": "ORIGINAL"}}},
             "partnershipsByState": {"EXPLORING": 1}, "partnerships": [], "expectedPartnerships": [],
             "sourcing": [], "ranks": [], "complementarities": [], "claims": [],
             "trade": {"claims": [], "series": []},
             "investment": {"projects": [], "sites": [], "capacityShares": []},
             "parts": {"trade": {"state": "ok"},
                       "investment": {"state": "stale", "ageSeconds": 40, "reason": "timeout"},
                       "policy": {"state": "unavailable", "reason": "unreachable"}}}""";

    private final CockpitService service;
    private final CurrentViewer viewer;

    CockpitResource(CockpitService service, CurrentViewer viewer) {
        this.service = service;
        this.viewer = viewer;
    }

    @GET
    @PermitAll // Every list is filtered by viewer; the public sees what is public.
    @Operation(
            summary = "Show everything on a sector",
            description =
                    "The own data comes always. What the other services add is read with the caller's token; parts "
                            + "says of each whether its answer is fresh (ok), an earlier one (stale, with its age) or missing "
                            + "(unavailable).")
    @APIResponse(
            responseCode = "200",
            description = "The cockpit, also while other services do not answer",
            content =
                    @Content(
                            schema = @Schema(implementation = CockpitView.class),
                            examples = @ExampleObject(name = "semiconductors", value = EXAMPLE)))
    public Uni<CockpitView> cockpit(
            @RestPath String code,
            @RestQuery @DefaultValue("20") @Min(1) @Max(100) @Parameter(description = "Most entries of each list")
                    int limit) {
        return service.cockpit(viewer.get(), code, limit);
    }
}
