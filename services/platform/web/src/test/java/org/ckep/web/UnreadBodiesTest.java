package org.ckep.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UnreadBodiesTest {
    private static final int PIECE = 1 << 16;
    /** The largest body here is 1 MB; what lies in buffers on the way comes on top. */
    private static final int FAR_TOO_MANY = 512;

    @TestHTTPResource("/fixture/v1/things/orders")
    URI orders;

    @Test
    void whoSendsWithoutEndAfterHisAnswerIsCutOff() throws IOException {
        try (Socket socket = new Socket(orders.getHost(), orders.getPort())) {
            socket.setSoTimeout(30_000);
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + orders.getPath() + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Transfer-Encoding: chunked\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            piece(out);
            byte[] answer = new byte[12];
            assertThat(socket.getInputStream().readNBytes(answer, 0, answer.length))
                    .isEqualTo(answer.length);
            assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 401");
            assertThat(piecesTaken(out)).as("pieces of 64 KiB").isBetween(1, FAR_TOO_MANY - 1);
        }
    }

    private static int piecesTaken(OutputStream out) throws IOException {
        for (int taken = 0; taken < FAR_TOO_MANY; taken++) {
            try {
                piece(out);
            } catch (SocketException cutOff) {
                return taken;
            }
        }
        return FAR_TOO_MANY;
    }

    private static void piece(OutputStream out) throws IOException {
        out.write((Integer.toHexString(PIECE) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(new byte[PIECE]);
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
