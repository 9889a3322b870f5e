package org.ckep.hub.log;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.access.Viewer;

/**
 * Which log a caller reads: that of his agency where he belongs to a partner agency, else his group's. The log of an
 * agency is opened when it is first asked for; until then nobody has read it.
 */
@ApplicationScoped
public class ReaderLogs {
    private final Pool pool;
    private final LogConfig config;
    private final Set<Audience> open = ConcurrentHashMap.newKeySet();

    ReaderLogs(Pool pool, LogConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /** The one log that holds everything the caller may see. */
    public Uni<Audience> of(Viewer viewer) {
        Optional<Audience> agency = agency(viewer);
        return agency.isEmpty() ? Uni.createFrom().item(viewer.audience()) : opened(agency.get());
    }

    private static Optional<Audience> agency(Viewer viewer) {
        String agency = viewer.agency();
        if (agency == null || !viewer.audience().equals(Audience.PARTNER)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Audience.agency(agency));
        } catch (IllegalArgumentException notAnAudience) {
            // Nothing can be published for an agency of such a name.
            return Optional.empty();
        }
    }

    private Uni<Audience> opened(Audience agency) {
        if (open.contains(agency)) {
            return Uni.createFrom().item(agency);
        }
        Uni<Audience> opening = pool.preparedQuery("select log_open_agency($1, $2, $3)")
                .execute(Tuple.tuple()
                        .addString(agency.id())
                        .addArrayOfString(BorderRules.readableByAgencies())
                        .addLong(config.partitionSize()))
                .invoke(() -> open.add(agency))
                .replaceWith(agency);
        // A client that goes away must not cancel work on a connection: the pool would lose it.
        return Uni.createFrom().emitter(emitter -> opening.subscribe().with(emitter::complete, emitter::fail));
    }
}
