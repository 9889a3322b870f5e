package org.ckep.investment.project;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.ckep.kernel.access.Viewer;
import org.ckep.records.RecordIds;
import org.ckep.records.RecordQuery;
import org.ckep.records.Register;
import org.ckep.records.reconciliation.MatchView;
import org.ckep.records.reconciliation.Reconciliation;
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
    private final Register register;
    private final Reconciliation reconciliation;
    private final CurrentViewer viewer;

    ProjectReconciliationResource(Register register, Reconciliation reconciliation, CurrentViewer viewer) {
        this.register = register;
        this.reconciliation = reconciliation;
        this.viewer = viewer;
    }

    @GET
    @PermitAll // The record is looked up for the viewer, and who may not read both sides' figures is refused.
    @Operation(
            summary = "See both sides' figures of a project side by side, as the last cycle compared them",
            description = "For both sides and the secretariat. Each pair with its status; there is no figure made of "
                    + "the two.")
    public Uni<Page<MatchView>> matches(@RestPath String id) {
        UUID project = RecordIds.parse(id, Project.TYPE);
        Viewer reader = viewer.get();
        return register.read(reader, session -> RecordQuery.of(Project.class, reader)
                .get(session, project)
                .chain(found -> reconciliation.matches(session, reader, found.urn()))
                .map(matches -> new Page<>(matches, null)));
    }
}
