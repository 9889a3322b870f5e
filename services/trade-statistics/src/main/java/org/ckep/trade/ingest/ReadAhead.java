package org.ckep.trade.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A body that one thread takes from the wire while another reads it, up to a number of bytes ahead. So it is known when
 * it has come whole, which a sender may be told before it is read. What breaks off is not read to its end.
 */
final class ReadAhead extends InputStream {
    private static final int PIECE = 1 << 16;

    private final int most;
    private final CompletableFuture<Void> arrival = new CompletableFuture<>();
    private byte[] ring = new byte[PIECE];
    private int first;
    private int held;
    private boolean ended;
    private boolean closed;
    private @Nullable IOException broken;
    private @Nullable RuntimeException refused;

    /**
     * An empty body.
     *
     * @param most bytes that are held ahead of their reading
     */
    ReadAhead(long most) {
        this.most = (int) Math.clamp(most, PIECE, 1 << 30);
    }

    /** Takes a body to its end, or as far as it is wanted; blocks. */
    void take(InputStream body) {
        try {
            byte[] piece = new byte[PIECE];
            for (int read = body.read(piece); read >= 0; read = body.read(piece)) {
                if (!put(piece, read)) {
                    return;
                }
            }
            end(null, null);
        } catch (IOException connection) {
            end(connection, null);
        } catch (RuntimeException tooLarge) {
            end(null, tooLarge);
        } finally {
            end(new IOException("the body was not taken to its end"), null);
        }
    }

    /** Is complete as soon as the body has come whole, or no more of it will come. */
    CompletableFuture<Void> arrival() {
        return arrival;
    }

    private synchronized boolean put(byte[] piece, int length) {
        int put = 0;
        while (put < length) {
            while (held == most && !closed) {
                await();
            }
            if (closed) {
                return false;
            }
            if (held == ring.length) {
                grow();
            }
            int at = (first + held) % ring.length;
            int part = Math.min(length - put, Math.min(ring.length - held, ring.length - at));
            System.arraycopy(piece, put, ring, at, part);
            held += part;
            put += part;
            notifyAll();
        }
        return true;
    }

    private void grow() {
        byte[] larger = new byte[Math.min(most, 2 * ring.length)];
        int tail = Math.min(held, ring.length - first);
        System.arraycopy(ring, first, larger, 0, tail);
        System.arraycopy(ring, 0, larger, tail, held - tail);
        ring = larger;
        first = 0;
    }

    private void end(@Nullable IOException connection, @Nullable RuntimeException tooLarge) {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            broken = connection;
            refused = tooLarge;
            notifyAll();
        }
        arrival.complete(null);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public synchronized int read(byte[] buffer, int offset, int length) throws IOException {
        while (held == 0 && !ended) {
            await();
        }
        if (refused != null) {
            throw refused;
        }
        if (broken != null) {
            throw broken;
        }
        if (held == 0) {
            return -1;
        }
        int read = Math.min(length, Math.min(held, ring.length - first));
        System.arraycopy(ring, first, buffer, offset, read);
        first = (first + read) % ring.length;
        held -= read;
        notifyAll();
        return read;
    }

    /** Nothing more is wanted. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    private synchronized void await() {
        try {
            wait();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The service is stopping.", stopping);
        }
    }
}
