package org.ckep.gateway.openapi;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the services' OpenAPI documents are collected. */
@ConfigMapping(prefix = "ckep.gateway.openapi")
interface OpenApiConfig {
    /** How long a fetched document is used before it is fetched again. */
    @WithDefault("PT30S")
    Duration cachePeriod();

    /** How long a service that gave none is left alone. */
    @WithDefault("PT5S")
    Duration retryPeriod();

    /** How long the gateway waits for one document. */
    @WithDefault("PT3S")
    Duration fetchTimeout();
}
