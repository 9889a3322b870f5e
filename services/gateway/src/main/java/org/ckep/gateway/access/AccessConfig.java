package org.ckep.gateway.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Who may read. */
@ConfigMapping(prefix = "ckep.gateway.access")
public interface AccessConfig {
    /** Whether callers without a token may read what is public. Switched off, every API call needs a token. */
    @WithDefault("true")
    boolean anonymousReadingEnabled();
}
