package org.ckep.trade.release;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of releases. */
@ConfigMapping(prefix = "ckep.trade.releases")
interface ReleaseConfig {
    /** How often embargoes are looked at that end soon. */
    @WithDefault("1S")
    Duration embargoCheckPeriod();

    /**
     * How long before the end of an embargo its figures begin to be made ready, besides the time that their number needs.
     * No upload becomes visible meanwhile.
     */
    @WithDefault("3S")
    Duration embargoLeadPeriod();

    /** How long a request waits for a release to be published before it is answered with 202. */
    @WithDefault("20S")
    Duration answerPeriod();
}
