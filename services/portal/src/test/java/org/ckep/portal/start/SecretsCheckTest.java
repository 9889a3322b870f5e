package org.ckep.portal.start;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class SecretsCheckTest {
    private static final String STATE = "quarkus.oidc.authentication.state-secret";
    private static final String SESSION = "quarkus.oidc.token-state-manager.encryption-secret";

    private static Config config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build();
    }

    /** The samples as they stand in the repository, so that a new sample cannot slip past the check. */
    private static Config asShipped() throws IOException {
        Path properties = Path.of(
                System.getProperty("ckep.project.dir"), "services/portal/src/main/resources/application.properties");
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(properties.toUri().toURL()))
                .build();
    }

    @Test
    void theSampleSecretsOfTheRepositoryStopAProductionStart() throws IOException {
        Config shipped = asShipped();
        assertThatThrownBy(() -> SecretsCheck.verify(shipped, false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(STATE, "CKEP_PORTAL_STATE_SECRET", SESSION, "CKEP_PORTAL_SESSION_SECRET");
    }

    @Test
    void eachSecretIsCheckedByItself() {
        Map<String, String> settings = new HashMap<>(Map.of(STATE, "a secret of our own 0123456789abc"));
        assertThatThrownBy(() -> SecretsCheck.verify(config(settings), false))
                .hasMessageContaining("CKEP_PORTAL_SESSION_SECRET")
                .hasMessageNotContaining("CKEP_PORTAL_STATE_SECRET");
    }

    @Test
    void secretsOfOnesOwnLetTheStartPass() {
        Config own =
                config(Map.of(STATE, "a secret of our own 0123456789abc", SESSION, "another one 0123456789abcdefghij"));
        assertThatCode(() -> SecretsCheck.verify(own, false)).doesNotThrowAnyException();
    }

    @Test
    void aRunOnOnesOwnMachineMayIgnoreIt() throws IOException {
        Config shipped = asShipped();
        assertThatCode(() -> SecretsCheck.verify(shipped, true)).doesNotThrowAnyException();
    }
}
