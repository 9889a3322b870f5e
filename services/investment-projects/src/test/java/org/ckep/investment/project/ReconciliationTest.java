package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Cycles;
import org.ckep.investment.Owner;
import org.ckep.investment.Records;
import org.ckep.investment.Untouched;
import org.ckep.kernel.change.ChangeHash;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.reconciliation.ReconciliationProblem;
import org.ckep.testing.Answers;
import org.ckep.testing.Api;
import org.ckep.testing.PublishedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both sides' figures are compared in cycles; what differs is explained by those whose figures they are. */
@QuarkusTest
class ReconciliationTest {
    private static final String SHOWN = ", \"classification\": {\"level\": \"BILATERAL\"}";

    private static Response figure(Api maker, String project, String attribute, String value, boolean shown) {
        Response answer =
                maker.show(project + "/figures/" + attribute, "{\"value\": " + value + (shown ? SHOWN : "") + "}");
        answer.then().statusCode(200);
        return answer;
    }

    private static String sum(String amount, String currency, String basis) {
        return "{\"amount\": \"%s\", \"currency\": \"%s\", \"basis\": \"%s\"}".formatted(amount, currency, basis);
    }

    private static Response cycle() {
        Bilateral.agreedRate();
        Response answer = Cycles.close();
        answer.then().statusCode(201);
        return answer;
    }

    private static String urn(String project) {
        return "urn:ckep:project:" + project.substring(project.lastIndexOf('/') + 1);
    }

    /** A project whose sums differ, after a cycle; the path of the break. */
    static String broken(String project) {
        figure(Api.cnMaker(), project, "totalInvestment", sum("942000000", "USD", "CONTRACTED"), true);
        figure(Api.krMaker(), project, "totalInvestment", sum("825000000", "USD", "DECLARED"), true);
        cycle();
        return "breaks/"
                + Records.id(Api.cnMaker().get("breaks?record=" + urn(project)).path("data[0].urn"));
    }

    @ParameterizedTest
    @CsvSource({
        "918000000, USD, CONTRACTED, 1200000000000, KRW, DECLARED,     WITHIN_TOLERANCE, ",
        "918000000, USD, CONTRACTED, 900000000,     USD, DECLARED,     BREAK,            ROUNDING",
        "942000000, USD, CONTRACTED, 825000000,     USD, DECLARED,     BREAK,            UNEXPLAINED",
        "12250000,  USD, CONTRACTED, 6160000,       USD, ARRIVED,      NOT_COMPARABLE,   COMMITMENT_BASIS",
        "5000000,   USD, USED,       5000000,       USD, ARRIVED,      MATCHED,          ",
        "5000000,   USD, USED,       50000000000,   USD, ARRIVED,      BREAK,            UNIT",
        "5000000,   CNY, USED,       5000000,       USD, ARRIVED,      NOT_COMPARABLE,   CURRENCY_RATE"
    })
    void sumsAreComparedByTheirBasis(
            String cn,
            String cnCurrency,
            String cnBasis,
            String kr,
            String krCurrency,
            String krBasis,
            String status,
            String reason) {
        String project = Bilateral.joint("Plant");
        figure(Api.cnMaker(), project, "totalInvestment", sum(cn, cnCurrency, cnBasis), true);
        figure(Api.krMaker(), project, "totalInvestment", sum(kr, krCurrency, krBasis), true);
        cycle();
        for (Api reader : List.of(Api.cnMaker(), Api.krChecker(), Api.secretariat())) {
            reader.get(project + "/reconciliation")
                    .then()
                    .statusCode(200)
                    .body("data.pair", contains("totalInvestment"))
                    .body("data[0].status", equalTo(status))
                    .body("data[0].reasons", reason == null ? nullValue() : contains(reason))
                    .body("data[0].cn.currency", equalTo(cnCurrency))
                    .body("data[0].kr.currency", equalTo(krCurrency));
        }
    }

