package org.ckep.hub.log;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.ckep.hub.sharing.Waiters;
import org.ckep.kernel.access.Audience;
import org.jboss.logging.Logger;

/**
 * Wakes readers that wait for more. Only a wake-up: what they deliver they read from the log by position, so nothing
 * depends on a wake-up being timely or coming at all. What this process appends wakes at once, what another replica
 * appends is found by looking at the heads while somebody waits.
 */
@ApplicationScoped
public class LogWatch {
    private static final Logger LOG = Logger.getLogger(LogWatch.class);

    private final Pool pool;
    private final Vertx vertx;
    private final LogConfig config;
    private final Map<Audience, Long> heads = new ConcurrentHashMap<>();
    private final Waiters<Audience> waiters;
    private final AtomicBoolean looking = new AtomicBoolean();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    LogWatch(Pool pool, Vertx vertx, LogConfig config) {
        this.pool = pool;
        this.vertx = vertx;
        this.config = config;
        this.waiters = new Waiters<>(vertx);
    }

    void start(@Observes StartupEvent event) {
        vertx.setPeriodic(Math.max(1, config.watchInterval().toMillis()), tick -> look());
    }

    private void look() {
        if (waiters.isEmpty() || !looking.compareAndSet(false, true)) {
            return;
        }
        pool.withTransaction(connection -> connection
                        .query("select set_config('app.system', 'on', true)")
                        .execute()
                        .chain(() -> connection
                                .query("select audience, pos from log_head")
                                .execute()))
                .subscribe()
                .with(
                        rows -> {
                            looking.set(false);
                            rows.forEach(row -> advanced(new Audience(row.getString("audience")), row.getLong("pos")));
                        },
                        failure -> {
                            looking.set(false);
                            LOG.debug("the heads of the logs could not be read", failure);
                        });
    }

    /** Runs an action whenever this process has learnt that a log has grown; it must not block. */
    public void onAdvance(Runnable action) {
        listeners.add(action);
    }

    void advanced(Audience audience, long head) {
        Long before = heads.get(audience);
        heads.merge(audience, head, Math::max);
        if (before == null || head > before) {
            listeners.forEach(Runnable::run);
        }
        waiters.advanced(audience, head);
    }

    /** Completes when the log has more than this position, or after the given time, whichever comes first. */
    public Uni<Void> beyond(Audience audience, long pos, Duration longest) {
        return waiters.beyond(audience, pos, longest, () -> heads.getOrDefault(audience, 0L))
                .replaceWithVoid();
    }

    /** Wakes everybody, for a server that is about to stop. */
    public void wakeAll() {
        waiters.wakeAll();
    }
}
