package org.ckep.portal.page;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Locale;
import java.util.function.BiFunction;
import org.ckep.kernel.value.Language;
import org.ckep.portal.platform.Answer;
import org.ckep.portal.platform.Platform;
import org.ckep.portal.session.Visitor;
import org.ckep.portal.session.Visitors;
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
    private static final int A_YEAR_IN_SECONDS = 31_536_000;

    private final Visitors visitors;
    private final Platform platform;

    PortalResource(Visitors visitors, Platform platform) {
        this.visitors = visitors;
        this.platform = platform;
    }

    @GET
    public Uni<Response> overview(@Context HttpHeaders headers, @Context UriInfo address, @RestQuery String lang) {
        return visitors.current(headers, lang).chain(visitor -> Uni.combine()
                .all()
                .unis(
                        platform.bilateralTotals(visitor),
                        platform.tradeClaims(visitor),
                        platform.pipeline(visitor),
                        platform.engagements(visitor),
                        platform.sectors(visitor))
                .asTuple()
                .map(parts -> OverviewPage.of(
                        parts.getItem1(),
                        parts.getItem2(),
                        parts.getItem3(),
                        parts.getItem4(),
                        parts.getItem5(),
                        json(visitor)))
                .chain(page -> render(PortalTemplates::overview, page, visitor, address, lang, Response.Status.OK)));
    }

    @GET
    @Path("sectors/{code}")
    public Uni<Response> sector(
            @Context HttpHeaders headers, @Context UriInfo address, @RestQuery String lang, @RestPath String code) {
        return visitors.current(headers, lang).chain(visitor -> platform.cockpit(visitor, code)
                .chain(cockpit -> cockpit instanceof Answer.NotFound
                        ? notice(Notice.NOT_FOUND, Response.Status.NOT_FOUND, visitor, address, lang)
                        : render(
                                PortalTemplates::sector,
                                SectorPage.of(code.toUpperCase(Locale.ROOT), cockpit, json(visitor)),
                                visitor,
                                address,
                                lang,
                                Response.Status.OK)));
    }

    @GET
    @Path("projects")
    public Uni<Response> projects(
            @Context HttpHeaders headers,
            @Context UriInfo address,
            @RestQuery String lang,
            @RestQuery String state,
            @RestQuery String sector,
            @RestQuery String after) {
        String inState = chosen(state);
        String ofSector = chosen(sector);
        return visitors.current(headers, lang).chain(visitor -> Uni.combine()
                .all()
                .unis(platform.projects(visitor, inState, ofSector, chosen(after)), platform.sectors(visitor))
                .asTuple()
                .map(parts -> ProjectsPage.of(parts.getItem1(), parts.getItem2(), inState, ofSector, json(visitor)))
                .chain(page -> render(PortalTemplates::projects, page, visitor, address, lang, Response.Status.OK)));
    }

    @GET
    @Path("milestones")
    public Uni<Response> milestones(
            @Context HttpHeaders headers,
            @Context UriInfo address,
            @RestQuery String lang,
            @RestQuery String state,
            @RestQuery String after) {
        String inState = chosen(state);
        return visitors.current(headers, lang).chain(visitor -> platform.milestones(visitor, inState, chosen(after))
                .map(milestones -> MilestonesPage.of(milestones, inState, json(visitor)))
                .chain(page -> render(PortalTemplates::milestones, page, visitor, address, lang, Response.Status.OK)));
    }

    @GET
    @Path("sign-in-failed")
    public Uni<Response> signInFailed(@Context HttpHeaders headers, @Context UriInfo address, @RestQuery String lang) {
        return visitors.current(headers, lang)
                .chain(visitor -> notice(Notice.SIGN_IN_FAILED, Response.Status.UNAUTHORIZED, visitor, address, lang));
    }

    @GET
    @Path("{path: .+}")
    public Uni<Response> nothingHere(@Context HttpHeaders headers, @Context UriInfo address, @RestQuery String lang) {
        return visitors.current(headers, lang)
                .chain(visitor -> notice(Notice.NOT_FOUND, Response.Status.NOT_FOUND, visitor, address, lang));
    }

    private static Uni<Response> notice(
            Notice notice, Response.Status status, Visitor visitor, UriInfo address, @Nullable String lang) {
        return render(PortalTemplates::notice, notice, visitor, address, lang, status);
    }

    private static <P> Uni<Response> render(
            BiFunction<PageFrame, P, TemplateInstance> template,
            P page,
            Visitor visitor,
            UriInfo address,
            @Nullable String lang,
            Response.Status status) {
        return template.apply(PageFrame.of(visitor, address), page)
                .setLocale(visitor.locale())
                .createUni()
                .map(html -> {
                    Response.ResponseBuilder response = Response.status(status)
                            .entity(html)
                            .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                            .header(
                                    HttpHeaders.CONTENT_LANGUAGE,
                                    visitor.language().tag())
                            .header(HttpHeaders.VARY, "Accept-Language, Cookie")
                            .header(HttpHeaders.CACHE_CONTROL, "no-store");
                    if (lang != null && Language.match(lang).isPresent()) {
                        response.cookie(new NewCookie.Builder(Visitors.LANGUAGE_COOKIE)
                                .value(visitor.language().tag())
                                .path("/")
                                .maxAge(A_YEAR_IN_SECONDS)
                                .sameSite(NewCookie.SameSite.LAX)
                                .httpOnly(true)
                                .build());
                    }
                    return response.build();
                });
    }

    private static Json json(Visitor visitor) {
        return new Json(visitor.language(), visitor.locale());
    }

    /** An empty field of a form is no choice. */
    private static @Nullable String chosen(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }
}
