package org.ckep.testing;

import java.net.SocketException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.ckep.testing.FaultProxy.Fault;

/** What goes wrong in a proxy now, shared by its connections, and what came of it. */
final class FaultState {
    private final AtomicLong forwarded = new AtomicLong();
    private final AtomicLong hits = new AtomicLong();
    private final Object change = new Object();
    private volatile Fault fault = new Fault.None();
    private volatile long epoch;
    private volatile boolean closed;

    Fault fault() {
        return fault;
    }

    /** Grows with every change of the fault, also to the same one. */
    long epoch() {
        return epoch;
    }

    boolean isClosed() {
        return closed;
    }

    long hits() {
        return hits.get();
    }

    /** The fault has acted. */
    void hit() {
        hits.incrementAndGet();
    }

    long forwardedBytes() {
        return forwarded.get();
    }

    void forwarded(int bytes) {
        forwarded.addAndGet(bytes);
    }

    /**
     * Changes the fault.
     *
     * @param follow is told the fault before and the next one, before any connection that waits goes on
     */
    void change(Fault next, BiConsumer<Fault, Fault> follow) {
        synchronized (change) {
            Fault before = fault;
            fault = next;
            epoch++;
            hits.set(0);
            follow.accept(before, next);
            change.notifyAll();
        }
    }

    /** Waits while bytes are not even taken. Fails where the connection has ended meanwhile. */
    void awaitNoStall(BooleanSupplier ended) throws InterruptedException, SocketException {
        if (fault instanceof Fault.Stall) {
            hit();
            synchronized (change) {
                while (fault instanceof Fault.Stall && !closed && !ended.getAsBoolean()) {
                    change.wait(1_000);
                }
            }
        }
        if (closed || ended.getAsBoolean()) {
            throw new SocketException("closed");
        }
    }

    void close() {
        synchronized (change) {
            closed = true;
            change.notifyAll();
        }
    }
}
