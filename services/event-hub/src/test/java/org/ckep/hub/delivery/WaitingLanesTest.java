package org.ckep.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.now;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.UUID;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
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
    MeterRegistry metrics;

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
}
