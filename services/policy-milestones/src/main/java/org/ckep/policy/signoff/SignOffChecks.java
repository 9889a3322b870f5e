package org.ckep.policy.signoff;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.ckep.web.ReadinessCheck;
import org.eclipse.microprofile.config.Config;

/** What must be right about the sign-off before this service serves in production. */
class SignOffChecks {
    private static final String SECRET = "quarkus.oidc.credentials.secret";

    @Produces
    @Singleton
    ReadinessCheck secretIsOurs(Config config) {
        boolean sample = config.getOptionalValue(SECRET, String.class)
                .filter(secret -> !secret.isBlank() && !secret.startsWith("demo-only"))
                .isEmpty();
        Optional<ReadinessCheck.Finding> finding = sample
                ? Optional.of(new ReadinessCheck.Finding(
                        "the secret of the client that decides on sign-offs is the sample or missing: set"
                                + " CKEP_POLICY_MILESTONES_SECRET",
                        SECRET,
                        true))
                : Optional.empty();
        return () -> finding;
    }
}
