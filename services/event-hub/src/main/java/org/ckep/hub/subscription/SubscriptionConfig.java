package org.ckep.hub.subscription;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** Subscriptions. */
@ConfigMapping(prefix = "ckep.hub.subscription")
interface SubscriptionConfig {
    /** Where endpoints reach the platform, for the address by which they may consent later. */
    @WithDefault("http://127.0.0.1:8080")
    URI publicUrl();

    /** How long an endpoint may consent by that address. */
    @WithDefault("24h")
    Duration consentPeriod();

    /** Most subscriptions of one owner. */
    @WithDefault("50")
    int maxPerOwner();

    /** Most replays of one subscription at a time. */
    @WithDefault("2")
    int maxReplays();
}
