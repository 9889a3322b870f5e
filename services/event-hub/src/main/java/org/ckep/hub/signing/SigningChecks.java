package org.ckep.hub.signing;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.ckep.web.ReadinessCheck;

/** What must be right about keys before the hub serves in production. */
class SigningChecks {

    @Produces
    @Singleton
    ReadinessCheck keysAreEncrypted(KeyVault vault) {
        return () -> vault.isConfigured()
                ? Optional.empty()
                : Optional.of(new ReadinessCheck.Finding(
                        "Signing keys are encrypted under a key that lies beside them; set a master key.",
                        "ckep.hub.signing.master-key",
                        true));
    }
}
