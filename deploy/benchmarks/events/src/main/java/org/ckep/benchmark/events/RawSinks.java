package org.ckep.benchmark.events;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.ckep.infrastructure.JavaCommand;
import org.ckep.infrastructure.Ports;

/**
 * Endpoints that no HTTP server would offer, as a process of their own: {@code reset} cuts with RST, {@code garbage}
 * answers what is no HTTP and what speaks TLS with HTTP, {@code big} sends ten megabytes, {@code endless} never stops.
 */
public final class RawSinks implements AutoCloseable {
    private static final int BIG = 10 * 1024 * 1024;
    private static final int TLS_HANDSHAKE = 22;
    private static final byte[] TLS_ALERT = {21, 3, 3, 0, 2, 2, 40};

    private final Process process;
    private final int port = Ports.free(1).get(0);

    RawSinks(Path log) throws IOException {
        List<Path> classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
        process = new ProcessBuilder(JavaCommand.of(
                        List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                        classPath,
                        RawSinks.class.getName(),
                        List.of(Integer.toString(port))))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Patience.within(Duration.ofSeconds(30), "raw endpoints, see " + log, () -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            } catch (IOException notYet) {
                return false;
            }
        });
    }

    String url(String path) {
        return "http://127.0.0.1:" + port + "/" + path;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Listens on the port that is given; ends with its parent. */
    public static void main(String[] arguments) throws IOException {
        try (ServerSocket server =
                new ServerSocket(Integer.parseInt(arguments[0]), 256, InetAddress.getLoopbackAddress())) {
            while (true) {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        }
    }

    private static void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            in.mark(1);
            if (in.read() == TLS_HANDSHAKE) {
                answer(socket, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                return;
            }
            in.reset();
            String head = head(in);
            if (head.startsWith("OPTIONS")) {
                answer(
                        socket,
                        "HTTP/1.1 200 OK\r\nWebHook-Allowed-Origin: *\r\nWebHook-Allowed-Rate: *\r\n"
                                + "Content-Length: 0\r\nConnection: close\r\n\r\n");
                return;
            }
            in.readNBytes(contentLength(head));
            switch (head.split("[ /?]+", 4)[1]) {
                case "reset" -> socket.setSoLinger(true, 0);
                case "garbage" -> socket.getOutputStream().write(TLS_ALERT);
                case "big" -> {
                    answer(socket, "HTTP/1.1 200 OK\r\nContent-Length: " + BIG + "\r\n\r\n");
                    fill(socket, BIG);
                }
                default -> {
                    answer(socket, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n");
                    fill(socket, Long.MAX_VALUE);
                }
            }
        } catch (IOException gone) {
            // The hub has closed the connection, as it should.
        }
    }

    private static void answer(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void fill(Socket socket, long amount) throws IOException {
        byte[] part = "x".repeat(8192).getBytes(StandardCharsets.US_ASCII);
        for (long sent = 0; sent < amount; sent += part.length) {
            socket.getOutputStream().write(part);
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.write(next);
            if (next == '\n' && head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
                break;
            }
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    private static int contentLength(String head) {
        return head.lines()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .filter(line -> line.startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
    }
}
