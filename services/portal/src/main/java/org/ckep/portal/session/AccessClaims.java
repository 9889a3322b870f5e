package org.ckep.portal.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Optional;
import org.ckep.kernel.access.Side;
import org.jspecify.annotations.Nullable;

/** What an access token says; the framework has verified it before, and the services verify it again. */
record AccessClaims(JsonNode claims) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static AccessClaims of(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("the access token is no JWT");
        }
        try {
            return new AccessClaims(JSON.readTree(Base64.getUrlDecoder().decode(parts[1])));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the access token's claims are no JSON", unreadable);
        }
    }

    /** A claim that every token of a person's session has; without it two sessions could pass for one. */
    String required(String claim) {
        return single(claim)
                .orElseThrow(() -> new IllegalStateException("the access token has no claim '" + claim + "'"));
    }

    /** The government of the token; none where it names none, or two, which the services refuse. */
    @Nullable
    Side side() {
        return single("side")
                .flatMap(name -> Optional.ofNullable(
                        name.equals(Side.CN.name()) ? Side.CN : name.equals(Side.KR.name()) ? Side.KR : null))
                .orElse(null);
    }

    @Nullable
    String agency() {
        return single("agency").orElse(null);
    }

    private Optional<String> single(String claim) {
        JsonNode value = claims.path(claim);
        JsonNode one = value.isArray() && value.size() == 1 ? value.get(0) : value;
        return one.isTextual() && !one.asText().isBlank() ? Optional.of(one.asText()) : Optional.empty();
    }
}
