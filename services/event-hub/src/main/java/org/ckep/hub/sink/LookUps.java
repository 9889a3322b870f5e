package org.ckep.hub.sink;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks names up on threads of its own, since a look-up cannot be broken off and takes as long as the name's servers like.
 * Each owner has some of these threads at most: names that are slow keep waiting the one whose they are, and nobody else.
 */
final class LookUps {
    private static final int THREADS = 64;
    private static final int PER_OWNER = 4;
    private static final long IDLE_SECONDS = 30;

    private final NameResolver resolver;
    private final Duration limit;
    private final ThreadPoolExecutor threads;
    private final Map<String, Queue> owners = new HashMap<>();

    LookUps(NameResolver resolver, Duration limit) {
        this.resolver = resolver;
        this.limit = limit;
        this.threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("name-look-up-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * All addresses of a host, empty where they are not found within the limit, waiting for a turn included.
     *
     * @param owner for whom it is looked up
     */
    Uni<List<InetAddress>> of(String owner, String host) {
        return Uni.createFrom()
                .<List<InetAddress>>emitter(emitter -> {
                    LookUp lookUp = new LookUp(host, emitter);
                    emitter.onTermination(() -> forget(owner, lookUp));
                    add(owner, lookUp);
                })
                .ifNoItem()
                .after(limit)
                .recoverWithItem(List.of())
                .emitOn(workers(Vertx.currentContext()));
    }

    /** What follows is no business of the look-up's thread, and it wants the request that it belongs to. */
    private static Executor workers(@Nullable Context asked) {
        Executor workers = Infrastructure.getDefaultWorkerPool();
        return asked == null ? workers : work -> asked.runOnContext(nothing -> workers.execute(work));
    }

    private synchronized void add(String owner, LookUp lookUp) {
        Queue queue = owners.computeIfAbsent(owner, key -> new Queue());
        queue.waiting.add(lookUp);
        beginNext(owner, queue);
    }

    private synchronized void forget(String owner, LookUp lookUp) {
        Queue queue = owners.get(owner);
        if (queue != null) {
            queue.waiting.remove(lookUp);
        }
    }

    private synchronized void ended(String owner) {
        Queue queue = owners.get(owner);
        if (queue != null) {
            queue.running--;
            beginNext(owner, queue);
            if (queue.running == 0) {
                owners.remove(owner);
            }
        }
    }

    private void beginNext(String owner, Queue queue) {
        Iterator<LookUp> waiting = queue.waiting.iterator();
        if (queue.running < PER_OWNER && waiting.hasNext()) {
            LookUp next = waiting.next();
            waiting.remove();
            queue.running++;
            threads.execute(() -> run(owner, next));
        }
    }

    private void run(String owner, LookUp lookUp) {
        try {
            lookUp.emitter.complete(resolver.resolve(lookUp.host));
        } catch (RuntimeException failure) {
            lookUp.emitter.fail(failure);
        } finally {
            ended(owner);
        }
    }

    /** What one owner has looked up; in its order. */
    private static final class Queue {
        private final Set<LookUp> waiting = new LinkedHashSet<>();
        private int running;
    }

    /** One name, alone of its kind. */
    private static final class LookUp {
        private final String host;
        private final UniEmitter<? super List<InetAddress>> emitter;

        LookUp(String host, UniEmitter<? super List<InetAddress>> emitter) {
            this.host = host;
            this.emitter = emitter;
        }
    }
}
