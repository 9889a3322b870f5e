package org.ckep.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A packaged service as a process of its own, which a test may kill and start again. */
public final class PackagedService implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final Duration END_LIMIT = Duration.ofSeconds(90);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private static final List<String> FRUGAL = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final Path jar;
    private final List<String> options;
    private final int port;
    private final Map<String, String> settings;
    private final Path log;
    private @Nullable Process process;

    /**
     * The service of the module under test, with little memory and quick to start.
     *
     * @param port on which it is to listen
     * @param settings as {@link TestPlatform#configuration()} gives them; ports among them are left out
     * @param log file to which its output is appended
     */
    public PackagedService(int port, Map<String, String> settings, Path log) {
        this(Path.of("target", "quarkus-app", "quarkus-run.jar"), FRUGAL, port, settings, log);
    }

    /**
     * A service that is not started yet.
     *
     * @param jar its quarkus-run.jar
     * @param options of its JVM
     */
    public PackagedService(Path jar, List<String> options, int port, Map<String, String> settings, Path log) {
        this.jar = jar;
        this.options = List.copyOf(options);
        this.port = port;
        this.settings = new TreeMap<>(settings);
        this.settings.keySet().removeIf(name -> name.endsWith("port"));
        this.log = log;
    }

    public int port() {
        return port;
    }

    /** Starts the process; {@link #awaitReady(String)} tells when it serves. */
    public void start() {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        command.addAll(List.of(
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.host=127.0.0.1",
                "-Dquarkus.management.port=0",
                "-Dckep.start.ignore-severe-issues=true",
                "-Dquarkus.log.console.json.enabled=false"));
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-jar");
        command.add(jar.toAbsolutePath().toString());
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException("The service did not start", e);
        }
    }

    /** Waits until a GET of that path, such as {@code /investment/v1/projects}, is answered with 200. */
    public void awaitReady(String path) {
        Awaitility.await("the service, see " + log)
                .atMost(START_LIMIT)
                .pollInterval(Duration.ofMillis(100))
                .failFast("the service has ended, see " + log, () -> !isAlive())
                .until(() -> answers(path));
    }

    private boolean answers(String path) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Number of the process. */
    public long pid() {
        return running().pid();
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** SIGKILL. */
    public void kill() {
        running().destroyForcibly();
        awaitEnd();
    }

    /** SIGTERM; tells the exit code. */
    public int stop() {
        running().destroy();
        return awaitEnd();
    }

    private int awaitEnd() {
        try {
            if (!running().waitFor(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("The service did not end within " + END_LIMIT);
            }
            return running().exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException("The service was not started");
        }
        return process;
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
            awaitEnd();
        }
    }
}
