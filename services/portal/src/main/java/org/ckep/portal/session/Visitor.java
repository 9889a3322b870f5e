package org.ckep.portal.session;

import java.util.Locale;
import org.ckep.kernel.value.Language;
import org.jspecify.annotations.Nullable;

/**
 * Who looks at a page.
 *
 * @param name the account's user name, null for the public
 * @param accessToken the token for calls to the gateway, null for the public
 * @param networkAddress where the request comes from; the public is counted by it at the gateway
 * @param language the language of the page
 */
public record Visitor(@Nullable String name, @Nullable String accessToken, String networkAddress, Language language) {

    /** The value of the Authorization header for calls on the visitor's behalf, null for the public. */
    public @Nullable String authorization() {
        return accessToken == null ? null : "Bearer " + accessToken;
    }

    public boolean isSignedIn() {
        return name != null;
    }

    /** The locale of the message bundle; the bundle of simplified Chinese is named {@code zh}. */
    public Locale locale() {
        return switch (language) {
            case EN -> Locale.ENGLISH;
            case ZH_HANS -> Locale.CHINESE;
            case KO -> Locale.KOREAN;
        };
    }

    /** Without token and network address, which must not reach a log. */
    @Override
    public String toString() {
        return "Visitor[" + (name == null ? "public" : name) + ", " + language.tag() + "]";
    }
}
