package org.ckep.gateway.proxy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.ckep.gateway.route.Route;

/** How long the gateway waits for services and callers, and how many calls it carries at a time. */
@ConfigMapping(prefix = "ckep.gateway.connection")
public interface ConnectionConfig {
    /** Time to open a connection to a service. */
    @WithDefault("PT2S")
    Duration connectTimeout();

    /** Time from the end of an ordinary request to the first byte of its answer. */
    @WithDefault("PT10S")
    Duration answerTimeout();

    /** The same for SDMX queries, uploads and code lists, which work on many rows before they answer. */
    @WithDefault("PT2M")
    Duration longAnswerTimeout();

    /** The same for streams and long polls; longer than the longest one allowed. */
    @WithDefault("PT45S")
    Duration streamAnswerTimeout();

    /** Time for a whole ordinary call. SDMX answers, streams, uploads and code lists have no such limit. */
    @WithDefault("PT1M")
    Duration totalTimeout();

    /** Time without a byte in either direction after which a call is given up. Longer than the feed's heartbeat. */
    @WithDefault("PT1M")
    Duration idleTimeout();

    /** Connections to a service for each of its routes. */
    @WithDefault("64")
    int maxConnections();

    /** Connections for each route of streams and long polls, each held by one caller. */
    @WithDefault("2000")
    int maxStreams();

    /** Calls that wait for a free connection; one more is refused as overload. */
    @WithDefault("256")
    int maxWaiting();

    /** Time after which the gateway closes an unused connection; shorter than the services' idle timeout. */
    @WithDefault("PT30S")
    Duration keepAliveTimeout();

    /** The answer timeout of a route. */
    default Duration answerTimeoutOf(Route route) {
        return switch (route.kind()) {
            case SDMX, UPLOAD, LIST -> longAnswerTimeout();
            case STREAM -> streamAnswerTimeout();
            case OWN, API -> answerTimeout();
        };
    }

    /** Whether the total timeout holds on a route. */
    default boolean isTimed(Route route) {
        return switch (route.kind()) {
            case SDMX, UPLOAD, LIST, STREAM -> false;
            case OWN, API -> true;
        };
    }

    /** The connections of a route. */
    default int connectionsOf(Route route) {
        return route.kind() == Route.Kind.STREAM ? maxStreams() : maxConnections();
    }
}
