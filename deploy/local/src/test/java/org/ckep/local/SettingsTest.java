package org.ckep.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.ckep.infrastructure.InfrastructureException;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private static final Path PROJECT = Path.of("/project");

    @Test
    void withoutAnyVariableThePublishedPortsHold() {
        Settings settings = Settings.of(PROJECT, name -> null);

        assertThat(settings.url(Component.GATEWAY)).isEqualTo("http://127.0.0.1:8080");
        assertThat(settings.port(Component.EVENTS)).isEqualTo(8085);
        assertThat(settings.managementPort(Component.PORTAL)).isEqualTo(9086);
        assertThat(settings.keycloakPort()).isEqualTo(8180);
        assertThat(settings.postgresPort()).isEqualTo(5440);
        assertThat(settings.kafkaPort()).isEqualTo(9192);
        assertThat(settings.data()).isEqualTo(PROJECT.resolve("deploy/local/data"));
        assertThat(settings.portsByVariable()).hasSize(19);
    }

    @Test
    void everyPortCanBeSet() {
        for (String variable :
                Settings.of(PROJECT, name -> null).portsByVariable().keySet()) {
            Settings settings = Settings.of(PROJECT, name -> name.equals(variable) ? "23456" : null);

            assertThat(settings.portsByVariable()).containsEntry(variable, 23456);
        }
    }

    @Test
    void aManagementPortFollowsItsService() {
        Settings settings = Settings.of(PROJECT, Map.of("CKEP_GATEWAY_PORT", "18080")::get);

        assertThat(settings.managementPort(Component.GATEWAY)).isEqualTo(19080);
    }

    @Test
    void whatIsNoPortIsRefusedByName() {
        for (String value : new String[] {"eighty", "0", "65536", "-1"}) {
            assertThatThrownBy(() -> Settings.of(PROJECT, Map.of("CKEP_TRADE_PORT", value)::get))
                    .isInstanceOf(InfrastructureException.class)
                    .hasMessageContaining("CKEP_TRADE_PORT")
                    .hasMessageContaining(value);
        }
    }

    @Test
    void twoPartsOnOnePortAreRefusedByName() {
        assertThatThrownBy(() -> Settings.of(PROJECT, Map.of("CKEP_TRADE_PORT", "8080")::get))
                .isInstanceOf(InfrastructureException.class)
                .hasMessage("CKEP_TRADE_PORT and CKEP_GATEWAY_PORT are both 8080");
    }
}
