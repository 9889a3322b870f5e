package org.ckep.hub.sharing;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Readers who wait until something has grown beyond a position, for a limited time.
 *
 * @param <K> what grows
 */
public final class Waiters<K> {
    private final Vertx vertx;
    private final Set<Waiter<K>> waiting = ConcurrentHashMap.newKeySet();

    public Waiters(Vertx vertx) {
        this.vertx = vertx;
    }

    /** What is waited for. */
    public Set<K> keys() {
        return waiting.stream().map(waiter -> waiter.key).collect(Collectors.toUnmodifiableSet());
    }

    public boolean isEmpty() {
        return waiting.isEmpty();
    }

    /**
     * Completes when it has more than this position, or after the given time, whichever comes first.
     *
     * @param known how far it is known to have grown; between the caller's look and his waiting it may have
     */
    public Uni<Void> beyond(K key, long position, Duration longest, LongSupplier known) {
        return Uni.createFrom().emitter(emitter -> {
            Waiter<K> waiter = new Waiter<>(key, position, () -> emitter.complete(null));
            waiting.add(waiter);
            long timer = vertx.setTimer(Math.max(1, longest.toMillis()), fired -> waiter.wake());
            waiter.onDone(() -> {
                waiting.remove(waiter);
                vertx.cancelTimer(timer);
            });
            emitter.onTermination(waiter::done);
            if (known.getAsLong() > position) {
                waiter.wake();
            }
        });
    }

    /** Wakes those who wait for less than this. */
    public void advanced(K key, long position) {
        for (Waiter<K> waiter : waiting) {
            if (waiter.key.equals(key) && position > waiter.position) {
                waiter.wake();
            }
        }
    }

    /** Wakes everybody. */
    public void wakeAll() {
        waiting.forEach(Waiter::wake);
    }

    private static final class Waiter<K> {
        private final K key;
        private final long position;
        private final Runnable wake;
        private final AtomicBoolean woken = new AtomicBoolean();
        private volatile Runnable cleanUp = () -> {};

        Waiter(K key, long position, Runnable wake) {
            this.key = key;
            this.position = position;
            this.wake = wake;
        }

        void onDone(Runnable action) {
            cleanUp = action;
            if (woken.get()) {
                action.run();
            }
        }

        void wake() {
            if (woken.compareAndSet(false, true)) {
                cleanUp.run();
                wake.run();
            }
        }

        void done() {
            woken.set(true);
            cleanUp.run();
        }
    }
}
