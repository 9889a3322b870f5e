package org.ckep.gateway.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How many requests a caller may make. A quota is also the burst: an idle caller may use it at once. */
@ConfigMapping(prefix = "ckep.gateway.rate-limit")
public interface RateLimitConfig {
    /** Requests per window of one caller with a token. */
    @WithDefault("1200")
    long clientQuota();

    /** Requests per window and network address without a token. */
    @WithDefault("300")
    long anonymousQuota();

    /** Requests per window of one caller with a token for structures and schemas of SDMX, apart from those for data. */
    @WithDefault("600")
    long clientStructureQuota();

    /** Requests per window and network address without a token for structures and schemas of SDMX, apart from those for data. */
    @WithDefault("300")
    long anonymousStructureQuota();

    /** Requests per window and network address for the portal's pages and their parts. */
    @WithDefault("1200")
    long portalQuota();

    /** Streams and long polls that one caller with a token may have open at a time, with each replica. */
    @WithDefault("1000")
    int clientStreams();

    /** The same for a network address without a token. */
    @WithDefault("100")
    int anonymousStreams();

    /** The window in which a used-up quota fills again. */
    @WithDefault("PT1M")
    Duration window();

    /** Replicas of the gateway that share the callers; each grants its part of a quota. */
    @WithDefault("1")
    int replicas();

    /** Callers remembered at a time; the longest silent is forgotten first. */
    @WithDefault("100000")
    long maxCallers();
}
