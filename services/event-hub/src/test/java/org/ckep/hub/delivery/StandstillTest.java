package org.ckep.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ckep.hub.Sql.now;
import static org.ckep.hub.Sql.query;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.WithDefault;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A process that stands still keeps nobody else from the rows that it has locked. */
@QuarkusTest
class StandstillTest {
    @Inject
    Pool requests;

    @Inject
    @ReactiveDataSource("delivery")
    Pool delivery;

    @Test
    void aTransactionThatStandsStillLosesItsLocksWellBeforeALeaseEnds() throws ReflectiveOperationException {
        // These tests have a shorter lease.
        Duration lease = new DurationConverter()
                .convert(DeliveryConfig.class
                        .getDeclaredMethod("leasePeriod")
                        .getAnnotation(WithDefault.class)
                        .value());
        for (Pool pool : new Pool[] {requests, delivery}) {
            assertThat(Duration.ofMillis(query(pool, """
                            select setting::bigint as millis from pg_settings
                            where name = 'idle_in_transaction_session_timeout'""").get(0).getLong("millis")))
                    .isBetween(Duration.ofSeconds(1), lease.dividedBy(2));
        }
    }

    @Test
    void whatItHadLockedIsFreeForOthers() {
        SqlConnection still = now(delivery.getConnection());
        // The rest is as configured, whose time a test need not wait for.
        now(still.query("set idle_in_transaction_session_timeout = '500ms'").execute());
        now(still.begin());
        now(still.query("select pg_advisory_xact_lock(7311, 1)").execute());

        assertThat(now(requests.query("select pg_advisory_xact_lock(7311, 1)").execute())
                        .rowCount())
                .isEqualTo(1);
        assertThatThrownBy(() -> now(still.query("select 1").execute())).isNotNull();
        now(still.close());
        assertThat(query(delivery, "select 1 as one")).hasSize(1);
    }
}
