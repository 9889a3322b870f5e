package org.ckep.investment.project;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.ckep.web.CurrentViewer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** The pipeline: projects counted by state, sector and direction. */
@Path("v1/pipeline")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Projects")
class PipelineResource {
    static final String BY =
            "By what the counts are divided beside state, sector and direction; may be repeated. Places "
                    + "are those of the sites that the caller may see, the year is that in which a project came to its state";

    private final PipelineService service;
    private final CurrentViewer viewer;

    PipelineResource(PipelineService service, CurrentViewer viewer) {
        this.service = service;
        this.viewer = viewer;
    }

    @GET
    @PermitAll // Counts only what the viewer may see; the public counts what is public.
    @Operation(
            summary = "Count projects by state, sector and direction, and by place and year",
            description = "Counts what the caller may see. Phases whose money is counted at their parent are left out, "
                    + "and so is what is only expected or opined, unless modality asks for it.")
    public Uni<Pipeline> pipeline(
            @BeanParam CountingFilter filter, @Parameter(description = BY) @RestQuery List<PipelineDimension> by) {
        return service.count(viewer.get(), filter.counting(), by);
    }
}
