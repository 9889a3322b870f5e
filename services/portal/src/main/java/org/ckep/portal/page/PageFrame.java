package org.ckep.portal.page;

import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.ckep.kernel.value.Language;
import org.ckep.portal.session.Visitor;

/**
 * What every page shows around its content.
 *
 * @param path the page's own path, to mark where the visitor is
 * @param address the page's own path and query
 * @param languageTag BCP 47 tag of the page's language
 * @param languages the language switch
 * @param signedIn whether somebody is signed in
 * @param visitorName the account's name, empty for the public
 * @param official whether he acts for one of the two governments
 * @param formToken what every form carries that changes something
 * @param workingTranslations whether the page shows translations that nobody has confirmed yet
 */
public record PageFrame(
        String path,
        String address,
        String languageTag,
        List<LanguageChoice> languages,
        boolean signedIn,
        String visitorName,
        boolean official,
        String formToken,
        boolean workingTranslations) {

    /** One entry of the language switch: the same page in that language. */
    public record LanguageChoice(String tag, String name, String address, boolean current) {}

    static PageFrame of(Visitor visitor, UriInfo address, boolean workingTranslations) {
        URI page = page(address.getRequestUri());
        List<LanguageChoice> languages = Arrays.stream(Language.values())
                .map(language -> new LanguageChoice(
                        language.tag(), ownName(language), in(language, page), language == visitor.language()))
                .toList();
        return new PageFrame(
                page.getPath(),
                withinPortal(page),
                visitor.language().tag(),
                languages,
                visitor.isSignedIn(),
                visitor.name(),
                visitor.side().isPresent(),
                visitor.formToken(),
                workingTranslations);
    }

    /** How the entry of a navigation is marked: where its page or one below it is shown. */
    public String current(String entry) {
        if (path.equals(entry)) {
            return "page";
        }
        return !entry.equals("/") && path.startsWith(entry + "/") ? "true" : "false";
    }

    /** Where signing in begins, and comes back to this page. */
    public String signInAddress() {
        return "/sign-in?to=" + URLEncoder.encode(address, StandardCharsets.UTF_8);
    }

    private static String ownName(Language language) {
        return switch (language) {
            case EN -> "English";
            case ZH_HANS -> "中文";
            case KO -> "한국어";
        };
    }

    /** The overview has no query of its own; what stands there was left by the sign-in service. */
    private static URI page(URI asked) {
        return asked.getPath().equals("/")
                ? UriBuilder.fromUri(asked).replaceQuery(null).build()
                : asked;
    }

    private static String in(Language language, URI page) {
        return withinPortal(UriBuilder.fromUri(page)
                .replaceQueryParam("lang", language.tag())
                .build());
    }

    /** Path and query only: the portal's own host name is the gateway's business. */
    private static String withinPortal(URI page) {
        return page.getRawQuery() == null ? page.getRawPath() : page.getRawPath() + "?" + page.getRawQuery();
    }
}
