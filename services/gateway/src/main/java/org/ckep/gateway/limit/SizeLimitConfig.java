package org.ckep.gateway.limit;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import org.ckep.gateway.route.Route;

/**
 * How large one request may be. The server's own limits ({@code quarkus.http.limits.*}) are wider: what is between the
 * two is refused here, with a body that says why.
 */
@ConfigMapping(prefix = "ckep.gateway.size-limit")
public interface SizeLimitConfig {
    /** Bytes of a request body, of known length or in chunks. */
    @WithDefault("1M")
    MemorySize body();

    /** Bytes of an uploaded file. */
    @WithDefault("2G")
    MemorySize upload();

    /** Bytes of a structure message of SDMX, of a code list or of a correspondence. */
    @WithDefault("8M")
    MemorySize list();

    /** Bytes of all header fields together. */
    @WithDefault("16K")
    MemorySize headers();

    /** Bytes of path and query. */
    @WithDefault("8K")
    MemorySize uri();

    /** Bytes of path and query of an SDMX request, whose keys stand in the path. */
    @WithDefault("16K")
    MemorySize sdmxUri();

    /** The body limit of a route, in bytes. */
    default long bodyOf(Route route) {
        MemorySize limit =
                switch (route.kind()) {
                    case UPLOAD -> upload();
                    case SDMX, LIST -> list();
                    case OWN, API, STREAM -> body();
                };
        return limit.asLongValue();
    }

    /** The limit of path and query of a route, in bytes. */
    default long uriOf(Route route) {
        return (route.kind() == Route.Kind.SDMX ? sdmxUri() : uri()).asLongValue();
    }
}
