package org.ckep.testing;

import static org.ckep.testing.FaultProxy.closeQuietly;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.ckep.testing.FaultProxy.Fault;
import org.jspecify.annotations.Nullable;

/** One connection through a proxy, in both directions, and the faults that act on its bytes. */
final class FaultyConnection {
    private static final int CHUNK = 16 * 1024;
    private static final int QUEUED_CHUNKS = 64;

    /** Bytes on their way, or the end of the stream. */
    private record Chunk(byte @Nullable [] bytes, long dueNanos) {}

    private final Socket client;
    private final Socket server;
    private final FaultState state;
    private final Consumer<FaultyConnection> whenEnded;
    private final AtomicBoolean ended = new AtomicBoolean();

    FaultyConnection(Socket client, Socket server, FaultState state, Consumer<FaultyConnection> whenEnded) {
        this.client = client;
        this.server = server;
        this.state = state;
        this.whenEnded = whenEnded;
    }

    /** Forwards in both directions until the connection ends. */
    void pump() {
        pump(client, server, false);
        pump(server, client, true);
    }

    /** Reader and writer are separate, so that a delay does not slow down the reading. */
    private void pump(Socket from, Socket to, boolean isReply) {
        BlockingQueue<Chunk> queue = new LinkedBlockingQueue<>(QUEUED_CHUNKS);
        Thread.ofVirtual().start(() -> read(from, queue));
        Thread.ofVirtual().start(() -> write(queue, to, isReply));
    }

    private void read(Socket from, BlockingQueue<Chunk> queue) {
        byte[] buffer = new byte[CHUNK];
        long due = System.nanoTime();
        try {
            InputStream in = from.getInputStream();
            while (true) {
                state.awaitNoStall(ended::get);
                int count = in.read(buffer);
                // A stall that began during the wait for these bytes holds them back as well.
                state.awaitNoStall(ended::get);
                byte @Nullable [] bytes = count < 0 ? null : Arrays.copyOf(buffer, count);
                // Never earlier than the chunk before: the order stays.
                due = Math.max(due, System.nanoTime() + delayNanos());
                queue.put(new Chunk(bytes, due));
                if (count < 0) {
                    return;
                }
            }
        } catch (IOException e) {
            close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
        }
    }

    private long delayNanos() {
        if (state.fault() instanceof Fault.Latency(Duration delay, Duration jitter)) {
            state.hit();
            long spread = jitter.toNanos();
            return delay.toNanos()
                    + (spread == 0 ? 0 : ThreadLocalRandom.current().nextLong(spread));
        }
        return 0;
    }

    private void write(BlockingQueue<Chunk> queue, Socket to, boolean isReply) {
        long seenEpoch = -1;
        long sinceFault = 0;
        try {
            OutputStream out = to.getOutputStream();
            while (true) {
                Chunk chunk = queue.poll(1, TimeUnit.SECONDS);
                if (chunk == null) {
                    if (ended.get()) {
                        return;
                    }
                    continue;
                }
                sleepUntil(chunk.dueNanos());
                if (chunk.bytes() == null) {
                    to.shutdownOutput();
                    return;
                }
                if (seenEpoch != state.epoch()) {
                    seenEpoch = state.epoch();
                    sinceFault = 0;
                }
                if (!deliver(chunk.bytes(), out, isReply, sinceFault)) {
                    return;
                }
                sinceFault += chunk.bytes().length;
            }
        } catch (IOException e) {
            close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
        }
    }

    /** Whether the connection goes on. */
    private boolean deliver(byte[] bytes, OutputStream out, boolean isReply, long sinceFault)
            throws IOException, InterruptedException {
        switch (state.fault()) {
            case Fault.Blackhole blackhole -> state.hit();
            case Fault.Slice(int maxBytes, Duration gap) -> {
                state.hit();
                for (int at = 0; at < bytes.length; at += maxBytes) {
                    forward(bytes, at, Math.min(maxBytes, bytes.length - at), out);
                    Thread.sleep(gap);
                }
            }
            case Fault.Bandwidth(int bytesPerSecond) -> {
                state.hit();
                // Ten pieces a second.
                int piece = Math.max(1, bytesPerSecond / 10);
                for (int at = 0; at < bytes.length; at += piece) {
                    int length = Math.min(piece, bytes.length - at);
                    Thread.sleep(Duration.ofNanos(1_000_000_000L * length / bytesPerSecond));
                    forward(bytes, at, length, out);
                }
            }
            case Fault.Reset(long afterBytes)
            when sinceFault + bytes.length >= afterBytes -> {
                state.hit();
                forward(bytes, 0, (int) Math.max(0, afterBytes - sinceFault), out);
                reset();
                return false;
            }
            case Fault.Truncate(long afterBytes)
            when isReply && sinceFault + bytes.length >= afterBytes -> {
                state.hit();
                forward(bytes, 0, (int) Math.max(0, afterBytes - sinceFault), out);
                close();
                return false;
            }
            case Fault.HalfClose halfClose
            when isReply -> {
                // The client's side of this direction has ended.
                return true;
            }
            case Fault.None none -> forward(bytes, 0, bytes.length, out);
            case Fault.Latency latency -> forward(bytes, 0, bytes.length, out);
            case Fault.Stall stall -> forward(bytes, 0, bytes.length, out);
            case Fault.Reset reset -> forward(bytes, 0, bytes.length, out);
            case Fault.Truncate truncate -> forward(bytes, 0, bytes.length, out);
            case Fault.HalfClose halfClose -> forward(bytes, 0, bytes.length, out);
            case Fault.Refuse refuse -> forward(bytes, 0, bytes.length, out);
            case Fault.DropConnects dropConnects -> forward(bytes, 0, bytes.length, out);
        }
        return true;
    }

    private void forward(byte[] bytes, int from, int length, OutputStream out) throws IOException {
        out.write(bytes, from, length);
        out.flush();
        state.forwarded(length);
    }

    private void sleepUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0 && !ended.get(); left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    void halfClose() {
        state.hit();
        try {
            client.shutdownOutput();
        } catch (IOException e) {
            close();
        }
    }

    void reset() {
        if (ended.compareAndSet(false, true)) {
            for (Socket socket : List.of(client, server)) {
                try {
                    // Closing without lingering sends a reset instead of an orderly end.
                    socket.setSoLinger(true, 0);
                } catch (IOException e) {
                    // Closed already.
                }
                closeQuietly(socket);
            }
            whenEnded.accept(this);
        }
    }

    void close() {
        if (ended.compareAndSet(false, true)) {
            closeQuietly(client);
            closeQuietly(server);
            whenEnded.accept(this);
        }
    }
}
