package org.ckep.local;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.ckep.infrastructure.InfrastructureException;
import org.jspecify.annotations.Nullable;

/**
 * Folders and ports of a local run. Each port has an environment variable, {@code CKEP_GATEWAY_PORT} and the like, the
 * management port of a service is 1000 higher unless {@code CKEP_GATEWAY_MANAGEMENT_PORT} says otherwise.
 *
 * @param project the root of the repository
 * @param data everything that a run leaves behind; survives restarts
 */
record Settings(
        Path project,
        Path data,
        int postgresPort,
        int kafkaPort,
        int kafkaControllerPort,
        int keycloakPort,
        int keycloakManagementPort,
        Map<Component, Integer> ports,
        Map<Component, Integer> managementPorts) {

    private static final int MANAGEMENT_OFFSET = 1000;

    Settings {
        ports = Map.copyOf(ports);
        managementPorts = Map.copyOf(managementPorts);
    }

    /**
     * Reads the environment.
     *
     * @throws InfrastructureException where a port is no number between 1 and 65535, or two components have the same
     */
    static Settings of(Path project, Function<String, @Nullable String> environment) {
        String folder = environment.apply("CKEP_LOCAL_DATA");
        Map<Component, Integer> ports = new EnumMap<>(Component.class);
        Map<Component, Integer> managementPorts = new EnumMap<>(Component.class);
        for (Component component : Component.values()) {
            int port = port(environment, variable(component.name()), component.defaultPort());
            ports.put(component, port);
            managementPorts.put(
                    component, port(environment, variable(component.name() + "_MANAGEMENT"), port + MANAGEMENT_OFFSET));
        }
        int kafka = port(environment, variable("KAFKA"), 9192);
        int keycloak = port(environment, variable("KEYCLOAK"), 8180);
        Settings settings = new Settings(
                project,
                folder == null || folder.isBlank()
                        ? project.resolve("deploy/local/data")
                        : Path.of(folder).toAbsolutePath().normalize(),
                port(environment, variable("POSTGRES"), 5440),
                kafka,
                port(environment, variable("KAFKA_CONTROLLER"), kafka + 1),
                keycloak,
                port(environment, variable("KEYCLOAK_MANAGEMENT"), keycloak + MANAGEMENT_OFFSET),
                ports,
                managementPorts);
        settings.requireDifferentPorts();
        return settings;
    }

    private static String variable(String name) {
        return "CKEP_" + name + "_PORT";
    }

    private static int port(Function<String, @Nullable String> environment, String variable, int otherwise) {
        String value = environment.apply(variable);
        if (value == null || value.isBlank()) {
            return otherwise;
        }
        try {
            int port = Integer.parseInt(value.strip());
            if (port >= 1 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // The same message as for a number out of range.
        }
        throw new InfrastructureException(variable + " must be a port number between 1 and 65535, not '" + value + "'");
    }

    private void requireDifferentPorts() {
        Map<Integer, String> seen = new LinkedHashMap<>();
        portsByVariable().forEach((variable, port) -> {
            String other = seen.putIfAbsent(port, variable);
            if (other != null) {
                throw new InfrastructureException(variable + " and " + other + " are both " + port);
            }
        });
    }

    /** All ports with the variables that set them. */
    Map<String, Integer> portsByVariable() {
        Map<String, Integer> all = new LinkedHashMap<>();
        all.put(variable("POSTGRES"), postgresPort);
        all.put(variable("KAFKA"), kafkaPort);
        all.put(variable("KAFKA_CONTROLLER"), kafkaControllerPort);
        all.put(variable("KEYCLOAK"), keycloakPort);
        all.put(variable("KEYCLOAK_MANAGEMENT"), keycloakManagementPort);
        for (Component component : Component.values()) {
            all.put(variable(component.name()), port(component));
            all.put(variable(component.name() + "_MANAGEMENT"), managementPort(component));
        }
        return all;
    }

    int port(Component component) {
        return ports.getOrDefault(component, component.defaultPort());
    }

    int managementPort(Component component) {
        return managementPorts.getOrDefault(component, component.defaultPort() + MANAGEMENT_OFFSET);
    }

    String url(Component component) {
        return "http://127.0.0.1:" + port(component);
    }

    Path jar(Component component) {
        return project.resolve("services").resolve(component.title()).resolve("target/quarkus-app/quarkus-run.jar");
    }

    Path log(Component component) {
        return data.resolve("logs").resolve(component.title() + ".log");
    }

    Path state() {
        return data.resolve("state.json");
    }
}
