package org.ckep.partnerships.organisation;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
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

/** Organisations of both sides and of third countries. */
@Path("v1/organisations")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Organisations", description = "Organisations with their names over time, parents and successors")
class OrganisationResource {
    private static final String EXAMPLE = """
            {"name": {"en": "SK hynix", "zh-Hans": "SK海力士", "ko": "SK하이닉스"}, "kind": "COMPANY", "side": "KR",
             "parentId": "urn:ckep:organisation:0b1f6a3e-8c8e-4c58-9f3a-2f6f6f1f0a11",
             "sources": ["urn:ckep:source:6f7b1a52-5a4b-4b8e-9d4f-3f1f2a7c9e10"]}""";

    private static final String RENAME = """
            {"name": {"en": "Ministry of Trade, Industry and Resources"}, "since": "2025-10-01", "asNewRecord": true,
             "sources": ["urn:ckep:source:6f7b1a52-5a4b-4b8e-9d4f-3f1f2a7c9e10"]}""";

    private static final String MERGE = """
            {"into": "urn:ckep:organisation:0b1f6a3e-8c8e-4c58-9f3a-2f6f6f1f0a11", "on": "2026-01",
             "sources": ["urn:ckep:source:6f7b1a52-5a4b-4b8e-9d4f-3f1f2a7c9e10"]}""";

    private final OrganisationService service;
    private final SuccessionService succession;
    private final CurrentViewer viewer;
    private final IdempotencyKey key;
    private final Conditional conditional;

    OrganisationResource(
            OrganisationService service,
            SuccessionService succession,
            CurrentViewer viewer,
            IdempotencyKey key,
            Conditional conditional) {
        this.service = service;
        this.succession = succession;
        this.viewer = viewer;
        this.key = key;
        this.conditional = conditional;
    }

    @GET
    @PermitAll // Rows are filtered by viewer; the public sees what is public.
    @Operation(summary = "List organisations")
    public Uni<RestResponse<Page<OrganisationView>>> list(
            @BeanParam OrganisationFilter filter,
            @RestQuery List<Expand> expand,
            @BeanParam PageRequest page,
            UriInfo uri) {
        return service.list(viewer.get(), filter, page, Set.copyOf(expand)).map(found -> Paging.ok(uri, found));
    }

    @GET
    @Path("{id}")
    @PermitAll // As above.
    @Operation(
            summary = "Get an organisation",
            description = "An old URN of a renamed or merged organisation answers with its successor; resolve=false "
                    + "answers with the old record itself.")
    public Uni<RestResponse<OrganisationView>> get(
            @RestPath String id, @RestQuery @DefaultValue("true") boolean resolve, @RestQuery List<Expand> expand) {
        return service.get(viewer.get(), RecordIds.parse(id, Organisation.TYPE), resolve, Set.copyOf(expand))
                .map(conditional::get);
    }

    @POST
    @RolesAllowed(Roles.MAKER)
    @Operation(summary = "Register an organisation of the own side's knowledge")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "company", value = EXAMPLE)))
    @APIResponseSchema(
            value = OrganisationView.class,
            responseCode = "201",
            responseDescription = "The organisation was registered")
    public Uni<Response> register(@Valid NewOrganisation organisation) {
        return service.register(viewer.get(), key, organisation, false);
    }

    @POST
    @Path("register-observed")
    @RolesAllowed({Roles.LOADER, Roles.MAKER})
    @Operation(summary = "Register an organisation that is known from public sources")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "company", value = EXAMPLE)))
    @APIResponseSchema(
            value = OrganisationView.class,
            responseCode = "201",
            responseDescription = "The organisation was registered")
    public Uni<Response> registerObserved(@Valid NewOrganisation organisation) {
        return service.register(viewer.get(), key, organisation, true);
    }

    @PATCH
    @Path("{id}")
    @Consumes(MergePatch.MEDIA_TYPE)
    @RolesAllowed(Roles.MAKER)
    @Operation(
            summary = "Change an organisation",
            description = "A JSON Merge Patch (RFC 7396). A change of an observed record brings its sources.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = OrganisationContent.class),
                            examples = @ExampleObject(name = "lei", value = "{\"lei\": \"506700GE1G29325QX363\"}")))
    public Uni<RestResponse<OrganisationView>> change(
            @RestPath String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, JsonNode patch) {
        return service.change(viewer.get(), RecordIds.parse(id, Organisation.TYPE), ifMatch, patch)
                .map(conditional::ok);
    }

    @POST
    @Path("{id}/rename")
    @RolesAllowed(Roles.MAKER)
    @Operation(
            summary = "Give an organisation another name",
            description = "The old name stays in its history. With asNewRecord the new body gets a URN of its own and "
                    + "the old URN resolves to it.")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "ministry", value = RENAME)))
    @APIResponseSchema(
            value = OrganisationView.class,
            responseCode = "200",
            responseDescription = "The organisation after the change")
    public Uni<Response> rename(
            @RestPath String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid OrganisationCommand.Rename command) {
        return succession.rename(viewer.get(), RecordIds.parse(id, Organisation.TYPE), ifMatch, key, command);
    }

    @POST
    @Path("{id}/merge")
    @RolesAllowed(Roles.MAKER)
    @Operation(
            summary = "Let an organisation become part of another",
            description = "Its URN resolves to the other from then on. Cycles are refused.")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "merger", value = MERGE)))
    @APIResponseSchema(
            value = OrganisationView.class,
            responseCode = "200",
            responseDescription = "The organisation after the change")
    public Uni<Response> merge(
            @RestPath String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid OrganisationCommand.Merge command) {
        return succession.merge(viewer.get(), RecordIds.parse(id, Organisation.TYPE), ifMatch, key, command);
    }

    @POST
    @Path("{id}/dissolve")
    @RolesAllowed(Roles.MAKER)
    @Operation(summary = "Let an organisation end without a successor")
    @RequestBody(content = @Content(examples = @ExampleObject(name = "end", value = "{\"on\": \"2026-01\"}")))
    @APIResponseSchema(
            value = OrganisationView.class,
            responseCode = "200",
            responseDescription = "The organisation after the change")
    public Uni<Response> dissolve(
            @RestPath String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid OrganisationCommand.Dissolve command) {
        return succession.dissolve(viewer.get(), RecordIds.parse(id, Organisation.TYPE), ifMatch, key, command);
    }
}
