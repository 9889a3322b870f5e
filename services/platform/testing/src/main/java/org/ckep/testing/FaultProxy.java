package org.ckep.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy on the loopback interface that breaks connections on demand, because kernels in test environments cannot
 * shape traffic. A fault acts on new and on live connections; {@link #heal()} ends it.
 */
public final class FaultProxy implements AutoCloseable {

    /** What goes wrong. */
    public sealed interface Fault {
        /** Nothing. */
        record None() implements Fault {}

        /** Every byte arrives later, in order, in both directions. */
        record Latency(Duration delay, Duration jitter) implements Fault {}

        /** A slow link or a slow client, in both directions. */
        record Bandwidth(int bytesPerSecond) implements Fault {}

        /** Small pieces with gaps, such as headers in fragments. */
        record Slice(int maxBytes, Duration gap) implements Fault {}

        /** A dead peer: bytes are taken and lost. */
        record Blackhole() implements Fault {}

        /** A full window: bytes are not even taken. */
        record Stall() implements Fault {}

        /** A crash: the connection is reset after so many bytes since the fault began. */
        record Reset(long afterBytes) implements Fault {}

        /** The client's reading half ends, its writing half stays open. */
        record HalfClose() implements Fault {}

        /** The reply is cut after so many bytes since the fault began, when the work may be done already. */
        record Truncate(long afterBytes) implements Fault {}

        /** The process is down: live connections are reset, new ones refused. */
        record Refuse() implements Fault {}

        /** Connection attempts get no answer; live connections go on. */
        record DropConnects() implements Fault {}
    }

    private static final int CHUNK = 16 * 1024;
    private static final int QUEUED_CHUNKS = 64;
    private static final Duration REBIND_LIMIT = Duration.ofSeconds(5);

    private final InetSocketAddress upstream;
    private final int port;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final List<Socket> fillers = new ArrayList<>();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong forwarded = new AtomicLong();
    private final AtomicLong hits = new AtomicLong();

    private final Object change = new Object();
    private volatile Fault fault = new Fault.None();
    private volatile long epoch;
    private volatile boolean closed;
    private volatile ServerSocket listener;

    /** Starts to listen on a free port and forwards to {@code upstream}. */
    public FaultProxy(InetSocketAddress upstream) {
        this.upstream = upstream;
        this.listener = listen(0, 50);
        this.port = listener.getLocalPort();
        accept(listener);
    }

    /** Forwards to a port of the loopback interface. */
    public static FaultProxy to(int port) {
        return new FaultProxy(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    public int port() {
        return port;
    }

    /** Connections accepted so far. */
    public long connections() {
        return accepted.get();
    }

    /** Bytes that have arrived on the other side so far, both directions. */
    public long forwardedBytes() {
        return forwarded.get();
    }

    /** How often the present fault has acted: chunks delayed, lost or cut, connections ended or refused to be read. */
    public long hits() {
        return hits.get();
    }

    /** Lets this go wrong from now on, on live connections too; the count of hits begins anew. */
    public void inject(Fault next) {
        synchronized (change) {
            boolean wasListening = isListening(fault);
            fault = next;
            epoch++;
            hits.set(0);
            if (wasListening != isListening(next)) {
                if (isListening(next)) {
                    resume();
                } else {
                    suspend(next);
                }
            } else if (!wasListening) {
                resume();
                suspend(next);
            }
            change.notifyAll();
        }
        switch (next) {
            case Fault.Reset(long afterBytes) when afterBytes == 0 -> resetAll();
            case Fault.Refuse refuse -> resetAll();
            case Fault.HalfClose halfClose -> connections.forEach(Connection::halfClose);
            case Fault.Reset reset -> {}
            case Fault.None none -> {}
            case Fault.Latency latency -> {}
            case Fault.Bandwidth bandwidth -> {}
            case Fault.Slice slice -> {}
            case Fault.Blackhole blackhole -> {}
            case Fault.Stall stall -> {}
            case Fault.Truncate truncate -> {}
            case Fault.DropConnects dropConnects -> {}
        }
    }

    /** Ends the present fault. Connections that it has broken stay broken. */
    public void heal() {
        inject(new Fault.None());
    }

    private static boolean isListening(Fault fault) {
        return !(fault instanceof Fault.Refuse) && !(fault instanceof Fault.DropConnects);
    }

    private void resetAll() {
        for (Connection connection : connections) {
            hits.incrementAndGet();
            connection.reset();
        }
    }

    private void suspend(Fault reason) {
        closeQuietly(listener);
        if (reason instanceof Fault.DropConnects) {
            // A listener that never accepts answers until its queue is full; later attempts get no answer.
            listener = listen(port, 1);
            for (int i = 0; i < 2; i++) {
                Socket filler = new Socket();
                fillers.add(filler);
                try {
                    filler.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
                } catch (IOException e) {
                    // Full already.
                }
            }
        }
    }

    private void resume() {
        closeQuietly(listener);
        fillers.forEach(FaultProxy::closeQuietly);
        fillers.clear();
        listener = listen(port, 50);
        accept(listener);
    }

    private static ServerSocket listen(int port, int backlog) {
        long deadline = System.nanoTime() + REBIND_LIMIT.toNanos();
        while (true) {
            try {
                ServerSocket socket = new ServerSocket();
                try {
                    socket.setReuseAddress(true);
                    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), backlog);
                    return socket;
                } catch (IOException e) {
                    socket.close();
                    throw e;
                }
            } catch (IOException e) {
                // The old listener frees the port only when its accepting thread has noticed.
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("Cannot listen on port " + port, e);
                }
                LockSupport.parkNanos(10_000_000);
            }
        }
    }

    private void accept(ServerSocket socket) {
        Thread.ofVirtual().name("fault-proxy-" + port).start(() -> {
            while (!socket.isClosed()) {
                try {
                    Socket client = socket.accept();
                    accepted.incrementAndGet();
                    Thread.ofVirtual().start(() -> connect(client));
                } catch (IOException e) {
                    // Closed by suspend() or close().
                    return;
                }
            }
        });
    }

    private void connect(Socket client) {
        Socket server = new Socket();
        try {
            server.connect(upstream, 5_000);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        } catch (IOException e) {
            closeQuietly(client);
            closeQuietly(server);
            return;
        }
        Connection connection = new Connection(client, server);
        connections.add(connection);
        if (closed) {
            connection.close();
            return;
        }
        switch (fault) {
            case Fault.Reset(long afterBytes)
            when afterBytes == 0 -> {
                hits.incrementAndGet();
                connection.reset();
                return;
            }
            case Fault.HalfClose halfClose -> connection.halfClose();
            default -> {}
        }
        connection.pump(client, server, false);
        connection.pump(server, client, true);
    }

    @Override
    public void close() {
        synchronized (change) {
            closed = true;
            change.notifyAll();
        }
        closeQuietly(listener);
        fillers.forEach(FaultProxy::closeQuietly);
        connections.forEach(Connection::close);
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // Nothing is left to be done with it.
        }
    }

    /** Bytes on their way, or the end of the stream. */
    private record Chunk(byte @Nullable [] bytes, long dueNanos) {}

    private final class Connection {

        private final Socket client;
        private final Socket server;
        private final AtomicBoolean ended = new AtomicBoolean();

        Connection(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        /** Reader and writer are separate, so that a delay does not slow down the reading. */
        void pump(Socket from, Socket to, boolean isReply) {
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
                    awaitNoStall();
                    int count = in.read(buffer);
                    // A stall that began during the wait for these bytes holds them back as well.
                    awaitNoStall();
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
            if (fault instanceof Fault.Latency(Duration delay, Duration jitter)) {
                hits.incrementAndGet();
                long spread = jitter.toNanos();
                return delay.toNanos()
                        + (spread == 0 ? 0 : ThreadLocalRandom.current().nextLong(spread));
            }
            return 0;
        }

        private void awaitNoStall() throws InterruptedException, IOException {
            if (fault instanceof Fault.Stall) {
                hits.incrementAndGet();
                synchronized (change) {
                    while (fault instanceof Fault.Stall && !closed && !ended.get()) {
                        change.wait(1_000);
                    }
                }
            }
            if (closed || ended.get()) {
                throw new SocketException("closed");
            }
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
                    if (seenEpoch != epoch) {
                        seenEpoch = epoch;
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
            switch (fault) {
                case Fault.Blackhole blackhole -> hits.incrementAndGet();
                case Fault.Slice(int maxBytes, Duration gap) -> {
                    hits.incrementAndGet();
                    for (int at = 0; at < bytes.length; at += maxBytes) {
                        forward(bytes, at, Math.min(maxBytes, bytes.length - at), out);
                        Thread.sleep(gap);
                    }
                }
                case Fault.Bandwidth(int bytesPerSecond) -> {
                    hits.incrementAndGet();
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
                    hits.incrementAndGet();
                    forward(bytes, 0, (int) Math.max(0, afterBytes - sinceFault), out);
                    reset();
                    return false;
                }
                case Fault.Truncate(long afterBytes)
                when isReply && sinceFault + bytes.length >= afterBytes -> {
                    hits.incrementAndGet();
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
            forwarded.addAndGet(length);
        }

        private void sleepUntil(long nanos) {
            for (long left = nanos - System.nanoTime(); left > 0 && !ended.get(); left = nanos - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }

        void halfClose() {
            hits.incrementAndGet();
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
                connections.remove(this);
            }
        }

        void close() {
            if (ended.compareAndSet(false, true)) {
                closeQuietly(client);
                closeQuietly(server);
                connections.remove(this);
            }
        }
    }
}
