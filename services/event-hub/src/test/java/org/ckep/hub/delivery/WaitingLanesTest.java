package org.ckep.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.now;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.publish;
import static org.ckep.hub.subscription.Subscriptions.pull;
import static org.ckep.hub.subscription.Subscriptions.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.ckep.kernel.access.Audience;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What waits is counted as it is now, not as it has been. */
@QuarkusTest
class WaitingLanesTest {
    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @Inject
    WaitingLanes waiting;

    @Inject
    FanOutLag lag;

    @Inject
    MeterRegistry metrics;

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    @AutoClose
    private final TestSink sink = new TestSink();

    private double gauge(String name) {
        now(waiting.count());
        return metrics.get(name).gauge().value();
    }

    @Test
    void aLaneCountsWhileItIsParkedAndABreakerWhileItIsOpen() {
        UUID sub = UUID.fromString(create(kotra(), webhook(sink, Events.subject())));
        double parked = gauge("lanes.parked");
        double open = gauge("breaker.open");
        query(pool, "insert into lane(sub, lane, state, next_at) values ($1, 'a', 'PARKED', 'infinity')", sub);
        query(pool, "insert into lane(sub, lane, state, next_at) values ($1, 'b', 'PARKED', 'infinity')", sub);
        query(pool, "update sub_health set open_n = 1, open_until = now() + interval '1 hour' where sub = $1", sub);
        assertThat(gauge("lanes.parked")).isEqualTo(parked + 2);
        assertThat(gauge("breaker.open")).isEqualTo(open + 1);
        query(pool, "delete from lane where sub = $1 and lane = 'a'", sub);
        query(pool, "update sub_health set open_n = 0, open_until = null where sub = $1", sub);
        assertThat(gauge("lanes.parked")).isEqualTo(parked + 1);
        assertThat(gauge("breaker.open")).isEqualTo(open);
        kotra().delete(PATH + "/" + sub).then().statusCode(204);
        assertThat(gauge("lanes.parked")).isEqualTo(parked);
    }

    /** Neither what somebody works on nor what rests or is parked, nor what nobody is to be sent, has been due for long. */
    @Test
    void aLaneIsAsOldAsItHasBeenDueWithoutAnybodyWorkingOnIt() {
        UUID sub = UUID.fromString(create(kotra(), webhook(sink, Events.subject())));
        // Left alone, so that nobody takes its lanes meanwhile; what waits for that is a backlog, too.
        query(pool, "update sub_health set open_n = 1, open_until = now() + interval '1 hour' where sub = $1", sub);
        String lane = "insert into lane(sub, lane, state, next_at, lease_until) values ($1, ";
        query(pool, lane + "'parked', 'PARKED', now() - interval '9 days', null)", sub);
        query(pool, lane + "'held', 'READY', now() - interval '8 days', now() + interval '1 hour')", sub);
        query(pool, lane + "'rests', 'READY', now() + interval '1 hour', null)", sub);
        double before = gauge("lane.backlog.age");
        assertThat(before).isLessThan(Duration.ofDays(1).toSeconds());
        query(pool, lane + "'due', 'READY', now() - interval '2 days', null)", sub);
        assertThat(gauge("lane.backlog.age"))
                .isBetween(
                        (double) Duration.ofDays(2).toSeconds(),
                        Duration.ofDays(2).toSeconds() + 60.0);
        query(pool, "update sub_health set active = false where sub = $1", sub);
        assertThat(gauge("lane.backlog.age")).isLessThan(Duration.ofDays(1).toSeconds());
        query(pool, "delete from lane where sub = $1", sub);
        kotra().delete(PATH + "/" + sub).then().statusCode(204);
    }

    /** By the log whose end it is behind. */
    @Test
    void fanOutIsAsFarBehindAsTheLastSubscriptionOfALog() {
        String subject = Events.subject();
        UUID late = UUID.fromString(create(kotra(), pull(subject)));
        UUID prompt = UUID.fromString(create(kotra(), pull(subject)));
        SqlConnection holder = now(pool.getConnection());
        try {
            Transaction held = now(holder.begin());
            now(RowLocks.cursor(holder, late));
            publish(sender, Audience.PARTNER, subject, 3);
            await(() ->
                    query(pool, "select 1 from delivery where sub = $1", prompt).size() == 3);
            assertThat(lag()).isGreaterThanOrEqualTo(3);
            now(held.rollback());
        } finally {
            now(holder.close());
        }
        await(() -> lag() == 0);
    }

    private double lag() {
        now(lag.look());
        return metrics.get("hub.fanout.lag")
                .tag("audience", "agency-kotra")
                .gauge()
                .value();
    }

    @Test
    void theirNamesAreThoseThatAreWatched() {
        now(waiting.count());
        now(lag.look());
        assertThat(metrics.get("lane.backlog.age").gauge().getId().getBaseUnit())
                .isEqualTo("seconds");
        assertThat(metrics.get("hub.fanout.lag").gauges())
                .isNotEmpty()
                .allSatisfy(gauge -> assertThat(gauge.getId().getBaseUnit()).isEqualTo("positions"));
    }
}
