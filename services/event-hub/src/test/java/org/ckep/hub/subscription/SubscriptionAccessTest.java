package org.ckep.hub.subscription;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.now;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.as;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.cn;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.kr;
import static org.ckep.hub.subscription.Subscriptions.publish;
import static org.ckep.hub.subscription.Subscriptions.pull;
import static org.ckep.hub.subscription.Subscriptions.webhook;
import static org.ckep.testing.Problems.problem;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.testing.Tokens;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Whose subscriptions are whose, and who may have some. */
@QuarkusTest
class SubscriptionAccessTest {
    @Inject
    Pool requests;

    @AutoClose
    private final TestSink sink = new TestSink();

    private final String subject = Events.subject();

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    @Test
    void subscriptionsOfOthersDoNotExist() {
        String id = create(kotra(), webhook(sink, subject));
        String etag = kotra().get(PATH + "/" + id).header("ETag");
        for (String path : List.of(
                "",
                "/health",
                "/authorization",
                "/certificate",
                "/events",
                "/deliveries",
                "/digest",
                "/deliveries/1/attempts")) {
            kr().get(PATH + "/" + id + path).then().spec(problem(KernelProblem.NOT_FOUND));
        }
        for (String path : List.of("/pause", "/resume", "/verify", "/test", "/deliveries/1/redeliver")) {
            kr().post(PATH + "/" + id + path).then().spec(problem(KernelProblem.NOT_FOUND));
        }
        kr().body("{}").post(PATH + "/" + id + "/keys").then().spec(problem(KernelProblem.NOT_FOUND));
        kr().body("{\"ack\":0}").post(PATH + "/" + id + "/cursor").then().spec(problem(KernelProblem.NOT_FOUND));
        kr().body("{\"earliest\":true}").post(PATH + "/" + id + "/seek").then().spec(problem(KernelProblem.NOT_FOUND));
        kr().body("{}").post(PATH + "/" + id + "/replay").then().spec(problem(KernelProblem.NOT_FOUND));
        kr().delete(PATH + "/" + id).then().spec(problem(KernelProblem.NOT_FOUND));
        kr().contentType("application/merge-patch+json")
                .header("If-Match", etag)
                .body("{\"name\":\"mine\"}")
                .patch(PATH + "/" + id)
                .then()
                .spec(problem(KernelProblem.NOT_FOUND));
        kr().get(PATH + "?limit=500").then().statusCode(200).body("data.id", not(hasItem(id)));
        kotra().get(PATH + "/" + UUID.randomUUID()).then().spec(problem(KernelProblem.NOT_FOUND));
        kotra().get(PATH + "/not-an-id").then().spec(problem(KernelProblem.NOT_FOUND));
        kotra().get(PATH + "/" + id).then().statusCode(200);
    }

    @Test
    void eachReadsTheLogOfHisOwnAudience() {
        String chinese = create(cn(), pull(subject));
        String korean = create(kr(), pull(subject));
        String forPartners = create(kotra(), pull(subject));
        cn().get(PATH + "/" + chinese).then().body("audience", equalTo("side-cn"));
        kr().get(PATH + "/" + korean).then().body("audience", equalTo("side-kr"));
        publish(sender, Audience.SIDE_CN, subject, 3);
        Subscriptions.await(() -> cn().get(PATH + "/" + chinese + "/events")
                        .jsonPath()
                        .getList("")
                        .size()
                == 3);
        kr().get(PATH + "/" + korean + "/health").then().body("lastSubseq", equalTo("0"));
        kotra().get(PATH + "/" + forPartners + "/health").then().body("lastSubseq", equalTo("0"));
    }

    @Test
    void whoMayNotIsTold() {
        given().contentType("application/json")
                .body("{}")
                .post(PATH)
                .then()
                .spec(problem(KernelProblem.UNAUTHENTICATED));
        given().get(PATH).then().spec(problem(KernelProblem.UNAUTHENTICATED));
        as(Tokens.user("cn-statistician")).body("{}").post(PATH).then().spec(problem(KernelProblem.FORBIDDEN));
        as(Tokens.withoutScopes()).get(PATH).then().spec(problem(KernelProblem.INSUFFICIENT_SCOPE));
        as(Tokens.loader()).get(PATH).then().spec(problem(KernelProblem.FORBIDDEN));
    }

    /** The second lock: whatever a statement asks for, the database shows rows of the owner whom the transaction names. */
    @Test
    void theDatabaseShowsAnOwnerHisOwnAlone() {
        Map<String, Object> body = webhook(sink, subject);
        body.put("projection", List.of("/n"));
        String id = create(kotra(), body);
        kotra().body("{\"accessToken\":\"token\"}")
                .put(PATH + "/" + id + "/authorization")
                .then()
                .statusCode(204);
        kotra().post(PATH + "/" + id + "/pause").then().statusCode(200);
        publish(sender, Audience.PARTNER, subject, 1);
        await(() -> kotra().get(PATH + "/" + id + "/deliveries")
                        .jsonPath()
                        .getList("data")
                        .size()
                == 1);
        for (String table : List.of(
                "subscription",
                "delivery",
                "lane",
                "subscription_key",
                "subscription_cursor",
                "subscription_projection",
                "subscription_authorization")) {
            String column = table.equals("subscription") ? "id" : "sub";
            String sql = "select 1 from " + table + " where " + column + " = $1";
            assertThat(rows("agency/kotra", sql, id)).as(table).isEqualTo(1);
            assertThat(rows("kr/motir", sql, id)).as(table).isZero();
            assertThat(rows("", sql, id)).as(table).isZero();
        }
    }

    private int rows(String owner, String sql, String id) {
        return now(requests.withTransaction(connection -> connection
                        .preparedQuery("select set_config('app.owner', $1, true)")
                        .execute(Tuple.of(owner))
                        .chain(() -> connection.preparedQuery(sql).execute(Tuple.of(UUID.fromString(id))))))
                .size();
    }
}
