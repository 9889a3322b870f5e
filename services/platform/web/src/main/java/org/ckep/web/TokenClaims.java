package org.ckep.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * The claims of an access token that was verified already. Claims that Keycloak maps from group attributes may come as a
 * string or as an array; both are read.
 */
final class TokenClaims {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String SERVICE_ACCOUNT_PREFIX = "service-account-";

    private final JsonNode claims;

    private TokenClaims(JsonNode claims) {
        this.claims = claims;
    }

    /**
     * Reads the payload of a token in compact form.
     *
     * @throws ProblemException UNAUTHENTICATED where it has none
     */
    static TokenClaims of(String token) {
        String[] parts = token.split("\\.", -1);
        try {
            if (parts.length == 3) {
                JsonNode payload = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
                if (payload.isObject()) {
                    return new TokenClaims(payload);
                }
            }
        } catch (IllegalArgumentException | java.io.IOException unreadable) {
            throw unusable();
        }
        throw unusable();
    }

    private static ProblemException unusable() {
        return new ProblemException(KernelProblem.UNAUTHENTICATED, "The access token has no readable claims.");
    }

    /**
     * The viewer that these claims describe.
     *
     * @param roleNames the roles of the verified identity; names that are no functions of this platform are left out
     * @throws ProblemException FORBIDDEN where the token speaks for two sides, for an unknown side or for two agencies
     */
    Viewer viewer(Set<String> roleNames) {
        String client = text("azp");
        String subject = text("sub");
        if (subject == null) {
            if (client == null) {
                throw new ProblemException(
                        KernelProblem.UNAUTHENTICATED, "The access token names neither a subject nor a client.");
            }
            subject = "client:" + client;
        }
        Set<Role> roles = EnumSet.noneOf(Role.class);
        roleNames.forEach(name -> Role.ofCode(name).ifPresent(roles::add));
        String userName = text("preferred_username");
        // Who is not shown to be a person signs nothing.
        boolean serviceAccount = userName == null || userName.startsWith(SERVICE_ACCOUNT_PREFIX);
        return new Viewer(subject, client, side(), single("agency").orElse(null), roles, serviceAccount);
    }

    /** True where the space-separated scopes contain this one. */
    boolean hasScope(String scope) {
        String scopes = text("scope");
        return scopes != null && List.of(scopes.split(" ", -1)).contains(scope);
    }

    private @Nullable Side side() {
        String value = single("side").orElse(null);
        if (value == null) {
            return null;
        }
        for (Side side : Side.values()) {
            if (side.name().equals(value)) {
                return side;
            }
        }
        throw new ProblemException(KernelProblem.FORBIDDEN, "The access token names a side that does not exist.");
    }

    private Optional<String> single(String claim) {
        List<String> values = new ArrayList<>();
        JsonNode node = claims.path(claim);
        if (node.isArray()) {
            node.forEach(element -> values.add(element.asText()));
        } else if (node.isValueNode() && !node.isNull()) {
            values.add(node.asText());
        }
        List<String> distinct =
                values.stream().filter(value -> !value.isBlank()).distinct().toList();
        if (distinct.size() > 1) {
            throw new ProblemException(
                    KernelProblem.FORBIDDEN, "The access token has more than one value in the claim '" + claim + "'.");
        }
        return distinct.stream().findFirst();
    }

    private @Nullable String text(String claim) {
        JsonNode node = claims.path(claim);
        return node.isTextual() ? node.asText() : null;
    }
}
