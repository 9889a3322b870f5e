package org.ckep.web;

import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/** What happens once at the start: the effective configuration is logged, and production is checked for fitness. */
@ApplicationScoped
class Start {
    private static final Logger LOG = Logger.getLogger("org.ckep.start");

    private final Config config;
    private final StartConfig start;
    private final List<ReadinessCheck> checks;

    Start(Config config, StartConfig start, @All List<ReadinessCheck> checks) {
        this.config = config;
        this.start = start;
        this.checks = checks;
    }

    void begin(@Observes StartupEvent event) {
        LOG.info("effective configuration: " + effective(config));
        if (ConfigUtils.isProfileActive("prod")) {
            verify(checks, start.ignoreSevereIssues());
        }
    }

    /**
     * Logs every finding.
     *
     * @throws IllegalStateException naming all severe findings, where they are not ignored on purpose
     */
    static void verify(List<ReadinessCheck> checks, boolean ignoreSevere) {
        List<ReadinessCheck.Finding> findings = checks.stream()
                .map(ReadinessCheck::finding)
                .flatMap(Optional::stream)
                .toList();
        findings.forEach(finding -> LOG.warnf(
                "%s: %s (%s)",
                finding.severe() ? "not fit for production" : "worth a look", finding.message(), finding.property()));
        List<ReadinessCheck.Finding> severe =
                findings.stream().filter(ReadinessCheck.Finding::severe).toList();
        if (severe.isEmpty()) {
            return;
        }
        if (!ignoreSevere) {
            throw new IllegalStateException("not fit for production: "
                    + severe.stream()
                            .map(finding -> finding.property() + ": " + finding.message())
                            .collect(Collectors.joining("; ")));
        }
        LOG.warnf("starting in spite of %d severe findings: ckep.start.ignore-severe-issues is true", severe.size());
    }

    /** The settings of our own, sorted, secrets hidden. */
    static TreeMap<String, String> effective(Config config) {
        TreeMap<String, String> settings = new TreeMap<>();
        for (String name : config.getPropertyNames()) {
            if (name.startsWith("ckep.")) {
                String value = config.getConfigValue(name).getValue();
                settings.put(name, isSecret(name) ? "***" : String.valueOf(value));
            }
        }
        return settings;
    }

    private static boolean isSecret(String name) {
        String lower = name.toLowerCase(java.util.Locale.ROOT);
        return List.of("password", "secret", "token", "key", "credential").stream()
                .anyMatch(lower::contains);
    }
}
