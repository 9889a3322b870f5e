package org.ckep.gateway.access;

import java.util.Set;

/**
 * A caller whose token was verified.
 *
 * @param client the client that asked for the token ({@code azp})
 * @param subject the person or service account that it was issued to
 * @param scopes what the token may be used for
 */
public record Caller(String client, String subject, Set<String> scopes) {
    public Caller {
        scopes = Set.copyOf(scopes);
    }
}
