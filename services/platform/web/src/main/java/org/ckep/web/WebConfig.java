package org.ckep.web;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** What a service demands of its callers. */
@ConfigMapping(prefix = "ckep.web")
interface WebConfig {
    /**
     * First half of the scopes that a token needs here, such as {@code trade} for {@code trade:read} and
     * {@code trade:write}; without it no scope is demanded.
     */
    Optional<String> scope();

    /** Largest request body of an operation without a limit of its own, in bytes. */
    @WithDefault("1M")
    MemorySize maxBodySize();

    /** How long a caller is asked to wait after a 503, in whole seconds. */
    @WithDefault("5S")
    Duration retryPeriod();

    /** True where a proxy in front of this service terminates TLS, so that plain HTTP behind it is meant. */
    @WithDefault("false")
    boolean tlsTerminatedUpstream();
}
