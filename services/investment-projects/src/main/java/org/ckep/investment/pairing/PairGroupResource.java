package org.ckep.investment.pairing;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.ckep.investment.project.Projects;
import org.ckep.kernel.access.Viewer;
import org.ckep.records.KnownAt;
import org.ckep.records.RecordIds;
import org.ckep.records.Register;
import org.ckep.web.CurrentViewer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Which records of the other side are of the same thing as a project. */
@Path("v1/projects/{id}/pair-group")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Pairings")
class PairGroupResource {
    private final Register register;
    private final PairGroups groups;
    private final Projects projects;
    private final CurrentViewer viewer;

    PairGroupResource(Register register, PairGroups groups, Projects projects, CurrentViewer viewer) {
        this.register = register;
        this.groups = groups;
        this.projects = projects;
        this.viewer = viewer;
    }

    @GET
    @PermitAll // Both the record and the members are looked up for the viewer.
    @Operation(
            summary = "The records of the same thing",
            description = "For whoever may read the record and one of the other side's; members that the caller may "
                    + "not read are left out. 404 where the record is in no group.")
    public Uni<PairGroupView> group(
            @RestPath String id, @Parameter(description = KnownAt.DESCRIPTION) @RestQuery @Nullable String knownAt) {
        Viewer reader = viewer.get();
        UUID project = RecordIds.parse(id, Projects.TYPE);
        return register.read(reader, KnownAt.of(knownAt), session -> projects.get(session, reader, project)
                .chain(() -> groups.get(session, reader, project)));
    }
}
