package org.ckep.gateway.access;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.ckep.gateway.call.Call;
import org.ckep.gateway.problem.GatewayProblem;
import org.ckep.gateway.problem.Refusal;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Identifies callers and decides what a route demands of them. Proxied routes are outside the reach of the security
 * annotations, so the identity is awaited here, before the proxy sees the call.
 */
@ApplicationScoped
public class Access {
    private static final Logger LOG = Logger.getLogger(Access.class);
    private static final BiConsumer<RoutingContext, Throwable> ANSWERED_HERE = (context, failure) -> {};

    /** The address by which an endpoint consents: its key stands in it, and endpoints have no token (CloudEvents WebHook 4.1.2). */
    private static final Pattern CONSENT = Pattern.compile("/subscriptions/v1/[0-9a-f-]{36}/consent");

    private final IdentityProviderManager identities;
    private final AccessConfig config;

    Access(IdentityProviderManager identities, AccessConfig config) {
        this.identities = identities;
        this.config = config;
    }

    /** Reads the credentials of a call. The result comes on the event loop that asked. */
    public Uni<Identification> identify(RoutingContext context) {
        List<String> credentials = context.request().headers().getAll(HttpHeaders.AUTHORIZATION);
        if (credentials.isEmpty()) {
            return Uni.createFrom().item(new Identification.Anonymous());
        }
        if (credentials.size() > 1 || !isBearer(credentials.getFirst())) {
            return Uni.createFrom().item(new Identification.Refused(TokenRules.invalid("scheme")));
        }
        // Quarkus would answer a bare 401 by itself.
        context.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, ANSWERED_HERE);
        io.vertx.core.Context loop = context.vertx().getOrCreateContext();
        return QuarkusHttpUser.getSecurityIdentity(context, identities)
                .map(Access::read)
                .onFailure()
                .recoverWithItem(Access::refused)
                .emitOn(task -> loop.runOnContext(go -> task.run()));
    }

    /** The refusal of an identified call at its route, null if it may pass. */
    public @Nullable Refusal refusalOf(Call call, Identification who) {
        return switch (who) {
            case Identification.Refused refused -> refused.refusal();
            case Identification.Known known -> TokenRules.missingScope(known.caller(), call.route(), call.isRead());
            case Identification.Anonymous anonymous -> anonymousRefusal(call);
        };
    }

    private @Nullable Refusal anonymousRefusal(Call call) {
        if (!call.route().isApi() || CONSENT.matcher(call.path()).matches()) {
            return null;
        }
        if (!config.anonymousReadingEnabled()) {
            return TokenRules.tokenNeeded("closed");
        }
        return call.isRead() ? null : TokenRules.tokenNeeded("read-only");
    }

    private static boolean isBearer(String credentials) {
        return credentials.toLowerCase(Locale.ROOT).startsWith("bearer ")
                && credentials.indexOf(' ', "bearer ".length()) < 0
                && credentials.length() > "bearer ".length();
    }

    private static Identification read(SecurityIdentity identity) {
        return identity.getPrincipal() instanceof JsonWebToken token
                ? TokenRules.read(token)
                : new Identification.Refused(TokenRules.invalid());
    }

    private static Identification refused(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof AuthenticationFailedException) {
            return new Identification.Refused(TokenRules.invalid());
        }
        LOG.error("Access tokens cannot be checked", cause);
        return new Identification.Refused(
                Refusal.of(GatewayProblem.AUTHENTICATION_UNAVAILABLE).withHeader("Retry-After", "5"));
    }
}
