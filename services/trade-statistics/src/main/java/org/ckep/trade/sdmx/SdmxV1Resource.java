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

/**
 * The root {@code /trade/sdmx/v1}. Addresses are read raw, because in SDMX plus signs, dots and commas are content; the
 * paths declared here serve the documentation: all that is asked ends in {@link SdmxAnswers#answer}, all that changes
 * structures in {@link SubmissionRequests}.
 */
@Path("sdmx/v1")
@Tag(name = "SDMX")
@LenientParameters
@Blocking
@PermitAll // Published statistics are public, and existing clients send no token.
class SdmxV1Resource {
    private final SdmxAnswers answers;
    private final SubmissionRequests submissions;

    SdmxV1Resource(SdmxAnswers answers, SubmissionRequests submissions) {
        this.answers = answers;
        this.submissions = submissions;
    }

    @GET
    @Path("data/{flow}")
    @Operation(
            summary = "Data of a dataflow",
            description =
                    "A key longer than an address may be is posted to this address as the field key of a form, beside"
                            + " which all parameters may be fields. SDMX REST 1.5, with startPeriod, endPeriod, firstNObservations, lastNObservations,"
                            + " dimensionAtObservation, detail, updatedAfter and includeHistory, and asOf of REST 2.2. Formats by"
                            + " Accept or by format=genericdata,"
                            + " structurespecificdata, generictimeseriesdata, structurespecifictimeseriesdata, jsondata, csvdata or"
                            + " csvfilewithlabels.")
    public Response data(@PathParam("flow") String flow, @Context RoutingContext routing) {
        return answer(routing);
    }

    @GET
    @Path("data/{flow}/{key}")
    @Operation(
            summary = "Data of a dataflow by key",
            description = "Dimensions joined by dots; empty is a wildcard, + is 'or': A.KR.M.HS22_282520.CN+W0.C00. A"
                    + " data provider may follow the key.")
    public Response dataByKey(
            @PathParam("flow") String flow,
            @PathParam("key") @Parameter(example = "A.KR.M.HS22_282520.CN..TRADE_VALUE") String key,
            @Context RoutingContext routing) {
        return answer(routing);
    }

    @GET
    @Path("availableconstraint/{flow}/{key}")
    @Operation(
            summary = "Codes that there are figures for",
            description = "mode=exact tells the codes of the query's own result, mode=available those that may still be"
                    + " chosen. A data provider and a dimension may follow the key. A long key is posted as with data,"
                    + " to the address without it, as the field key of a form beside provider and componentId.")
    public Response availability(
            @PathParam("flow") String flow,
            @PathParam("key") @Parameter(example = "A.KR.M....") String key,
            @Context RoutingContext routing) {
        return answer(routing);
    }

    @GET
    @Path("schema/{context}/{agency}/{id}/{version}")
    @Operation(
            summary = "Schema of data messages",
            description =
                    "XML schema of structure-specific messages, or by Accept the JSON schema of messages of SDMX-JSON 2."
                            + " Contexts: dataflow, datastructure, provisionagreement. The version may be left out.")
    public Response schema(
            @PathParam("context") @Parameter(example = "dataflow") String context,
            @PathParam("agency") @Parameter(example = "CKEP") String agency,
            @PathParam("id") @Parameter(example = "DF_BTS_COMTRADE_A") String id,
            @PathParam("version") @Parameter(example = "latest") String version,
            @Context RoutingContext routing) {
        return answer(routing);
    }

    @GET
    @Path("{type}/{agency}/{id}/{version}")
    @Operation(
            summary = "Structures",
            description = "Types: dataflow, datastructure, codelist, conceptscheme, agencyscheme, dataproviderscheme,"
                    + " organisationscheme, provisionagreement, categoryscheme, categorisation, contentconstraint,"
                    + " metadatastructure, metadataflow, hierarchicalcodelist, or"
                    + " structure for all. Trailing parts may be left out.")
    public Response structure(
            @PathParam("type") @Parameter(example = "datastructure") String type,
            @PathParam("agency") @Parameter(example = "CKEP") String agency,
            @PathParam("id") @Parameter(example = "DSD_BTS") String id,
            @PathParam("version") @Parameter(example = "latest") String version,
            @Context RoutingContext routing) {
        return answer(routing);
    }

    @POST
    @Path("{type}")
    @RolesAllowed(Roles.STATISTICIAN)
    @BodyLimit(property = SubmissionConfig.MAX_BODY_SIZE)
    @Operation(summary = "Submit structures", description = SubmissionRequests.TAKEN)
    public Response submit(
            @PathParam("type") @Parameter(example = "codelist") String type,
            @Context RoutingContext routing,
            byte[] message) {
        return submissions.submit(SdmxRoot.V1, routing, message);
    }

    @PUT
    @Path("{type}/{agency}/{id}/{version}")
    @RolesAllowed(Roles.STATISTICIAN)
    @BodyLimit(property = SubmissionConfig.MAX_BODY_SIZE)
    @Operation(summary = "Replace a draft", description = "The message holds that structure alone.")
    public Response replace(
            @PathParam("type") @Parameter(example = "codelist") String type,
            @PathParam("agency") @Parameter(example = "KCS") String agency,
            @PathParam("id") @Parameter(example = "CL_PORT") String id,
            @PathParam("version") @Parameter(example = "1.1.0-draft") String version,
            @Context RoutingContext routing,
            byte[] message) {
        return submissions.submit(SdmxRoot.V1, routing, message);
    }

    @DELETE
    @Path("{type}/{agency}/{id}/{version}")
    @RolesAllowed(Roles.STATISTICIAN)
    @Operation(summary = "Delete a draft that nothing refers to")
    public Response delete(
            @PathParam("type") @Parameter(example = "codelist") String type,
            @PathParam("agency") @Parameter(example = "KCS") String agency,
            @PathParam("id") @Parameter(example = "CL_PORT") String id,
            @PathParam("version") @Parameter(example = "1.1.0-draft") String version,
            @Context RoutingContext routing) {
        return submissions.delete(SdmxRoot.V1, routing);
    }

    @GET
    @Path("{path: .*}")
    @Operation(hidden = true)
    public Response any(@PathParam("path") String path, @Context RoutingContext routing) {
        return answer(routing);
    }

    private Response answer(RoutingContext routing) {
        return answers.answer(SdmxRoot.V1, routing);
    }
}
