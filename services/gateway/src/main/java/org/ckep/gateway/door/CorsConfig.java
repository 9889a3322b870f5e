package org.ckep.gateway.door;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Which pages of other origins may call the API from a browser. */
@ConfigMapping(prefix = "ckep.gateway.cors")
interface CorsConfig {
    /** Exact origins, such as {@code https://statistics.example}; none by default, and never a pattern. */
    Optional<Set<String>> allowedOrigins();

    /** How long a browser may remember what it was allowed. */
    @WithDefault("PT10M")
    Duration maxAge();
}
