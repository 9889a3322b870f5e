package org.ckep.hub.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Delivery to subscribers. */
@ConfigMapping(prefix = "ckep.hub.delivery")
public interface DeliveryConfig {
    /** Fan-out and delivery of this process; off in a process that only serves requests. */
    @WithDefault("true")
    boolean enabled();

    /** The DNS name that asks endpoints for consent and stands in each delivery as WebHook-Request-Origin. */
    @WithDefault("events.ckep.example")
    String origin();

    /** How often a process looks for work that nothing has told it of. */
    @WithDefault("250ms")
    Duration pollInterval();

    /** How long a worker may keep a lane; after a crash others take it over when this has passed. */
    @WithDefault("30s")
    Duration leasePeriod();

    /**
     * How far a process's clock may be from the database's; one that is further off delivers nothing. Well within the five
     * minutes that receivers of signatures allow.
     */
    @WithDefault("60s")
    Duration maxClockDeviation();

    /** Most lanes that one process works on at a time. */
    @WithDefault("4096")
    int maxLanes();

    /**
     * Most lanes of one subscription that are worked on at a time; fewer while its endpoint fails or has not taken
     * anything yet.
     */
    @WithDefault("256")
    int maxLanesPerSubscription();

    /**
     * Most deliveries in a minute to one subscription, whatever rate its endpoint consents to; without it one that takes any
     * rate gets what comes. Holds from the next consent on.
     */
    Optional<Integer> maxRatePerMinute();

    /** Most deliveries of one lane in a row before others get their turn. */
    @WithDefault("20")
    int maxInARow();

    /** Events after which a digest is due. */
    @WithDefault("1000")
    int digestEvents();

    /** Time after which a digest is due where something is new. */
    @WithDefault("1h")
    Duration digestInterval();

    /** A subscription is paused after this long without a success, and at least ten failures. */
    @WithDefault("5D")
    Duration maxFailingPeriod();

    /** Lease of a subscription; its owner renews it by reading it, changing it, fetching from it and acknowledging. */
    @WithDefault("30D")
    Duration subscriptionPeriod();

    /** How long attempts are kept in the delivery log. */
    @WithDefault("30D")
    Duration attemptRetentionPeriod();

    /** First pause of a breaker, doubled up to {@link #maxBreakerPeriod()}. */
    @WithDefault("30s")
    Duration minBreakerPeriod();

    /** Longest pause of a breaker. */
    @WithDefault("15m")
    Duration maxBreakerPeriod();

    /** Factor for the pauses between attempts: 1 in production, small in tests. */
    @WithDefault("1.0")
    double retryScale();
}
