package org.ckep.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.problem.KernelProblem;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ChangeTest {

    private static Response patch(String path, String ifMatch, String body) {
        var request =
                Api.as("cn-maker").contentType("application/merge-patch+json").body(body);
        return (ifMatch == null ? request : request.header("If-Match", ifMatch)).patch(path);
    }

    private static List<Response> atOnce(int count, Callable<Response> call) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
            List<Future<Response>> futures = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                futures.add(threads.submit(call));
            }
            List<Response> responses = new ArrayList<>();
            for (Future<Response> future : futures) {
                responses.add(future.get());
            }
            return responses;
        }
    }

    @Test
    void aPatchReplacesWhatItNamesAndRemovesWhatItNulls() {
        Response created = Api.as("cn-maker")
                .body(
                        "{\"title\":{\"en\":\"Plant\"},\"city\":\"Seoul\",\"sector\":\"SEMI\",\"capacity\":{\"value\":\"40\",\"unit\":\"GWh\"}}")
                .post(Api.FACILITIES);
        Response changed = patch(
                created.header("Location"),
                created.header("ETag"),
                "{\"sector\":null,\"capacity\":{\"value\":\"50.5\"}}");
        changed.then()
                .statusCode(200)
                .body("city", equalTo("Seoul"))
                .body("capacity.value", equalTo("50.5"))
                .body("capacity.unit", equalTo("GWh"))
                .body("$", not(hasKey("sector")));
        Api.as("cn-maker")
                .get(created.header("Location"))
                .then()
                .header("ETag", equalTo(changed.header("ETag")))
                .body("capacity.value", equalTo("50.5"));
        patch(created.header("Location"), changed.header("ETag"), "{\"city\":null}")
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "/city"));
        patch(created.header("Location"), changed.header("ETag"), "{\"urn\":\"urn:ckep:facility:x\"}")
                .then()
                .spec(problemAt(KernelProblem.UNKNOWN_PROPERTY, "/urn"));
    }

    @Test
    void aChangeNeedsTheCurrentTag() {
        Response created = Api.facility("cn-maker", "");
        String path = created.header("Location");
        patch(path, null, "{\"city\":\"Busan\"}").then().spec(problem(KernelProblem.PRECONDITION_REQUIRED));
        patch(path, "\"other\"", "{\"city\":\"Busan\"}").then().spec(problem(KernelProblem.STALE));
        patch(path, created.header("ETag"), "{\"city\":\"Busan\"}").then().statusCode(200);
        patch(path, created.header("ETag"), "{\"city\":\"Incheon\"}").then().spec(problem(KernelProblem.STALE));
    }

    @Test
    void ofTwoChangesAtOnceOneWinsAndTheOtherIsStale() throws Exception {
        for (int round = 0; round < 5; round++) {
            Response created = Api.facility("cn-maker", "");
            List<Response> responses = atOnce(
                    4,
                    () -> patch(
                            created.header("Location"), created.header("ETag"), "{\"city\":\"" + Api.city() + "\"}"));
            assertThat(responses.stream().map(Response::statusCode).sorted()).containsExactly(200, 412, 412, 412);
            assertThat(responses)
                    .filteredOn(response -> response.statusCode() == 412)
                    .allSatisfy(response ->
                            assertThat((String) response.path("type")).isEqualTo("urn:ckep:problem:stale"));
        }
    }

    @Test
    void aRefusedStepNamesWhatIsAllowedAndLeavesNothing() throws SQLException {
        Response created = Api.facility("cn-maker", "");
        String steps = created.header("Location") + "/transitions";
        Api.as("cn-maker")
                .header("If-Match", "*")
                .body("{\"to\":\"CLOSED\"}")
                .post(steps)
                .then()
                .statusCode(200);
        int events = events(created.path("urn")).size();
        Api.as("cn-maker")
                .header("If-Match", "*")
                .header("Idempotency-Key", "k-" + UUID.randomUUID())
                .body("{\"to\":\"BUILT\"}")
                .post(steps)
                .then()
                .spec(problem(KernelProblem.STATE_FORBIDS))
                .body("allowed", equalTo(List.of()));
        assertThat(events(created.path("urn"))).hasSize(events);
    }

    @Test
    void everyWriteLeavesItsEventForExactlyTheEntitledAudiences() throws SQLException {
        Response side = Api.facility("cn-maker", "");
        assertThat(events(side.path("urn"))).containsExactly("side-cn org.ckep.investment.facility.registered.v1");
        Response bilateral = Api.facility("kr-maker", "{\"level\":\"BILATERAL\"}");
        assertThat(events(bilateral.path("urn")))
                .containsExactly(
                        "bilateral org.ckep.investment.facility.registered.v1",
                        "side-cn org.ckep.investment.facility.registered.v1",
                        "side-kr org.ckep.investment.facility.registered.v1");
    }

    private static List<String> events(String urn) throws SQLException {
        return Database.all(
                "select audience || ' ' || type from outbox_event where aggregateid = ? order by audience, seq", urn);
    }

    @Test
    void everyWriteIsOnRecordForItsOwnSideAndForGood() throws SQLException {
        Response created = Api.facility("cn-maker", "");
        patch(created.header("Location"), created.header("ETag"), "{\"city\":\"Busan\"}");
        String trail =
                "select action || ' ' || coalesce(version_before::text, '-') || '>' || version_after from audit_entry "
                        + "where urn = ? order by at, version_after";
        String urn = created.path("urn");
        assertThat(Database.seenBy(Viewers.of(Side.CN, null, Role.VIEWER), trail, urn))
                .containsExactly("register-facility ->0", "change-facility 0>1");
        assertThat(Database.seenBy(Viewers.of(Side.KR, null, Role.VIEWER), trail, urn))
                .isEmpty();
        for (String tampering :
                List.of("delete from audit_entry", "update audit_entry set action = 'x'", "truncate audit_entry")) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> Database.asOwner(tampering))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("append-only");
        }
    }

    @Test
    void pagesFollowEachOther() {
        String city = Api.city();
        List<String> created = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            created.add(Api.created(Api.as("cn-maker")
                    .body("{\"title\":{\"en\":\"Plant " + i + "\"},\"city\":\"" + city + "\"}")
                    .post(Api.FACILITIES)));
        }
        List<String> seen = new ArrayList<>();
        String path = Api.FACILITIES + "?limit=3&city=" + city;
        while (path != null) {
            Response page = Api.as("cn-maker").urlEncodingEnabled(false).get(path);
            seen.addAll(Api.urns(page));
            String link = page.header("Link");
            path = link == null ? null : link.substring(1, link.indexOf('>'));
        }
        assertThat(seen).isEqualTo(created.reversed());
        Api.as("cn-maker")
                .get(Api.FACILITIES + "?after=" + "eyJuIjoiNTAifQ")
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "after"));
    }

    @Test
    void lostConnectionsAreReplaced() throws Exception {
        Response created = Api.facility("cn-maker", "");
        try (Connection connection = Database.application()) {
            assertThat(
                            Database.column(
                                    connection,
                                    "select pg_terminate_backend(pid) from pg_stat_activity "
                                            + "where usename = current_user and datname = current_database() and pid <> pg_backend_pid()"))
                    .isNotEmpty();
        }
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> Api.as("cn-maker")
                .get(created.header("Location"))
                .then()
                .statusCode(200)
                .body("urn", equalTo(created.path("urn"))));
    }

    @Test
    void theTitleOfAProblemOfRecordsIsInThreeLanguages() {
        String value = UUID.randomUUID().toString();
        String body =
                "{\"kind\":\"PRESS\",\"title\":\"t\",\"localIds\":[{\"scheme\":\"s\",\"value\":\"" + value + "\"}]}";
        String first = Api.created(Api.loader().body(body).post(Api.SOURCES));
        List<String> titles = new ArrayList<>();
        for (String language : List.of("en", "zh-CN", "ko")) {
            titles.add(Api.loader()
                    .header("Accept-Language", language)
                    .body(body)
                    .post(Api.SOURCES)
                    .then()
                    .spec(problem(RecordsProblem.LOCAL_ID_TAKEN))
                    .body("record", equalTo(first))
                    .extract()
                    .path("title"));
        }
        assertThat(titles).containsExactly("Local id already in use", "本地编号已被使用", "이미 사용 중인 로컬 식별자");
    }

    @Test
    void filtersCombine() {
        String city = Api.city();
        String semi = Api.created(Api.as("cn-maker")
                .body("{\"title\":{\"en\":\"A\"},\"city\":\"" + city + "\",\"sector\":\"SEMI\"}")
                .post(Api.FACILITIES));
        Api.created(Api.as("cn-maker")
                .body("{\"title\":{\"en\":\"B\"},\"city\":\"" + city + "\",\"sector\":\"BATT\"}")
                .post(Api.FACILITIES));
        Api.as("cn-maker")
                .queryParam("city", city)
                .queryParam("sector", "SEMI")
                .queryParam("state", "PLANNED")
                .get(Api.FACILITIES)
                .then()
                .body("data.urn", contains(semi));
        Api.as("cn-maker")
                .queryParam("city", city)
                .queryParam("state", "CLOSED")
                .get(Api.FACILITIES)
                .then()
                .body("data", equalTo(List.of()));
    }
}
