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
import org.ckep.records.RecordIds;
import org.ckep.records.Register;
import org.ckep.web.CurrentViewer;
import org.ckep.web.Page;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Which records of the other side may be of the same thing as a project. */
@Path("v1/projects/{id}/pairing-candidates")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Pairings")
class PairingCandidateResource {
    private final Register register;
    private final PairingCandidates candidates;
    private final CurrentViewer viewer;

    PairingCandidateResource(Register register, PairingCandidates candidates, CurrentViewer viewer) {
        this.register = register;
        this.candidates = candidates;
        this.viewer = viewer;
    }

    @GET
    @PermitAll // The record is looked up for the viewer, and who acts for no side is refused.
    @Operation(
            summary = "Records of the other side that may be of the same thing",
            description = "For both sides, which are answered the same: among records that both have shared and no "
                    + "others. Each with what speaks for it; the likeliest first, twenty at most. None is chosen.")
    public Uni<Page<CandidateView>> candidates(@RestPath String id) {
        Viewer reader = viewer.get();
        UUID project = RecordIds.parse(id, Projects.TYPE);
        return register.read(reader, session -> candidates.of(session, reader, project))
                .map(found -> new Page<>(found, null));
    }
}
