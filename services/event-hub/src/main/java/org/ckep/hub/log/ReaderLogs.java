package org.ckep.hub.log;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.access.Viewer;

/**
 * Which log a caller reads: that of his agency where he belongs to a partner agency, else his group's. The log of an
 * agency is opened when it is first asked for, by steps that a later call goes on with, and whoever asks waits for the last;
 * until then nobody has read it.
 */
@ApplicationScoped
public class ReaderLogs {
    /** Events of each log in one step; those who append wait for the last one. */
    private static final int PAGE = 2_000;

    private static final String STEP = "select log_open_agency($1, $2, $3, $4) as is_open";

    private final Pool pool;
    private final LogConfig config;
    private final Set<Audience> open = ConcurrentHashMap.newKeySet();
    private final Map<Audience, Uni<Audience>> opening = new ConcurrentHashMap<>();

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
        Context caller = Vertx.currentContext();
        Uni<Audience> opened = opening.computeIfAbsent(agency, this::open);
        return caller == null ? opened : opened.emitOn(task -> caller.runOnContext(go -> task.run()));
    }

    /** Once for all who ask meanwhile: each of them would have a connection of his own for as long as it takes. */
    private Uni<Audience> open(Audience agency) {
        Uni<Void> steps = pool.preparedQuery(STEP)
                .execute(Tuple.tuple()
                        .addString(agency.id())
                        .addArrayOfString(BorderRules.readableByAgencies())
                        .addLong(config.partitionSize())
                        .addInteger(PAGE))
                .map(rows -> rows.iterator().next().getBoolean("is_open"))
                .repeat()
                .until(isOpen -> isOpen)
                .collect()
                .asList()
                .invoke(() -> open.add(agency))
                .onTermination()
                .invoke(() -> opening.remove(agency))
                .replaceWithVoid();
        // A client that goes away must not cancel work on a connection: the pool would lose it.
        return Uni.createFrom()
                .<Void>emitter(emitter -> steps.subscribe().with(emitter::complete, emitter::fail))
                .replaceWith(agency)
                .memoize()
                .indefinitely();
    }
}
