package org.ckep.trade.release;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.ckep.kernel.access.Roles;
import org.ckep.records.RecordIds;
import org.ckep.trade.observation.Instants;
import org.ckep.web.Conditional;
import org.ckep.web.CurrentViewer;
import org.ckep.web.EntityTags;
import org.ckep.web.IdempotencyKey;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.ckep.web.Paging;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Releases of figures. */
@Path("v1/releases")
@Tag(name = "releases")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
class ReleaseResource {
    private final ReleaseService service;
    private final CurrentViewer viewer;
    private final IdempotencyKey idempotencyKey;
    private final Conditional conditional;
    private final EntityTags tags;

    ReleaseResource(
            ReleaseService service,
            CurrentViewer viewer,
            IdempotencyKey idempotencyKey,
            Conditional conditional,
            EntityTags tags) {
        this.service = service;
        this.viewer = viewer;
        this.idempotencyKey = idempotencyKey;
        this.conditional = conditional;
        this.tags = tags;
    }

    @GET
    @PermitAll // Rows are filtered by viewer; drafts and embargoes are the own side's.
    @Operation(summary = "Releases, the newest first")
    public RestResponse<Page<Release>> list(
            @BeanParam ReleaseFilter filter, @BeanParam PageRequest page, @Context UriInfo uri) {
        List<Release> releases = service.list(viewer.get(), filter, before(page), page.limit() + 1);
        return Paging.ok(
                uri,
                page.page(
                        releases,
                        release -> Map.of("before", release.createdAt().toString())));
    }

    @GET
    @Path("{id}")
    @PermitAll // As above.
    @Operation(summary = "One release")
    public RestResponse<Release> get(@RestPath String id) {
        return conditional.get(service.find(viewer.get(), id(id)));
    }

    @GET
    @Path("{id}/figures")
    @PermitAll // As above.
    @Operation(
            summary = "The figures of a release as they were prepared",
            description = "Before publication for the own side alone. What was published is found in the series, with"
                    + " every later revision.")
    public RestResponse<Page<ReleaseFigure>> figures(
            @RestPath String id, @BeanParam PageRequest page, @Context UriInfo uri) {
        List<ReleaseFigure> figures =
                service.figures(viewer.get(), id(id), ReleaseFigure.Key.of(page.after()), page.limit() + 1);
        return Paging.ok(uri, page.page(figures, figure -> figure.key().cursor()));
    }

    @POST
    @RolesAllowed(Roles.STATISTICIAN)
    @Operation(
            summary = "Begin a release of the own side",
            description =
                    "A draft. Figures are uploaded into it with POST /trade/v1/uploads?release=…, and become visible"
                            + " when it is published.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = NewRelease.class),
                            examples = @ExampleObject(name = "draft", value = ReleaseExamples.NEW)))
    @APIResponse(
            responseCode = "201",
            description = "The draft was begun",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Release.class)))
    public RestResponse<Release> create(@Valid NewRelease release) {
        ReleaseService.Answer answer = service.create(viewer.get(), idempotencyKey.value(), release);
        return answer(RestResponse.Status.CREATED, answer);
    }

    @POST
    @Path("{id}/transitions")
    @RolesAllowed({Roles.STATISTICIAN, Roles.RELEASER})
    @Operation(
            summary = "Carry a release to another state",
            description =
                    "DRAFT to EMBARGOED (published by itself at embargoUntil, to the second) or PUBLISHED; EMBARGOED"
                            + " back to DRAFT, to another instant or to PUBLISHED; PUBLISHED or REVISED to WITHDRAWN, which takes"
                            + " back the figures that nothing has replaced. REVISED comes by itself. All but the step back to"
                            + " DRAFT need a releaser, and the first two one who has not made the release.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ReleaseStep.class),
                            examples = {
                                @ExampleObject(name = "embargo", value = ReleaseExamples.EMBARGO),
                                @ExampleObject(name = "publish", value = ReleaseExamples.PUBLISH),
                                @ExampleObject(name = "withdraw", value = ReleaseExamples.WITHDRAW)
                            }))
    @APIResponse(
            responseCode = "200",
            description = "The release in its new state",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Release.class)))
    @APIResponse(
            responseCode = "202",
            description = "The step takes a while; the release will show it",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Release.class)))
    public RestResponse<Release> step(
            @RestPath String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, @Valid ReleaseStep step) {
        ReleaseService.Answer answer = service.step(viewer.get(), id(id), ifMatch, step);
        return answer(answer.finished() ? RestResponse.Status.OK : RestResponse.Status.ACCEPTED, answer);
    }

    private RestResponse<Release> answer(RestResponse.Status status, ReleaseService.Answer answer) {
        RestResponse.ResponseBuilder<Release> response = RestResponse.ResponseBuilder.create(status, answer.release())
                .header(HttpHeaders.ETAG, tags.of(answer.release()))
                .header(
                        HttpHeaders.LOCATION,
                        "/trade/v1/releases/" + answer.release().urn().uuid());
        if (answer.replayed()) {
            response.header("Idempotency-Replayed", "true");
        }
        return response.build();
    }

    private static UUID id(String id) {
        return RecordIds.parse(id, Release.URN_TYPE);
    }

    private static @Nullable Instant before(PageRequest page) {
        if (page.after().isEmpty()) {
            return null;
        }
        try {
            return Instants.parse(page.after().getOrDefault("before", ""));
        } catch (DateTimeException notOurs) {
            throw PageRequest.invalidCursor();
        }
    }
}
