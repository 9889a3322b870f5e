package org.ckep.hub.sink;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.ckep.web.ReadinessCheck;

/** What must be right about sinks before the hub serves in production. */
class SinkChecks {

    @Produces
    @Singleton
    ReadinessCheck sinksAreOutside(SinkConfig config) {
        return () -> config.localSinksEnabled()
                ? Optional.of(new ReadinessCheck.Finding(
                        "Sinks on this machine are allowed, so subscribers can reach what listens here.",
                        "ckep.hub.sink.local-sinks-enabled",
                        true))
                : Optional.empty();
    }
}
