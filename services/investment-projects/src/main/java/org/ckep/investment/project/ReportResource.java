package org.ckep.investment.project;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.ckep.investment.export.Csv;
import org.ckep.investment.export.Exports;
import org.ckep.kernel.access.Viewer;
import org.ckep.web.CurrentViewer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;

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

    private final StockService stock;
    private final SlippageService slippage;
    private final CurrentViewer viewer;
    private final ObjectMapper json;

    ReportResource(StockService stock, SlippageService slippage, CurrentViewer viewer, ObjectMapper json) {
        this.stock = stock;
        this.slippage = slippage;
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
    public Uni<Stock> stock(@BeanParam CountingFilter filter) {
        return stock.sum(viewer.get(), filter.counting());
    }

    @GET
    @Path("stock.csv")
    @Produces(Csv.MEDIA_TYPE)
    @PermitAll // As above.
    @Operation(summary = "The sums of what is invested as CSV")
    public RestMulti<byte[]> stockFile(@BeanParam CountingFilter filter) {
        Viewer asking = viewer.get();
        Counting counting = filter.counting();
        return Exports.whole("stock.csv", () -> stock.sum(asking, counting).map(Stock::data), new Csv<>(json, STOCK));
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
