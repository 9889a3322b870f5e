package org.ckep.investment.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.time.Instant;
import java.util.List;
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

/** The ledger as files. */
@Path("v1")
@Produces(Csv.MEDIA_TYPE)
@Tag(name = "Exports")
class LedgerExportResource {
    private static final List<String> COMMITMENTS = List.of(
            "urn",
            "displayId",
            "project.urn",
            "project.title.en",
            "party.orgId",
            "party.unnamed.side",
            "party.unnamed.description",
            "partyName.en",
            "kind",
            "basis",
            "currency",
            "balance.committed",
            "balance.paid",
            "balance.outstanding",
            "balance.sold",
            "status",
            "signedOn",
            "conditions.en",
            "conditions.zh-Hans",
            "conditions.ko",
            "sources.urn",
            "side",
            "stewardship",
            "classification");

    private final CommitmentService service;
    private final CurrentViewer viewer;
    private final ObjectMapper json;

    LedgerExportResource(CommitmentService service, CurrentViewer viewer, ObjectMapper json) {
        this.service = service;
        this.viewer = viewer;
        this.json = json;
    }

    @GET
    @Path("commitments.csv")
    @PermitAll // Rows are filtered by viewer; the public sees what is public.
    @Operation(summary = "All commitments as CSV")
    public RestMulti<byte[]> commitments(
            @BeanParam CommitmentFilter filter,
            @Parameter(description = KnownAt.DESCRIPTION) @RestQuery @Nullable String knownAt) {
        Viewer asking = viewer.get();
        Instant moment = KnownAt.of(knownAt);
        return Exports.file(
                "commitments.csv",
                page -> service.list(asking, filter, page, moment, false),
                new Csv<>(json, COMMITMENTS));
    }
}
