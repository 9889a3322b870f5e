package org.ckep.trade.ingest;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
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
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.ckep.kernel.access.Roles;
import org.ckep.kernel.access.Viewer;
import org.ckep.records.RecordIds;
import org.ckep.trade.observation.Instants;
import org.ckep.web.BodyLimit;
import org.ckep.web.Conditional;
import org.ckep.web.CurrentViewer;
import org.ckep.web.IdempotencyKey;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.ckep.web.Paging;
import org.ckep.web.Problems;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

/** Uploads of trade figures. */
@Path("v1/uploads")
@Tag(name = "uploads")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
class UploadResource {
    private static final String TEXT_CSV = "text/csv";
    private static final String CSV_ANSWER = "text/csv;charset=UTF-8;header=present";
    private static final String TEXT_TSV = "text/tab-separated-values";
    private static final String SDMX_CSV = "application/vnd.sdmx.data+csv";
    private static final Duration PROGRESS_PERIOD = Duration.ofSeconds(1);

    private final UploadService service;
    private final CurrentViewer viewer;
    private final IdempotencyKey idempotencyKey;
    private final Conditional conditional;
    private final UploadConfig config;
    private final CurrentVertxRequest request;

    UploadResource(
            UploadService service,
            CurrentViewer viewer,
            IdempotencyKey idempotencyKey,
            Conditional conditional,
            UploadConfig config,
            CurrentVertxRequest request) {
        this.request = request;
        this.service = service;
        this.config = config;
        this.viewer = viewer;
        this.idempotencyKey = idempotencyKey;
        this.conditional = conditional;
    }

    static String address(UUID upload) {
        return "/trade/v1/uploads/" + upload;
    }

    static String errorsAddress(UUID upload) {
        return address(upload) + "/errors";
    }

    static String findingsAddress(UUID upload) {
        return address(upload) + "/findings";
    }

