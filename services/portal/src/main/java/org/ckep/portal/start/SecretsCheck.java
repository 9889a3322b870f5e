package org.ckep.portal.start;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/**
 * Refuses to serve in production with the sample secrets of this repository: who knows them could read and forge the
 * sessions of signed-in officials.
 */
@ApplicationScoped
class SecretsCheck {
    private static final Logger LOG = Logger.getLogger(SecretsCheck.class);
    private static final String SAMPLE = "only-for-local-demo-";
    private static final Map<String, String> SECRETS = Map.of(
            "quarkus.oidc.authentication.state-secret", "CKEP_PORTAL_STATE_SECRET",
            "quarkus.oidc.token-state-manager.encryption-secret", "CKEP_PORTAL_SESSION_SECRET");

    private final Config config;
    private final StartConfig start;

    SecretsCheck(Config config, StartConfig start) {
        this.config = config;
        this.start = start;
    }

    void begin(@Observes StartupEvent event) {
        if (ConfigUtils.isProfileActive("prod")) {
            verify(config, start.ignoreSevereIssues());
        }
    }

    /**
     * Logs each secret that is not fit for production.
     *
     * @throws IllegalStateException naming them, where they are not ignored on purpose
     */
    static void verify(Config config, boolean ignoreSevere) {
        List<String> findings = SECRETS.entrySet().stream()
                .filter(secret -> isSample(config, secret.getKey()))
                .map(secret ->
                        secret.getKey() + " is the sample of the repository or missing: set " + secret.getValue())
                .sorted()
                .toList();
        findings.forEach(finding -> LOG.warn("not fit for production: " + finding));
        if (!findings.isEmpty() && !ignoreSevere) {
            throw new IllegalStateException(
                    findings.stream().collect(Collectors.joining("; ", "not fit for production: ", "")));
        }
    }

    private static boolean isSample(Config config, String property) {
        return config.getOptionalValue(property, String.class)
                .filter(secret -> !secret.isBlank() && !secret.startsWith(SAMPLE))
                .isEmpty();
    }
}
