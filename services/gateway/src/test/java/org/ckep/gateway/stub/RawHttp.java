package org.ckep.gateway.stub;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.LongConsumer;
import org.eclipse.microprofile.config.ConfigProvider;

/** A connection on which a test writes exactly the bytes it wants. */
public final class RawHttp implements AutoCloseable {
    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;

    /** What the gateway answered. */
    public record Answer(int status, String head, String body) {
        /** The value of a field, empty if it is absent. */
        public String field(String name) {
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("");
        }
    }

    public RawHttp() throws IOException {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        if (port == 0) {
            port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
        }
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(60_000);
        socket.setTcpNoDelay(true);
        out = socket.getOutputStream();
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Sends text as it is; line ends are the caller's. */
    public RawHttp send(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        return this;
    }

    /** Sends bytes in chunked framing until the gateway stops reading or all are sent. Returns how many went out. */
    public long sendChunks(long bytes) throws IOException {
        return sendChunks(bytes, sent -> {});
    }

    /** The same, telling after each chunk how many bytes went out so far. */
    public long sendChunks(long bytes, LongConsumer progress) throws IOException {
        byte[] chunk = new byte[16 * 1024];
        byte[] frame = (Integer.toHexString(chunk.length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        long sent = 0;
        try {
            while (sent < bytes) {
                out.write(frame);
                out.write(chunk);
                out.write(new byte[] {'\r', '\n'});
                sent += chunk.length;
                progress.accept(sent);
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        } catch (SocketException closedByGateway) {
            return sent;
        }
        return sent;
    }

    /** Reads one answer with a declared length, or until the connection ends. */
    public Answer read() throws IOException {
        Answer answer = readHead();
        String length = answer.field("Content-Length");
        byte[] body = length.isEmpty() ? new byte[0] : in.readNBytes(Integer.parseInt(length));
        return new Answer(answer.status(), answer.head(), new String(body, StandardCharsets.UTF_8));
    }

    /** Reads the status line and the fields of one answer and leaves what follows. */
    public Answer readHead() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < 4) {
            int b = in.read();
            if (b < 0) {
                break;
            }
            head.write(b);
            matched = b == "\r\n\r\n".charAt(matched) ? matched + 1 : (b == '\r' ? 1 : 0);
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        if (text.isEmpty()) {
            return new Answer(0, "", "");
        }
        return new Answer(Integer.parseInt(text.substring(9, 12)), text, "");
    }

    /** Reads up to so many bytes of what follows. */
    public int skip(int bytes) throws IOException {
        return in.readNBytes(bytes).length;
    }

    /** Reads one line of what follows. */
    public String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int b = in.read();
        while (b >= 0 && b != '\n') {
            if (b != '\r') {
                line.append((char) b);
            }
            b = in.read();
        }
        return line.toString();
    }

    /** Whether the gateway ended the connection. */
    public boolean isClosed() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
