package org.ckep.trade.ingest;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.ckep.kernel.access.Roles;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.records.RecordIds;
import org.ckep.web.BodyLimit;
import org.ckep.web.Conditional;
import org.ckep.web.CurrentViewer;
import org.ckep.web.IdempotencyKey;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.ckep.web.Paging;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Uploads of trade figures. */
@Path("v1/uploads")
@Tag(name = "uploads")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
class UploadResource {
    private static final String TEXT_CSV = "text/csv";

    private final UploadService service;
    private final CurrentViewer viewer;
    private final IdempotencyKey idempotencyKey;
    private final Conditional conditional;

    UploadResource(
            UploadService service, CurrentViewer viewer, IdempotencyKey idempotencyKey, Conditional conditional) {
        this.service = service;
        this.viewer = viewer;
        this.idempotencyKey = idempotencyKey;
        this.conditional = conditional;
    }

    static String errorsAddress(UUID upload) {
        return "/trade/v1/uploads/" + upload + "/errors";
    }

    @POST
    @Consumes(TEXT_CSV)
    @RolesAllowed({Roles.STATISTICIAN, Roles.LOADER})
    @BodyLimit(property = "ckep.trade.uploads.max-body-size")
    @Operation(
            summary = "Upload figures",
            description = "A CSV file in the layout of UN Comtrade v1, plain or compressed by gzip. Known figures are"
                    + " left as they are, other values become new revisions. All of the file becomes visible at once,"
                    + " or nothing of it.")
    public RestResponse<Upload> upload(
            @RestQuery
                    @Parameter(description = "Where the figures come from, a code of CL_SOURCE", required = true)
                    @Nullable
                    String source,
            @RestQuery
                    @Parameter(description = "accept: leave broken rows out and list them; reject: take nothing")
                    @Nullable
                    String onError,
            @RestQuery
                    @Parameter(
                            description = "refuse: two rows with one key refuse the file; last: the later one counts")
                    @Nullable
                    String onConflict,
            @HeaderParam(HttpHeaders.CONTENT_ENCODING) @Nullable String contentEncoding,
            InputStream body) {
        if (source == null || source.isEmpty()) {
            throw ProblemException.invalidParameter("source", "The parameter 'source' is missing.");
        }
        UploadService.Answer answer = service.receive(
                viewer.get(),
                UploadOptions.of(source, onError, onConflict),
                idempotencyKey.value(),
                body,
                isGzip(contentEncoding));
        RestResponse.ResponseBuilder<Upload> response = RestResponse.ResponseBuilder.create(
                        RestResponse.Status.CREATED, answer.upload())
                .location(
                        URI.create("/trade/v1/uploads/" + answer.upload().urn().uuid()));
        if (answer.replayed()) {
            response.header("Idempotency-Replayed", "true");
        }
        return response.build();
    }

    @GET
    @RolesAllowed({Roles.STATISTICIAN, Roles.LOADER})
    @Operation(summary = "Uploads of the own side, the newest first")
    public RestResponse<Page<Upload>> list(@BeanParam PageRequest page, @Context UriInfo uri) {
        List<Upload> uploads = service.list(viewer.get(), before(page), page.limit() + 1);
        return Paging.ok(
                uri,
                page.page(
                        uploads, upload -> Map.of("before", upload.receivedAt().toString())));
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Roles.STATISTICIAN, Roles.LOADER})
    @Operation(summary = "One upload", description = "What became of its rows, and why if nothing was taken.")
    public RestResponse<Upload> get(@RestPath String id) {
        return conditional.get(service.find(viewer.get(), RecordIds.parse(id, Upload.URN_TYPE)));
    }

    @GET
    @Path("{id}/errors")
    @RolesAllowed({Roles.STATISTICIAN, Roles.LOADER})
    @Operation(
            summary = "Broken rows of an upload, page by page",
            description = "Ask for text/csv to have the whole list as a file.")
    public RestResponse<Page<RowError>> errors(@RestPath String id, @BeanParam PageRequest page, @Context UriInfo uri) {
        List<UploadJournal.LoggedError> rows =
                service.errors(viewer.get(), RecordIds.parse(id, Upload.URN_TYPE), after(page), page.limit() + 1);
        Page<UploadJournal.LoggedError> errors = page.page(rows, row -> Map.of("seq", Integer.toString(row.seq())));
        return Paging.ok(uri, errors.map(UploadJournal.LoggedError::error));
    }

    @GET
    @Path("{id}/errors")
    @Produces(TEXT_CSV)
    @RolesAllowed({Roles.STATISTICIAN, Roles.LOADER})
    @Operation(summary = "Broken rows of an upload as a file", description = "All of them, in the order of the file.")
    public RestResponse<StreamingOutput> errorsAsFile(@RestPath String id) {
        Viewer reader = viewer.get();
        UUID upload = RecordIds.parse(id, Upload.URN_TYPE);
        ErrorFile file = new ErrorFile((after, limit) -> service.errors(reader, upload, after, limit));
        return RestResponse.ResponseBuilder.<StreamingOutput>ok(file::write)
                .header(HttpHeaders.CONTENT_TYPE, "text/csv;charset=UTF-8;header=present")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"errors-" + upload + ".csv\"")
                .build();
    }

    private static @Nullable Instant before(PageRequest page) {
        if (page.after().isEmpty()) {
            return null;
        }
        try {
            return Instant.parse(page.after().getOrDefault("before", ""));
        } catch (DateTimeException notOurs) {
            throw PageRequest.invalidCursor();
        }
    }

    private static int after(PageRequest page) {
        String seq = page.after().get("seq");
        if (seq == null) {
            if (!page.after().isEmpty()) {
                throw PageRequest.invalidCursor();
            }
            return -1;
        }
        try {
            return Integer.parseInt(seq);
        } catch (NumberFormatException notOurs) {
            throw PageRequest.invalidCursor();
        }
    }

    private static boolean isGzip(@Nullable String contentEncoding) {
        String encoding =
                contentEncoding == null ? "identity" : contentEncoding.strip().toLowerCase(Locale.ROOT);
        return switch (encoding) {
            case "identity", "" -> false;
            case "gzip", "x-gzip" -> true;
            default ->
                throw new ProblemException(
                        KernelProblem.UNSUPPORTED_MEDIA_TYPE,
                        "Only gzip is read, not Content-Encoding '" + encoding + "'.");
        };
    }
}
