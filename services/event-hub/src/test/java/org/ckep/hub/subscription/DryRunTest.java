package org.ckep.hub.subscription;

import static io.restassured.RestAssured.given;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.cn;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.publish;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.ckep.hub.Events;
import org.ckep.kernel.access.Audience;
import org.ckep.testing.Tokens;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Filters are tried on what the log has. */
@QuarkusTest
class DryRunTest {
    private final String subject = Events.subject();

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    @Test
    void aFilterCanBeTriedOnHistory() {
        publish(sender, Audience.PARTNER, subject, 7);
        Subscriptions.await(() -> given().auth()
                        .oauth2(Tokens.client("agency-kotra"))
                        .get("/events/v1/feed?subject=" + subject)
                        .jsonPath()
                        .getList("")
                        .size()
                == 7);
        kotra().body(Map.of("filters", List.of(Map.of("sql", "subject = '" + subject + "'"))))
                .post(PATH + "/dry-run")
                .then()
                .statusCode(200)
                .body("matched", equalTo(7))
                .body("byType.'" + Events.TYPE + "'", equalTo(7))
                .body("samples.size()", equalTo(7))
                .body("samples[6].data.n", equalTo(7));
        cn().body(Map.of("filters", List.of(Map.of("sql", "subject = '" + subject + "'"))))
                .post(PATH + "/dry-run")
                .then()
                .statusCode(200)
                .body("matched", equalTo(0));
        kotra().body(Map.of("filters", List.of(Map.of("sql", "("))))
                .post(PATH + "/dry-run")
                .then()
                .spec(problemAt(SubscriptionProblem.FILTER_INVALID, "/filters/0/sql"));
    }
}