    @Test
    void datesAndCapacityArePairedOneByOne() {
        String project = Bilateral.joint("Plant");
        figure(Api.cnMaker(), project, "keyDates", """
                {"MOU_SIGNED": {"actual": "2024-01-10"}, "CONTRACT_SIGNED": {"planned": ["2029"], "actual": "2024-05-01"}}""", true);
        figure(Api.krMaker(), project, "keyDates", """
                {"MOU_SIGNED": {"actual": "2024-01-12"}, "CONTRACT_SIGNED": {"planned": ["2026"]}}""", true);
        figure(Api.cnMaker(), project, "capacity", """
                [{"product": "cells", "quantity": {"value": "10", "unit": "GWh"}, "kind": "PLANNED"}]""", true);
        figure(Api.krMaker(), project, "capacity", """
                [{"product": "cells", "quantity": {"value": "1", "relation": "GT", "unit": "TWh"}, "kind": "PLANNED"}]""", true);
        cycle();
        Api.krMaker()
                .get(project + "/reconciliation")
                .then()
                .body(
                        "data.pair",
                        contains(
                                "capacity/cells/PLANNED",
                                "keyDates/CONTRACT_SIGNED/actual",
                                "keyDates/CONTRACT_SIGNED/planned",
                                "keyDates/MOU_SIGNED/actual"))
                .body("data.status", contains("BREAK", "ONE_SIDED", "BREAK", "WITHIN_TOLERANCE"))
                .body("data[0].reasons", contains("UNIT"))
                .body("data[2].reasons", contains("UNEXPLAINED"));
    }

    /** The day of an act is in the act; that of an event is one that people remember. */
    @Test
    void theDayOfAnActIsComparedExactly() {
        String project = Bilateral.joint("Plant");
        String days = """
                {"FILED": {"actual": "%1$s"}, "APPROVED": {"planned": ["%1$s"], "actual": "%1$s"},
                 "CONTRACT_SIGNED": {"actual": "%1$s"}, "GROUNDBREAKING": {"actual": "%2$s"}}""";
        figure(Api.cnMaker(), project, "keyDates", days.formatted("2024-01-10", "2024-05-10"), true);
        figure(Api.krMaker(), project, "keyDates", days.formatted("2024-01-11", "2024-05-12"), true);
        cycle();
        Api.krMaker()
                .get(project + "/reconciliation")
                .then()
                .body(
                        "data.pair",
                        contains(
                                "keyDates/APPROVED/actual",
                                "keyDates/APPROVED/planned",
                                "keyDates/CONTRACT_SIGNED/actual",
                                "keyDates/FILED/actual",
                                "keyDates/GROUNDBREAKING/actual"))
                .body("data.status", contains("BREAK", "WITHIN_TOLERANCE", "BREAK", "BREAK", "WITHIN_TOLERANCE"));
    }

    @Test
    void aBreakIsExplainedByOneSideAndClosedByTheOther() {
        String project = Bilateral.joint("Plant");
        String found = broken(project);
        Api.cnChecker()
                .get(found)
                .then()
                .body("state", equalTo("OPEN"))
                .body("delta", equalTo("117000000 USD"))
                .body("suggested", contains("UNEXPLAINED"))
                .body("allowed", contains("assign"));
        Api.secretariat()
                .post(found + "/assign", "{\"assigned\": [\"KR\"]}")
                .then()
                .statusCode(200)
                .body("assigned", contains("KR"));
        String explanation = "{\"reason\": \"TIMING\", \"words\": {\"en\": \"Another cut-off\"}}";
        Api.cnMaker()
                .post(found + "/explain", explanation)
                .then()
                .spec(problem(ReconciliationProblem.BREAK_OTHER_SIDE));
        Api.user("kr-statistician")
                .post(found + "/explain", explanation)
                .then()
                .statusCode(200)
                .body("state", equalTo("EXPLAINED"))
                .body("explainedBy", equalTo("KR"));
        Api.krChecker().post(found + "/close", "{}").then().spec(problem(ReconciliationProblem.BREAK_OTHER_SIDE));
        Api.cnChecker()
                .post(found + "/close", "{}")
                .then()
                .statusCode(200)
                .body("state", equalTo("CLOSED"))
                .body("allowed", empty());
        // The same two figures are not asked about again.
        cycle();
        Api.cnMaker().get(found).then().body("state", equalTo("CLOSED"));
        figure(Api.cnMaker(), project, "totalInvestment", sum("950000000", "USD", "CONTRACTED"), true);
        cycle();
        Api.cnMaker().get(found).then().body("state", equalTo("OPEN")).body("reason", nullValue());
        figure(Api.cnMaker(), project, "totalInvestment", sum("825000000", "USD", "CONTRACTED"), true);
        cycle();
        Api.cnMaker().get(found).then().body("state", equalTo("CORRECTED"));
    }

