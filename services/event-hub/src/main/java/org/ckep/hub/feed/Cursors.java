package org.ckep.hub.feed;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** The cursor codec with the key that all replicas share, read from the database at first use. */
@ApplicationScoped
class Cursors {
    private final Pool pool;
    private volatile @Nullable CursorCodec codec;

    Cursors(Pool pool) {
        this.pool = pool;
    }

    Uni<CursorCodec> codec() {
        CursorCodec known = codec;
        if (known != null) {
            return Uni.createFrom().item(known);
        }
        return pool.query("select key from cursor_key where version = 1")
                .execute()
                .map(rows ->
                        new CursorCodec(rows.iterator().next().getBuffer("key").getBytes()))
                .invoke(read -> codec = read);
    }
}
