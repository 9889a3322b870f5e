package org.ckep.portal.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.tuples.Tuple2;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.ckep.portal.platform.Answer;
import org.ckep.portal.platform.Download;
import org.ckep.portal.platform.Platform;
import org.ckep.portal.platform.Requests;
import org.ckep.portal.wording.Wording;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/**
 * The portal's pages. All are open: what a visitor may see is decided by the services, which the portal asks with the
 * visitor's own token.
 */
@Path("/")
@PermitAll
@Produces(MediaType.TEXT_HTML)
class PortalResource {
    private static final String CSV = "text/csv;charset=utf-8;header=present";

    private final Pages pages;
    private final Platform platform;
    private final Requests requests;

    PortalResource(Pages pages, Platform platform, Requests requests) {
        this.pages = pages;
        this.platform = platform;
        this.requests = requests;
    }

    @GET
    public Uni<Response> overview(@BeanParam Visit visit) {
        return pages.open(visit, opened -> Uni.combine()
                .all()
                .unis(
                        platform.bilateralTotals(opened.visitor()),
                        platform.tradeClaims(opened.visitor()),
                        platform.pipeline(opened.visitor()),
                        platform.engagements(opened.visitor()),
                        platform.sectors(opened.visitor()))
                .asTuple()
                .map(parts -> OverviewPage.of(
                        parts.getItem1(),
                        parts.getItem2(),
                        parts.getItem3(),
                        parts.getItem4(),
                        parts.getItem5(),
                        opened.words()))
                .chain(page -> opened.show(PortalTemplates::overview, page)));
    }

    @GET
    @Path("sectors/{code}")
    public Uni<Response> sector(@BeanParam Visit visit, @RestPath String code) {
        return pages.open(visit, opened -> withSectors(opened, platform.cockpit(opened.visitor(), code))
                .map(Tuple2::getItem1)
                .chain(cockpit -> sector(opened, code.toUpperCase(Locale.ROOT), cockpit)));
    }

    private Uni<Response> sector(Pages.Opened opened, String code, Answer cockpit) {
        JsonNode policy = cockpit.content().path("policy");
        Set<String> ofPolicy = Origins.urnsUnder(policy);
        Set<String> ofPartnerships = new LinkedHashSet<>(Origins.urnsUnder(cockpit.content()));
        ofPartnerships.removeAll(ofPolicy);
        return Uni.combine()
                .all()
                .unis(
                        platform.sources(opened.visitor(), "partnerships", ofPartnerships),
                        platform.sources(opened.visitor(), "policy", ofPolicy))
                .with((first, second) ->
                        Stream.concat(first.stream(), second.stream()).toList())
                .chain(sources -> orNotFound(
                        opened,
                        cockpit,
                        PortalTemplates::sector,
                        (answer, words) -> SectorPage.of(code, answer, Origins.of(sources, words), words)));
    }

    @GET
    @Path("projects")
    public Uni<Response> projects(
            @BeanParam Visit visit,
            @RestQuery String q,
            @RestQuery String state,
            @RestQuery String sector,
            @RestQuery String after) {
        String search = chosen(q);
        String inState = chosen(state);
        String ofSector = chosen(sector);
        return pages.open(visit, opened -> withSectors(
                        opened, platform.projects(opened.visitor(), search, inState, ofSector, chosen(after)))
                .map(answers -> ProjectsPage.of(
                        answers.getItem1(), answers.getItem2(), search, inState, ofSector, opened.words()))
                .chain(page -> opened.show(PortalTemplates::projects, page)));
    }

    /**
     * All projects of a list as a file, as far as the visitor may see them. Where there is none to be had he is sent to the
     * list, which says why.
     */
    @GET
    @Path("projects.csv")
    @Produces(CSV)
    public RestMulti<byte[]> projectsAsFile(
            @BeanParam Visit visit, @RestQuery String q, @RestQuery String state, @RestQuery String sector) {
        @Nullable String[] filters = {"q", chosen(q), "state", chosen(state), "sector", chosen(sector)};
        return RestMulti.fromUniResponse(
                pages.visitor(visit)
                        .chain(visitor -> requests.file(
                                visitor, Addresses.filtered("/investment/v1/projects.csv", filters), CSV)),
                Download::content,
                file -> file.ready()
                        ? Map.of(
                                HttpHeaders.CONTENT_DISPOSITION,
                                List.of("attachment; filename=\"projects.csv\""),
                                HttpHeaders.CACHE_CONTROL,
                                List.of("no-store"))
                        : Map.of(
                                HttpHeaders.LOCATION,
                                List.of(Addresses.filtered("/projects", filters)),
                                HttpHeaders.CACHE_CONTROL,
                                List.of("no-store")),
                file -> (file.ready() ? Response.Status.OK : Response.Status.SEE_OTHER).getStatusCode());
    }

    @GET
    @Path("milestones")
    public Uni<Response> milestones(
            @BeanParam Visit visit, @RestQuery String state, @RestQuery String sector, @RestQuery String after) {
        String inState = chosen(state);
        String ofSector = chosen(sector);
        return pages.open(visit, opened -> withSectors(
                        opened, platform.milestones(opened.visitor(), inState, ofSector, chosen(after)))
                .map(answers ->
                        MilestonesPage.of(answers.getItem1(), answers.getItem2(), inState, ofSector, opened.words()))
                .chain(page -> opened.show(PortalTemplates::milestones, page)));
    }

    @GET
    @Path("milestones/{id: [0-9a-f-]{36}}")
    public Uni<Response> milestone(@BeanParam Visit visit, @RestPath String id) {
        return pages.open(visit, opened -> withSectors(opened, platform.milestone(opened.visitor(), id))
                .map(Tuple2::getItem1)
                .chain(milestone -> platform.sources(opened.visitor(), "policy", Origins.urnsUnder(milestone.content()))
                        .chain(sources -> orNotFound(
                                opened,
                                milestone,
                                PortalTemplates::milestone,
                                (answer, words) -> MilestonePage.of(answer, Origins.of(sources, words), words)))));
    }

    @GET
    @Path("sign-in-failed")
    public Uni<Response> signInFailed(@BeanParam Visit visit) {
        return pages.open(visit, opened -> opened.notice(Notice.SIGN_IN_FAILED));
    }

    @GET
    @Path("{path: .+}")
    public Uni<Response> nothingHere(@BeanParam Visit visit) {
        return pages.open(visit, opened -> opened.notice(Notice.NOT_FOUND));
    }

    /** An answer and, beside it, the sectors, whose names the page knows from then on. */
    private Uni<Tuple2<Answer, Answer>> withSectors(Pages.Opened opened, Uni<Answer> question) {
        return Uni.combine()
                .all()
                .unis(question, platform.sectors(opened.visitor()))
                .asTuple()
                .invoke(answers ->
                        opened.words().learnSectors(answers.getItem2().content().path("data")));
    }

    private static <P> Uni<Response> orNotFound(
            Pages.Opened opened,
            Answer answer,
            BiFunction<PageFrame, P, TemplateInstance> template,
            BiFunction<Answer, Wording, P> page) {
        return answer instanceof Answer.NotFound
                ? opened.notice(Notice.NOT_FOUND)
                : opened.show(template, page.apply(answer, opened.words()));
    }

    /** An empty field of a form is no choice. */
    private static @Nullable String chosen(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }
}
