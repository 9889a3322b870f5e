package org.ckep.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.awaitNumbers;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.publish;
import static org.ckep.hub.subscription.Subscriptions.webhook;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.ckep.kernel.access.Audience;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules P13 and P14: an endpoint that leads to an address since it was registered that must not be asked. */
@QuarkusTest
class BlockedSinkTest {
    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @AutoClose
    private final TestSink sink = new TestSink();

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    private final String subject = Events.subject();

    private void leadTo(String url, UUID sub) {
        query(pool, "update subscription set sink = $1, version = version + 1 where id = $2", url, sub);
    }

    /** Nothing is asked, nothing is shown but that, and nothing is lost: it goes on when the address is a good one again. */
    @ParameterizedTest
    @ValueSource(
            strings = {"https://169.254.169.254/latest/meta-data", "https://10.1.2.3/hook", "https://[fe80::1]/hook"})
    void p14_whatMustNotBeAskedWaitsAndIsToldInTheDeliveryLog(String forbidden) {
        UUID sub = UUID.fromString(create(kotra(), webhook(sink, subject)));
        leadTo(forbidden, sub);
        publish(sender, Audience.PARTNER, subject, 3);
        String attempts = PATH + "/" + sub + "/deliveries/1/attempts";
        await(() -> kotra().get(attempts).statusCode() == 200
                && !kotra().get(attempts).jsonPath().getList("data").isEmpty());
        List<Map<String, Object>> told = kotra().get(attempts).jsonPath().getList("data");
        assertThat(told).allSatisfy(attempt -> assertThat(attempt)
                .containsEntry("outcome", "blocked")
                .doesNotContainKeys("status", "response"));
        kotra().get(PATH + "/" + sub + "/health").then().body("lastOutcome", equalTo("blocked"));
        await(() -> kotra().get(PATH + "/" + sub + "/deliveries?state=pending")
                .jsonPath()
                .getList("data.subseq")
                .equals(List.of("1", "2", "3")));
        assertThat(sink.received()).isEmpty();

        leadTo(sink.url(), sub);
        awaitNumbers(sink, 3);
        assertThat(sink.numbers()).containsExactly(1, 2, 3);
        assertThat(sink.received().stream().map(request -> request.header("ck-redelivery")))
                .containsOnlyNulls();
    }
}
