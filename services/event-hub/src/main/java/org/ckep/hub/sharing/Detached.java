package org.ckep.hub.sharing;

import io.smallrye.mutiny.Uni;

/** Work that goes on when nobody waits for it any more. */
public final class Detached {
    private Detached() {}

    /**
     * The result of the work. A client that goes away must not cancel work on a connection: the pool would lose it
     * (hibernate-reactive#4133).
     */
    public static <T> Uni<T> of(Uni<T> work) {
        return Uni.createFrom().emitter(emitter -> work.subscribe().with(emitter::complete, emitter::fail));
    }
}
