package org.ckep.trade.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.ckep.testing.Tokens;
import org.ckep.trade.ComtradeFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sender who goes on after he was refused, as those do who read the answer only when they have sent everything. */
@QuarkusTest
class UnreadBodyTest {
    private static final int PIECE = 1 << 20;
    private static final int PIECES = 256;
    /** What other tests of this process may need meanwhile; a quarter of what is sent. */
    private static final long FREE = 64L * PIECE;

    @TestHTTPResource
    URI service;

    @ParameterizedTest
    @CsvSource({
        "COMTRADE_V1, LINE, 422|413, cell-too-long|too-large",
        "COMTRADE_V1, FILE, 413, too-large",
        "DOTS, LINE, 403, foreign-source"
    })
    void whatComesAfterARefusalTakesNoMemory(String source, Content content, String status, String reason)
            throws IOException {
        long before = usedHeap();
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout(30_000);
            OutputStream out = socket.getOutputStream();
            head(out, source, Tokens.user("kr-statistician"));
            if (content == Content.FILE) {
                chunk(out, new ComtradeFile().row("cmdCode", "020199").text().getBytes(StandardCharsets.UTF_8));
            }
            byte[] piece = content.piece();
            for (int sent = 0; sent < PIECES; sent++) {
                chunk(out, piece);
            }
            String refusal = answer(socket);
            assertThat(refusal).containsPattern("^HTTP/1.1 (" + status + ") ").containsPattern(reason);
            assertThat(usedHeap() - before).as("bytes that are held").isLessThan(FREE);

            if (!refusal.contains("Connection: close")) {
                chunk(out, new byte[0]);
                out.write("GET /trade/v1/codelists HTTP/1.1\r\nHost: localhost\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
                assertThat(answer(socket))
                        .as("the next request of the connection")
                        .startsWith("HTTP/1.1 200");
            }
        }
    }

    private enum Content {
        /** One line without end. */
        LINE,
        /** Good rows, more of them than a file may have. */
        FILE;

        byte[] piece() {
            if (this == FILE) {
                String row = new ComtradeFile()
                        .row("cmdCode", "020199")
                        .text()
                        .lines()
                        .skip(1)
                        .findFirst()
                        .orElseThrow();
                return (row + "\n").repeat(PIECE / row.length()).getBytes(StandardCharsets.UTF_8);
            }
            byte[] piece = new byte[PIECE];
            Arrays.fill(piece, (byte) 'x');
            return piece;
        }
    }

    private static void head(OutputStream out, String source, String token) throws IOException {
        out.write(("POST /trade/v1/uploads?source=" + source + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                        + token + "\r\nContent-Type: text/csv\r\nTransfer-Encoding: chunked\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    }

    private static void chunk(OutputStream out, byte[] content) throws IOException {
        out.write((Integer.toHexString(content.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(content);
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static String answer(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder answer = new StringBuilder();
        byte[] buffer = new byte[8192];
        while (!answer.toString().endsWith("}")) {
            int read = in.read(buffer);
            if (read < 0) {
                break;
            }
            answer.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
        }
        return answer.toString();
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
