package org.ckep.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.ckep.kernel.problem.KernelProblem;
import org.junit.jupiter.api.Test;

@QuarkusTest
class IdempotencyTest {
    @Inject
    IdempotencyPurge purge;

    private static Response post(String user, String key, String city) {
        return Api.as(user)
                .header("Idempotency-Key", key)
                .body("{\"title\":{\"en\":\"Plant\"},\"city\":\"" + city + "\"}")
                .post(Api.FACILITIES);
    }

    private static int count(String user, String city) {
        return Api.urns(Api.as(user).queryParam("city", city).get(Api.FACILITIES))
                .size();
    }

    @Test
    void aRepeatedRequestGetsTheFirstAnswer() {
        String key = "k-" + UUID.randomUUID();
        String city = Api.city();
        Response first = post("cn-maker", key, city);
        first.then().statusCode(201).header(Idempotency.REPLAYED, nullValue());
        Response second = post("cn-maker", key, city);
        second.then()
                .statusCode(201)
                .header(Idempotency.REPLAYED, equalTo("true"))
                .header("Location", equalTo(first.header("Location")))
                .header("ETag", equalTo(first.header("ETag")))
                .header("Content-Type", equalTo(first.header("Content-Type")));
        assertThat(second.asByteArray()).isEqualTo(first.asByteArray());
        assertThat(count("cn-maker", city)).isEqualTo(1);
    }

    @Test
    void aKeyServesOneRequestOnly() {
        String key = "k-" + UUID.randomUUID();
        post("cn-maker", key, Api.city()).then().statusCode(201);
        post("cn-maker", key, Api.city()).then().spec(problemAt(KernelProblem.IDEMPOTENCY_CONFLICT, "Idempotency-Key"));
        Api.as("cn-maker")
                .header("Idempotency-Key", key)
                .body("{\"kind\":\"PRESS\",\"title\":\"t\"}")
                .post(Api.SOURCES)
                .then()
                .spec(problem(KernelProblem.IDEMPOTENCY_CONFLICT));
    }

    @Test
    void theKeysOfOthersAreNotSeen() {
        String key = "k-" + UUID.randomUUID();
        String city = Api.city();
        post("cn-maker", key, city).then().statusCode(201);
        post("kr-maker", key, city).then().statusCode(201).header(Idempotency.REPLAYED, nullValue());
        assertThat(count("kr-maker", city)).isEqualTo(1);
    }

    @Test
    void requestsAtOnceHaveOneEffect() throws Exception {
        for (int round = 0; round < 5; round++) {
            String key = "k-" + UUID.randomUUID();
            String city = Api.city();
            List<Future<Response>> futures = new ArrayList<>();
            try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
                for (int i = 0; i < 4; i++) {
                    futures.add(threads.submit(() -> post("cn-maker", key, city)));
                }
            }
            Set<String> bodies = new HashSet<>();
            int fresh = 0;
            for (Future<Response> future : futures) {
                Response response = future.get();
                assertThat(response.statusCode()).isEqualTo(201);
                bodies.add(response.asString());
                fresh += response.header(Idempotency.REPLAYED) == null ? 1 : 0;
            }
            assertThat(bodies).hasSize(1);
            assertThat(fresh).isEqualTo(1);
            assertThat(count("cn-maker", city)).isEqualTo(1);
        }
    }

    @Test
    void aFailedRequestDoesNotUseUpItsKey() {
        String key = "k-" + UUID.randomUUID();
        String city = Api.city();
        String unknown = "urn:ckep:source:" + UUID.randomUUID();
        Api.as("cn-maker")
                .header("Idempotency-Key", key)
                .body("{\"title\":{\"en\":\"Plant\"},\"city\":\"" + city + "\",\"sources\":[\"" + unknown + "\"]}")
                .post(Api.FACILITIES)
                .then()
                .spec(problem(KernelProblem.UNPROCESSABLE));
        post("cn-maker", key, city).then().statusCode(201).header(Idempotency.REPLAYED, nullValue());
    }

    @Test
    void aStepIsRepeatedSafelyAlthoughItsTagIsStaleByThen() {
        Response created = Api.facility("cn-maker", "");
        String key = "k-" + UUID.randomUUID();
        Response first = step(created, key);
        first.then().statusCode(200).body("state", equalTo("BUILT"));
        step(created, key).then().statusCode(200).header(Idempotency.REPLAYED, equalTo("true"));
        step(created, "k-" + UUID.randomUUID()).then().spec(problem(KernelProblem.STALE));
    }

    private static Response step(Response created, String key) {
        return Api.as("cn-maker")
                .header("Idempotency-Key", key)
                .header("If-Match", created.header("ETag"))
                .body("{\"to\":\"BUILT\"}")
                .post(created.header("Location") + "/transitions");
    }

    @Test
    void keysAreForgottenAfterTheirPeriod() throws Throwable {
        String old = "k-" + UUID.randomUUID();
        String young = "k-" + UUID.randomUUID();
        post("cn-maker", old, Api.city()).then().statusCode(201);
        post("cn-maker", young, Api.city()).then().statusCode(201);
        age(old);
        VertxContextSupport.subscribeAndAwait(() -> purge.purge());
        assertThat(Database.all("select key from idempotency_key where key in (?, ?)", old, young))
                .containsExactly(young);
    }

    private static void age(String key) throws SQLException {
        try (var connection = Database.application()) {
            connection.setAutoCommit(false);
            ViewerBinding.bindSystem(connection);
            try (var statement = connection.prepareStatement(
                    "update idempotency_key set created_at = created_at - interval '8 days' where key = ?")) {
                statement.setString(1, key);
                assertThat(statement.executeUpdate()).isEqualTo(1);
            }
            connection.commit();
        }
    }
}
