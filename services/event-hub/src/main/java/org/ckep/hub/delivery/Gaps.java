package org.ckep.hub.delivery;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Collection;
import java.util.UUID;

/** Numbers that were given up though their owner did not ask for it. */
public final class Gaps {
    private Gaps() {}

    /**
     * Notes that owners are to be told of them, in the transaction that gave them up. Waits for nobody.
     *
     * @param subs whose numbers they are
     * @param state {@code EXPIRED} or {@code WITHHELD}
     */
    public static Uni<Void> tell(SqlClient client, Collection<UUID> subs, String state) {
        return subs.isEmpty()
                ? Uni.createFrom().voidItem()
                : client.preparedQuery("select tell_of_gaps($1, $2)")
                        .execute(Tuple.of(subs.stream().distinct().toArray(UUID[]::new), state))
                        .replaceWithVoid();
    }
}
