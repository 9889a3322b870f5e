package org.ckep.gateway.proxy;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;

/** The address under which callers know the platform. */
@ApplicationScoped
public class PublicAddress {
    private final String scheme;
    private final String authority;
    private final int port;

    PublicAddress(AddressConfig config) {
        URI url = config.publicUrl();
        String path = url.getRawPath();
        if (url.getScheme() == null || url.getRawAuthority() == null || (path != null && path.length() > 1)) {
            throw new IllegalArgumentException(
                    "ckep.gateway.address.public-url must be scheme, host and port without a path, not " + url);
        }
        this.scheme = url.getScheme();
        this.authority = url.getRawAuthority();
        this.port = url.getPort() >= 0 ? url.getPort() : scheme.equals("https") ? 443 : 80;
    }

    public String scheme() {
        return scheme;
    }

    public String authority() {
        return authority;
    }

    public int port() {
        return port;
    }

    /** Scheme and authority, without a slash at the end. */
    public String base() {
        return scheme + "://" + authority;
    }

    /** Replaces the inner address of a service, and the public one with a wrong scheme, in the value of a field. */
    String publish(String value, String upstreamAuthority) {
        return value.replace("http://" + upstreamAuthority + "/", base() + "/")
                .replace("http://" + authority + "/", base() + "/");
    }
}
