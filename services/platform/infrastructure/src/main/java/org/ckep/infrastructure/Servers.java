package org.ckep.infrastructure;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** PostgreSQL, Kafka and Keycloak, started side by side. */
public final class Servers implements AutoCloseable {

    /**
     * How to start.
     *
     * @param folder data and logs; kept between starts
     * @param durable false leaves out flushes to disk
     * @param postgresPassword of the superuser; the same at every start with this folder
     */
    public record Plan(
            Path folder,
            int postgresPort,
            String postgresPassword,
            int kafkaPort,
            int kafkaControllerPort,
            int keycloakPort,
            int keycloakManagementPort,
            KeycloakServer.Administrator keycloakAdministrator,
            boolean durable) {

        /** Free ports, nothing durable. */
        public static Plan forTests(Path folder, String secret) {
            List<Integer> ports = Ports.free(5);
            return new Plan(
                    folder,
                    ports.get(0),
                    secret,
                    ports.get(1),
                    ports.get(2),
                    ports.get(3),
                    ports.get(4),
                    new KeycloakServer.Administrator("admin", secret),
                    false);
        }
    }

    /** Learns of each server that has become ready; called from several threads. */
    @FunctionalInterface
    public interface Progress {
        void ready(String server, Duration took);

        /** A line per server. */
        static Progress printedTo(PrintStream out) {
            return (server, took) ->
                    out.printf(Locale.ROOT, "%-10s ready after %.1f s%n", server, took.toMillis() / 1000.0);
        }
    }

    private final PostgresServer postgres;
    private final KafkaServer kafka;
    private final KeycloakServer keycloak;
    private final Path folder;

    private Servers(PostgresServer postgres, KafkaServer kafka, KeycloakServer keycloak, Path folder) {
        this.postgres = postgres;
        this.kafka = kafka;
        this.keycloak = keycloak;
        this.folder = folder;
    }

    /** Starts the three; when one fails, the others are stopped again and its exception is thrown. */
    public static Servers start(Plan plan, Progress progress) {
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            Future<PostgresServer> postgres = threads.submit(timed(
                    "PostgreSQL",
                    progress,
                    () -> PostgresServer.start(
                            plan.folder().resolve("postgres"),
                            plan.postgresPort(),
                            plan.postgresPassword(),
                            plan.durable())));
            Future<KafkaServer> kafka = threads.submit(timed(
                    "Kafka",
                    progress,
                    () -> KafkaServer.start(
                            plan.folder().resolve("kafka"), plan.kafkaPort(), plan.kafkaControllerPort())));
            Future<KeycloakServer> keycloak = threads.submit(timed(
                    "Keycloak",
                    progress,
                    () -> KeycloakServer.start(
                            plan.folder().resolve("keycloak"),
                            plan.keycloakPort(),
                            plan.keycloakManagementPort(),
                            plan.keycloakAdministrator())));
            return whole(postgres, kafka, keycloak, plan.folder());
        }
    }

    private static <T> java.util.concurrent.Callable<T> timed(String server, Progress progress, Supplier<T> start) {
        return () -> {
            long from = System.nanoTime();
            T started = start.get();
            progress.ready(server, Duration.ofNanos(System.nanoTime() - from));
            return started;
        };
    }

    private static Servers whole(
            Future<PostgresServer> postgres, Future<KafkaServer> kafka, Future<KeycloakServer> keycloak, Path folder) {
        List<AutoCloseable> started = new ArrayList<>();
        @Nullable InfrastructureException failure = null;
        for (Future<? extends AutoCloseable> one : List.of(postgres, kafka, keycloak)) {
            try {
                started.add(one.get());
            } catch (ExecutionException e) {
                InfrastructureException cause = e.getCause() instanceof InfrastructureException known
                        ? known
                        : new InfrastructureException("A server could not be started: " + e.getCause(), e);
                if (failure == null) {
                    failure = cause;
                } else {
                    failure.addSuppressed(cause);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failure = new InfrastructureException("Interrupted while the servers were starting", e);
                break;
            }
        }
        if (failure == null) {
            return new Servers(postgres.resultNow(), kafka.resultNow(), keycloak.resultNow(), folder);
        }
        for (AutoCloseable one : started) {
            try {
                one.close();
            } catch (Exception e) {
                failure.addSuppressed(e);
            }
        }
        throw failure;
    }

    public PostgresServer postgres() {
        return postgres;
    }

    public KafkaServer kafka() {
        return kafka;
    }

    public KeycloakServer keycloak() {
        return keycloak;
    }

    /** Addresses for other processes; this process is named as the one that holds the servers. */
    public ServerAddresses addresses() {
        return new ServerAddresses(
                postgres.address(),
                kafka.address(),
                keycloak.address(),
                folder.toAbsolutePath().toString(),
                ProcessHandle.current().pid());
    }

    /** Stops the three side by side. */
    @Override
    public void close() {
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            threads.submit(keycloak::close);
            threads.submit(kafka::close);
            threads.submit(postgres::close);
        }
    }
}
