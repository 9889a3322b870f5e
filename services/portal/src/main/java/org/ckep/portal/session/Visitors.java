package org.ckep.portal.session;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.value.Language;
import org.jspecify.annotations.Nullable;

/** Finds out who looks at a page. Every page is open to the public; signing in shows more. */
@ApplicationScoped
public class Visitors {
    /** The cookie that keeps the language a visitor chose. */
    public static final String LANGUAGE_COOKIE = "ckep_language";

    private final CurrentIdentityAssociation identities;
    private final FormTokens formTokens;

    Visitors(CurrentIdentityAssociation identities, FormTokens formTokens) {
        this.identities = identities;
        this.formTokens = formTokens;
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

    /** True where the form was made for this visitor's session. */
    public static boolean isOf(Visitor visitor, @Nullable String formToken) {
        return visitor.isSignedIn() && formToken != null && FormTokens.equal(visitor.formToken(), formToken);
    }

    private Visitor visitor(SecurityIdentity identity, String networkAddress, Language language) {
        return new Visitor(identity.isAnonymous() ? null : account(identity), networkAddress, language);
    }

    private Account account(SecurityIdentity identity) {
        String token = identity.getCredential(AccessTokenCredential.class).getToken();
        AccessClaims claims = AccessClaims.of(token);
        Set<Role> roles = EnumSet.noneOf(Role.class);
        identity.getRoles().forEach(name -> Role.ofCode(name).ifPresent(roles::add));
        return new Account(
                identity.getPrincipal().getName(),
                token,
                claims.side(),
                claims.agency(),
                roles,
                formTokens.of(claims.required("sub"), claims.required("sid")));
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
