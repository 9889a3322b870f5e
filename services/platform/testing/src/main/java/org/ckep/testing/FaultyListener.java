package org.ckep.testing;

import static org.ckep.testing.FaultProxy.closeQuietly;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.ckep.infrastructure.Ports;
import org.ckep.testing.FaultProxy.Fault;

/** The listening socket of a proxy, which some faults take away. */
final class FaultyListener implements AutoCloseable {
    private static final Duration REBIND_LIMIT = Duration.ofSeconds(5);

    private final int port;
    private final Consumer<Socket> accepted;
    private final List<Socket> fillers = new ArrayList<>();
    private volatile ServerSocket listener;
    private Thread acceptor;

    /** Listens on a free port that no outgoing connection takes while the listener is away. */
    FaultyListener(Consumer<Socket> accepted) {
        this.accepted = accepted;
        this.port = Ports.free(1).getFirst();
        this.listener = listen(port, 50);
        this.acceptor = accept(listener);
    }

    int port() {
        return port;
    }

    /** Stops to listen, or listens again, as the change of the fault demands. */
    void follow(Fault before, Fault next) {
        boolean wasListening = isListening(before);
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
    }

    private static boolean isListening(Fault fault) {
        return !(fault instanceof Fault.Refuse) && !(fault instanceof Fault.DropConnects);
    }

    private void suspend(Fault reason) {
        stop();
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
        stop();
        fillers.forEach(FaultProxy::closeQuietly);
        fillers.clear();
        listener = listen(port, 50);
        acceptor = accept(listener);
    }

    /** The socket frees its port, and refuses connections, only when the thread that accepts has left it. */
    private void stop() {
        closeQuietly(listener);
        try {
            if (!acceptor.join(REBIND_LIMIT)) {
                throw new IllegalStateException("Port " + port + " is still being listened on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while port " + port + " was being given up", e);
        }
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
                // A connection attempt that was on its way may hold the port for a moment.
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("Cannot listen on port " + port, e);
                }
                LockSupport.parkNanos(10_000_000);
            }
        }
    }

    private Thread accept(ServerSocket socket) {
        return Thread.ofVirtual().name("fault-proxy-" + socket.getLocalPort()).start(() -> {
            while (!socket.isClosed()) {
                try {
                    accepted.accept(socket.accept());
                } catch (IOException e) {
                    // Closed by suspend() or close().
                    return;
                }
            }
        });
    }

    @Override
    public void close() {
        closeQuietly(listener);
        fillers.forEach(FaultProxy::closeQuietly);
    }
}
