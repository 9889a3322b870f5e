package org.ckep.investment.reconciliation;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.ckep.investment.export.Csv;
import org.ckep.investment.export.Exports;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.web.CurrentViewer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Reports on what differs between both sides and on how much agrees, each as an answer and as a file. */
@Path("v1")
@Tag(name = "Reconciliation")
class ReconciliationReportResource {
    private static final List<String> OPEN = List.of("sector", "reason", "age", "breaks", "explained", "overdue");
    private static final List<String> TREND = List.of(
            "cycle",
            "closedAt",
            "month",
            "policyVersion",
            "compared",
            "agreeing",
            "agreedDifferences",
            "breaks",
            "rate",
            "settledRate");
    private static final String SECTOR = "Only breaks of projects of this sector";
    private static final String ASSIGNED = "Only those that this side is to explain";

    private final ReconciliationReports reports;
    private final CurrentViewer viewer;
    private final ObjectMapper json;

    ReconciliationReportResource(ReconciliationReports reports, CurrentViewer viewer, ObjectMapper json) {
        this.reports = reports;
        this.viewer = viewer;
        this.json = json;
    }

    @GET
    @Path("open-breaks")
    @Produces(MediaType.APPLICATION_JSON)
    @PermitAll // Who may not read both sides' figures is refused.
    @Operation(
            summary = "Count open breaks by sector, reason and age",
            description =
                    "Of figures that somebody has to explain, agree on or correct. The reason is the one that a side has said "
                            + "or, before, the likeliest that the figures suggest; the age counts from the cycle that found "
                            + "them to differ. For both sides and the secretariat.")
    public Uni<OpenBreaks> open(
            @Parameter(description = SECTOR) @RestQuery @Nullable String sector,
            @Parameter(description = ASSIGNED) @RestQuery @Nullable Side assigned) {
        return reports.open(viewer.get(), sector, assigned);
    }

    @GET
    @Path("open-breaks.csv")
    @Produces(Csv.MEDIA_TYPE)
    @PermitAll // As above.
    @Operation(summary = "Open breaks by sector, reason and age as CSV")
    public RestMulti<byte[]> openFile(
            @Parameter(description = SECTOR) @RestQuery @Nullable String sector,
            @Parameter(description = ASSIGNED) @RestQuery @Nullable Side assigned) {
        Viewer asking = viewer.get();
        return Exports.whole(
                "open-breaks.csv",
                () -> reports.open(asking, sector, assigned).map(OpenBreaks::data),
                new Csv<>(json, OPEN));
    }

    @GET
    @Path("reconciliation-trend")
    @Produces(MediaType.APPLICATION_JSON)
    @PermitAll // As above.
    @Operation(
            summary = "How much of what both sides state agrees, cycle by cycle",
            description =
                    "Newest first. Of the pairs that were compared: those that agree, exactly or within the agreed "
                            + "tolerance (rate), and with them those that both sides have agreed to leave at that (settledRate). "
                            + "For both sides and the secretariat.")
    public Uni<ReconciliationTrend> trend() {
        return reports.trend(viewer.get());
    }

    @GET
    @Path("reconciliation-trend.csv")
    @Produces(Csv.MEDIA_TYPE)
    @PermitAll // As above.
    @Operation(summary = "How much of what both sides state agrees, cycle by cycle, as CSV")
    public RestMulti<byte[]> trendFile() {
        Viewer asking = viewer.get();
        return Exports.whole(
                "reconciliation-trend.csv",
                () -> reports.trend(asking).map(ReconciliationTrend::data),
                new Csv<>(json, TREND));
    }
}
