package org.ckep.partnerships.cockpit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the cockpit asks the other services. */
@ConfigMapping(prefix = "ckep.partnerships.cockpit")
interface CockpitConfig {
    /** Longest wait for all answers of one service; after it the last good answer is shown, or none. */
    @WithDefault("2s")
    Duration sourceTimeout();

    /** Most entries asked of one list of another service; a cockpit shows at most as many. */
    @WithDefault("100")
    int maxEntries();

    /** Most answers remembered for times when a service does not answer, over all sectors and viewers. */
    @WithDefault("1000")
    int maxRememberedAnswers();

    /** Longest time for which an answer may stand in for a service that does not answer. */
    @WithDefault("24h")
    Duration maxStaleness();
}
