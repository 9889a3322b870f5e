package org.ckep.trade.indicator;

import io.smallrye.mutiny.Uni;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What was read before and cannot change, by everything that it depends on. Of many the last ones asked for are kept. */
final class Remembered<K, V> {
    private static final int MOST = 1_000;

    private final Map<K, V> known = new LinkedHashMap<>(MOST, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > MOST;
        }
    };

    /** What is known by the key, or what is read now. */
    Uni<V> of(K key, Supplier<Uni<V>> reading) {
        return find(key).map(Uni.createFrom()::item).orElseGet(() -> reading.get()
                .invoke(read -> remember(key, read)));
    }

    private synchronized Optional<V> find(K key) {
        return Optional.ofNullable(known.get(key));
    }

    private synchronized void remember(K key, V read) {
        known.put(key, read);
    }
}
