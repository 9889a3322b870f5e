package org.ckep.local;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.ckep.infrastructure.EventTopics;
import org.ckep.infrastructure.InfrastructureException;
import org.ckep.infrastructure.KeycloakAdmin;
import org.ckep.infrastructure.KeycloakServer;
import org.ckep.infrastructure.Ports;
import org.ckep.infrastructure.RealmFile;
import org.ckep.infrastructure.ServerProcess;
import org.ckep.infrastructure.Servers;
import org.jspecify.annotations.Nullable;

/** Everything that runs: started in order, stopped in reverse. */
final class Platform implements AutoCloseable {

    private static final Duration SERVICE_LIMIT = Duration.ofMinutes(3);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
    private static final int PARTITIONS = 4;
    private static final String TOPIC_PREFIX = "ckep";

    private final Settings settings;
    private final Secrets secrets;
    private final Console console;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Map<Component, ServerProcess> services = new EnumMap<>(Component.class);

    private @Nullable Servers servers;
    private volatile boolean closed;

    Platform(Settings settings, Secrets secrets, Console console) {
        this.settings = settings;
        this.secrets = secrets;
        this.console = console;
    }

    /**
     * Starts servers and services and loads the first data.
     *
     * @return the realm as it was read, for the accounts with which one begins
     * @throws InfrastructureException with one line that names the part that failed and its log
     * @throws SeedException where a record of the first data was refused
     */
    RealmFile start() {
        requireFreePorts();
        requireBuiltServices();
        RealmFile realm = RealmFile.read(
                settings.project().resolve("deploy/keycloak/ckep-realm.json"), this::valueOfRealmPlaceholder);
        Servers started = Servers.start(plan(), (server, took) -> console.step(server, took, addressOf(server)));
        keep(started);
        ServiceCommand commands = new ServiceCommand(
                settings,
                secrets,
                started.keycloak().address().realmUrl(realm.name()),
                started.kafka().address().bootstrapServers());
        prepare(started, realm, commands);
        startServices(commands);
        load(started, realm);
        return realm;
    }

    private void requireFreePorts() {
        settings.portsByVariable().forEach((variable, port) -> {
            if (!Ports.isFree(port)) {
                throw new InfrastructureException("Port " + port
                        + " is in use: stop the program that uses it, or choose another one by " + variable);
            }
        });
    }

    private void requireBuiltServices() {
        for (Component component : Component.values()) {
            if (!Files.isRegularFile(settings.jar(component))) {
                throw new InfrastructureException(settings.jar(component) + " is missing: build the project first");
            }
        }
    }

    private @Nullable String valueOfRealmPlaceholder(String name) {
        return switch (name) {
            case "CKEP_PORTAL_ORIGIN" -> settings.url(Component.GATEWAY);
            case "CKEP_PORTAL_ORIGIN_ALIAS" -> "http://localhost:" + settings.port(Component.GATEWAY);
            default -> System.getenv(name);
        };
    }

    private Servers.Plan plan() {
        return new Servers.Plan(
                settings.data(),
                settings.postgresPort(),
                secrets.get("postgres.postgres"),
                settings.kafkaPort(),
                settings.kafkaControllerPort(),
                settings.keycloakPort(),
                settings.keycloakManagementPort(),
                administrator(),
                true);
    }

    KeycloakServer.Administrator administrator() {
        return new KeycloakServer.Administrator("admin", secrets.get("keycloak.admin"));
    }

    private String addressOf(String server) {
        return switch (server) {
            case "PostgreSQL" -> "127.0.0.1:" + settings.postgresPort();
            case "Kafka" -> "127.0.0.1:" + settings.kafkaPort();
            default -> "http://127.0.0.1:" + settings.keycloakPort();
        };
    }

    private synchronized void keep(Servers started) {
        servers = started;
        if (closed) {
            started.close();
            throw new InfrastructureException("Stopped while starting");
        }
    }

    private void prepare(Servers started, RealmFile realm, ServiceCommand commands) {
        long from = System.nanoTime();
        for (Component component : Component.values()) {
            component.database().ifPresent(name -> started.postgres()
                    .address()
                    .createDatabase(name, commands.owner(name), commands.application(name)));
        }
        started.kafka().address().createTopics(EventTopics.names(TOPIC_PREFIX, realm.agencies()), PARTITIONS);
        started.kafka().address().createTopics(EventTopics.ofAgencies(TOPIC_PREFIX, realm.agencies()), 1);
        try (KeycloakAdmin admin = new KeycloakAdmin(started.keycloak().address())) {
            realm.importOrAlign(admin, "ckep-portal");
        }
        console.step("databases, realm", since(from), "realm " + realm.name());
    }

