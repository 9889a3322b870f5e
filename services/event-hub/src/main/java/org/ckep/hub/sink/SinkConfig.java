package org.ckep.hub.sink;

import io.smallrye.common.net.CidrAddress;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Requests to the endpoints of subscribers. */
@ConfigMapping(prefix = "ckep.hub.sink")
interface SinkConfig {
    /** Lets sinks be on the loopback interface, with or without TLS, at any port. For one machine; never in production. */
    @WithDefault("false")
    boolean localSinksEnabled();

    /** Addresses that requests come from, as the network sends them out; published where it is set, for firewalls. */
    Optional<List<CidrAddress>> egressRanges();

    /** Longest time to connect. */
    @WithDefault("3s")
    Duration connectTimeout();

    /** Longest time for a whole request, connecting and answer included. */
    @WithDefault("15s")
    Duration requestTimeout();

    /**
     * Most connections to one host and port from one process. Subscriptions that share a host must not wait for each
     * other's, so there are as many as there are deliveries under way at most.
     */
    @WithDefault("4096")
    int maxConnections();

    /** Most bytes of an answer that are read before the connection is closed. */
    @WithDefault("65536")
    int maxResponseSize();

    /** Most bytes of an answer that are kept for the delivery log. */
    @WithDefault("4096")
    int maxKeptSize();

    /** Longest time to look a name up, waiting for a turn included; a delivery that it keeps longer has failed. */
    @WithDefault("5s")
    Duration lookUpTimeout();

    /** How long a vetted address is connected to before its name is looked up again. */
    @WithDefault("5s")
    Duration addressPeriod();
}
