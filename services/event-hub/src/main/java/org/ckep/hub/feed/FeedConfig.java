package org.ckep.hub.feed;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The feed. */
@ConfigMapping(prefix = "ckep.hub.feed")
interface FeedConfig {
    /** Longest silence on a stream; shorter than any proxy's patience. */
    @WithDefault("10s")
    Duration heartbeatInterval();

    /** Events that a stream reads at once, and so the most that wait for one slow client. */
    @WithDefault("100")
    int streamMaxBatch();

    /** How long before the end of its token a stream is closed. */
    @WithDefault("5s")
    Duration tokenGracePeriod();

    /** Pause that clients are told to make before they connect again. */
    @WithDefault("3s")
    Duration reconnectInterval();

    /** Most streams of one process; further ones are answered 503. */
    @WithDefault("2000")
    int maxStreams();
}
