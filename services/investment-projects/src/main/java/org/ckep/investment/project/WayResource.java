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
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.ckep.investment.export.Csv;
import org.ckep.investment.export.Exports;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.web.CurrentViewer;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.ckep.web.Paging;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Reports on what becomes of projects and who invests in them, each as an answer and as a file. */
@Path("v1")
@Tag(name = "Reports")
class WayResource {
    private static final String TOP = "How many of each currency, from 1 to 100";
    private static final List<String> FUNNEL = List.of(
            "profile",
            "state",
            "reached",
            "now",
            "advanced",
            "lost",
            "advancedPercent",
            "measured",
            "medianDays",
            "longestDays");
    private static final List<String> INVESTORS =
            List.of("organisation", "name.en", "name.zh-Hans", "name.ko", "currency", "projects", "committed");

    private final FunnelService funnel;
    private final DeadProjectService dead;
    private final TopInvestorService investors;
    private final CurrentViewer viewer;
    private final ObjectMapper json;

    WayResource(
            FunnelService funnel,
            DeadProjectService dead,
            TopInvestorService investors,
            CurrentViewer viewer,
            ObjectMapper json) {
        this.funnel = funnel;
        this.dead = dead;
        this.investors = investors;
        this.viewer = viewer;
        this.json = json;
    }

    @GET
    @Path("funnel")
    @Produces(MediaType.APPLICATION_JSON)
    @PermitAll // Counts only what the viewer may see; the public counts what is public.
    @Operation(
            summary = "See how many projects came how far, and how long they stayed in each state",
            description =
                    "By profile and state. Days are counted where both the day on which a project came to a state "
                            + "and the day on which it left are known; a date that is not known to the day counts as its last "
                            + "day.")
    public Uni<Funnel> funnel(@BeanParam CountingFilter filter) {
        return funnel.follow(viewer.get(), filter.counting());
    }

    @GET
    @Path("funnel.csv")
    @Produces(Csv.MEDIA_TYPE)
    @PermitAll // As above.
    @Operation(summary = "How many projects came how far as CSV")
    public RestMulti<byte[]> funnelFile(@BeanParam CountingFilter filter) {
        Viewer asking = viewer.get();
        Counting counting = filter.counting();
        return Exports.whole(
                "funnel.csv", () -> funnel.follow(asking, counting).map(Funnel::data), new Csv<>(json, FUNNEL));
    }

    @GET
    @Path("dead-projects")
    @Produces(MediaType.APPLICATION_JSON)
    @PermitAll // Rows are filtered by viewer; the public sees what is public.
    @Operation(
            summary = "List the projects that were withdrawn or cancelled, with their reasons",
            description = "Newest record first, in which state each was given up and why.")
    public Uni<RestResponse<Page<DeadProject>>> dead(
            @BeanParam CountingFilter filter, @BeanParam PageRequest page, UriInfo uri) {
        return dead.list(viewer.get(), filter.counting(), page).map(found -> Paging.ok(uri, found));
    }

    @GET
    @Path("dead-projects.csv")
    @Produces(Csv.MEDIA_TYPE)
    @PermitAll // As above.
    @Operation(summary = "The projects that were withdrawn or cancelled as CSV")
    public RestMulti<byte[]> deadFile(@BeanParam CountingFilter filter) {
        Viewer asking = viewer.get();
        Counting counting = filter.counting();
        return Exports.file(
                "dead-projects.csv", page -> dead.list(asking, counting, page), new Csv<>(json, DeadProject.COLUMNS));
    }

    @GET
    @Path("top-investors")
    @Produces(MediaType.APPLICATION_JSON)
    @PermitAll // Sums up only what the viewer may see; the public sums up what is public.
    @Operation(
            summary = "Rank investors by what they have bound themselves to",
            description =
                    "By currency, never across two of them. Given-up projects and divestments do not count. "
                            + "Investors that have bound themselves to nothing in a project stand at the end, without currency.")
    public Uni<TopInvestors> investors(
            @BeanParam CountingFilter filter, @Parameter(description = TOP) @RestQuery @DefaultValue("20") int limit) {
        return investors.rank(viewer.get(), filter.counting(), sound(limit));
    }

    @GET
    @Path("top-investors.csv")
    @Produces(Csv.MEDIA_TYPE)
    @PermitAll // As above.
    @Operation(summary = "Investors by what they have bound themselves to as CSV")
    public RestMulti<byte[]> investorsFile(
            @BeanParam CountingFilter filter, @Parameter(description = TOP) @RestQuery @DefaultValue("20") int limit) {
        Viewer asking = viewer.get();
        Counting counting = filter.counting();
        int first = sound(limit);
        return Exports.whole(
                "top-investors.csv",
                () -> investors.rank(asking, counting, first).map(TopInvestors::data),
                new Csv<>(json, INVESTORS));
    }

    private static int sound(int limit) {
        if (limit < 1 || limit > TopInvestorService.MAX_LIMIT) {
            throw ProblemException.invalidParameter(
                    "limit", "The parameter 'limit' must be from 1 to " + TopInvestorService.MAX_LIMIT + ".");
        }
        return limit;
    }
}
