package org.ckep.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.now;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.publish;
import static org.ckep.hub.subscription.Subscriptions.webhook;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.ckep.hub.TestSink.Reply;
import org.ckep.kernel.access.Audience;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rule P18: what is written at every claim and every delivery leaves nothing behind that stays. */
@QuarkusTest
class HotRowsTest {
    private static final int LANES = 200;
    private static final int CLAIMS_BETWEEN = 10;

    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @Inject
    Ledger ledger;

    @AutoClose
    private final TestSink sink = new TestSink();

    @AutoClose
    private final TestSink hanging = new TestSink();

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    private final String subject = Events.subject();

    /**
     * 60,000 claims, cleared after every 2,000, while deliveries are under way: the table needs the room of the first ones.
     * With each claim half of the lanes empty, so that they are deleted, and come back with the next event for them.
     * A worker that kept a transaction open for what it sends would have all of them stay.
     */
    @Test
    void p18_theTableOfTheLanesDoesNotGrowWithTheClaims() throws Exception {
        CountDownLatch mayAnswer = new CountDownLatch(1);
        CountDownLatch isAsked = new CountDownLatch(1);
        hanging.onDelivery(request -> {
            isAsked.countDown();
            try {
                mayAnswer.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Reply.of(204);
        });
        UUID sub = paused(LANES);
        String held = create(kotra(), webhook(hanging, subject));
        publish(sender, Audience.PARTNER, subject, 1);
        try (Connection owner = owner();
                Statement statement = owner.createStatement()) {
            assertThat(isAsked.await(30, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < CLAIMS_BETWEEN; i++) {
                claimAndGiveBack(sub);
            }
            statement.execute("vacuum lane");
            long first = size();
            long most = first;
            for (int round = 1; round < 30; round++) {
                for (int i = 0; i < CLAIMS_BETWEEN; i++) {
                    claimAndGiveBack(sub);
                }
                most = Math.max(most, size());
                statement.execute("vacuum lane");
            }
            assertThat(most).isLessThan(3 * first);
        } finally {
            mayAnswer.countDown();
            query(pool, "delete from lane where sub = $1", sub);
            query(pool, "delete from delivery where sub = $1", sub);
            kotra().delete(PATH + "/" + sub).then().statusCode(204);
            kotra().delete(PATH + "/" + held).then().statusCode(204);
        }
    }

    /** A subscription that no worker touches, with so many lanes and one event in each. */
    private UUID paused(int lanes) {
        UUID sub = UUID.fromString(create(kotra(), webhook(sink, Events.subject())));
        kotra().post(PATH + "/" + sub + "/pause").then().statusCode(200);
        query(
                pool,
                "insert into delivery(sub, subseq, pos, lane, hash, chain) "
                        + "select $1::uuid, n, 1, 'lane ' || n, 'x', 'x' from generate_series(1, $2::int) n",
                sub,
                lanes);
        query(pool, "insert into lane(sub, lane) select sub, lane from delivery where sub = $1", sub);
        return sub;
    }

    private void claimAndGiveBack(UUID sub) {
        List<LaneResult> results = query(
                        pool,
                        "update lane set fence = nextval('lane_fence'), claim_upto = claim_upto + 1, "
                                + "lease_until = now() + interval '1 minute' where sub = $1 returning lane, fence",
                        sub)
                .stream()
                .map(row -> untouched(sub, row))
                .toList();
        assertThat(results).hasSize(LANES);
        now(ledger.write(results));
        assertThat(query(pool, "delete from lane where sub = $1 and right(lane, 1) < '5' returning lane", sub))
                .hasSize(LANES / 2);
        query(
                pool,
                "insert into lane(sub, lane) select sub, lane from delivery where sub = $1 order by lane "
                        + "on conflict (sub, lane) do update set sub = excluded.sub",
                sub);
    }

    private static LaneResult untouched(UUID sub, Row lane) {
        LaneClaim claim = new LaneClaim(
                sub,
                lane.getString("lane"),
                lane.getLong("fence"),
                0,
                0,
                List.of(),
                LaneClaim.Kind.LIVE,
                System.currentTimeMillis(),
                System.nanoTime());
        return new LaneResult(claim, List.of(), List.of(), null, 0, null, false, 0, List.of(), null);
    }

    private long size() {
        return query(pool, "select pg_total_relation_size('lane') as bytes")
                .get(0)
                .getLong("bytes");
    }

    private static Connection owner() throws SQLException {
        return DriverManager.getConnection(
                setting("quarkus.flyway.jdbc-url"),
                setting("quarkus.flyway.username"),
                setting("quarkus.flyway.password"));
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }

    /** However many rows such a table has, it is cleared after few changes and not after those of a fifth of it. */
    @ParameterizedTest
    @CsvSource({"lane, 1000", "sub_health, 500"})
    void p18_theyAreClearedAfterFewChangesHoweverManyThereAre(String table, int changes) {
        String[] options = query(
                        pool, "select coalesce(reloptions, '{}') as options from pg_class where relname = $1", table)
                .get(0)
                .getArrayOfStrings("options");
        assertThat(options).contains("autovacuum_vacuum_scale_factor=0", "autovacuum_vacuum_threshold=" + changes);
        // New versions of a row find room beside the old one.
        assertThat(Arrays.stream(options).filter(option -> option.startsWith("fillfactor=")))
                .hasSize(1);
    }

    /** Thousands of deliveries a second would else write the one row of their endpoint as often. */
    @Test
    void p18_aHealthyEndpointsRowIsLeftAlone() {
        UUID sub = UUID.fromString(create(kotra(), webhook(sink, subject)));
        publish(sender, Audience.PARTNER, subject, 1);
        await(() -> query(pool, "select 1 from sub_health where sub = $1 and last_success_at is not null", sub)
                        .size()
                == 1);
        // Instead of the second for which a success counts, an hour.
        query(pool, "update sub_health set last_success_at = now() + interval '1 hour' where sub = $1", sub);
        String before = version(sub);
        publish(sender, Audience.PARTNER, subject, 2, 6);
        await(() -> query(pool, "select 1 from delivery where sub = $1 and state = 'DELIVERED'", sub)
                        .size()
                == 6);
        assertThat(version(sub)).isEqualTo(before);

        query(pool, "update sub_health set last_success_at = now() - interval '1 hour' where sub = $1", sub);
        publish(sender, Audience.PARTNER, subject, 7, 7);
        await(() -> query(
                                pool,
                                "select 1 from sub_health where sub = $1 and last_success_at > now() - interval '1 minute'",
                                sub)
                        .size()
                == 1);
    }

    /** Changes with every new version of the row. */
    private String version(UUID sub) {
        return query(pool, "select ctid::text as version from sub_health where sub = $1", sub)
                .get(0)
                .getString("version");
    }
}
