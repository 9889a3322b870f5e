package org.ckep.hub.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.ckep.hub.log.LogWatch;
import org.jboss.logging.Logger;

/**
 * Takes events over from the logs into the subscriptions: one transaction per subscription numbers them, links them into
 * the chain and opens their lanes. Several processes may do this at once; the lock of the cursor excludes a double.
 */
@ApplicationScoped
public class FanOut {
    private static final Logger LOG = Logger.getLogger(FanOut.class);

    private static final String DUE = """
            select s.id, s.audience, c.next_pos, h.pos as head
            from subscription s join subscription_cursor c on c.sub = s.id join log_head h on h.audience = s.audience
            where s.state <> 'RETIRED' and c.next_pos <= h.pos order by c.next_pos limit 500""";

    private static final String SUBSCRIPTION = """
            select id, audience, version, protocol, ordering, types, filters from subscription
            where id = $1 and state <> 'RETIRED'""";

    private final Pool pool;
    private final LogWatch watch;
    private final Courier courier;
    private final Digests digests;
    private final DeliveryConfig config;
    private final Vertx vertx;
    private final SubscriptionFilters filters = new SubscriptionFilters();
    private final WakeableLoop loop;
    private final Counter taken;

    FanOut(
            @ReactiveDataSource("delivery") Pool pool,
            LogWatch watch,
            Courier courier,
            Digests digests,
            DeliveryConfig config,
            Vertx vertx,
            MeterRegistry metrics) {
        this.pool = pool;
        this.watch = watch;
        this.courier = courier;
        this.digests = digests;
        this.config = config;
        this.vertx = vertx;
        this.loop = new WakeableLoop("fan-out", this::round);
        this.taken = Counter.builder("hub.fanout")
                .description("events taken over into subscriptions")
                .register(metrics);
    }

    void start(@Observes StartupEvent event) {
        if (config.enabled()) {
            watch.onAdvance(loop::wake);
            vertx.setPeriodic(Math.max(1, config.pollInterval().toMillis()), tick -> loop.wake());
        }
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    /** Looks for work at once. */
    public void wake() {
        if (config.enabled()) {
            loop.wake();
        }
    }

    private Uni<Boolean> round() {
        LogPages pages = new LogPages(pool);
        return pool.query(DUE).execute().chain(rows -> {
            List<Due> due = new ArrayList<>();
            rows.forEach(row -> due.add(new Due(
                    row.getUUID("id"), row.getString("audience"), row.getLong("next_pos"), row.getLong("head"))));
            due.sort(Comparator.comparing(Due::audience).thenComparing(Due::nextPos));
            return Multi.createFrom()
                    .iterable(due)
                    .onItem()
                    .transformToUni(one -> takeOver(one, pages))
                    .merge(LogPages.KEPT)
                    .collect()
                    .asList()
                    .map(more -> more.contains(true));
        });
    }

    /** True where more waits already. A subscription that cannot be served does not stop the others. */
    private Uni<Boolean> takeOver(Due due, LogPages pages) {
        return pages.page(due.audience, due.nextPos, due.head)
                .chain(page -> pool.withTransaction(connection -> takeOver(connection, due, page))
                        .invoke(amount -> {
                            taken.increment(amount);
                            if (amount > 0) {
                                courier.wake();
                            }
                        })
                        .map(amount -> page.upTo() < due.head))
                .onFailure()
                .invoke(failure -> LOG.warnf(failure, "subscription %s takes nothing over for now", due.sub))
                .onFailure()
                .recoverWithItem(false);
    }

    private Uni<Integer> takeOver(SqlConnection connection, Due due, LogPages.LogSlice page) {
        return Numbering.lock(connection, due.sub).chain(numbering -> {
            if (numbering == null || numbering.nextPos() != due.nextPos) {
                return Uni.createFrom().item(0);
            }
            // Read after the cursor is locked: whoever changes the filters holds that lock too.
            return connection
                    .preparedQuery(SUBSCRIPTION)
                    .execute(Tuple.of(due.sub))
                    // Its log may have been exchanged for another one since the page was read.
                    .chain(rows -> rows.size() == 0
                                    || !rows.iterator()
                                            .next()
                                            .getString("audience")
                                            .equals(due.audience)
                            ? Uni.createFrom().item(0)
                            : number(connection, rows.iterator().next(), numbering, page));
        });
    }

    private Uni<Integer> number(
            SqlConnection connection, Row subscription, Numbering numbering, LogPages.LogSlice page) {
        SubscriptionFilters.Wanted wanted = filters.of(subscription);
        numbering.ordered(subscription.getString("ordering"));
        page.events().stream()
                .filter(event -> wanted.matches(event.type(), event::forFilters))
                .forEach(event -> numbering.take(event.pos(), event.partitionKey(), event.body()));
        boolean hasLanes = subscription.getString("protocol").equals("HTTP");
        return digests.addIfDue(connection, subscription.getString("audience"), numbering)
                .chain(() -> numbering.write(connection, page.upTo() + 1, hasLanes));
    }

    private record Due(UUID sub, String audience, long nextPos, long head) {}
}
