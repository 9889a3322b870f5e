package org.ckep.hub.signing;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** The keys of signatures. */
@ConfigMapping(prefix = "ckep.hub.signing")
interface SigningConfig {
    /**
     * Encrypts stored keys: 32 bytes in base64, the same for all replicas. Without it a key from the database serves,
     * which protects nothing from a reader of the database.
     */
    Optional<String> masterKey();
}
