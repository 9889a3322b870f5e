package org.ckep.trade.warning;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Early warning. */
@ConfigMapping(prefix = "ckep.trade.warnings")
interface WarningConfig {
    /** Pause between two looks for rules whose figures were revised; {@code off} for none. */
    @WithDefault("30s")
    String checkInterval();

    /** Most rules that one look evaluates; the next look takes the others. */
    @WithDefault("200")
    int maxBatch();
}
