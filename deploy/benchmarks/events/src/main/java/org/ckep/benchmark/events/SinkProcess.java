package org.ckep.benchmark.events;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.ckep.infrastructure.JavaCommand;

/** The process of {@link Sinks}. */
final class SinkProcess implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final int port;

    private SinkProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static SinkProcess start(int port, Path log) {
        List<Path> classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
        try {
            SinkProcess sinks = new SinkProcess(
                    new ProcessBuilder(JavaCommand.of(
                                    List.of("-Xmx512m", "-XX:+UseSerialGC"),
                                    classPath,
                                    Sinks.class.getName(),
                                    List.of(Integer.toString(port))))
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start(),
                    port);
            Patience.within(Duration.ofSeconds(30), "endpoints, see " + log, sinks::answers);
            return sinks;
        } catch (IOException e) {
            throw new IllegalStateException("cannot start the endpoints", e);
        }
    }

    private boolean answers() {
        try {
            fetch("none");
            return true;
        } catch (IllegalStateException notYet) {
            return false;
        }
    }

    String url(String path) {
        return "http://127.0.0.1:" + port + "/" + path;
    }

    /** What an endpoint received, in the order of arrival. */
    List<Received> log(String path) {
        return fetch(path).lines().map(Received::parse).toList();
    }

    private String fetch(String path) {
        try {
            return HTTP.send(
                            HttpRequest.newBuilder(URI.create(url("log/" + path)))
                                    .timeout(Duration.ofSeconds(60))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new IllegalStateException("the endpoints do not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
