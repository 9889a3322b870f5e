package org.ckep.portal.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the start tolerates. */
@ConfigMapping(prefix = "ckep.start")
interface StartConfig {
    /** Start in production in spite of severe findings; for runs on one's own machine only. */
    @WithDefault("false")
    boolean ignoreSevereIssues();
}
