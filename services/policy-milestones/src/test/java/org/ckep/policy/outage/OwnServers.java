package org.ckep.policy.outage;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ckep.infrastructure.EventTopics;
import org.ckep.infrastructure.KafkaServer;
import org.ckep.infrastructure.Ports;
import org.ckep.infrastructure.PostgresAddress;
import org.ckep.infrastructure.PostgresServer;

/** A PostgreSQL and a Kafka for one test class alone, which may kill them; the shared ones serve other modules' tests. */
public final class OwnServers implements QuarkusTestResourceLifecycleManager {
    static final String PASSWORD = "for-this-test-only";
    static final String FOLDER = "test.own-servers.folder";
    static final String PORTS = "test.own-servers.ports";

    private static final String PREFIX = "outage";

    private PostgresServer postgres;
    private KafkaServer kafka;

    /** After the shared servers are there: Keycloak is theirs. */
    @Override
    public int order() {
        return 100;
    }

    @Override
    public Map<String, String> start() {
        List<Integer> ports = Ports.free(3);
        Path folder = folder();
        postgres = postgres(folder, ports);
        kafka = kafka(folder, ports);
        kafka.address().createTopics(EventTopics.names(PREFIX, List.of("mofcom")), 2);
        PostgresAddress.Database database = postgres.address()
                .createDatabase(
                        "policy",
                        new PostgresAddress.Role("policy_owner", PASSWORD),
                        new PostgresAddress.Role("policy_app", PASSWORD));
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(FOLDER, folder.toString());
        settings.put(PORTS, String.join(",", ports.stream().map(String::valueOf).toList()));
        settings.put("quarkus.datasource.jdbc.url", database.jdbcUrl());
        settings.put("quarkus.datasource.reactive.url", database.reactiveUrl());
        settings.put("quarkus.datasource.username", "policy_app");
        settings.put("quarkus.datasource.password", PASSWORD);
        settings.put("quarkus.flyway.jdbc-url", database.jdbcUrl());
        settings.put("quarkus.flyway.username", "policy_owner");
        settings.put("quarkus.flyway.password", PASSWORD);
        settings.put("ckep.database.app-role", "policy_app");
        settings.put("kafka.bootstrap.servers", kafka.address().bootstrapServers());
        settings.put("ckep.messaging.topic-prefix", PREFIX);
        return settings;
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("ckep-policy-outage");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static PostgresServer postgres(Path folder, List<Integer> ports) {
        return PostgresServer.start(folder.resolve("postgres"), ports.getFirst(), PASSWORD, true);
    }

    static KafkaServer kafka(Path folder, List<Integer> ports) {
        return KafkaServer.start(folder.resolve("kafka"), ports.get(1), ports.get(2));
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(postgres, new TestInjector.MatchesType(PostgresServer.class));
        injector.injectIntoFields(kafka, new TestInjector.MatchesType(KafkaServer.class));
    }

    @Override
    public void stop() {
        if (kafka != null) {
            kafka.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }
}
