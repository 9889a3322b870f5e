package org.ckep.messaging;

import io.quarkus.arc.properties.UnlessBuildProperty;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;

/** Forgets consumed events that are old enough not to come again. Several replicas at once do no harm. */
@ApplicationScoped
@UnlessBuildProperty(name = OutboxSwitch.PROPERTY, stringValue = "false", enableIfMissing = true)
class InboxPurge {
    private static final Logger LOG = Logger.getLogger(InboxPurge.class);

    private final MessagingConfig.Inbox config;
    private final Pool pool;
    private final Clock clock;

    InboxPurge(MessagingConfig config, Pool pool, Clock clock) {
        this.config = config.inbox();
        this.pool = pool;
        this.clock = clock;
    }

    @Scheduled(
            identity = "inbox-purge",
            every = "1h",
            delayed = "5m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> purge() {
        return pool.preparedQuery("delete from inbox_event where seen_at < $1")
                .execute(
                        Tuple.of(clock.instant().minus(config.retentionPeriod()).atOffset(ZoneOffset.UTC)))
                .invoke(rows -> LOG.debugf("forgot %d consumed events", rows.rowCount()))
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> LOG.warn("consumed events were not purged, next try in an hour", failure))
                .onFailure()
                .recoverWithNull();
    }
}
