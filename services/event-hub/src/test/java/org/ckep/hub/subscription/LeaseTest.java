package org.ckep.hub.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.holds;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.awaitNumbers;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.publish;
import static org.ckep.hub.subscription.Subscriptions.pull;
import static org.ckep.hub.subscription.Subscriptions.webhook;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.UUID;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.ckep.kernel.access.Audience;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A subscription that is used lives on. */
@QuarkusTest
class LeaseTest {
    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @AutoClose
    private final TestSink sink = new TestSink();

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    private final String subject = Events.subject();

    private String withHalfALease(String id) {
        query(
                pool,
                "update subscription set lease_until = now() + interval '10 days' where id = $1",
                UUID.fromString(id));
        return id;
    }

    private boolean isRenewed(String id) {
        return holds(
                pool, "lease_until > now() + interval '29 days'", "subscription where id = $1", UUID.fromString(id));
    }

    @Test
    void aDeliveryThatIsTakenRenewsIt() {
        String id = withHalfALease(create(kotra(), webhook(sink, subject)));
        publish(sender, Audience.PARTNER, subject, 1);
        awaitNumbers(sink, 1);
        await(() -> isRenewed(id));
    }

    @Test
    void fetchingAndAcknowledgingRenewIt() {
        String fetched = withHalfALease(create(kotra(), pull(subject)));
        kotra().get(PATH + "/" + fetched + "/events").then().statusCode(200);
        assertThat(isRenewed(fetched)).isTrue();
        String acknowledged = withHalfALease(create(kotra(), pull(subject)));
        kotra().body("{\"ack\":0}")
                .post(PATH + "/" + acknowledged + "/cursor")
                .then()
                .statusCode(200);
        assertThat(isRenewed(acknowledged)).isTrue();
    }

    @Test
    void lookingAtItRenewsItInItsSecondHalfAndShowsItAsItIsThen() {
        String id = withHalfALease(create(kotra(), webhook(sink, subject)));
        Response first = kotra().get(PATH + "/" + id);
        assertThat(isRenewed(id)).isTrue();
        kotra().get(PATH + "/" + id)
                .then()
                .header("ETag", equalTo(first.header("ETag")))
                .body("leaseUntil", equalTo(first.jsonPath().getString("leaseUntil")));
    }

    /** Health alone is asked by machines that watch; it is no use. */
    @Test
    void watchingItDoesNotRenewIt() {
        String id = withHalfALease(create(kotra(), pull(subject)));
        kotra().get(PATH + "/" + id + "/health").then().statusCode(200);
        assertThat(isRenewed(id)).isFalse();
    }
}
