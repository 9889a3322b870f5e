package org.ckep.partnerships.partnership;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Set;
import org.ckep.kernel.access.Roles;
import org.ckep.partnerships.register.Expand;
import org.ckep.records.RecordIds;
import org.ckep.web.Conditional;
import org.ckep.web.CurrentViewer;
import org.ckep.web.IdempotencyKey;
import org.ckep.web.MergePatch;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.ckep.web.Paging;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Partnerships between the two sides. */
@Path("v1/partnerships")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Partnerships", description = "Who works with whom on what, and what each side brings")
class PartnershipResource {
    private final PartnershipService service;
    private final TransitionService transitions;
    private final ContributionService contributions;
    private final CurrentViewer viewer;
    private final IdempotencyKey key;
    private final Conditional conditional;

    PartnershipResource(
            PartnershipService service,
            TransitionService transitions,
            ContributionService contributions,
            CurrentViewer viewer,
            IdempotencyKey key,
            Conditional conditional) {
        this.service = service;
        this.transitions = transitions;
        this.contributions = contributions;
        this.viewer = viewer;
        this.key = key;
        this.conditional = conditional;
    }

    @GET
    @PermitAll // Rows are filtered by viewer; the public sees what is public.
    @Operation(
            summary = "List partnerships",
            description = "Partnerships that are only expected stay out unless state, modality or "
                    + "namedCounterparty=false asks for them.")
    public Uni<RestResponse<Page<PartnershipView>>> list(
            @BeanParam PartnershipFilter filter,
            @RestQuery List<Expand> expand,
            @BeanParam PageRequest page,
            UriInfo uri) {
        return service.list(viewer.get(), filter, page, expand.contains(Expand.record))
                .map(found -> Paging.ok(uri, found));
    }

    @GET
    @Path("{id}")
    @PermitAll // As above.
    @Operation(summary = "Get a partnership", description = "expand=history adds its steps and activity reports.")
    public Uni<RestResponse<PartnershipView>> get(@RestPath String id, @RestQuery List<Expand> expand) {
        return service.get(viewer.get(), RecordIds.parse(id, Partnership.TYPE), Set.copyOf(expand))
                .map(conditional::get);
    }

    @POST
    @RolesAllowed(Roles.MAKER)
    @Operation(
            summary = "Register a partnership of the own side's knowledge",
            description = "It begins at EXPECTED and is led on by transitions.")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "expected", value = PartnershipExamples.EXPECTED)))
    @APIResponseSchema(
            value = PartnershipView.class,
            responseCode = "201",
            responseDescription = "The partnership was registered")
    public Uni<Response> register(@Valid NewPartnership partnership) {
        return service.register(viewer.get(), key, partnership, false);
    }

    @POST
    @Path("register-observed")
    @RolesAllowed({Roles.LOADER, Roles.MAKER})
    @Operation(
            summary = "Register a partnership that is known from public sources",
            description = "It is created in the state that the sources support; guardsNotShown names what they cannot "
                    + "prove.")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "active", value = PartnershipExamples.OBSERVED)))
    @APIResponseSchema(
            value = PartnershipView.class,
            responseCode = "201",
            responseDescription = "The partnership was registered")
    public Uni<Response> registerObserved(@Valid NewPartnership partnership) {
        return service.register(viewer.get(), key, partnership, true);
    }

    @PATCH
    @Path("{id}")
    @Consumes(MergePatch.MEDIA_TYPE)
    @RolesAllowed(Roles.MAKER)
    @Operation(
            summary = "Change a partnership",
            description = "A JSON Merge Patch (RFC 7396). A change of an observed record brings its sources.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = PartnershipContent.class),
                            examples = @ExampleObject(name = "renewal", value = "{\"end\": \"2030-12\"}")))
    public Uni<RestResponse<PartnershipView>> change(
            @RestPath String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, JsonNode patch) {
        return service.change(viewer.get(), RecordIds.parse(id, Partnership.TYPE), ifMatch, patch)
                .map(conditional::ok);
    }

    @POST
    @Path("{id}/transitions")
    @RolesAllowed({Roles.MAKER, Roles.CHECKER})
    @Operation(
            summary = "Lead a partnership to another state",
            description = "A refusal names in allowed the states that are open to the caller.")
    @RequestBody(
            content =
                    @Content(
                            examples = {
                                @ExampleObject(name = "explored", value = PartnershipExamples.EXPLORING),
                                @ExampleObject(name = "signed", value = PartnershipExamples.SIGNED)
                            }))
    @APIResponseSchema(
            value = PartnershipView.class,
            responseCode = "200",
            responseDescription = "The partnership after the step")
    public Uni<Response> transition(
            @RestPath String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid TransitionRequest transition) {
        return transitions.transition(viewer.get(), RecordIds.parse(id, Partnership.TYPE), ifMatch, key, transition);
    }

    @POST
    @Path("{id}/contributions")
    @RolesAllowed({Roles.LOADER, Roles.MAKER})
    @Operation(
            summary = "Assess what a side brings",
            description = "Each side keeps its own assessment, for its own ministries unless classification says "
                    + "otherwise. The same assessor's earlier weight of the same class is replaced.")
    @RequestBody(
            content =
                    @Content(examples = @ExampleObject(name = "technology", value = PartnershipExamples.CONTRIBUTION)))
    @APIResponseSchema(
            value = PartnershipView.class,
            responseCode = "201",
            responseDescription = "The partnership with the assessment")
    public Uni<Response> assess(@RestPath String id, @Valid NewContribution contribution) {
        return contributions.assess(viewer.get(), RecordIds.parse(id, Partnership.TYPE), key, contribution);
    }

    @POST
    @Path("{id}/activity-reports")
    @RolesAllowed({Roles.MAKER, Roles.CHECKER})
    @Operation(
            summary = "File an activity report",
            description = "It keeps a non-binding partnership from lapsing, and leads a lapsed one back to SIGNED.")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "meeting", value = PartnershipExamples.REPORT)))
    @APIResponseSchema(
            value = PartnershipView.class,
            responseCode = "201",
            responseDescription = "The partnership with the report")
    public Uni<Response> report(@RestPath String id, @Valid ReportRequest report) {
        return transitions.report(viewer.get(), RecordIds.parse(id, Partnership.TYPE), key, report);
    }
}
