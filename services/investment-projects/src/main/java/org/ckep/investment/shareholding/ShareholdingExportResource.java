package org.ckep.investment.shareholding;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.ckep.investment.export.Csv;
import org.ckep.investment.export.Exports;
import org.ckep.kernel.access.Viewer;
import org.ckep.records.KnownAt;
import org.ckep.web.CurrentViewer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Shareholding histories as files. */
@Path("v1")
@Produces(Csv.MEDIA_TYPE)
@Tag(name = "Exports")
class ShareholdingExportResource {
    static final List<String> STATEMENT = List.of(
            "validFrom",
            "validTo",
            "complete",
            "holdings.holder.orgId",
            "holdings.share.exact",
            "holdings.share.min",
            "holdings.share.max",
            "holdings.share.unknownReason",
            "holdings.via",
            "capitalIncrease.before.amount",
            "capitalIncrease.delta.amount",
            "capitalIncrease.after.amount",
            "capitalIncrease.after.currency",
            "project");
    private static final List<String> SHAREHOLDINGS = Stream.of(
                    Stream.of("urn", "displayId", "entity", "entityName.en", "kind"),
                    STATEMENT.stream().map(column -> "statement." + column),
                    Stream.of("sources.urn", "side", "stewardship", "classification"))
            .flatMap(columns -> columns)
            .toList();

    private final ShareholdingReader reader;
    private final CurrentViewer viewer;
    private final ObjectMapper json;

    ShareholdingExportResource(ShareholdingReader reader, CurrentViewer viewer, ObjectMapper json) {
        this.reader = reader;
        this.viewer = viewer;
        this.json = json;
    }

    @GET
    @Path("shareholdings.csv")
    @PermitAll // Rows are filtered by viewer; the public sees what is public.
    @Operation(summary = "All shareholding histories as CSV, each with who holds what on a day")
    public RestMulti<byte[]> shareholdings(
            @BeanParam ShareholdingFilter filter,
            @Parameter(description = KnownAt.DESCRIPTION) @RestQuery @Nullable String knownAt) {
        Viewer asking = viewer.get();
        Instant moment = KnownAt.of(knownAt);
        return Exports.file(
                "shareholdings.csv",
                page -> reader.list(asking, filter, page, moment, false),
                new Csv<>(json, SHAREHOLDINGS));
    }
}
