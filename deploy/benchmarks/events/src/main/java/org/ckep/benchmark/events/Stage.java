package org.ckep.benchmark.events;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ckep.infrastructure.EventTopics;
import org.ckep.infrastructure.KafkaServer;
import org.ckep.infrastructure.Ports;
import org.ckep.infrastructure.PostgresAddress;
import org.ckep.infrastructure.PostgresServer;
import org.ckep.testing.TestPlatform;

/** The servers, services and endpoints of the suite. PostgreSQL and Kafka are its own; Keycloak is the build's. */
final class Stage implements AutoCloseable {
    static final String PREFIX = "bench";
    static final int MOST_HUBS = 3;
    private static final int PARTITIONS = 8;
    private static final String PASSWORD = "for-this-run-only";

    /** How hubs are started. */
    enum Pace {
        /** Short leases and retries, so that recovery fits into a run; quick to start. */
        FAULTS,
        /** As shipped. */
        SHIPPED
    }

    private final Path folder;
    private final List<Integer> ports = Ports.free(4 + 2 * (MOST_HUBS + 1));
    private final TestPlatform platform;
    private PostgresServer postgres;
    private KafkaServer kafka;
    private final Database hubDatabase;
    private final Database producerDatabase;
    private final SinkProcess sinks;
    private final RawSinks rawSinks;
    private final List<App> hubs = new ArrayList<>();
    private final App producer;
    private Pace pace = Pace.FAULTS;

    Stage() throws IOException {
        folder = Files.createTempDirectory("ckep-events-benchmark");
        platform = TestPlatform.open("events");
        postgres = PostgresServer.start(folder.resolve("postgres"), ports.get(0), PASSWORD, true);
        kafka = KafkaServer.start(folder.resolve("kafka"), ports.get(1), ports.get(2));
        kafka.address().createTopics(EventTopics.names(PREFIX, List.of(Run.AGENCY)), PARTITIONS);
        kafka.address().createTopics(EventTopics.ofAgencies(PREFIX, List.of(Run.AGENCY)), 1);
        hubDatabase = database("events");
        producerDatabase = database("investment");
        sinks = SinkProcess.start(ports.get(3), folder.resolve("sinks.log"));
        rawSinks = new RawSinks(folder.resolve("raw-sinks.log"));
        for (int i = 0; i < MOST_HUBS; i++) {
            hubs.add(new App(
                    "/events/v1/feed?limit=1",
                    jar("event-hub"),
                    ports.get(4 + 2 * i),
                    ports.get(5 + 2 * i),
                    folder.resolve("hub-" + i + ".log")));
        }
        producer = new App(
                "/investment/v1/projects",
                jar("investment-projects"),
                ports.get(4 + 2 * MOST_HUBS),
                ports.get(5 + 2 * MOST_HUBS),
                folder.resolve("investment-projects.log"));
    }

    private static Path jar(String service) {
        String project = System.getProperty("ckep.project.dir", ".");
        return Path.of(project, "services", service, "target", "quarkus-app", "quarkus-run.jar");
    }

    private Database database(String name) {
        return database(postgres, name);
    }

    /** A service's database on a server. */
    static Database database(PostgresServer server, String name) {
        return new Database(
                server.address(),
                server.address()
                        .createDatabase(
                                name,
                                new PostgresAddress.Role(name + "_owner", PASSWORD),
                                new PostgresAddress.Role(name + "_app", PASSWORD)));
    }

    private Map<String, String> settings(Database database) {
        Map<String, String> settings = new LinkedHashMap<>(platform.configuration());
        settings.keySet().removeIf(setting -> setting.endsWith("port"));
        settings.put("quarkus.datasource.jdbc.url", database.address().jdbcUrl());
        settings.put("quarkus.datasource.reactive.url", database.address().reactiveUrl());
        settings.put(
                "quarkus.datasource.username", database.address().application().name());
        settings.put("quarkus.datasource.password", PASSWORD);
        settings.put("quarkus.flyway.jdbc-url", database.address().jdbcUrl());
        settings.put("quarkus.flyway.username", database.address().owner().name());
        settings.put("quarkus.flyway.password", PASSWORD);
        settings.put("ckep.database.app-role", database.address().application().name());
        settings.put("kafka.bootstrap.servers", kafka.address().bootstrapServers());
        settings.put("ckep.messaging.topic-prefix", PREFIX);
        return settings;
    }

