package org.ckep.policy.signoff;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long the sign-off waits for Keycloak's decision. */
@ConfigMapping(prefix = "ckep.policy.sign-off")
interface SignOffConfig {
    /** How long a connection to Keycloak may take to stand. */
    @WithDefault("2s")
    Duration connectTimeout();

    /** How long each of Keycloak's answers may take. */
    @WithDefault("3s")
    Duration readTimeout();

    /** How many sign-offs are decided at the same time; one more is refused for the moment. */
    @WithDefault("10")
    int maxConcurrent();
}
