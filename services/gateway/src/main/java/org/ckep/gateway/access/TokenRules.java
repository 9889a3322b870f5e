package org.ckep.gateway.access;

import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.ckep.gateway.problem.GatewayProblem;
import org.ckep.gateway.problem.Refusal;
import org.ckep.gateway.route.Route;
import org.ckep.gateway.route.Upstream;
import org.ckep.kernel.access.Side;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** What a token must say beyond its signature, issuer, audience and lifetime, and what it must hold for a route. */
final class TokenRules {
    private static final String CHALLENGE = "WWW-Authenticate";

    private TokenRules() {}

    /** Reads the caller from a token whose signature, issuer, audience and lifetime were checked. */
    static Identification read(JsonWebToken token) {
        String client = token.getClaim("azp");
        if (client == null || client.isBlank()) {
            return new Identification.Refused(invalid("client"));
        }
        if (!namesAtMostOneSide(token.getClaim("side"))) {
            return new Identification.Refused(invalid("side"));
        }
        String subject = token.getSubject();
        return new Identification.Known(
                new Caller(client, subject == null ? client : subject, scopes(token.getClaim("scope"))));
    }

    /** The refusal of a token that does not hold the scope of the route, null if it does. */
    static @Nullable Refusal missingScope(Caller caller, Route route, boolean read) {
        Upstream upstream = route.upstream();
        if (!route.isApi() || upstream == null) {
            return null;
        }
        String needed = upstream.key() + (read ? ":read" : ":write");
        if (caller.scopes().contains(needed)) {
            return null;
        }
        return Refusal.of(GatewayProblem.INSUFFICIENT_SCOPE, needed)
                .withHeader(CHALLENGE, "Bearer error=\"insufficient_scope\", scope=\"" + needed + "\"")
                .withMember("scope", needed);
    }

    /** The refusal of a call that needs a token and has none. */
    static Refusal tokenNeeded(String cause) {
        return Refusal.because(GatewayProblem.UNAUTHENTICATED, cause).withHeader(CHALLENGE, "Bearer");
    }

    /** The refusal of a token that does not hold. */
    static Refusal invalid() {
        return challenged(Refusal.of(GatewayProblem.INVALID_TOKEN));
    }

    /** The refusal of a token that breaks the named rule. */
    static Refusal invalid(String rule) {
        return challenged(Refusal.because(GatewayProblem.INVALID_TOKEN, rule));
    }

    private static Refusal challenged(Refusal refusal) {
        return refusal.withHeader(CHALLENGE, "Bearer error=\"invalid_token\"");
    }

    private static boolean namesAtMostOneSide(@Nullable Object claim) {
        return switch (claim) {
            case null -> true;
            case String one -> isSide(one);
            case JsonString one -> isSide(one.getString());
            case JsonArray several -> several.isEmpty() || (several.size() == 1 && namesAtMostOneSide(several.get(0)));
            case Collection<?> several ->
                several.isEmpty()
                        || (several.size() == 1
                                && namesAtMostOneSide(several.iterator().next()));
            default -> false;
        };
    }

    private static boolean isSide(String value) {
        return Arrays.stream(Side.values()).anyMatch(side -> side.name().equals(value));
    }

    private static Set<String> scopes(@Nullable String claim) {
        return claim == null
                ? Set.of()
                : Arrays.stream(claim.split(" "))
                        .filter(scope -> !scope.isEmpty())
                        .collect(Collectors.toSet());
    }
}
