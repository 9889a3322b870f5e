package org.ckep.portal.page;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.ckep.kernel.value.Language;
import org.ckep.portal.form.Sent;
import org.ckep.portal.session.Visitor;
import org.ckep.portal.session.Visitors;
import org.ckep.portal.wording.Wording;
import org.jspecify.annotations.Nullable;

/** Turns what was found into a page in the visitor's language. */
@ApplicationScoped
public class Pages {
    private static final int A_YEAR_IN_SECONDS = 31_536_000;

    private final Visitors visitors;

    Pages(Visitors visitors) {
        this.visitors = visitors;
    }

    /**
     * One page on its way to one visitor.
     *
     * @param words how data reads in his language; also notes what the frame has to say of the texts
     */
    public record Opened(Visit visit, Visitor visitor, Wording words) {
        public <P> Uni<Response> show(BiFunction<PageFrame, P, TemplateInstance> template, P page) {
            return show(template, page, Response.Status.OK.getStatusCode());
        }

        public Uni<Response> notice(Notice notice) {
            return show(PortalTemplates::notice, notice, notice.status().getStatusCode());
        }

        /** Shows a page whose status tells that something was refused. */
        public <P> Uni<Response> show(BiFunction<PageFrame, P, TemplateInstance> template, P page, int status) {
            PageFrame frame = PageFrame.of(visitor, visit.address, words.hasWorkingTranslations());
            return template.apply(frame, page)
                    .setLocale(visitor.locale())
                    .createUni()
                    .map(html -> response(html, status));
        }

        private Response response(String html, int status) {
            Response.ResponseBuilder response = Response.status(status)
                    .entity(html)
                    .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                    .header(HttpHeaders.CONTENT_LANGUAGE, visitor.language().tag())
                    .header(HttpHeaders.VARY, "Accept-Language, Cookie")
                    .header(HttpHeaders.CACHE_CONTROL, "no-store");
            return isChosen(visit.lang) ? response.cookie(languageCookie()).build() : response.build();
        }

        private static boolean isChosen(@Nullable String lang) {
            return lang != null && Language.match(lang).isPresent();
        }

        private NewCookie languageCookie() {
            return new NewCookie.Builder(Visitors.LANGUAGE_COOKIE)
                    .value(visitor.language().tag())
                    .path("/")
                    .maxAge(A_YEAR_IN_SECONDS)
                    .sameSite(NewCookie.SameSite.LAX)
                    .secure("https".equals(visit.address.getRequestUri().getScheme()))
                    .httpOnly(true)
                    .build();
        }
    }

    /** Who asks. */
    Uni<Visitor> visitor(Visit visit) {
        return visitors.current(visit.headers, visit.networkAddress(), visit.lang);
    }

    /** Finds out who asks, and lets the page be made for him. */
    public Uni<Response> open(Visit visit, Function<Opened, Uni<Response>> page) {
        return visitor(visit)
                .map(visitor -> new Opened(visit, visitor, new Wording(visitor.language(), visitor.locale())))
                .chain(opened -> page.apply(opened));
    }

    /**
     * Lets something be done that a form asks for, if the form belongs to the visitor's own session. Another site may
     * send a form in his name, but it does not know the session's token.
     */
    public Uni<Response> openForm(
            Visit visit,
            @Nullable MultivaluedMap<String, String> fields,
            BiFunction<Opened, Sent, Uni<Response>> work) {
        return open(visit, opened -> {
            if (!opened.visitor().isSignedIn()) {
                return opened.notice(Notice.SIGN_IN_NEEDED);
            }
            Sent sent = fields == null ? Sent.nothing() : new Sent(fields);
            return visit.isFromThisOrigin() && Visitors.isOf(opened.visitor(), sent.text(Sent.TOKEN))
                    ? work.apply(opened, sent)
                    : opened.notice(Notice.FORM_OF_ANOTHER_SESSION);
        });
    }

    /** Sends the browser on to a page of the portal after something was done, so that loading it again does nothing. */
    public static Uni<Response> seeOther(String address) {
        return Uni.createFrom()
                .item(Response.seeOther(URI.create(address))
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build());
    }
}
