package org.ckep.trade.sdmx;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A buffer of bytes that writers fill without making objects: either before a stream, to which it hands on what it
 * holds, or growing in memory.
 */
final class Utf8Output {
    private static final int SIZE = 16 * 1024;
    private static final byte[] AMPERSAND = bytes("&amp;");
    private static final byte[] LESS = bytes("&lt;");
    private static final byte[] GREATER = bytes("&gt;");
    private static final byte[] QUOTE = bytes("&quot;");

    private final @Nullable OutputStream out;
    private byte[] buffer = new byte[SIZE];
    private int count;
    private long handedOn;

    private Utf8Output(@Nullable OutputStream out) {
        this.out = out;
    }

    /** Before a stream. */
    static Utf8Output to(OutputStream out) {
        return new Utf8Output(out);
    }

    /** In memory. */
    static Utf8Output inMemory() {
        return new Utf8Output(null);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Number of bytes written so far. */
    long position() {
        return handedOn + count;
    }

    Utf8Output put(byte[] bytes) throws IOException {
        return put(bytes, bytes.length);
    }

    private Utf8Output put(byte[] bytes, int length) throws IOException {
        if (length > buffer.length - count) {
            makeRoom(length);
        }
        if (length > buffer.length - count) {
            // Longer than the buffer before a stream.
            if (out != null) {
                out.write(bytes, 0, length);
                handedOn += length;
            }
            return this;
        }
        System.arraycopy(bytes, 0, buffer, count, length);
        count += length;
        return this;
    }

    Utf8Output put(char ascii) throws IOException {
        if (count == buffer.length) {
            makeRoom(1);
        }
        buffer[count++] = (byte) ascii;
        return this;
    }

    Utf8Output put(String text) throws IOException {
        return put(bytes(text));
    }

    /** What another one holds in memory. */
    Utf8Output put(Utf8Output other) throws IOException {
        return put(other.buffer, other.count);
    }

    /** With the characters escaped that XML keeps for itself. */
    Utf8Output escaped(byte[] text) throws IOException {
        int from = 0;
        for (int i = 0; i < text.length; i++) {
            byte @Nullable [] replacement =
                    switch (text[i]) {
                        case '&' -> AMPERSAND;
                        case '<' -> LESS;
                        case '>' -> GREATER;
                        case '"' -> QUOTE;
                        default -> null;
                    };
            if (replacement != null) {
                put(Arrays.copyOfRange(text, from, i)).put(replacement);
                from = i + 1;
            }
        }
        return from == 0 ? put(text) : put(Arrays.copyOfRange(text, from, text.length));
    }

    Utf8Output escaped(String text) throws IOException {
        return escaped(bytes(text));
    }

    /** As a cell of CSV, in quotes where it must be (RFC 4180). */
    Utf8Output cell(byte[] text) throws IOException {
        boolean quotes = false;
        for (byte b : text) {
            quotes |= b == ',' || b == '"' || b == '\r' || b == '\n';
        }
        if (!quotes) {
            return put(text);
        }
        put('"');
        for (byte b : text) {
            if (b == '"') {
                put('"');
            }
            put((char) b);
        }
        return put('"');
    }

    Utf8Output cell(String text) throws IOException {
        return cell(bytes(text));
    }

    private void makeRoom(int length) throws IOException {
        if (out == null) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, count + length));
        } else {
            out.write(buffer, 0, count);
            handedOn += count;
            count = 0;
        }
    }

    /** Begins anew, in memory. */
    void reset() {
        count = 0;
    }

    /** Hands everything on, at the end: the stream sends it with its own end, a short answer as one piece. */
    void handOn() throws IOException {
        if (out != null) {
            out.write(buffer, 0, count);
            handedOn += count;
            count = 0;
        }
    }

    /** What it holds in memory. */
    byte[] toBytes() {
        return Arrays.copyOf(buffer, count);
    }
}
