package org.ckep.records.change;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Change sets. */
@ConfigMapping(prefix = "ckep.changes")
public interface ChangesConfig {
    /**
     * How long the other side has from the proposal; after that the change set expires, since silence is no consent. Where
     * it is, the record's policy says how long.
     */
    @WithDefault("P30D")
    Duration period();

    /** How often it is looked for change sets that have expired or that silence has agreed to. */
    @WithDefault("1m")
    Duration checkInterval();
}