    @POST
    @Consumes({TEXT_CSV, TEXT_TSV, SDMX_CSV})
    @RolesAllowed({Roles.STATISTICIAN, Roles.LOADER})
    @BodyLimit(property = "ckep.trade.uploads.max-body-size")
    @Operation(
            summary = "Upload figures",
            description =
                    "A file of UN Comtrade (v1 with 47 columns, bulk, or the former layout of 35, 22 or 21 columns) or"
                            + " of SDMX-CSV 1.0 or 2.x with the actions M, R and D, plain or compressed by gzip, in UTF-8, GBK or"
                            + " EUC-KR; its header tells the layout. Known figures are left as they are, other values become new"
                            + " revisions. All of the file becomes visible at once, or nothing of it.")
    @RequestBody(
            content = {
                @Content(
                        mediaType = TEXT_CSV,
                        schema = @Schema(type = SchemaType.STRING),
                        examples = @ExampleObject(name = "comtrade", value = UploadExamples.COMTRADE)),
                @Content(
                        mediaType = SDMX_CSV,
                        schema = @Schema(type = SchemaType.STRING),
                        examples = @ExampleObject(name = "sdmx", value = UploadExamples.SDMX)),
                @Content(mediaType = TEXT_TSV, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(
            responseCode = "201",
            description = "The figures are visible",
            headers = @Header(name = "Location", description = "Where the report of this upload stays"),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Upload.class),
                            examples = @ExampleObject(name = "completed", value = UploadExamples.COMPLETED)))
    @APIResponse(
            responseCode = "202",
            description = "The file has come whole; its figures become visible in a while, all at once. The state at"
                    + " Location goes from RECEIVING, while it is still read, and MERGING to COMPLETED, or to what went"
                    + " wrong.",
            headers = @Header(name = "Location", description = "Where the report of this upload stays"),
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Upload.class)))
    @APIResponse(
            responseCode = "422",
            description = "Nothing of the file was taken; upload tells why, and errors lists its broken rows",
            content =
                    @Content(
                            mediaType = Problems.MEDIA_TYPE,
                            schema = @Schema(ref = "#/components/schemas/Problem"),
                            examples = @ExampleObject(name = "refused", value = UploadExamples.REFUSED)))
    public RestResponse<Upload> upload(
            @BeanParam UploadParameters parameters, @Context HttpHeaders headers, InputStream body) {
        UploadService.Answer answer = service.receive(
                viewer.get(),
                parameters.options(),
                idempotencyKey.value(),
                new UploadService.Sent(
                        body,
                        parameters.form(headers.getMediaType(), config),
                        parameters.contentLength,
                        request.getCurrent().response()::closed),
                parameters.prefersNotToWait());
        RestResponse.Status status = answer.upload().state() == Upload.State.COMPLETED
                ? RestResponse.Status.CREATED
                : RestResponse.Status.ACCEPTED;
        RestResponse.ResponseBuilder<Upload> response = RestResponse.ResponseBuilder.create(status, answer.upload())
                // As text: the framework would resolve it against the root of this service's paths.
                .header(HttpHeaders.LOCATION, address(answer.upload().urn().uuid()));
        if (parameters.prefersNotToWait()) {
            response.header("Preference-Applied", UploadParameters.RESPOND_ASYNC);
        }
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
    @Path("{id}/progress")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.STATISTICIAN, Roles.LOADER})
    @Operation(
            summary = "How an upload goes on, as server-sent events",
            description = "The report of the upload once a second; the last event tells how it ended.")
    public Multi<Upload> progress(@RestPath String id) {
        Viewer reader = viewer.get();
        UUID upload = RecordIds.parse(id, Upload.URN_TYPE);
        Upload first = service.find(reader, upload);
        return first.state().hasEnded()
                ? Multi.createFrom().item(first)
                : Multi.createBy()
                        .repeating()
                        .supplier(() -> service.find(reader, upload))
                        .withDelay(PROGRESS_PERIOD)
                        .whilst(report -> !report.state().hasEnded())
                        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    @GET
    @Path("{id}/errors")
    @RolesAllowed({Roles.STATISTICIAN, Roles.LOADER})
    @Operation(
            summary = "Rows of an upload that were not taken as they stand, page by page",
            description =
                    "Broken rows, one entry for each thing that is wrong, and rows that were taken after a repair."
                            + " Ask for text/csv to have the whole list as a file.")
    public RestResponse<Page<RowErrorView>> errors(
            @RestPath String id, @BeanParam PageRequest page, @Context UriInfo uri) {
        List<UploadJournal.LoggedError> rows =
                service.errors(viewer.get(), RecordIds.parse(id, Upload.URN_TYPE), after(page), page.limit() + 1);
        Page<UploadJournal.LoggedError> errors = page.page(rows, row -> Map.of("seq", Integer.toString(row.seq())));
        return Paging.ok(uri, errors.map(logged -> RowErrorView.of(logged.error())));
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
                .header(HttpHeaders.CONTENT_TYPE, CSV_ANSWER)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"errors-" + upload + ".csv\"")
                .build();
    }

    @GET
    @Path("{id}/findings")
    @RolesAllowed({Roles.STATISTICIAN, Roles.LOADER})
    @Operation(
            summary = "What is peculiar about a file as a whole, page by page",
            description = "Fewer figures of a chapter than the last file had, sums that do not add up to the World, to"
                    + " headings and to totals, codes that no list names, values far from the median of their series:"
                    + " rule by rule, the largest deviations first. None of them refuses a file, and findings of an"
                    + " upload counts them all. Ask for text/csv to have the list as a file.")
    public RestResponse<Page<FindingView>> findings(
            @RestPath String id, @BeanParam PageRequest page, @Context UriInfo uri) {
        List<Findings.Listed> rows =
                service.findings(viewer.get(), RecordIds.parse(id, Upload.URN_TYPE), after(page), page.limit() + 1);
        Page<Findings.Listed> findings = page.page(rows, row -> Map.of("seq", Integer.toString(row.seq())));
        return Paging.ok(uri, findings.map(listed -> FindingView.of(listed.finding())));
    }

    @GET
    @Path("{id}/findings")
    @Produces(TEXT_CSV)
    @RolesAllowed({Roles.STATISTICIAN, Roles.LOADER})
    @Operation(summary = "What is peculiar about a file, as a file", description = "The whole list, in its order.")
    public RestResponse<StreamingOutput> findingsAsFile(@RestPath String id) {
        UUID upload = RecordIds.parse(id, Upload.URN_TYPE);
        FindingFile file = new FindingFile(service.findings(viewer.get(), upload, -1, Integer.MAX_VALUE));
        return RestResponse.ResponseBuilder.<StreamingOutput>ok(file::write)
                .header(HttpHeaders.CONTENT_TYPE, CSV_ANSWER)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"findings-" + upload + ".csv\"")
                .build();
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
}
