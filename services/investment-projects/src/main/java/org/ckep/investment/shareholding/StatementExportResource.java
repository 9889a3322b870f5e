package org.ckep.investment.shareholding;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.ckep.investment.export.Csv;
import org.ckep.investment.export.Exports;
import org.ckep.kernel.access.Viewer;
import org.ckep.records.KnownAt;
import org.ckep.records.RecordIds;
import org.ckep.web.CurrentViewer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The statements of a shareholding history as a file. */
@Path("v1/shareholdings/{id}/statements.csv")
@Produces(Csv.MEDIA_TYPE)
@Tag(name = "Exports")
class StatementExportResource {
    private static final List<String> STATEMENTS = Stream.concat(
                    ShareholdingExportResource.STATEMENT.stream(),
                    Stream.of("note.en", "note.zh-Hans", "note.ko", "sources", "side", "recordedAt"))
            .toList();

    private final ShareholdingReader reader;
    private final CurrentViewer viewer;
    private final ObjectMapper json;

    StatementExportResource(ShareholdingReader reader, CurrentViewer viewer, ObjectMapper json) {
        this.reader = reader;
        this.viewer = viewer;
        this.json = json;
    }

    @GET
    @PermitAll // Rows are filtered by viewer; a hidden history has no files.
    @Operation(summary = "The statements of a shareholding history as CSV")
    public RestMulti<byte[]> statements(
            @RestPath String id, @Parameter(description = KnownAt.DESCRIPTION) @RestQuery @Nullable String knownAt) {
        Viewer asking = viewer.get();
        Instant moment = KnownAt.of(knownAt);
        UUID shareholding = RecordIds.parse(id, StoredShareholding.TYPE);
        return Exports.file(
                "statements.csv", page -> reader.statements(asking, shareholding, moment), new Csv<>(json, STATEMENTS));
    }
}
