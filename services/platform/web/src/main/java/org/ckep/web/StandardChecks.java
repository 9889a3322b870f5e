package org.ckep.web;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** The checks that hold for every service. */
class StandardChecks {

    @Produces
    @Singleton
    ReadinessCheck transportIsEncrypted(Config config, WebConfig web) {
        boolean encrypted = config.getOptionalValue("quarkus.http.tls-configuration-name", String.class)
                        .isPresent()
                || config.getOptionalValue("quarkus.http.insecure-requests", String.class)
                        .filter("disabled"::equals)
                        .isPresent();
        return finding(
                !encrypted && !web.tlsTerminatedUpstream(),
                "HTTP without TLS: configure a certificate, or declare the proxy that terminates TLS",
                "ckep.web.tls-terminated-upstream",
                true);
    }

    @Produces
    @Singleton
    ReadinessCheck tokensAreForUs(Config config) {
        return finding(
                value(config, "quarkus.oidc.token.audience").isEmpty(),
                "tokens of any audience would be accepted: name the audience",
                "quarkus.oidc.token.audience",
                true);
    }

    @Produces
    @Singleton
    ReadinessCheck rolesComeFromRoles(Config config) {
        return finding(
                value(config, "quarkus.oidc.roles.role-claim-path").isEmpty(),
                "group names would be taken for roles: name the claim that holds the roles",
                "quarkus.oidc.roles.role-claim-path",
                true);
    }

    @Produces
    @Singleton
    ReadinessCheck unannotatedOperationsAreDenied(Config config) {
        return finding(
                !isTrue(config, "quarkus.security.jaxrs.deny-unannotated-endpoints"),
                "operations without an access rule would be open",
                "quarkus.security.jaxrs.deny-unannotated-endpoints",
                true);
    }

    @Produces
    @Singleton
    ReadinessCheck originsAreNamed(Config config) {
        boolean any = isTrue(config, "quarkus.http.cors.enabled")
                && value(config, "quarkus.http.cors.origins")
                        .filter(origins -> !origins.equals("*") && !origins.equals("/.*/"))
                        .isEmpty();
        return finding(
                any,
                "pages of every origin could call this service: name the origins",
                "quarkus.http.cors.origins",
                true);
    }

    @Produces
    @Singleton
    ReadinessCheck proxiesAreNamed(Config config) {
        boolean unlimited = isTrue(config, "quarkus.http.proxy.proxy-address-forwarding")
                && value(config, "quarkus.http.proxy.trusted-proxies").isEmpty();
        return finding(
                unlimited,
                "every caller could forge its address: name the trusted proxies",
                "quarkus.http.proxy.trusted-proxies",
                true);
    }

    @Produces
    @Singleton
    ReadinessCheck databaseIsNotRecreated(Config config) {
        String strategy = value(config, "quarkus.hibernate-orm.schema-management.strategy")
                .orElse("none");
        boolean destructive = !strategy.equals("none")
                || isTrue(config, "quarkus.flyway.clean-at-start")
                || value(config, "quarkus.flyway.clean-disabled")
                        .filter("false"::equals)
                        .isPresent();
        return finding(
                destructive,
                "the start or an operator's slip could empty the database",
                "quarkus.flyway.clean-disabled",
                true);
    }

    @Produces
    @Singleton
    ReadinessCheck channelsAreReal(Config config) {
        String inMemory = null;
        for (String name : config.getPropertyNames()) {
            if (name.startsWith("mp.messaging.")
                    && name.endsWith(".connector")
                    && value(config, name).filter("smallrye-in-memory"::equals).isPresent()) {
                inMemory = name;
            }
        }
        return finding(
                inMemory != null,
                "a channel ends in memory, its events would be lost",
                inMemory == null ? "mp.messaging" : inMemory,
                true);
    }

    @Produces
    @Singleton
    ReadinessCheck tracesAreSent(Config config) {
        return finding(
                isTrue(config, "quarkus.otel.sdk.disabled"),
                "no traces leave this service",
                "quarkus.otel.sdk.disabled",
                false);
    }

    private static ReadinessCheck finding(boolean wrong, String message, String property, boolean severe) {
        Optional<ReadinessCheck.Finding> finding =
                wrong ? Optional.of(new ReadinessCheck.Finding(message, property, severe)) : Optional.empty();
        return () -> finding;
    }

    private static Optional<String> value(Config config, String property) {
        return config.getOptionalValue(property, String.class).filter(value -> !value.isBlank());
    }

    private static boolean isTrue(Config config, String property) {
        return value(config, property).filter("true"::equals).isPresent();
    }
}