    @Test
    void aDifferenceIsLeftWhereTwoPersonsOfEachSideAgreeToOneHash() {
        String project = Bilateral.joint("Plant");
        String found = broken(project);
        Api.cnMaker().get(found).then().body("hash", nullValue());
        Bilateral.explain(Api.cnMaker(), found);
        String hash = Bilateral.leaving(found);
        Api.cnMaker().post(found + "/prepare", "{}").then().spec(problem(ReconciliationProblem.BREAK_INCOMPLETE));
        Api.cnMaker()
                .post(found + "/prepare", "{\"hash\": \"%s\"}".formatted("0".repeat(64)))
                .then()
                .spec(problem(ReconciliationProblem.BREAK_HASH_DIFFERS));
        Api.cnChecker().post(found + "/agree", hash).then().spec(problem(KernelProblem.STATE_FORBIDS));
        Api.client("cn-ministry")
                .post(found + "/prepare", hash)
                .then()
                .spec(problem(ReconciliationProblem.BREAK_PERSON_NEEDED));
        String hidden = Api.krMaker().get(found).asString();
        String etag = Api.krMaker().etag(found);
        Api.cnMaker().post(found + "/prepare", hash).then().statusCode(200).body("prepared", equalTo(true));
        assertThat(Api.krMaker().get(found).asString())
                .as("what a side has only prepared")
                .isEqualTo(hidden);
        assertThat(Api.krMaker().etag(found)).isEqualTo(etag);
        Api.cnChecker().post(found + "/agree", hash).then().statusCode(200).body("agreed", contains("CN"));
        Api.krChecker()
                .get(found)
                .then()
                .body("agreed", contains("CN"))
                .body("prepared", equalTo(false))
                .body("state", equalTo("EXPLAINED"));
        // Another explanation is another thing to agree on, though it says the same.
        Api.cnMaker()
                .post(found + "/explain", "{\"reason\": \"UNEXPLAINED\"}")
                .then()
                .body("agreed", empty());
        Api.krMaker().post(found + "/prepare", hash).then().spec(problem(ReconciliationProblem.BREAK_HASH_DIFFERS));
        Bilateral.leave(found);
        Api.krMaker().get(found).then().body("agreed", contains("CN", "KR"));
        cycle();
        Api.krMaker().get(project + "/reconciliation").then().body("data.status", contains("AGREED_DIFFERENCE"));
    }

    /** A client can reckon the hash from the answer that it reads. */
    @Test
    void theHashIsThatOfTheMembersThatStandInTheAnswer() {
        String found = broken(Bilateral.joint("Plant"));
        Bilateral.explain(Api.krMaker(), found);
        JsonObject answer = new JsonObject(Api.krMaker().get(found).asString());
        JsonObject signed = new JsonObject();
        Stream.of("urn", "record", "members", "pair", "cn", "kr", "reason", "explainedBy", "words", "explainedAt")
                .filter(answer::containsKey)
                .forEach(member -> signed.put(member, answer.getValue(member)));
        assertThat(ChangeHash.of(signed.encode())).isEqualTo(answer.getString("hash"));
    }

