package org.ckep.web;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How strict the start is. */
@ConfigMapping(prefix = "ckep.start")
interface StartConfig {
    /** True to start although a severe finding stands; logged as a warning. For the run on one machine, not for a server. */
    @WithDefault("false")
    boolean ignoreSevereIssues();
}
