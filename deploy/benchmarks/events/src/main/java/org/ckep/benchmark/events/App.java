package org.ckep.benchmark.events;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.ckep.infrastructure.JavaCommand;
import org.jspecify.annotations.Nullable;

/** A packaged service as a process of its own, which ends with this one however this one ends. */
final class App implements AutoCloseable {
    private static final String MAIN = "io.quarkus.bootstrap.runner.QuarkusEntryPoint";
    private static final String HOLDS = "holds lanes by the fences ";
    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final String ready;
    private final Path jar;
    private final int port;
    private final int managementPort;
    private final Path log;
    private final Set<Long> fences = new HashSet<>();
    private @Nullable Process process;
    private long read;

    /**
     * A service that is not started yet.
     *
     * @param ready path that answers 200 when the service serves
     * @param jar its quarkus-run.jar
     */
    App(String ready, Path jar, int port, int managementPort, Path log) {
        this.ready = ready;
        this.jar = jar;
        this.port = port;
        this.managementPort = managementPort;
        this.log = log;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Starts the process; {@link #awaitReady()} tells when it serves. */
    void start(Map<String, String> settings, List<String> options) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager"));
        Map<String, String> properties = new TreeMap<>(settings);
        properties.put("quarkus.http.host", "127.0.0.1");
        properties.put("quarkus.http.port", Integer.toString(port));
        properties.put("quarkus.management.host", "127.0.0.1");
        properties.put("quarkus.management.port", Integer.toString(managementPort));
        properties.put("quarkus.log.console.json.enabled", "false");
        properties.put("quarkus.shutdown.delay", "0S");
        properties.put("ckep.start.ignore-severe-issues", "true");
        properties.forEach((name, value) -> all.add("-D" + name + "=" + value));
        try {
            // What a process before it has said says nothing of this one.
            fences.clear();
            read = Files.exists(log) ? Files.size(log) : 0;
            ProcessBuilder builder = new ProcessBuilder(JavaCommand.of(all, List.of(jar), MAIN, List.of()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().put("QUARKUS_OTEL_SDK_DISABLED", "true");
            process = builder.start();
        } catch (IOException e) {
            throw new IllegalStateException("cannot start " + jar, e);
        }
    }

    void awaitReady() {
        Patience.within(START_LIMIT, "a service, see " + log, () -> {
            if (!isAlive()) {
                throw new IllegalStateException("a service ended while starting, see " + log);
            }
            try {
                return get(url() + ready).statusCode() == 200;
            } catch (IOException notYet) {
                return false;
            }
        });
    }

    private static HttpResponse<String> get(String url) throws IOException {
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(URI.create(url))
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sum of a counter over its labels; 0 where the process does not answer. */
    double metric(String name) {
        return metric(name, "");
    }

    /** The same, of the lines that contain a label. */
    double metric(String name, String label) {
        try {
            return get("http://127.0.0.1:" + managementPort + "/q/metrics")
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(name) && !line.startsWith("#"))
                    .filter(line -> line.charAt(name.length()) == '{' || line.charAt(name.length()) == ' ')
                    .filter(line -> line.contains(label))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }

    /**
     * The fences of the lanes that a hub has taken since it was started, as its log tells them: which of those it still has, the
     * leases tell. It says so when the lanes are its own already, so none is told of that another hub has.
     */
    Set<Long> heldFences() {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            byte[] more = new byte[(int) (file.length() - read)];
            file.seek(read);
            file.readFully(more);
            // The last line may still be being written.
            int whole = more.length;
            while (whole > 0 && more[whole - 1] != '\n') {
                whole--;
            }
            read += whole;
            new String(more, 0, whole, StandardCharsets.UTF_8).lines().forEach(line -> {
                int at = line.indexOf(HOLDS);
                if (at >= 0) {
                    for (String fence :
                            line.substring(at + HOLDS.length()).trim().split(" ", -1)) {
                        fences.add(Long.valueOf(fence));
                    }
                }
            });
            return Set.copyOf(fences);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + log, e);
        }
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    private Process running() {
        Process known = process;
        if (known == null) {
            throw new IllegalStateException("never started, see " + log);
        }
        return known;
    }

    /** Processor time that the process has used, in seconds. */
    double cpuSeconds() {
        return running()
                        .toHandle()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toMillis()
                / 1000.0;
    }

    /** SIGKILL. */
    void kill() {
        running().destroyForcibly();
        awaitEnd(Duration.ofSeconds(10));
    }

    /** SIGTERM. */
    void stop() {
        if (isAlive()) {
            running().destroy();
            awaitEnd(Duration.ofSeconds(40));
        }
    }

    /** SIGSTOP or SIGCONT. */
    void signal(String name) {
        Shell.run("kill", "-" + name, Long.toString(running().pid()));
    }

    private void awaitEnd(Duration longest) {
        try {
            if (!running().waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                running().destroyForcibly();
                throw new IllegalStateException("a service did not end within " + longest + ", see " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
