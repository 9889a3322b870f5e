package org.ckep.hub.catalogue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/** The catalogue of event types. */
@ConfigMapping(prefix = "ckep.hub.catalogue")
interface CatalogueConfig {
    /** Where readers reach the platform; schemas are named by it, so it must not change. */
    @WithDefault("http://127.0.0.1:8080")
    URI publicUrl();
}
