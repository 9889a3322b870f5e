package org.ckep.hub.delivery;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How many lanes this process works on: of each subscription, so that none takes the room of the others, and in all. */
final class HeldLanes {
    private final int most;
    private final int mostOfOne;
    private final AtomicInteger all = new AtomicInteger();
    private final Map<UUID, Integer> bySubscription = new ConcurrentHashMap<>();

    /**
     * @param most in all
     * @param mostOfOne of one subscription
     */
    HeldLanes(int most, int mostOfOne) {
        this.most = most;
        this.mostOfOne = mostOfOne;
    }

    void add(List<LaneClaim> claims) {
        all.addAndGet(claims.size());
        claims.forEach(claim -> bySubscription.merge(claim.sub(), 1, Integer::sum));
    }

    /** True where one of the subscriptions may have been kept from more lanes by those that are given back now. */
    boolean remove(List<LaneClaim> claims) {
        boolean wasFull = all.getAndAdd(-claims.size()) >= most;
        Map<UUID, Integer> amounts = new HashMap<>();
        claims.forEach(claim -> amounts.merge(claim.sub(), 1, Integer::sum));
        for (Map.Entry<UUID, Integer> amount : amounts.entrySet()) {
            int given = amount.getValue();
            AtomicInteger before = new AtomicInteger();
            bySubscription.computeIfPresent(amount.getKey(), (sub, held) -> {
                before.set(held);
                return held <= given ? null : held - given;
            });
            wasFull |= before.get() >= mostOfOne || before.get() == LaneStore.UNPROVEN;
        }
        return wasFull;
    }

    int all() {
        return all.get();
    }

    /** How many more there may be in all. */
    int room() {
        return Math.max(0, most - all.get());
    }

    /** How many more of a subscription there may be. */
    int room(UUID sub) {
        return Math.max(0, Math.min(room(), mostOfOne - bySubscription.getOrDefault(sub, 0)));
    }
}
