package org.ckep.investment.pairing;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.UUID;
import org.ckep.investment.export.Csv;
import org.ckep.investment.export.Exports;
import org.ckep.investment.project.Projects;
import org.ckep.kernel.access.Viewer;
import org.ckep.records.RecordIds;
import org.ckep.records.Register;
import org.ckep.web.CurrentViewer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestPath;

/** Which records of the other side may be of the same thing as a project, as a file. */
@Path("v1/projects/{id}/pairing-candidates.csv")
@Tag(name = "Exports")
class CandidateExportResource {
    private static final List<String> COLUMNS = List.of(
            "project",
            "title.en",
            "title.zh-Hans",
            "title.ko",
            "sharedIdentifier",
            "score",
            "parts.part",
            "parts.weight");

    private final Register register;
    private final PairingCandidates candidates;
    private final CurrentViewer viewer;
    private final ObjectMapper json;

    CandidateExportResource(Register register, PairingCandidates candidates, CurrentViewer viewer, ObjectMapper json) {
        this.register = register;
        this.candidates = candidates;
        this.viewer = viewer;
        this.json = json;
    }

    @GET
    @Produces(Csv.MEDIA_TYPE)
    @PermitAll // The record is looked up for the viewer, and who acts for no side is refused.
    @Operation(summary = "Records of the other side that may be of the same thing as CSV")
    public RestMulti<byte[]> candidates(@RestPath String id) {
        Viewer reader = viewer.get();
        UUID project = RecordIds.parse(id, Projects.TYPE);
        return Exports.whole(
                "pairing-candidates.csv",
                () -> register.read(reader, session -> candidates.of(session, reader, project)),
                new Csv<>(json, COLUMNS));
    }
}
