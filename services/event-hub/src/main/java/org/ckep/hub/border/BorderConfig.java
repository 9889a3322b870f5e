package org.ckep.hub.border;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** What partner agencies may get. */
@ConfigMapping(prefix = "ckep.hub.border")
interface BorderConfig {
    /**
     * A JSON file that names each partner agency with the undertakings that it has signed, for instance
     * {@code {"kotra":["PIPL"],"kita":[]}}. It is read again every 15 seconds, and an agency that it does not name gets nothing.
     * Without it every agency gets what asks for no undertaking.
     */
    Optional<Path> undertakings();
}
