package org.ckep.trade.sdmx;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits for answers that are read from the figures: data and availability. */
@ConfigMapping(prefix = "ckep.trade.reading")
interface ReadingConfig {
    /** Answers that this process reads at one time; each holds a database connection. Further ones wait in their order. */
    @WithDefault("24")
    int maxParallel();

    /** Longest query that is posted because its key is longer than an address may be. */
    @WithDefault("256K")
    MemorySize maxQuerySize();

    /** How long an answer waits for its turn before it is refused with 503; shorter than the idle timeout of any proxy. */
    @WithDefault("40S")
    Duration turnTimeout();

    /**
     * How long the database may work for one piece of an answer before it is broken off: with 503 where nothing was sent
     * yet, by closing the connection otherwise.
     */
    @WithDefault("30S")
    Duration statementTimeout();

    /** After how long whoever was answered with 503 is asked to try again, in whole seconds. */
    @WithDefault("10S")
    Duration retryPeriod();

    /** How long an answer may take altogether before its connection is closed. */
    @WithDefault("1H")
    Duration maxDuration();

    /** How often answers that wait for their receiver are looked at. */
    @WithDefault("30S")
    Duration progressPeriod();

    /** Bytes that a receiver must take in each such period; of one that takes fewer the connection is closed. */
    @WithDefault("64K")
    MemorySize minProgress();
}
