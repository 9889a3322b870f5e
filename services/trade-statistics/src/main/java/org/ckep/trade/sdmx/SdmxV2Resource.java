package org.ckep.trade.sdmx;

import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.ckep.kernel.access.Roles;
import org.ckep.web.BodyLimit;
import org.ckep.web.LenientParameters;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The root {@code /trade/sdmx/v2}; addresses are read raw, as in {@link SdmxV1Resource}. */
@Path("sdmx/v2")
@Tag(name = "SDMX")
@LenientParameters
@Blocking
@PermitAll // Published statistics are public, and existing clients send no token.
class SdmxV2Resource {
    private final SdmxAnswers answers;
    private final SubmissionRequests submissions;

    SdmxV2Resource(SdmxAnswers answers, SubmissionRequests submissions) {
        this.answers = answers;
        this.submissions = submissions;
    }

    @GET
    @Path("data/{context}/{agency}/{id}/{version}/{key}")
    @Operation(
            summary = "Data by context and key (REST 2)",
            description =
                    "SDMX REST 2.2, with filters such as c[TIME_PERIOD]=ge:2020+le:2022, and attributes, measures,"
                            + " firstNObservations, lastNObservations, dimensionAtObservation, offset, limit, asOf, updatedAfter"
                            + " and includeHistory. Trailing parts may be left out. Keys longer than an address may be are posted to the"
                            + " address without them as the field key of a form, beside which all parameters may be fields.")
    public Response data(
            @PathParam("context") @Parameter(example = "dataflow") String context,
            @PathParam("agency") @Parameter(example = "CKEP") String agency,
            @PathParam("id") @Parameter(example = "DF_BTS_COMTRADE_A") String id,
            @PathParam("version") @Parameter(example = "*") String version,
            @PathParam("key") @Parameter(example = "A.KR.M.*.CN") String key,
            @Context RoutingContext routing) {
        return answer(routing);
    }

    @GET
    @Path("availability/{context}/{agency}/{id}/{version}/{key}/{component}")
    @Operation(
            summary = "Codes that there are figures for (REST 2)",
            description =
                    "mode=exact or available. Trailing parts may be left out. Long keys are posted as with data, to the"
                            + " address without them, as the field key of a form beside componentId.")
    public Response availability(
            @PathParam("context") @Parameter(example = "dataflow") String context,
            @PathParam("agency") @Parameter(example = "CKEP") String agency,
            @PathParam("id") @Parameter(example = "DF_BTS_COMTRADE_A") String id,
            @PathParam("version") @Parameter(example = "*") String version,
            @PathParam("key") @Parameter(example = "A.KR.M") String key,
            @PathParam("component") @Parameter(example = "COUNTERPART_AREA_1") String component,
            @Context RoutingContext routing) {
        return answer(routing);
    }

    @GET
    @Path("schema/{context}/{agency}/{id}/{version}")
    @Operation(
            summary = "Schema of data messages (REST 2)",
            description =
                    "JSON schema of messages of SDMX-JSON 2, or by Accept the XML schema of structure-specific messages."
                            + " Contexts: dataflow, datastructure, provisionagreement.")
    public Response schema(
            @PathParam("context") @Parameter(example = "dataflow") String context,
            @PathParam("agency") @Parameter(example = "CKEP") String agency,
            @PathParam("id") @Parameter(example = "DF_BTS_COMTRADE_A") String id,
            @PathParam("version") @Parameter(example = "~") String version,
            @Context RoutingContext routing) {
        return answer(routing);
    }

    @GET
    @Path("structure/{type}/{agency}/{id}/{version}")
    @Operation(
            summary = "Structures (REST 2)",
            description =
                    "Types as in the root v1, dataconstraint, hierarchy, hierarchyassociation, structuremap, representationmap, or * for all. Versions by number, or + for the latest"
                            + " stable, ~ for the latest, * for all. Trailing parts may be left out.")
    public Response structure(
            @PathParam("type") @Parameter(example = "datastructure") String type,
            @PathParam("agency") @Parameter(example = "CKEP") String agency,
            @PathParam("id") @Parameter(example = "DSD_BTS") String id,
            @PathParam("version") @Parameter(example = "+") String version,
            @Context RoutingContext routing) {
        return answer(routing);
    }

    @POST
    @Path("structure")
    @RolesAllowed(Roles.STATISTICIAN)
    @BodyLimit(property = SubmissionConfig.MAX_BODY_SIZE)
    @Operation(summary = "Submit structures (REST 2)", description = SubmissionRequests.TAKEN)
    public Response submit(@Context RoutingContext routing, byte[] message) {
        return submissions.submit(SdmxRoot.V2, routing, message);
    }

    @POST
    @Path("structure/{type}")
    @RolesAllowed(Roles.STATISTICIAN)
    @BodyLimit(property = SubmissionConfig.MAX_BODY_SIZE)
    @Operation(summary = "Submit structures of one type (REST 2)", description = SubmissionRequests.TAKEN)
    public Response submitType(
            @PathParam("type") @Parameter(example = "codelist") String type,
            @Context RoutingContext routing,
            byte[] message) {
        return submissions.submit(SdmxRoot.V2, routing, message);
    }

    @PUT
    @Path("structure/{type}/{agency}/{id}/{version}")
    @RolesAllowed(Roles.STATISTICIAN)
    @BodyLimit(property = SubmissionConfig.MAX_BODY_SIZE)
    @Operation(summary = "Replace a draft (REST 2)", description = "The message holds that structure alone.")
    public Response replace(
            @PathParam("type") @Parameter(example = "codelist") String type,
            @PathParam("agency") @Parameter(example = "KCS") String agency,
            @PathParam("id") @Parameter(example = "CL_PORT") String id,
            @PathParam("version") @Parameter(example = "1.1.0-draft") String version,
            @Context RoutingContext routing,
            byte[] message) {
        return submissions.submit(SdmxRoot.V2, routing, message);
    }

    @DELETE
    @Path("structure/{type}/{agency}/{id}/{version}")
    @RolesAllowed(Roles.STATISTICIAN)
    @Operation(summary = "Delete a draft that nothing refers to (REST 2)")
    public Response delete(
            @PathParam("type") @Parameter(example = "codelist") String type,
            @PathParam("agency") @Parameter(example = "KCS") String agency,
            @PathParam("id") @Parameter(example = "CL_PORT") String id,
            @PathParam("version") @Parameter(example = "1.1.0-draft") String version,
            @Context RoutingContext routing) {
        return submissions.delete(SdmxRoot.V2, routing);
    }

    @GET
    @Path("{path: .*}")
    @Operation(hidden = true)
    public Response any(@PathParam("path") String path, @Context RoutingContext routing) {
        return answer(routing);
    }

    private Response answer(RoutingContext routing) {
        return answers.answer(SdmxRoot.V2, routing);
    }
}
