package org.ckep.hub.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.ckep.hub.TestSink;
import org.ckep.infrastructure.Ports;
import org.junit.jupiter.api.Assumptions;

/** A program of {@code docs/receive}, run as a subscriber runs it. */
final class ReceiverProcess implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = Ports.free(1).get(0);
    private final Path file;
    private final List<String> command;
    private Process process;

    enum Language {
        JAVA,
        NODE,
        PYTHON
    }

    ReceiverProcess(Language language, Path file, String... keys) {
        this.file = file;
        Path receive = Path.of("..", "..", "docs", "receive").toAbsolutePath();
        command = new ArrayList<>(
                switch (language) {
                    case JAVA ->
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Xmx64m",
                                receive.resolve("Receiver.java").toString());
                    case NODE -> List.of("node", receive.resolve("receiver.mjs").toString());
                    case PYTHON ->
                        List.of("python3", receive.resolve("receiver.py").toString());
                });
        command.addAll(List.of(Integer.toString(port), file.toString()));
        command.addAll(List.of(keys));
        start();
    }

    void start() {
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            file.resolveSibling("receiver.log").toFile()))
                    .start();
        } catch (IOException notInstalled) {
            Assumptions.abort(command.get(0) + " is not installed");
        }
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            assertThat(process.isAlive()).as("see receiver.log").isTrue();
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            } catch (IOException notYet) {
                return false;
            }
        });
    }

    /** Fails with what it has said where it has ended. */
    boolean isAlive() {
        try {
            assertThat(process.isAlive())
                    .as(Files.readString(file.resolveSibling("receiver.log")))
                    .isTrue();
            return true;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** SIGKILL, wherever it is. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Passes on what the hub sent; the status, or -1 where nothing was answered. */
    int deliver(TestSink.Request delivered, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .timeout(Duration.ofSeconds(10))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        delivered.headers().forEach((name, value) -> {
            if (name.startsWith("webhook-") || name.startsWith("ck-") || name.equals("content-type")) {
                request.header(name, value);
            }
        });
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException notAnswered) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    /** The effects: the events in its file. */
    List<String> events() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
