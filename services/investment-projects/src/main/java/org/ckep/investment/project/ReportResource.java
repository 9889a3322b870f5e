package org.ckep.investment.project;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.ckep.investment.export.Csv;
import org.ckep.investment.export.Exports;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.web.CurrentViewer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Reports on projects, each as an answer and as a file; the pipeline has its own resource. */
@Path("v1")
@Tag(name = "Reports", description = "Sums and comparisons, of what the caller may see alone")
class ReportResource {
    private static final List<String> STOCK = List.of("sector", "direction", "basis", "currency", "projects", "amount");
    private static final List<String> SLIPPAGE = List.of(
            "keyDate",
            "happened",
            "late",
            "medianDays",
            "worstDays",
            "pending",
            "postponed",
            "medianPostponedDays",
            "overdue");

    private static final List<String> TOTALS = List.of("view", "basis", "currency", "projects", "amount");
    private static final List<String> SLIPPED = List.of(
            "project",
            "displayId",
            "title.en",
            "title.zh-Hans",
            "title.ko",
            "state",
            "keyDate",
            "planned",
            "replanned",
            "actual",
            "overdue",
            "days");
    private static final String VIEW =
            "As whose record the projects are read: as both sides have agreed (agreed), as one of "
                    + "them has it (cn, kr: its own records and those of both sides, with its own figures where the caller may read "
                    + "them) or as everybody is told (public); without it everybody's records, with the agreed values";
    private static final String LATEST = "How many projects; 1 to 100";

    private final StockService stock;
    private final TotalsService totals;
    private final SlippageService slippage;
    private final SlippedProjectService slipped;
    private final CurrentViewer viewer;
    private final ObjectMapper json;

    ReportResource(
            StockService stock,
            TotalsService totals,
            SlippageService slippage,
            SlippedProjectService slipped,
            CurrentViewer viewer,
            ObjectMapper json) {
        this.stock = stock;
        this.totals = totals;
        this.slippage = slippage;
        this.slipped = slipped;
        this.viewer = viewer;
        this.json = json;
    }

    @GET
    @Path("stock")
    @Produces(MediaType.APPLICATION_JSON)
    @PermitAll // Sums up only what the viewer may see; the public sums up what is public.
    @Operation(
            summary = "Sum up what is invested, by sector, direction, basis and currency",
            description =
                    "Of projects in which money is bound and which are not closed; a suspended one counts as in the state "
                            + "that it was halted in, a divestment does not count. Each sum is counted once and divided "
                            + "among its sectors by their shares; where the record does not divide it, it stands whole "
                            + "and without sector. Never across bases or currencies.")
    public Uni<Stock> stock(
            @BeanParam CountingFilter filter, @Parameter(description = VIEW) @RestQuery @Nullable String view) {
        return stock.sum(viewer.get(), filter.counting(), ProjectPerspective.of(view));
    }

    @GET
    @Path("stock.csv")
    @Produces(Csv.MEDIA_TYPE)
    @PermitAll // As above.
    @Operation(summary = "The sums of what is invested as CSV")
    public RestMulti<byte[]> stockFile(
            @BeanParam CountingFilter filter, @Parameter(description = VIEW) @RestQuery @Nullable String view) {
        Viewer asking = viewer.get();
        Counting counting = filter.counting();
        ProjectPerspective perspective = ProjectPerspective.of(view);
        return Exports.whole(
                "stock.csv", () -> stock.sum(asking, counting, perspective).map(Stock::data), new Csv<>(json, STOCK));
    }

    @GET
    @Path("totals")
    @Produces(MediaType.APPLICATION_JSON)
    @PermitAll // As above.
    @Operation(
            summary = "Compare what is invested as agreed, as each side has it and as everybody is told",
            description =
                    "By view, basis and currency, of projects that were not given up, without divestments. The views stand "
                            + "beside each other: they say the same money more than once, are never added up, and no "
                            + "average is made of them.")
    public Uni<Totals> totals(@BeanParam CountingFilter filter) {
        return totals.sum(viewer.get(), filter.counting());
    }

    @GET
    @Path("totals.csv")
    @Produces(Csv.MEDIA_TYPE)
    @PermitAll // As above.
    @Operation(summary = "What is invested as agreed, as each side has it and as everybody is told, as CSV")
    public RestMulti<byte[]> totalsFile(@BeanParam CountingFilter filter) {
        Viewer asking = viewer.get();
        Counting counting = filter.counting();
        return Exports.whole(
                "totals.csv", () -> totals.sum(asking, counting).map(Totals::data), new Csv<>(json, TOTALS));
    }

    @GET
    @Path("slipped-projects")
    @Produces(MediaType.APPLICATION_JSON)
    @PermitAll // As above.
    @Operation(
            summary = "Rank projects by how late they are",
            description =
                    "Each by its latest date, or by the date that keyDate names. Days count from the first plan to what "
                            + "happened; of what has not happened to the last plan, or to today where that is over.")
    public Uni<SlippedProjects> slippedProjects(
            @BeanParam CountingFilter filter,
            @RestQuery @Nullable KeyDate keyDate,
            @Parameter(description = LATEST) @RestQuery @DefaultValue("20") int limit) {
        return slipped.rank(viewer.get(), filter.counting(), keyDate, sound(limit));
    }

    @GET
    @Path("slipped-projects.csv")
    @Produces(Csv.MEDIA_TYPE)
    @PermitAll // As above.
    @Operation(summary = "Projects by how late they are as CSV")
    public RestMulti<byte[]> slippedProjectsFile(
            @BeanParam CountingFilter filter,
            @RestQuery @Nullable KeyDate keyDate,
            @Parameter(description = LATEST) @RestQuery @DefaultValue("20") int limit) {
        Viewer asking = viewer.get();
        Counting counting = filter.counting();
        int first = sound(limit);
        return Exports.whole(
                "slipped-projects.csv",
                () -> slipped.rank(asking, counting, keyDate, first).map(SlippedProjects::data),
                new Csv<>(json, SLIPPED));
    }

    private static int sound(int limit) {
        if (limit < 1 || limit > SlippedProjectService.MAX_LIMIT) {
            throw ProblemException.invalidParameter(
                    "limit", "The parameter 'limit' must be from 1 to " + SlippedProjectService.MAX_LIMIT + ".");
        }
        return limit;
    }

    @GET
    @Path("slippage")
    @Produces(MediaType.APPLICATION_JSON)
    @PermitAll // As above.
    @Operation(
            summary = "Compare planned dates with what came of them, by key date",
            description = "Days from the first plan on; a date that is not known to the day counts as its last day.")
    public Uni<Slippage> slippage(@BeanParam CountingFilter filter) {
        return slippage.compare(viewer.get(), filter.counting());
    }

    @GET
    @Path("slippage.csv")
    @Produces(Csv.MEDIA_TYPE)
    @PermitAll // As above.
    @Operation(summary = "The comparison of planned dates with what came of them as CSV")
    public RestMulti<byte[]> slippageFile(@BeanParam CountingFilter filter) {
        Viewer asking = viewer.get();
        Counting counting = filter.counting();
        return Exports.whole(
                "slippage.csv",
                () -> slippage.compare(asking, counting).map(Slippage::data),
                new Csv<>(json, SLIPPAGE));
    }
}
