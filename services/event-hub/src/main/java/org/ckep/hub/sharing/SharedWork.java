package org.ckep.hub.sharing;

import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Does work once for all who ask for the same while it is under way; whoever asks later has it done anew. A caller that
 * goes away takes nothing from the others.
 *
 * <p>Not by Mutiny's memoization, which hands an item to a subscriber on another thread before it has told him of his
 * subscription: an operator behind it then takes the next item for its first.
 */
public final class SharedWork<K, T> {
    private final Map<K, CompletableFuture<T>> underWay = new ConcurrentHashMap<>();

    /** The result of the work that is under way for the key, or of this one. */
    public Uni<T> of(K key, Supplier<Uni<T>> work) {
        return Uni.createFrom().emitter(emitter -> {
            CompletableFuture<T> own = new CompletableFuture<>();
            CompletableFuture<T> known = underWay.putIfAbsent(key, own);
            (known == null ? own : known).whenComplete((item, failure) -> {
                if (failure == null) {
                    emitter.complete(item);
                } else {
                    emitter.fail(failure);
                }
            });
            if (known == null) {
                Uni.createFrom()
                        .deferred(() -> work.get())
                        .subscribe()
                        .with(
                                item -> {
                                    underWay.remove(key, own);
                                    own.complete(item);
                                },
                                failure -> {
                                    underWay.remove(key, own);
                                    own.completeExceptionally(failure);
                                });
            }
        });
    }
}
