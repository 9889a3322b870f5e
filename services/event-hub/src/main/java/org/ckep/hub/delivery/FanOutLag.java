package org.ckep.hub.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** How far behind the end of its log the last subscription of each log is, as the database has it: every process tells the same. */
@ApplicationScoped
class FanOutLag {
    private static final Logger LOG = Logger.getLogger(FanOutLag.class);

    private static final String BEHIND = """
            select h.audience, max(greatest(0, h.pos + 1 - c.next_pos)) as positions
            from subscription s join subscription_cursor c on c.sub = s.id join log_head h on h.audience = s.audience
            where s.state <> 'RETIRED' group by h.audience""";

    private final Pool pool;
    private final MultiGauge lag;

    FanOutLag(@ReactiveDataSource("delivery") Pool pool, MeterRegistry metrics) {
        this.pool = pool;
        lag = MultiGauge.builder("hub.fanout.lag")
                .baseUnit("positions")
                .description("positions that the last subscription of a log has not taken over yet, of all processes")
                .register(metrics);
    }

    /** What is not known is told of no log, not as none. */
    @Scheduled(
            identity = "fan-out-lag",
            every = "15s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> look() {
        return pool.query(BEHIND)
                .execute()
                .invoke(rows -> {
                    List<MultiGauge.Row<?>> found = new ArrayList<>();
                    for (Row row : rows) {
                        found.add(MultiGauge.Row.of(
                                Tags.of("audience", row.getString("audience")), row.getLong("positions")));
                    }
                    lag.register(found, true);
                })
                .onFailure()
                .invoke(failure -> {
                    LOG.debug("how far fan-out is could not be told", failure);
                    lag.register(List.of(), true);
                })
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }
}
