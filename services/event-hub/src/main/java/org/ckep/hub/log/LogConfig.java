package org.ckep.hub.log;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The event log. */
@ConfigMapping(prefix = "ckep.hub.log")
interface LogConfig {
    /** Positions per partition of an audience's log; retention drops full partitions as a whole. */
    @WithDefault("1000000")
    long partitionSize();

    /** How long events are kept at least. */
    @WithDefault("90D")
    Duration retentionPeriod();

    /** How often a waiting reader learns of what another replica has appended. */
    @WithDefault("250ms")
    Duration watchInterval();

    /** Pause after a failed attempt to append, doubled up to {@link #maxRetryInterval()}. */
    @WithDefault("200ms")
    Duration minRetryInterval();

    /** Longest pause between two attempts to append. */
    @WithDefault("5s")
    Duration maxRetryInterval();
}
