package org.ckep.records;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.ckep.testing.Problems.problem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The auditor of a side reads that side's trail, all of it and nothing else; nobody else reads it. */
@QuarkusTest
class AuditTrailTest {
    private static final String AUDIT = "/investment/v1/audit";

    private static Response read(String user, String query) {
        return Api.as(user).get(AUDIT + query);
    }

    /** What is linked of a record, once it is. */
    private static JsonPath of(String user, String record) {
        await().atMost(Duration.ofSeconds(30)).until(() -> !read(user, "?record=" + record)
                .jsonPath()
                .getList("data")
                .isEmpty());
        return read(user, "?record=" + record).jsonPath();
    }

    @Test
    void theOwnSidesAuditorReadsWhoDidWhat() {
        String made = Api.created(Api.facility("cn-maker", "{\"level\": \"BILATERAL\"}"));
        JsonPath trail = of("cn-auditor", made);
        assertThat(trail.getList("data")).hasSize(1);
        assertThat(trail.getString("data[0].urn")).isEqualTo(made);
        assertThat(trail.getString("data[0].action")).isEqualTo("register-facility");
        assertThat(trail.getString("data[0].side")).isEqualTo("CN");
        assertThat(trail.getString("data[0].agency")).isEqualTo("mofcom");
        assertThat(trail.getString("data[0].subject"))
                .isEqualTo(Tokens.claims(Tokens.user("cn-maker")).path("sub").asText());
        assertThat(trail.getMap("data[0]")).doesNotContainKey("versionBefore").containsEntry("versionAfter", 0);
    }

    /** Not even of a record that both sides read, and no number is missing from what one reads. */
    @Test
    void theOtherSidesAuditorFindsNoneOfIt() {
        String cn = Api.created(Api.facility("cn-maker", "{\"level\": \"BILATERAL\"}"));
        String kr = Api.created(Api.facility("kr-maker", "{\"level\": \"BILATERAL\"}"));
        of("cn-auditor", cn);
        of("kr-auditor", kr);
        assertThat(read("kr-auditor", "?record=" + cn).jsonPath().getList("data"))
                .isEmpty();
        assertThat(read("cn-auditor", "?record=" + kr).jsonPath().getList("data"))
                .isEmpty();
        for (String side : List.of("CN", "KR")) {
            List<Map<String, Object>> all = whole(side.equals("CN") ? "cn-auditor" : "kr-auditor");
            assertThat(all).allSatisfy(entry -> assertThat(entry).containsEntry("side", side));
            assertThat(all.stream().map(entry -> ((Number) entry.get("no")).intValue()))
                    .containsExactlyElementsOf(numbers(all.size()));
        }
    }

    private static List<Integer> numbers(int count) {
        List<Integer> numbers = new ArrayList<>();
        for (int no = 1; no <= count; no++) {
            numbers.add(no);
        }
        return numbers;
    }

    /** The whole chain, page by page. */
    private static List<Map<String, Object>> whole(String auditor) {
        List<Map<String, Object>> entries = new ArrayList<>();
        String next = "";
        do {
            JsonPath page = read(auditor, "?limit=3" + next).jsonPath();
            entries.addAll(page.getList("data"));
            String cursor = page.getString("next");
            next = cursor == null ? "" : "&after=" + cursor;
        } while (!next.isEmpty());
        return entries;
    }

    /** With nothing but what he is answered. */
    @Test
    void theAuditorComputesEveryLinkHimself() {
        of("kr-auditor", Api.created(Api.facility("kr-maker", "")));
        of("kr-auditor", Api.created(Api.facility("kr-maker", "")));
        String before = AuditChain.BEGINNING;
        for (Map<String, Object> entry : whole("kr-auditor")) {
            assertThat(entry).containsEntry("before", before);
            before = AuditChain.link("KR", ((Number) entry.get("no")).longValue(), before, entry(entry));
            assertThat(entry).containsEntry("hash", before);
        }
    }

    private static AuditChain.Entry entry(Map<String, Object> answered) {
        Map<String, Object> entry = new HashMap<>(answered);
        return new AuditChain.Entry(
                UUID.fromString((String) entry.get("id")),
                Instant.parse((String) entry.get("at")),
                (String) entry.get("subject"),
                (String) entry.get("client"),
                (String) entry.get("side"),
                (String) entry.get("agency"),
                (String) entry.get("action"),
                (String) entry.get("urn"),
                (Integer) entry.get("versionBefore"),
                (Integer) entry.get("versionAfter"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cn-maker", "cn-checker", "cn-statistician", "kr-maker", "kr-checker", "kr-statistician"})
    void nobodyElseOfASideReadsIt(String user) {
        read(user, "").then().spec(problem(KernelProblem.FORBIDDEN));
    }

    @Test
    void whoActsForNoSideReadsNone() {
        read("secretariat", "").then().spec(problem(KernelProblem.FORBIDDEN));
        for (String client : List.of("kr-ministry", "agency-kotra", "ckep-loader")) {
            given().auth().oauth2(Tokens.client(client)).get(AUDIT).then().spec(problem(KernelProblem.FORBIDDEN));
        }
        given().get(AUDIT).then().spec(problem(KernelProblem.UNAUTHENTICATED));
        given().auth().oauth2(Tokens.expired()).get(AUDIT).then().spec(problem(KernelProblem.UNAUTHENTICATED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"?record=no-urn", "?side=KR", "?after=nonsense", "?after=eyJubyI6IngifQ", "?limit=0"})
    void whatCannotBeAskedIsRefused(String query) {
        read("cn-auditor", query).then().statusCode(400).contentType("application/problem+json");
    }
}
