package org.ckep.trade.sdmx;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits for structures that statisticians submit. */
@ConfigMapping(prefix = "ckep.trade.structures")
interface SubmissionConfig {
    /** The property of the longest message. */
    String MAX_BODY_SIZE = "ckep.trade.structures.max-body-size";

    /** Longest structure message that is taken. */
    @WithDefault("8M")
    MemorySize maxBodySize();

    /** Most items, over all schemes of a message. */
    @WithDefault("50000")
    int maxItems();
}
