package org.ckep.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.ckep.infrastructure.InfrastructureException;
import org.ckep.infrastructure.JavaCommand;
import org.ckep.infrastructure.PostgresAddress;
import org.ckep.infrastructure.ServerProcess;

/** How a service is started here: settings as system properties, passwords in the environment, where {@code ps} shows none. */
final class ServiceCommand {

    private final Settings settings;
    private final Secrets secrets;
    private final String realmUrl;
    private final String kafka;

    ServiceCommand(Settings settings, Secrets secrets, String realmUrl, String kafka) {
        this.settings = settings;
        this.secrets = secrets;
        this.realmUrl = realmUrl;
        this.kafka = kafka;
    }

    ServerProcess start(Component component) {
        Map<String, String> properties = common(component);
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("QUARKUS_OTEL_SDK_DISABLED", "true");
        component.database().ifPresent(name -> addDatabase(name, properties, environment));
        switch (component) {
            case GATEWAY -> addUpstreams(properties);
            case PORTAL -> addSession(properties, environment);
            case TRADE, INVESTMENT, PARTNERSHIPS, POLICY -> {
                addNeighbours(properties);
                addNetworks(properties);
            }
            case EVENTS -> addDelivery(properties);
        }
        List<String> options = new java.util.ArrayList<>(List.of(
                "-Xmx192m",
                "-XX:+UseSerialGC",
                // A third of the work of a start is the optimising compiler's, which a demo hardly needs.
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager"));
        Program program = Program.of(settings.jar(component));
        program.opens().forEach(opened -> options.add("--add-opens=" + opened + "=ALL-UNNAMED"));
        properties.forEach((name, value) -> options.add("-D" + name + "=" + value));
        return ServerProcess.start(
                component.title(),
                JavaCommand.of(options, List.of(settings.jar(component)), program.mainClass(), List.of()),
                environment,
                settings.data().resolve("work").resolve(component.title()),
                settings.log(component));
    }

    private Map<String, String> common(Component component) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("quarkus.http.host", "127.0.0.1");
        properties.put("quarkus.http.port", Integer.toString(settings.port(component)));
        properties.put("quarkus.management.host", "127.0.0.1");
        properties.put("quarkus.management.port", Integer.toString(settings.managementPort(component)));
        properties.put("quarkus.oidc.auth-server-url", realmUrl);
        properties.put("quarkus.log.console.json.enabled", "false");
        properties.put("quarkus.shutdown.delay", "0S");
        properties.put("quarkus.shutdown.timeout", "5S");
        // Plain HTTP on the loopback interface and demo secrets are meant here; each start warns of them in the log.
        properties.put("ckep.start.ignore-severe-issues", "true");
        return properties;
    }

    /** The database with the roles that the launcher has created. */
    PostgresAddress.Role owner(String database) {
        return new PostgresAddress.Role(database + "_owner", secrets.get("postgres." + database + "_owner"));
    }

    PostgresAddress.Role application(String database) {
        return new PostgresAddress.Role(database + "_app", secrets.get("postgres." + database + "_app"));
    }

    private void addDatabase(String name, Map<String, String> properties, Map<String, String> environment) {
        PostgresAddress.Database database =
                new PostgresAddress.Database(settings.postgresPort(), name, owner(name), application(name));
        properties.put("quarkus.datasource.jdbc.url", database.jdbcUrl());
        properties.put("quarkus.datasource.reactive.url", database.reactiveUrl());
        properties.put("quarkus.datasource.username", database.application().name());
        properties.put("quarkus.flyway.jdbc-url", database.jdbcUrl());
        properties.put("quarkus.flyway.username", database.owner().name());
        properties.put("quarkus.flyway.migrate-at-start", "true");
        properties.put("ckep.database.app-role", database.application().name());
        properties.put("kafka.bootstrap.servers", kafka);
        environment.put("QUARKUS_DATASOURCE_PASSWORD", database.application().password());
        environment.put("QUARKUS_FLYWAY_PASSWORD", database.owner().password());
    }

    private void addNeighbours(Map<String, String> properties) {
        for (Component neighbour : List.of(
                Component.TRADE, Component.INVESTMENT, Component.PARTNERSHIPS, Component.POLICY, Component.EVENTS)) {
            neighbour
                    .database()
                    .ifPresent(key -> properties.put("quarkus.rest-client." + key + ".url", settings.url(neighbour)));
        }
    }

    /** The gateway calls from this machine, and so do its own callers. */
    private static void addNetworks(Map<String, String> properties) {
        properties.put("ckep.records.trusted-proxies", "127.0.0.1/32");
        properties.put("ckep.records.networks.this-machine", "127.0.0.0/8");
    }

    private void addUpstreams(Map<String, String> properties) {
        addUpstream(properties, "trade", Component.TRADE);
        addUpstream(properties, "investment", Component.INVESTMENT);
        addUpstream(properties, "partnerships", Component.PARTNERSHIPS);
        addUpstream(properties, "policy", Component.POLICY);
        addUpstream(properties, "events", Component.EVENTS);
        addUpstream(properties, "portal", Component.PORTAL);
        properties.put("ckep.gateway.address.public-url", settings.url(Component.GATEWAY));
    }

    private void addUpstream(Map<String, String> properties, String key, Component component) {
        properties.put("ckep.gateway.upstreams." + key, settings.url(component));
    }

    /** Endpoints of subscribers may be plain programs on this machine; addresses that subscribers see are the gateway's. */
    private void addDelivery(Map<String, String> properties) {
        properties.put("ckep.hub.sink.local-sinks-enabled", "true");
        properties.put("ckep.hub.catalogue.public-url", settings.url(Component.GATEWAY));
        properties.put("ckep.hub.subscription.public-url", settings.url(Component.GATEWAY));
    }

    private void addSession(Map<String, String> properties, Map<String, String> environment) {
        properties.put("quarkus.rest-client.gateway.url", settings.url(Component.GATEWAY));
        environment.put("CKEP_PORTAL_STATE_SECRET", secrets.get("portal.state"));
        environment.put("CKEP_PORTAL_SESSION_SECRET", secrets.get("portal.session"));
    }

    /** What {@code java -jar} would read from the manifest; our own main class stands before it. */
    private record Program(String mainClass, List<String> opens) {

        static Program of(Path jar) {
            try (JarFile file = new JarFile(jar.toFile())) {
                Attributes attributes = file.getManifest().getMainAttributes();
                String opens = attributes.getValue("Add-Opens");
                return new Program(
                        attributes.getValue(Attributes.Name.MAIN_CLASS),
                        opens == null ? List.of() : List.of(opens.strip().split("\\s+")));
            } catch (IOException e) {
                throw new InfrastructureException("Cannot read " + jar, e);
            }
        }
    }
}
