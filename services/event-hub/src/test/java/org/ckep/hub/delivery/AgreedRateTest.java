package org.ckep.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ckep.hub.Sql.now;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.webhook;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.ckep.kernel.problem.ProblemException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a replay may take of the rate of a subscription. */
@QuarkusTest
class AgreedRateTest {
    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @Inject
    AgreedRate rates;

    @AutoClose
    private final TestSink sink = new TestSink();

    private final String subject = Events.subject();
    private UUID sub;

    /** Nothing claims its lanes. */
    @BeforeEach
    void pausedSubscription() {
        sub = UUID.fromString(create(kotra(), webhook(sink, subject)));
        kotra().post(PATH + "/" + sub + "/pause").then().statusCode(200);
    }

    @AfterEach
    void retire() {
        kotra().delete(PATH + "/" + sub).then().statusCode(204);
    }

    /** Tokens come so slowly that none is added while a test runs. */
    private void bucket(int ratePerMinute, double tokens) {
        query(
                pool,
                "update sub_health set rate_per_minute = $2, tokens = $3, tokens_at = now() where sub = $1",
                sub,
                ratePerMinute,
                tokens);
    }

    private boolean take() {
        return now(rates.takeLeftOver(sub));
    }

    @Test
    void halfOfAFullBucketStaysForLanes() {
        bucket(12, 2);
        assertThat(take()).isTrue();
        assertThat(take()).isFalse();
    }

    @Test
    void whereThereIsOneTokenALaneThatMayBeClaimedComesFirst() {
        bucket(1, 1);
        query(pool, "insert into lane(sub, lane) values ($1, $2)", sub, subject);
        assertThat(take()).isFalse();
        query(pool, "update lane set next_at = 'infinity' where sub = $1", sub);
        assertThat(take()).isTrue();
        assertThat(take()).isFalse();
    }

    /** Its lanes wait for the breaker then, and not for tokens. */
    @Test
    void aLaneBehindABreakerKeepsNoToken() {
        bucket(1, 1);
        query(pool, "insert into lane(sub, lane) values ($1, $2)", sub, subject);
        query(pool, "update sub_health set open_n = 1, open_until = 'infinity' where sub = $1", sub);
        assertThat(take()).isTrue();
    }

    @Test
    void whoTakesAtOnceTakesNoTokenTwice() {
        bucket(6, 1);
        List<Uni<Boolean>> takers =
                IntStream.range(0, 8).mapToObj(i -> rates.takeLeftOver(sub)).toList();
        List<Boolean> taken = now(Uni.join().all(takers).andFailFast());
        assertThat(taken).containsOnlyOnce(true);
    }

    /** Somebody who asks again and again writes nothing. */
    @Test
    void whereThereIsNoTokenByHandTheRowStaysAsItIs() {
        bucket(1, 0);
        String before = version();
        assertThatThrownBy(() -> now(rates.takeByHand(sub)))
                .isInstanceOfSatisfying(ProblemException.class, refused -> assertThat(refused.members())
                        .extractingByKey("retryAfter")
                        .asInstanceOf(InstanceOfAssertFactories.INTEGER)
                        .isBetween(50, 60));
        assertThat(version()).isEqualTo(before);
        bucket(1, 1);
        now(rates.takeByHand(sub));
        assertThatThrownBy(() -> now(rates.takeByHand(sub))).isInstanceOf(ProblemException.class);
    }

    private String version() {
        return query(pool, "select ctid::text as version from sub_health where sub = $1", sub)
                .get(0)
                .getString("version");
    }
}
