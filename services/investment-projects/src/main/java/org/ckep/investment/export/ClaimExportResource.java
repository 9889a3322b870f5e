package org.ckep.investment.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.time.Instant;
import java.util.List;
import org.ckep.investment.register.Parameters;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.claim.Rank;
import org.ckep.kernel.claim.SourceKind;
import org.ckep.records.ClaimFilter;
import org.ckep.records.Claims;
import org.ckep.records.KnownAt;
import org.ckep.records.RecordTransactions;
import org.ckep.records.Sources;
import org.ckep.web.CurrentViewer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Claims and their sources as files. */
@Path("v1")
@Produces(Csv.MEDIA_TYPE)
@Tag(
        name = "Exports",
        description = "Whole lists as files: a list's address with .csv, and projects for other standards")
class ClaimExportResource {
    private static final List<String> CLAIMS = List.of(
            "urn",
            "displayId",
            "subject",
            "attribute",
            "value.type",
            "value.text.en",
            "value.text.zh-Hans",
            "value.text.ko",
            "value.quantity.value",
            "value.quantity.relation",
            "value.quantity.unit",
            "value.quantity.countingUnit",
            "value.money.amount",
            "value.money.currency",
            "value.qualitative.level",
            "value.qualitative.words",
            "value.share.exact",
            "value.rank",
            "value.date",
            "modality",
            "basis",
            "rank",
            "deprecationReason",
            "validFrom",
            "validTo",
            "assertedBySide",
            "sectors",
            "sources.urn",
            "classification",
            "recordedAt",
            "supersedes");
    private static final List<String> SOURCES = List.of(
            "urn",
            "kind",
            "title",
            "publisher",
            "author",
            "affiliation",
            "url",
            "language",
            "publishedOn",
            "retrievedOn",
            "sha256",
            "disclaimer");

    private final RecordTransactions transactions;
    private final Claims claims;
    private final Sources sources;
    private final CurrentViewer current;
    private final ObjectMapper json;

    ClaimExportResource(
            RecordTransactions transactions, Claims claims, Sources sources, CurrentViewer current, ObjectMapper json) {
        this.transactions = transactions;
        this.claims = claims;
        this.sources = sources;
        this.current = current;
        this.json = json;
    }

    @GET
    @Path("claims.csv")
    @PermitAll // Rows are filtered by viewer; the public sees what is public.
    @Operation(summary = "All claims as CSV")
    public RestMulti<byte[]> claims(
            @RestQuery @Nullable String subject,
            @RestQuery @Nullable String attribute,
            @RestQuery List<Modality> modality,
            @RestQuery @Nullable String sector,
            @RestQuery @Nullable Rank rank,
            @Parameter(description = KnownAt.DESCRIPTION) @RestQuery @Nullable String knownAt) {
        Viewer viewer = current.get();
        Instant moment = KnownAt.of(knownAt);
        ClaimFilter filter = new ClaimFilter(Parameters.anyUrn("subject", subject), attribute, modality, sector, rank);
        return Exports.file(
                "claims.csv",
                page -> transactions.read(viewer, moment, session -> claims.list(session, viewer, filter, page, false)),
                new Csv<>(json, CLAIMS));
    }

    @GET
    @Path("sources.csv")
    @PermitAll // As above.
    @Operation(summary = "All sources as CSV")
    public RestMulti<byte[]> sources(
            @RestQuery @Nullable SourceKind kind,
            @Parameter(description = KnownAt.DESCRIPTION) @RestQuery @Nullable String knownAt) {
        Viewer viewer = current.get();
        Instant moment = KnownAt.of(knownAt);
        return Exports.file(
                "sources.csv",
                page -> transactions.read(viewer, moment, session -> sources.page(session, viewer, kind, page)),
                new Csv<>(json, SOURCES));
    }
}
