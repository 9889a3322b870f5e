package org.ckep.trade.mirror;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.ckep.web.CurrentViewer;
import org.ckep.web.PageRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Both ends' figures of a flow beside each other; published statistics are public. */
@Path("v1/mirror")
@Tag(name = "figures")
@Produces(MediaType.APPLICATION_JSON)
class MirrorResource {
    private final MirrorService service;
    private final CurrentViewer viewer;

    MirrorResource(MirrorService service, CurrentViewer viewer) {
        this.service = service;
        this.viewer = viewer;
    }

    @GET
    @PermitAll
    @Operation(
            summary = "What two areas report about the same trade",
            description =
                    "Four answers for each commodity, period and source: exports of A to B as A and imports from A"
                            + " as B reports them, and the same the other way. Each carries its reporter, valuation, source,"
                            + " edition and since when it stands; the discrepancy is given absolute, as a ratio and in percent."
                            + " An average or a 'true' value is never computed; figures of different editions are not compared,"
                            + " but for six-digit codes that tables lead into the older one ('compared'), of one page"
                            + " those of the first 24 reported flows and periods."
                            + " CIF is not converted to FOB, unless the request gives a factor: then each direction has"
                            + " 'atFob' beside its discrepancy, which names the factor.")
    @APIResponse(
            responseCode = "200",
            description = "The figures beside each other",
            content =
                    @Content(
                            schema = @Schema(implementation = MirrorService.Answer.class),
                            examples = @ExampleObject(name = "mirror", value = MirrorExamples.PAGE)))
    public Uni<MirrorService.Answer> mirror(@BeanParam MirrorQuery.Filter filter, @BeanParam PageRequest page) {
        return service.page(MirrorQuery.of(filter), page, viewer.get());
    }
}
