package org.ckep.portal.session;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import org.ckep.kernel.value.Language;
import org.jspecify.annotations.Nullable;

/** Finds out who looks at a page. Every page is open to the public; signing in shows more. */
@ApplicationScoped
public class Visitors {
    /** The cookie that keeps the language a visitor chose. */
    public static final String LANGUAGE_COOKIE = "ckep_language";

    private final CurrentIdentityAssociation identities;

    Visitors(CurrentIdentityAssociation identities) {
        this.identities = identities;
    }

    /**
     * The visitor of the current request.
     *
     * @param networkAddress where the request comes from
     * @param asked the language that the address asks for, null where it asks for none; an unknown one counts as none
     */
    public Uni<Visitor> current(HttpHeaders headers, String networkAddress, @Nullable String asked) {
        Language language = language(headers, asked);
        return identities.getDeferredIdentity().map(identity -> visitor(identity, networkAddress, language));
    }

    private static Visitor visitor(SecurityIdentity identity, String networkAddress, Language language) {
        if (identity.isAnonymous()) {
            return new Visitor(null, null, networkAddress, language);
        }
        AccessTokenCredential credential = identity.getCredential(AccessTokenCredential.class);
        return new Visitor(identity.getPrincipal().getName(), credential.getToken(), networkAddress, language);
    }

    private static Language language(HttpHeaders headers, @Nullable String asked) {
        return Optional.ofNullable(asked)
                .flatMap(Language::match)
                .or(() -> Optional.ofNullable(headers.getCookies().get(LANGUAGE_COOKIE))
                        .map(Cookie::getValue)
                        .flatMap(Language::match))
                .or(() -> headers.getAcceptableLanguages().stream()
                        .flatMap(locale -> Language.match(locale.toLanguageTag()).stream())
                        .findFirst())
                .orElse(Language.EN);
    }
}
