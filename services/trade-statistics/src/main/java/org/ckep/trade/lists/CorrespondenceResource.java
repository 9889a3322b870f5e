package org.ckep.trade.lists;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.access.Roles;
import org.ckep.trade.ingest.TableFile;
import org.ckep.trade.lists.Correspondence.Link;
import org.ckep.web.BodyLimit;
import org.ckep.web.CurrentViewer;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.ckep.web.Paging;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Correspondences between lists. They are public, as the lists are. */
@Path("v1/correspondences")
@Tag(name = "code lists")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
class CorrespondenceResource {
    private final Correspondences correspondences;
    private final CurrentViewer viewer;
    private final ListImportConfig config;

    CorrespondenceResource(Correspondences correspondences, CurrentViewer viewer, ListImportConfig config) {
        this.correspondences = correspondences;
        this.viewer = viewer;
        this.config = config;
    }

    @GET
    @PermitAll
    @Operation(
            summary = "The correspondences",
            description =
                    "Between editions of the Harmonized System with what converts figures, from them to Broad Economic Categories, and from those"
                            + " to end uses. Those of revision 0 wait for their import."
                            + " Ask for text/csv to have the list as a file.")
    public RestResponse<Page<Correspondence>> list() {
        return RestResponse.ok(new Page<>(correspondences.all(viewer.get()), null));
    }

    @GET
    @Path("{id}/links")
    @PermitAll
    @Operation(
            summary = "The links of a correspondence",
            description = "As they hold now, or held at a revision. Ask for text/csv to have all of them as a file that"
                    + " an import takes.")
    public RestResponse<Page<Link>> links(
            @RestPath @Parameter(example = "BEC4_OVERRIDE") String id,
            @RestQuery @Parameter(description = "Links of this code alone", example = "8542") @Nullable String source,
            @RestQuery @Parameter(description = "Revision at which they held") @Nullable Integer revision,
            @BeanParam PageRequest page,
            @Context UriInfo uri) {
        Map<String, String> after = page.after();
        String afterSource = after.get("source");
        String afterTarget = after.get("target");
        if (!after.isEmpty() && (afterSource == null || afterTarget == null)) {
            throw PageRequest.invalidCursor();
        }
        Link last = afterSource == null || afterTarget == null ? null : new Link(afterSource, afterTarget, null);
        List<Link> links = correspondences.links(viewer.get(), id, revision, source, last, page.limit() + 1);
        return Paging.ok(uri, page.page(links, link -> Map.of("source", link.source(), "target", link.target())));
    }

    @GET
    @Path("{id}/links")
    @Produces(CodeListImportResource.TEXT_CSV)
    @PermitAll
    @Operation(hidden = true)
    public RestResponse<String> linksAsFile(
            @RestPath String id, @RestQuery @Nullable String source, @RestQuery @Nullable Integer revision) {
        List<Link> links = correspondences.links(viewer.get(), id, revision, source, null, Integer.MAX_VALUE);
        return file("links-" + id, LinkFile.links(links));
    }

    @GET
    @Produces(CodeListImportResource.TEXT_CSV)
    @PermitAll
    @Operation(hidden = true)
    public RestResponse<String> listAsFile() {
        return file("correspondences", LinkFile.correspondences(correspondences.all(viewer.get())));
    }

    private static RestResponse<String> file(String name, String text) {
        return RestResponse.ResponseBuilder.ok(text)
                .header(HttpHeaders.CONTENT_TYPE, "text/csv;charset=UTF-8;header=present")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + ".csv\"")
                .build();
    }

    @POST
    @Path("{id}/imports")
    @Consumes(CodeListImportResource.TEXT_CSV)
    @RolesAllowed(Roles.STATISTICIAN)
    @BodyLimit(property = ListImportConfig.MAX_BODY_SIZE)
    @Operation(
            summary = "Import a correspondence",
            description =
                    "A CSV file with the columns source and target, codes without their edition, and weight where the"
                            + " correspondence has weights: those of a code sum to 1. Its links take the place of"
                            + " those that hold; earlier revisions stay readable. The same file a second time changes nothing (200).")
    @RequestBody(
            content =
                    @Content(
                            mediaType = CodeListImportResource.TEXT_CSV,
                            schema = @Schema(type = SchemaType.STRING),
                            examples = @ExampleObject(name = "links", value = ListExamples.LINKS)))
    @APIResponse(
            responseCode = "201",
            description = "The correspondence has a new revision",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ListRevision.class)))
    @APIResponse(
            responseCode = "200",
            description = "The file says nothing new; the answer is the newest revision",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ListRevision.class)))
    public RestResponse<ListRevision> take(
            @RestPath @Parameter(example = "HS22_BEC4") String id,
            @RestQuery
                    @Parameter(description = "Where the links come from: title and edition of the document")
                    @Nullable
                    String origin,
            @RestQuery
                    @Parameter(description = "First day on which they hold by their publisher", example = "2022-01-01")
                    @Nullable
                    String validFrom,
            @RestQuery @Parameter(description = "Last day on which they hold by their publisher") @Nullable
                    String validTo,
            @Context HttpHeaders headers,
            byte[] body) {
        TableOrigin from = TableOrigin.of(origin, validFrom, validTo);
        TableFile file = TableFile.read(
                body, headers.getMediaType(), config.maxContentSize().asLongValue(), config.maxRows());
        CodeListImports.Answer answer = correspondences.take(viewer.get(), id, from, file);
        return RestResponse.status(
                answer.changed() ? RestResponse.Status.CREATED : RestResponse.Status.OK, answer.revision());
    }
}
