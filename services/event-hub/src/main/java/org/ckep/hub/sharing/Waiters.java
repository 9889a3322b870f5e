package org.ckep.hub.sharing;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Readers who wait until something has grown beyond a position, for a limited time.
 *
 * @param <K> what grows
 */
public final class Waiters<K> {
    private final Vertx vertx;
    private final Map<K, Set<Waiter>> waiting = new ConcurrentHashMap<>();

    public Waiters(Vertx vertx) {
        this.vertx = vertx;
    }

    /** What is waited for. */
    public Set<K> keys() {
        return Set.copyOf(waiting.keySet());
    }

    public boolean isEmpty() {
        return waiting.isEmpty();
    }

    /**
     * True as soon as it has more than this position, false after the given time, whichever comes first.
     *
     * @param known how far it is known to have grown; between the caller's look and his waiting it may have
     */
    public Uni<Boolean> beyond(K key, long position, Duration longest, LongSupplier known) {
        return Uni.createFrom().emitter(emitter -> {
            Waiter waiter = new Waiter(position, emitter::complete);
            waiting.compute(key, (same, others) -> with(others, waiter));
            long timer = vertx.setTimer(Math.max(1, longest.toMillis()), fired -> waiter.wake(false));
            waiter.onDone(() -> {
                waiting.computeIfPresent(key, (same, others) -> without(others, waiter));
                vertx.cancelTimer(timer);
            });
            emitter.onTermination(waiter::done);
            if (known.getAsLong() > position) {
                waiter.wake(true);
            }
        });
    }

    private static Set<Waiter> with(@Nullable Set<Waiter> others, Waiter waiter) {
        Set<Waiter> all = others == null ? ConcurrentHashMap.newKeySet() : others;
        all.add(waiter);
        return all;
    }

    private static @Nullable Set<Waiter> without(Set<Waiter> all, Waiter waiter) {
        all.remove(waiter);
        return all.isEmpty() ? null : all;
    }

    /** Wakes those who wait for less than this. */
    public void advanced(K key, long position) {
        for (Waiter waiter : waiting.getOrDefault(key, Set.of())) {
            if (position > waiter.position) {
                waiter.wake(true);
            }
        }
    }

    /** Wakes everybody, though nothing has grown. */
    public void wakeAll() {
        waiting.values().forEach(all -> all.forEach(waiter -> waiter.wake(false)));
    }

    private static final class Waiter {
        private final long position;
        private final Consumer<Boolean> wake;
        private final AtomicBoolean woken = new AtomicBoolean();
        private volatile Runnable cleanUp = () -> {};

        Waiter(long position, Consumer<Boolean> wake) {
            this.position = position;
            this.wake = wake;
        }

        void onDone(Runnable action) {
            cleanUp = action;
            if (woken.get()) {
                action.run();
            }
        }

        void wake(boolean hasGrown) {
            if (woken.compareAndSet(false, true)) {
                cleanUp.run();
                wake.accept(hasGrown);
            }
        }

        void done() {
            woken.set(true);
            cleanUp.run();
        }
    }
}
