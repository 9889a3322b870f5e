package org.ckep.portal.session;

import io.quarkus.arc.Unremovable;
import io.quarkus.oidc.OidcRedirectFilter;
import io.quarkus.oidc.Redirect;
import io.vertx.core.http.Cookie;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.ckep.kernel.value.Language;

/**
 * Lets the sign-in page speak the language that the visitor chose in the portal; without a choice the browser's own
 * languages count there as here.
 */
@ApplicationScoped
@Unremovable
@Redirect(Redirect.Location.OIDC_AUTHORIZATION)
class SignInLanguage implements OidcRedirectFilter {
    @Override
    public void filter(OidcRedirectContext redirect) {
        Optional.ofNullable(redirect.routingContext().request().getCookie(Visitors.LANGUAGE_COOKIE))
                .map(Cookie::getValue)
                .flatMap(Language::match)
                .ifPresent(language -> redirect.additionalQueryParams().set("ui_locales", tag(language)));
    }

    /** As the realm spells it. */
    private static String tag(Language language) {
        return switch (language) {
            case EN, KO -> language.tag();
            case ZH_HANS -> "zh-CN";
        };
    }
}
