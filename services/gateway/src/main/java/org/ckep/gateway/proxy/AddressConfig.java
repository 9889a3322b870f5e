package org.ckep.gateway.proxy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Under which address the platform is known, and whom to believe about the address of a caller. */
@ConfigMapping(prefix = "ckep.gateway.address")
public interface AddressConfig {
    /** The address that callers use, without a path. Never taken from the request, where anyone could write it. */
    @WithDefault("http://127.0.0.1:8080")
    URI publicUrl();

    /**
     * Networks, in CIDR form, whose {@code X-Forwarded-For} is believed: the proxies in front of the gateway, and the
     * portal, which asks for its visitors under their addresses. Without the portal's network its public visitors share
     * one quota.
     */
    Optional<List<String>> trustedProxies();
}
