package org.ckep.investment.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
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

/** The transactions of a commitment as a file. */
@Path("v1/commitments/{id}/transactions.csv")
@Produces(Csv.MEDIA_TYPE)
@Tag(name = "Exports")
class TransactionExportResource {
    private static final List<String> TRANSACTIONS = List.of(
            "urn",
            "commitment",
            "type",
            "amount.amount",
            "amount.currency",
            "valueDate",
            "reverses",
            "note.en",
            "note.zh-Hans",
            "note.ko",
            "sources",
            "side",
            "recordedAt");

    private final CommitmentService service;
    private final CurrentViewer viewer;
    private final ObjectMapper json;

    TransactionExportResource(CommitmentService service, CurrentViewer viewer, ObjectMapper json) {
        this.service = service;
        this.viewer = viewer;
        this.json = json;
    }

    @GET
    @PermitAll // Rows are filtered by viewer; a hidden commitment has no files.
    @Operation(summary = "The transactions of a commitment as CSV")
    public RestMulti<byte[]> transactions(
            @RestPath String id, @Parameter(description = KnownAt.DESCRIPTION) @RestQuery @Nullable String knownAt) {
        Viewer asking = viewer.get();
        Instant moment = KnownAt.of(knownAt);
        UUID commitment = RecordIds.parse(id, StoredCommitment.TYPE);
        return Exports.file(
                "transactions.csv",
                page -> service.transactions(asking, commitment, page, moment),
                new Csv<>(json, TRANSACTIONS));
    }
}