    @Test
    void whatCannotBeDoneIsRefused() {
        String found = broken(Bilateral.joint("Plant"));
        Api.cnMaker().post(found + "/assign", "{}").then().spec(problem(ReconciliationProblem.BREAK_INCOMPLETE));
        Api.cnMaker().post(found + "/explain", "{}").then().spec(problem(KernelProblem.STATE_FORBIDS));
        Api.cnMaker().post(found + "/assign", "{\"assigned\": [\"CN\"]}").then().statusCode(200);
        Api.cnMaker().post(found + "/explain", "{}").then().spec(problem(ReconciliationProblem.BREAK_INCOMPLETE));
        Api.cnMaker()
                .post(found + "/explain", "{\"reason\": \"ERROR_KR\"}")
                .then()
                .spec(problem(ReconciliationProblem.BREAK_OTHER_SIDE));
        Api.cnMaker()
                .post(found + "/explain", "{\"reason\": \"BAD_LUCK\"}")
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "/reason"));
        Api.cnMaker()
                .post(found + "/explain", "{\"reason\": \"SCOPE\", \"words\": {\"en\": \"<b>Ha</b>\"}}")
                .then()
                .statusCode(422);
    }

    /** Nobody beside the two sides and the secretariat learns that figures are compared. */
    @Test
    void othersSeeNoneOfIt() {
        String project = Bilateral.joint("Plant");
        String found = broken(project);
        String unknown = "breaks/" + UUID.randomUUID();
        for (Api other : List.of(Api.PUBLIC, Api.client("agency-kotra"))) {
            other.get("breaks").then().statusCode(200).body("data", empty());
            Response answer = other.get(found);
            answer.then().spec(problem(KernelProblem.NOT_FOUND));
            Answers.assertSame(answer, other.get(unknown));
            other.get(project + "/reconciliation").then().spec(problem(KernelProblem.NOT_FOUND));
        }
        Api.PUBLIC.get("reconciliation-cycles").then().spec(problem(KernelProblem.UNAUTHENTICATED));
        Api.client("agency-kotra").get("reconciliation-cycles").then().spec(problem(KernelProblem.FORBIDDEN));
        Api.krMaker().get("reconciliation-cycles").then().statusCode(200);
    }

    @Test
    void breaksAreFoundByWhatTheyAre() {
        String project = Bilateral.joint("Plant");
        String found = broken(project);
        String of = "breaks?record=" + urn(project);
        Api cn = Api.cnMaker();
        cn.get(of + "&state=OPEN&reason=UNEXPLAINED").then().body("data.pair", contains("totalInvestment"));
        cn.get(of + "&state=CLOSED").then().body("data", empty());
        cn.get(of + "&reason=UNIT").then().body("data", empty());
        cn.get(of + "&assigned=KR").then().body("data", empty());
        cn.post(found + "/assign", "{\"assigned\": [\"KR\"]}").then().statusCode(200);
        cn.get(of + "&assigned=KR&state=OPEN&state=ASSIGNED").then().body("data.pair", contains("totalInvestment"));
        cn.get("breaks?limit=1").then().body("data.pair", not(empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"record=none", "state=BROKEN", "after=nonsense", "side=KR"})
    void whatCannotBeAskedIsRefused(String query) {
        Api.cnMaker().get("breaks?" + query).then().statusCode(400);
    }

    /** An attacker who edits his own figure after each cycle learns nothing of a hidden one: not a bit. */
    @Test
    void hiddenFiguresTakeNoPart() {
        String project = Bilateral.joint("Plant");
        figure(Api.krMaker(), project, "totalInvestment", sum("500", "USD", "DECLARED"), true);
        cycle();
        Api attacker = Api.krMaker();
        List<String> paths = List.of(project + "/reconciliation", "breaks?record=" + urn(project), project);
        List<String> before =
                paths.stream().map(path -> Answers.wholeOf(attacker.get(path))).toList();
        for (int edit = 0; edit < 40; edit++) {
            figure(Api.cnMaker(), project, "totalInvestment", sum(Integer.toString(480 + edit), "USD", "USED"), false);
            if (edit % 4 == 0) {
                cycle();
            }
            assertThat(paths.stream()
                            .map(path -> Answers.wholeOf(attacker.get(path)))
                            .toList())
                    .isEqualTo(before);
        }
        Api.cnMaker().get(project + "/reconciliation").then().body("data.status", contains("ONE_SIDED", "WITHHELD"));
        attacker.get(project + "/reconciliation").then().body("data.status", contains("ONE_SIDED"));
    }

    @Test
    void bothSidesHearOfABreakAndNobodyElse() {
        String project = Bilateral.joint("Plant");
        broken(project);
        await().atMost(Duration.ofSeconds(30)).until(() -> opened(project).size() >= 3);
        assertThat(opened(project))
                .extracting(PublishedEvent::audience)
                .containsExactlyInAnyOrder("bilateral", "side-cn", "side-kr");
        assertThat(opened(project).getFirst().data().path("pair").asText()).isEqualTo("totalInvestment");
    }

    private static List<PublishedEvent> opened(String project) {
        return PublishedEvent.about(urn(project), 1).stream()
                .filter(event -> event.type().equals("org.ckep.investment.reconciliation.break_opened.v1"))
                .toList();
    }

    @Test
    void aMonthHasOneCycle() {
        String closed = cycle().path("urn");
        YearMonth present = YearMonth.now(ZoneOffset.ofHours(8));
        for (String body : List.of("{}", month(present), month(present.minusMonths(1)))) {
            Untouched.by(() -> Api.secretariat().post("reconciliation-cycles", body))
                    .then()
                    .spec(problem(ReconciliationProblem.CYCLE_CLOSED))
                    .body("cycle", equalTo(closed));
        }
        assertThat(Api.cnMaker().get("reconciliation-trend").jsonPath().getList("data.findAll{it.month != null}.cycle"))
                .containsExactly(closed);
    }

    /** Figures are compared as they stand: no cycle calls them those of a month long past. */
    @Test
    void aCycleIsOfThisMonthOrOfTheOneBefore() throws Throwable {
        Cycles.forget();
        YearMonth present = YearMonth.now(ZoneOffset.ofHours(8));
        for (YearMonth past : List.of(YearMonth.of(1999, 1), present.minusMonths(2))) {
            Untouched.by(() -> Api.secretariat().post("reconciliation-cycles", month(past)))
                    .then()
                    .spec(problemAt(ReconciliationProblem.CYCLE_MONTH, "/month"));
        }
        // The register of the tests began this month.
        Untouched.by(() -> Api.secretariat().post("reconciliation-cycles", month(present.minusMonths(1))))
                .then()
                .spec(problemAt(ReconciliationProblem.CYCLE_MONTH, "/month"));
        String project = Bilateral.joint("Plant");
        recorded(project, "timestamptz '" + present.minusMonths(1).atDay(15) + " 12:00+08'");
        assertThat(Owner.column("select to_char(min(created_at), 'YYYY-MM') from project"))
                .containsExactly(present.minusMonths(1).toString());
        Api.secretariat()
                .post("reconciliation-cycles", month(present.minusMonths(1)))
                .then()
                .statusCode(201)
                .body("month", equalTo(present.minusMonths(1).toString()));
        Api.secretariat().post("reconciliation-cycles", "{}").then().statusCode(201);
        recorded(project, "now()");
    }

    private static void recorded(String project, String at) throws SQLException {
        Owner.run("""
                set app.system = 'on';
                alter table project no force row level security;
                update project set created_at = %s where id = '%s';
                alter table project force row level security""".formatted(at, project.substring(project.indexOf('/') + 1)));
    }

    /** The second lock: whatever the application does. */
    @Test
    void theDatabaseTakesOneCycleOfAMonth() {
        cycle();
        for (String month : List.of("date_trunc('month', now())", "'1999-01-01'", "'2199-01-01'", "null")) {
            assertThatThrownBy(() -> Owner.run("""
                            set app.system = 'on';
                            insert into reconciliation_cycle (id, closed_at, policy_version, month, rates)
                            values (gen_random_uuid(), now(), 1, %s, '{"rates": []}')""".formatted(month))).hasMessageContaining("each month has one cycle");
        }
    }

    private static String month(YearMonth month) {
        return "{\"month\": \"%s\"}".formatted(month);
    }
}
