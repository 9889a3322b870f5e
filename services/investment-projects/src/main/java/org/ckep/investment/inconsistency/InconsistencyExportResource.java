package org.ckep.investment.inconsistency;

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
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The same list as a file. */
@Path("v1/inconsistencies.csv")
@Produces(Csv.MEDIA_TYPE)
@Tag(name = "Exports")
class InconsistencyExportResource {
    private static final List<String> COLUMNS = List.of(
            "record",
            "kind",
            "pair",
            "rule",
            "hidden",
            "own",
            "own.amount",
            "own.currency",
            "open",
            "open.amount",
            "open.currency");

    private final InconsistencyService service;
    private final CurrentViewer viewer;
    private final ObjectMapper json;

    InconsistencyExportResource(InconsistencyService service, CurrentViewer viewer, ObjectMapper json) {
        this.service = service;
        this.viewer = viewer;
        this.json = json;
    }

    @GET
    @PermitAll // Who acts for no side is refused.
    @Operation(summary = "Where the own side's hidden values contradict what others read, as CSV")
    public RestMulti<byte[]> file(@RestQuery @Nullable String record) {
        Viewer reader = viewer.get();
        Urn of = Parameters.anyUrn("record", record);
        return Exports.whole("inconsistencies.csv", () -> service.list(reader, of), new Csv<>(json, COLUMNS));
    }
}