    Map<String, String> hubSettings() {
        Map<String, String> settings = settings(hubDatabase);
        // A channel that the hub does not have.
        settings.remove("mp.messaging.incoming.references.group.id");
        settings.put("ckep.hub.sink.local-sinks-enabled", "true");
        settings.put("ckep.hub.subscription.max-per-owner", "1000");
        if (pace == Pace.FAULTS) {
            settings.put("ckep.hub.sink.request-timeout", "3s");
            settings.put("ckep.hub.delivery.lease-period", "6s");
            settings.put(
                    "quarkus.datasource.reactive.additional-properties.\"idle_in_transaction_session_timeout\"", "2s");
            settings.put("ckep.hub.delivery.retry-scale", "0.002");
            settings.put("ckep.hub.delivery.min-breaker-period", "2s");
            settings.put("ckep.hub.delivery.max-breaker-period", "10s");
            // Tells whose a lane is; see App.heldFences.
            settings.put("quarkus.log.category.\"org.ckep.hub.delivery.Courier\".level", "DEBUG");
        }
        return settings;
    }

    /** Lets exactly so many hubs of this pace run; each is ready. */
    void hubs(int count, Pace wanted) {
        if (wanted != pace) {
            hubs.forEach(App::stop);
            pace = wanted;
        }
        for (int i = count; i < MOST_HUBS; i++) {
            hubs.get(i).stop();
        }
        for (App hub : hubs.subList(0, count)) {
            if (!hub.isAlive()) {
                startHub(hub);
            }
        }
        hubs.subList(0, count).forEach(App::awaitReady);
    }

    /** Starts a hub without waiting for it. */
    void startHub(App hub) {
        hub.start(hubSettings(), hubOptions());
    }

    List<String> hubOptions() {
        return pace == Pace.FAULTS ? List.of("-Xmx256m", "-XX:TieredStopAtLevel=1") : List.of("-Xmx512m");
    }

    App hub(int index) {
        return hubs.get(index);
    }

    List<App> hubs() {
        return List.copyOf(hubs);
    }

    /** The producing service, started where it does not run. */
    App producer() {
        if (!producer.isAlive()) {
            startProducer(producer, producerDatabase);
        }
        return producer;
    }

    /** Publishes as the producing service does: into its outbox, from where its relay takes the events. */
    Publisher outbox() {
        producer();
        return new Publisher.Outbox(producerDatabase);
    }

    /** Publishes to the topics, past any outbox. */
    Publisher.Topics topics() {
        return new Publisher.Topics(kafka().address().bootstrapServers());
    }

    /** Another copy of the producing service, on a database of its own. */
    App producerOn(Database database) {
        List<Integer> own = Ports.free(2);
        App copy = new App(
                "/investment/v1/projects",
                jar("investment-projects"),
                own.get(0),
                own.get(1),
                folder.resolve("investment-projects-2.log"));
        startProducer(copy, database);
        return copy;
    }

    private void startProducer(App app, Database database) {
        Map<String, String> settings = settings(database);
        // Rows are written from outside the service, which gives no signal after the commit: the relay looks instead.
        settings.put("ckep.messaging.relay.min-poll-interval", "10ms");
        settings.put("ckep.messaging.relay.max-poll-interval", "20ms");
        app.start(settings, List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
        app.awaitReady();
    }

    Database hubDatabase() {
        return hubDatabase;
    }

    Database producerDatabase() {
        return producerDatabase;
    }

    SinkProcess sinks() {
        return sinks;
    }

    RawSinks rawSinks() {
        return rawSinks;
    }

    KafkaServer kafka() {
        return kafka;
    }

    /** The password of everybody on the suite's servers. */
    static String password() {
        return PASSWORD;
    }

    Path folder() {
        return folder;
    }

    /** An immediate shutdown, which PostgreSQL itself treats as a crash, and the recovery. */
    void crashPostgres() {
        Shell.run("kill", "-QUIT", Long.toString(postgres.postmasterPid()));
        postgres.process().onExit().join();
        postgres = PostgresServer.start(folder.resolve("postgres"), ports.get(0), PASSWORD, true);
    }

    void killKafka() {
        kafka.process().kill();
    }

    void startKafka() {
        kafka = KafkaServer.start(folder.resolve("kafka"), ports.get(1), ports.get(2));
    }

    @Override
    public void close() {
        hubs.forEach(App::close);
        producer.close();
        sinks.close();
        rawSinks.close();
        kafka.close();
        postgres.close();
        platform.close();
    }
}
