package org.ckep.investment.outage;

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
import org.ckep.testing.FaultProxy;
import org.ckep.testing.TestPlatform;

/**
 * For one test class a Kafka of its own, which it may kill, and a proxy before PostgreSQL, which may break; the shared
 * servers serve other modules' tests.
 */
public final class BreakableServers implements QuarkusTestResourceLifecycleManager {
    static final String FOLDER = "test.breakable.folder";
    static final String PORTS = "test.breakable.ports";

    private TestPlatform platform;
    private KafkaServer kafka;
    private FaultProxy database;

    /** After the shared servers, so that these settings win. */
    @Override
    public int order() {
        return 100;
    }

    @Override
    public Map<String, String> start() {
        platform = TestPlatform.open("investment");
        Path folder = folder();
        List<Integer> ports = Ports.free(2);
        kafka = kafka(folder, ports);
        kafka.address().createTopics(EventTopics.names(platform.topicPrefix(), List.of()), 2);
        database = FaultProxy.to(platform.servers().postgres().port());
        PostgresAddress.Database direct = platform.database();
        PostgresAddress.Database proxied =
                new PostgresAddress.Database(database.port(), direct.name(), direct.owner(), direct.application());
        Map<String, String> settings = new LinkedHashMap<>(platform.configuration());
        settings.put("quarkus.datasource.jdbc.url", proxied.jdbcUrl());
        settings.put("quarkus.datasource.reactive.url", proxied.reactiveUrl());
        settings.put("kafka.bootstrap.servers", kafka.address().bootstrapServers());
        settings.put(FOLDER, folder.toString());
        settings.put(PORTS, String.join(",", ports.stream().map(String::valueOf).toList()));
        return settings;
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("ckep-investment-outage");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static KafkaServer kafka(Path folder, List<Integer> ports) {
        return KafkaServer.start(folder.resolve("kafka"), ports.getFirst(), ports.getLast());
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(kafka, new TestInjector.MatchesType(KafkaServer.class));
        injector.injectIntoFields(database, new TestInjector.MatchesType(FaultProxy.class));
    }

    @Override
    public void stop() {
        for (AutoCloseable server : new AutoCloseable[] {database, kafka, platform}) {
            try {
                if (server != null) {
                    server.close();
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
