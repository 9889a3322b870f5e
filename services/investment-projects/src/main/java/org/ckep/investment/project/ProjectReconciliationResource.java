package org.ckep.investment.project;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.ckep.records.RecordIds;
import org.ckep.records.reconciliation.MatchView;
import org.ckep.web.CurrentViewer;
import org.ckep.web.Page;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** What comparing both sides' figures of a project has found. */
@Path("v1/projects/{id}/reconciliation")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Reconciliation")
class ProjectReconciliationResource {
    private final ProjectComparisons comparisons;
    private final CurrentViewer viewer;

    ProjectReconciliationResource(ProjectComparisons comparisons, CurrentViewer viewer) {
        this.comparisons = comparisons;
        this.viewer = viewer;
    }

    @GET
    @PermitAll // The record is looked up for the viewer, and who may not read both sides' figures is refused.
    @Operation(
            summary = "See both sides' figures of a project side by side, as the last cycle compared them",
            description = "For both sides and the secretariat. Each pair with its status; there is no figure made of "
                    + "the two. Of paired records 'group' names the group whose records state them; where one side has "
                    + "several that do not make one figure, what each states is listed.")
    public Uni<Page<MatchView>> matches(@RestPath String id) {
        return comparisons
                .matches(viewer.get(), RecordIds.parse(id, Project.TYPE))
                .map(matches -> new Page<>(matches, null));
    }
}
