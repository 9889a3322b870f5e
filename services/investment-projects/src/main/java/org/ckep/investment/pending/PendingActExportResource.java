package org.ckep.investment.pending;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import org.ckep.investment.export.Csv;
import org.ckep.investment.export.Exports;
import org.ckep.investment.register.Parameters;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.web.CurrentViewer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What waits for a second person of a side as a file. */
@Path("v1/pending-acts.csv")
@Produces(Csv.MEDIA_TYPE)
@Tag(name = "Exports")
class PendingActExportResource {
    private static final List<String> COLUMNS =
            List.of("urn", "record", "side", "act", "state", "hash", "maker", "draftedAt", "closedAt", "allowed");

    private final PendingActs acts;
    private final CurrentViewer viewer;
    private final ObjectMapper json;

    PendingActExportResource(PendingActs acts, CurrentViewer viewer, ObjectMapper json) {
        this.acts = acts;
        this.viewer = viewer;
        this.json = json;
    }

    @GET
    @PermitAll // As the list: a side is told of its own, everybody else of none.
    @Operation(
            summary = "What the own side has drafted of its records that others read, as CSV",
            description = "Without what is asked for, which differs from act to act: each act's own answer has it.")
    public RestMulti<byte[]> list(
            @Parameter(description = "Only on the record of this URN") @RestQuery @Nullable String record,
            @Parameter(description = "Only in this state") @RestQuery @Nullable PendingState state) {
        Viewer reader = viewer.get();
        Urn about = Parameters.anyUrn("record", record);
        return Exports.file(
                "pending-acts.csv", page -> acts.list(reader, about, state, page), new Csv<>(json, COLUMNS));
    }
}