    private void startServices(ServiceCommand commands) {
        try (ExecutorService threads = Executors.newFixedThreadPool(Component.values().length)) {
            CompletionService<Component> ready = new ExecutorCompletionService<>(threads);
            for (Component component : Component.values()) {
                ready.submit(() -> start(component, commands), component);
            }
            for (int i = 0; i < Component.values().length; i++) {
                ready.take().get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof InfrastructureException known
                    ? known
                    : new InfrastructureException("A service could not be started: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfrastructureException("Interrupted while the services were starting", e);
        }
    }

    private void start(Component component, ServiceCommand commands) {
        long from = System.nanoTime();
        ServerProcess process;
        synchronized (this) {
            if (closed) {
                throw new InfrastructureException("Stopped while starting");
            }
            process = commands.start(component);
            services.put(component, process);
        }
        process.awaitReady(() -> isReady(readyUrl(component)), SERVICE_LIMIT);
        console.step(component.title(), since(from), settings.url(component));
    }

    private String readyUrl(Component component) {
        return "http://127.0.0.1:" + settings.managementPort(component) + "/q/health/ready";
    }

    private boolean isReady(String url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(5))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    }

    private void load(Servers started, RealmFile realm) {
        long from = System.nanoTime();
        String secret = realm.secretOf("ckep-loader");
        LoaderToken token = new LoaderToken(started.keycloak().address().realmUrl(realm.name()), secret, http);
        SeedLoader loader = new SeedLoader(
                settings.url(Component.GATEWAY),
                token,
                new SeedJournal(settings.data().resolve("seed-journal.jsonl")),
                http);
        SeedLoader.Outcome outcome =
                loader.load(SeedFiles.read(settings.project().resolve("deploy/local/src/main/resources")));
        console.step(
                "first data",
                since(from),
                outcome.loaded() + " records loaded" + (outcome.known() == 0 ? "" : ", " + outcome.known() + " known"));
    }

    /** What runs, with process identifiers. */
    RunState state() {
        Servers running = servers;
        List<RunState.Part> parts = new ArrayList<>();
        if (running != null) {
            parts.add(part(running.postgres().process(), addressOf("PostgreSQL"), ""));
            parts.add(part(running.kafka().process(), addressOf("Kafka"), ""));
            parts.add(part(
                    running.keycloak().process(),
                    addressOf("Keycloak"),
                    "http://127.0.0.1:" + settings.keycloakManagementPort() + "/health/ready"));
        }
        services.forEach(
                (component, process) -> parts.add(part(process, settings.url(component), readyUrl(component))));
        return new RunState(ProcessHandle.current().pid(), parts);
    }

    private static RunState.Part part(ServerProcess process, String address, String readyUrl) {
        return new RunState.Part(
                process.name(), process.pid(), address, readyUrl, process.log().toString());
    }

    /** Tells of each process that ends by itself, once; returns when this is closed. */
    void watch(Consumer<ServerProcess> onEnd) throws InterruptedException {
        List<ServerProcess> alive = new ArrayList<>(services.values());
        Servers running = servers;
        if (running != null) {
            alive.addAll(List.of(
                    running.postgres().process(),
                    running.kafka().process(),
                    running.keycloak().process()));
        }
        while (!closed) {
            for (ServerProcess ended :
                    alive.stream().filter(process -> !process.isAlive()).toList()) {
                alive.remove(ended);
                if (!closed) {
                    onEnd.accept(ended);
                }
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }

    /** Stops the services side by side, then the servers. */
    @Override
    public void close() {
        List<ServerProcess> running;
        Servers startedServers;
        synchronized (this) {
            closed = true;
            running = List.copyOf(services.values());
            startedServers = servers;
        }
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            running.forEach(process -> threads.submit(() -> process.stop(STOP_LIMIT)));
        }
        if (startedServers != null) {
            startedServers.close();
        }
        http.close();
    }

    private static Duration since(long from) {
        return Duration.ofNanos(System.nanoTime() - from);
    }
}
