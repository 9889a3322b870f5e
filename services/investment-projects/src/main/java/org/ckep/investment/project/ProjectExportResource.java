package org.ckep.investment.project;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.ckep.investment.export.Csv;
import org.ckep.investment.export.Exports;
import org.ckep.kernel.access.Viewer;
import org.ckep.records.KnownAt;
import org.ckep.web.CurrentViewer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Projects as files. */
@Path("v1")
@Produces(Csv.MEDIA_TYPE)
@Tag(name = "Exports")
class ProjectExportResource {
    private final ProjectService service;
    private final PipelineService pipeline;
    private final CurrentViewer viewer;
    private final ExportConfig config;
    private final ObjectMapper json;
    private final Clock clock;

    ProjectExportResource(
            ProjectService service,
            PipelineService pipeline,
            CurrentViewer viewer,
            ExportConfig config,
            ObjectMapper json,
            Clock clock) {
        this.service = service;
        this.pipeline = pipeline;
        this.viewer = viewer;
        this.config = config;
        this.json = json;
        this.clock = clock;
    }

    @GET
    @Path("projects.csv")
    @PermitAll // Rows are filtered by viewer; the public sees what is public.
    @Operation(
            summary = "All projects as CSV",
            description = "The list of projects with its filters. A column is named like the member that it shows.")
    public RestMulti<byte[]> projects(
            @BeanParam ProjectFilter filter,
            @Parameter(description = KnownAt.DESCRIPTION) @RestQuery @Nullable String knownAt) {
        Viewer asking = viewer.get();
        Instant moment = KnownAt.of(knownAt);
        return Exports.file(
                "projects.csv",
                page -> service.list(asking, filter, page, List.of(), moment),
                new Csv<>(json, ProjectColumns.PROJECTS));
    }

    @GET
    @Path("pipeline.csv")
    @PermitAll // Counts only what the viewer may see; the public counts what is public.
    @Operation(summary = "The counts of projects by state, sector and direction, and by place and year, as CSV")
    public RestMulti<byte[]> pipeline(
            @BeanParam CountingFilter filter,
            @Parameter(description = PipelineResource.BY) @RestQuery List<PipelineDimension> by) {
        Viewer asking = viewer.get();
        Counting counting = filter.counting();
        return Exports.whole(
                "pipeline.csv",
                () -> pipeline.count(asking, counting, by).map(Pipeline::data),
                new Csv<>(json, ProjectColumns.PIPELINE));
    }

    @GET
    @Path("projects.oc4ids.json")
    @Produces(MediaType.APPLICATION_JSON)
    @PermitAll // As above.
    @Operation(
            summary = "All projects as a project package of OC4IDS 0.9.5",
            description = "The list of projects with its filters, agreed values only. What is unknown is absent. "
                    + "Without a project to be told there is no package, and the answer is 404.")
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.OBJECT)))
    public RestMulti<byte[]> oc4ids(@BeanParam ProjectFilter filter) {
        Viewer asking = viewer.get();
        return Exports.file(
                "projects.oc4ids.json",
                page -> service.exported(asking, filter, page),
                new Oc4idsPackage(json, config));
    }

    @GET
    @Path("projects.iati.xml")
    @Produces(MediaType.APPLICATION_XML + ";charset=utf-8")
    @PermitAll // As above.
    @Operation(
            summary = "All projects as activities of IATI 2.03",
            description = "The list of projects with its filters, agreed values only. IATI demands a start, a sector "
                    + "and one recipient country: projects of which these are not known are left out, and a comment at "
                    + "the end counts them. Where none is left the answer is 404.")
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content = @Content(mediaType = MediaType.APPLICATION_XML, schema = @Schema(type = SchemaType.STRING)))
    public RestMulti<byte[]> iati(@BeanParam ProjectFilter filter) {
        Viewer asking = viewer.get();
        return Exports.file(
                "projects.iati.xml",
                page -> service.exported(asking, filter, page),
                new IatiActivities(config, clock.instant()));
    }
}
