package org.ckep.portal.session;

import java.util.Locale;
import java.util.Optional;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.value.Language;
import org.jspecify.annotations.Nullable;

/**
 * Who looks at a page.
 *
 * @param account who is signed in, null for the public
 * @param networkAddress where the request comes from; the public is counted by it at the gateway
 * @param language the language of the page
 */
public record Visitor(@Nullable Account account, String networkAddress, Language language) {

    /** The value of the Authorization header for calls on the visitor's behalf, null for the public. */
    public @Nullable String authorization() {
        return account == null ? null : "Bearer " + account.accessToken();
    }

    public boolean isSignedIn() {
        return account != null;
    }

    /** The account's user name, empty for the public. */
    public String name() {
        return account == null ? "" : account.name();
    }

    /** What a form of his session carries, empty for the public, which has no forms that change anything. */
    public String formToken() {
        return account == null ? "" : account.formToken();
    }

    /** The government that he acts for. */
    public Optional<Side> side() {
        return Optional.ofNullable(account).map(Account::side);
    }

    /** True where he acts for a government in this function. */
    public boolean actsAs(Role role) {
        return account != null && account.side() != null && account.is(role);
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
        return "Visitor[" + (account == null ? "public" : account.name()) + ", " + language.tag() + "]";
    }
}
