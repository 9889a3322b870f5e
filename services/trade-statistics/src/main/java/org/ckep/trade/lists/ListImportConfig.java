package org.ckep.trade.lists;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits for files of code lists and correspondences. */
@ConfigMapping(prefix = "ckep.trade.lists")
interface ListImportConfig {
    /** The property of the largest file. */
    String MAX_BODY_SIZE = "ckep.trade.lists.max-body-size";

    /** Largest file over the wire. */
    @WithDefault("8M")
    MemorySize maxBodySize();

    /** Largest file after decompression. */
    @WithDefault("32M")
    MemorySize maxContentSize();

    /** How long an import waits for uploads and releases that add codes at the same time. */
    @WithDefault("5S")
    Duration mergePatience();

    /** Most rows of a file. */
    @WithDefault("50000")
    int maxRows();
}
