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
import org.ckep.investment.register.Parameters;
import org.ckep.kernel.access.Viewer;
import org.ckep.web.CurrentViewer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Pairings as a file. */
@Path("v1/pairings.csv")
@Produces(Csv.MEDIA_TYPE)
@Tag(name = "Exports")
class PairingExportResource {
    private static final List<String> COLUMNS = List.of(
            "urn",
            "kind",
            "side",
            "state",
            "group",
            "counted",
            "members.project",
            "members.side",
            "members.part.en",
            "members.part.zh-Hans",
            "members.part.ko",
            "reason.en",
            "reason.zh-Hans",
            "reason.ko",
            "hash",
            "signatures.side",
            "signatures.function",
            "signatures.at",
            "draftedAt",
            "proposedAt",
            "deadline",
            "closedAt",
            "remark.en",
            "remark.zh-Hans",
            "remark.ko");

    private final Pairings pairings;
    private final CurrentViewer viewer;
    private final ObjectMapper json;

    PairingExportResource(Pairings pairings, CurrentViewer viewer, ObjectMapper json) {
        this.pairings = pairings;
        this.viewer = viewer;
        this.json = json;
    }

    @GET
    @PermitAll // Rows are filtered by viewer; who acts for no side gets a file without rows.
    @Operation(summary = "All pairings as CSV")
    public RestMulti<byte[]> pairings(
            @Parameter(description = "URN of a project: only pairings of it") @RestQuery @Nullable String project) {
        Viewer reader = viewer.get();
        UUID record = Parameters.id("project", project, Projects.TYPE);
        return Exports.file("pairings.csv", page -> pairings.list(reader, record, page), new Csv<>(json, COLUMNS));
    }
}
