package org.ckep.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

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

    private final InetSocketAddress upstream;
    private final FaultState state = new FaultState();
    private final Set<FaultyConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicLong accepted = new AtomicLong();
    private final FaultyListener listener;

    /** Starts to listen on a free port and forwards to {@code upstream}. */
    public FaultProxy(InetSocketAddress upstream) {
        this.upstream = upstream;
        this.listener = new FaultyListener(client -> {
            accepted.incrementAndGet();
            Thread.ofVirtual().start(() -> connect(client));
        });
    }

    /** Forwards to a port of the loopback interface. */
    public static FaultProxy to(int port) {
        return new FaultProxy(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    public int port() {
        return listener.port();
    }

    /** Connections accepted so far. */
    public long connections() {
        return accepted.get();
    }

    /** Bytes that have arrived on the other side so far, both directions. */
    public long forwardedBytes() {
        return state.forwardedBytes();
    }

    /** How often the present fault has acted: chunks delayed, lost or cut, connections ended or refused to be read. */
    public long hits() {
        return state.hits();
    }

    /** Lets this go wrong from now on, on live connections too; the count of hits begins anew. */
    public void inject(Fault next) {
        state.change(next, listener::follow);
        switch (next) {
            case Fault.Reset(long afterBytes) when afterBytes == 0 -> resetAll();
            case Fault.Refuse refuse -> resetAll();
            case Fault.HalfClose halfClose -> connections.forEach(FaultyConnection::halfClose);
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

    private void resetAll() {
        for (FaultyConnection connection : connections) {
            state.hit();
            connection.reset();
        }
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
        FaultyConnection connection = new FaultyConnection(client, server, state, connections::remove);
        connections.add(connection);
        if (state.isClosed()) {
            connection.close();
            return;
        }
        switch (state.fault()) {
            case Fault.Reset(long afterBytes)
            when afterBytes == 0 -> {
                state.hit();
                connection.reset();
                return;
            }
            case Fault.Refuse refuse -> {
                // Accepted just before the fault began.
                state.hit();
                connection.reset();
                return;
            }
            case Fault.HalfClose halfClose -> connection.halfClose();
            default -> {}
        }
        connection.pump();
    }

    @Override
    public void close() {
        state.close();
        listener.close();
        connections.forEach(FaultyConnection::close);
    }

    static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // Nothing is left to be done with it.
        }
    }
}
