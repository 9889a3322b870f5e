package org.ckep.portal.platform;

import jakarta.ws.rs.HeaderParam;
import org.jspecify.annotations.Nullable;

/**
 * For whom the portal asks. The gateway counts callers without a token by their network address: the portal passes on
 * the visitor's, so that all its visitors do not share the quota of the portal's own address. The gateway believes it
 * where the portal is among the proxies that it trusts.
 */
public class OnBehalf {
    private final @Nullable String authorization;
    private final String networkAddress;

    OnBehalf(@Nullable String authorization, String networkAddress) {
        this.authorization = authorization;
        this.networkAddress = networkAddress;
    }

    /** The visitor's own token, null for the public. */
    @HeaderParam("Authorization")
    public @Nullable String getAuthorization() {
        return authorization;
    }

    @HeaderParam("X-Forwarded-For")
    public String getNetworkAddress() {
        return networkAddress;
    }
}
