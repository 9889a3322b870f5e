package org.ckep.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.math.BigInteger;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartTest {
    private static final Map<String, String> FIT = Map.of(
            "quarkus.http.tls-configuration-name", "server",
            "quarkus.oidc.token.audience", "ckep-api",
            "quarkus.oidc.roles.role-claim-path", "realm_access/roles",
            "quarkus.security.jaxrs.deny-unannotated-endpoints", "true");

    private static Config config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build();
    }

    private static List<ReadinessCheck.Finding> findings(Map<String, String> settings, boolean tlsUpstream) {
        Config config = config(settings);
        WebConfig web = new WebConfig() {
            @Override
            public Optional<String> scope() {
                return Optional.empty();
            }

            @Override
            public MemorySize maxBodySize() {
                return new MemorySize(BigInteger.ONE);
            }

            @Override
            public Duration retryPeriod() {
                return Duration.ZERO;
            }

            @Override
            public boolean tlsTerminatedUpstream() {
                return tlsUpstream;
            }
        };
        StandardChecks checks = new StandardChecks();
        return Stream.of(
                        checks.transportIsEncrypted(config, web),
                        checks.tokensAreForUs(config),
                        checks.rolesComeFromRoles(config),
                        checks.unannotatedOperationsAreDenied(config),
                        checks.originsAreNamed(config),
                        checks.proxiesAreNamed(config),
                        checks.databaseIsNotRecreated(config),
                        checks.channelsAreReal(config),
                        checks.tracesAreSent(config))
                .map(ReadinessCheck::finding)
                .flatMap(Optional::stream)
                .toList();
    }

    @Test
    void aFitConfigurationHasNoFinding() {
        assertThat(findings(FIT, false)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "quarkus.http.tls-configuration-name,,ckep.web.tls-terminated-upstream,true",
        "quarkus.oidc.token.audience,,quarkus.oidc.token.audience,true",
        "quarkus.oidc.roles.role-claim-path,,quarkus.oidc.roles.role-claim-path,true",
        "quarkus.security.jaxrs.deny-unannotated-endpoints,false,quarkus.security.jaxrs.deny-unannotated-endpoints,true",
        "quarkus.http.proxy.proxy-address-forwarding,true,quarkus.http.proxy.trusted-proxies,true",
        "quarkus.hibernate-orm.schema-management.strategy,drop-and-create,quarkus.flyway.clean-disabled,true",
        "quarkus.flyway.clean-at-start,true,quarkus.flyway.clean-disabled,true",
        "mp.messaging.outgoing.x.connector,smallrye-in-memory,mp.messaging.outgoing.x.connector,true",
        "quarkus.http.cors.enabled,true,quarkus.http.cors.origins,true",
        "quarkus.otel.sdk.disabled,true,quarkus.otel.sdk.disabled,false",
    })
    void whatIsNotFitIsFound(String property, String value, String found, boolean severe) {
        Map<String, String> settings = new HashMap<>(FIT);
        if (value == null) {
            settings.remove(property);
        } else {
            settings.put(property, value);
        }
        assertThat(findings(settings, false)).singleElement().satisfies(finding -> {
            assertThat(finding.property()).isEqualTo(found);
            assertThat(finding.severe()).isEqualTo(severe);
        });
    }

    @Test
    void aDeclaredProxyMayTerminateTls() {
        Map<String, String> settings = new HashMap<>(FIT);
        settings.remove("quarkus.http.tls-configuration-name");
        assertThat(findings(settings, true)).isEmpty();
    }

    @Test
    void aSevereFindingAbortsTheStartUnlessIgnoredOnPurpose() {
        ReadinessCheck severe = () -> Optional.of(new ReadinessCheck.Finding("too open", "some.property", true));
        ReadinessCheck mild = () -> Optional.of(new ReadinessCheck.Finding("so-so", "other.property", false));
        assertThatThrownBy(() -> Start.verify(List.of(mild, severe), false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("not fit for production: some.property: too open");
        assertThatCode(() -> Start.verify(List.of(mild, severe), true)).doesNotThrowAnyException();
        assertThatCode(() -> Start.verify(List.of(mild), false)).doesNotThrowAnyException();
    }

    @Test
    void secretsAreNotLogged() {
        assertThat(Start.effective(config(Map.of(
                        "ckep.a.url", "http://x",
                        "ckep.b.api-key", "k",
                        "ckep.b.Password", "p",
                        "ckep.b.client-secret", "s",
                        "ckep.b.access-token", "t",
                        "other.setting", "o"))))
                .containsExactly(
                        Map.entry("ckep.a.url", "http://x"),
                        Map.entry("ckep.b.Password", "***"),
                        Map.entry("ckep.b.access-token", "***"),
                        Map.entry("ckep.b.api-key", "***"),
                        Map.entry("ckep.b.client-secret", "***"));
    }
}
