package org.ckep.portal.page;

import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.List;
import org.ckep.kernel.value.Language;
import org.ckep.portal.session.Visitor;

/**
 * What every page shows around its content.
 *
 * @param path the page's own path, to mark where the visitor is
 * @param languageTag BCP 47 tag of the page's language
 * @param languages the language switch
 * @param signedIn whether somebody is signed in
 * @param visitorName the account's name, empty for the public
 */
record PageFrame(
        String path, String languageTag, List<LanguageChoice> languages, boolean signedIn, String visitorName) {

    /** One entry of the language switch: the same page in that language. */
    record LanguageChoice(String tag, String name, String address, boolean current) {}

    static PageFrame of(Visitor visitor, UriInfo address) {
        List<LanguageChoice> languages = Arrays.stream(Language.values())
                .map(language -> new LanguageChoice(
                        language.tag(), ownName(language), in(language, address), language == visitor.language()))
                .toList();
        String name = visitor.name();
        return new PageFrame(
                address.getRequestUri().getPath(),
                visitor.language().tag(),
                languages,
                name != null,
                name == null ? "" : name);
    }

    private static String ownName(Language language) {
        return switch (language) {
            case EN -> "English";
            case ZH_HANS -> "中文";
            case KO -> "한국어";
        };
    }

    /** Path and query only: the portal's own host name is the gateway's business. */
    private static String in(Language language, UriInfo address) {
        var there = UriBuilder.fromUri(address.getRequestUri())
                .replaceQueryParam("lang", language.tag())
                .build();
        return there.getRawPath() + "?" + there.getRawQuery();
    }
}
