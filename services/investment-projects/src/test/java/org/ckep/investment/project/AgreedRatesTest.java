package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Cycles;
import org.ckep.investment.Owner;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.change.ChangeHash;
import org.ckep.kernel.change.ChangeProblem;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.value.ValueProblem;
import org.ckep.records.RecordTransactions;
import org.ckep.records.RecordsProblem;
import org.ckep.testing.Api;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums of two currencies are compared by rates that two persons of each side stand behind, and by no others. */
@QuarkusTest
class AgreedRatesTest {
    private static final String RATE = "{\"from\": \"USD\", \"to\": \"KRW\", \"rate\": \"%s\"}";

    @Inject
    RecordTransactions transactions;

    private static String path(String month) {
        return "reconciliation-rates/" + month;
    }

    private static String rates(String... rates) {
        return "{\"rates\": [" + String.join(", ", rates) + "]}";
    }

    private static String prepare(Api maker, String month, String body) {
        return maker.put(path(month), body).then().statusCode(200).extract().path("hash");
    }

    private static Response agree(Api checker, String month, String hash) {
        return checker.post(path(month) + "/agree", "{\"hash\": \"%s\"}".formatted(hash));
    }

    private static void stand(Api maker, Api checker, String month, String body) {
        agree(checker, month, prepare(maker, month, body)).then().statusCode(200);
    }

    private static Map<String, Object> known(Api reader, String month, Side side) {
        List<Map<String, Object>> found = reader.get("reconciliation-rates")
                .then()
                .statusCode(200)
                .extract()
                .path("data.findAll{it.month == '%s' && it.side == '%s'}".formatted(month, side));
        assertThat(found).hasSizeLessThan(2);
        return found.isEmpty() ? Map.of() : found.getFirst();
    }

    private static Response cycle(String month) {
        Response closed = Cycles.close("{\"month\": \"%s\"}".formatted(month));
        closed.then().statusCode(201);
        return closed;
    }

    /** This month, of which alone a cycle is closed, as if nobody had stated its rates. */
    private static String untouchedMonth() {
        String month = YearMonth.now(ZoneOffset.ofHours(8)).toString();
        try {
            Owner.run("""
                    alter table monthly_rates no force row level security;
                    delete from monthly_rates where month = '%s-01';
                    alter table monthly_rates force row level security""".formatted(month));
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
        return month;
    }

    @Test
    void aRateIsAgreedWhereBothSidesHaveTheSame() {
        String month = untouchedMonth();
        String won = RATE.formatted("1200.50");
        String yuan = "{\"from\": \"USD\", \"to\": \"CNY\", \"rate\": \"%s\"}";
        String hash = prepare(Api.cnMaker(), month, rates(won, yuan.formatted("6.5")));
        assertThat(hash).isEqualTo(ChangeHash.of("""
                        {"month": "%s", "rates": [{"from": "USD", "to": "CNY", "rate": "6.5"},
                          {"from": "USD", "to": "KRW", "rate": "1200.5"}]}""".formatted(month)));
        assertThat(known(Api.cnChecker(), month, Side.CN)).containsEntry("allowed", List.of("agree"));
        // What a side has only prepared is its own.
        assertThat(known(Api.krMaker(), month, Side.CN)).isEmpty();
        assertThat(known(Api.secretariat(), month, Side.CN)).isEmpty();
        agree(Api.cnChecker(), month, hash).then().statusCode(200).body("agreed", empty());
        assertThat(known(Api.krMaker(), month, Side.CN)).containsEntry("hash", hash);
        cycle(month).then().body("month", equalTo(month)).body("rates", empty());
        stand(Api.krMaker(), Api.krChecker(), month, rates(yuan.formatted("6.51"), RATE.formatted("1200.5")));
        assertThat(known(Api.secretariat(), month, Side.KR).get("agreed"))
                .isEqualTo(List.of(Map.of("from", "USD", "to", "KRW", "rate", "1200.5")));
        cycle(month).then().body("rates.to", contains("KRW")).body("rates.rate", contains("1200.5"));
        // What a side agreed to stands until it agrees to others, and nobody else learns that it prepares them.
        Map<String, Object> standing = known(Api.cnMaker(), month, Side.KR);
        String other = prepare(Api.krMaker(), month, rates(RATE.formatted("1201")));
        assertThat(known(Api.cnMaker(), month, Side.KR)).isEqualTo(standing);
        assertThat(known(Api.secretariat(), month, Side.KR).get("agreed")).isEqualTo(standing.get("agreed"));
        cycle(month).then().body("rates.rate", contains("1200.5"));
        agree(Api.krChecker(), month, other).then().statusCode(200).body("agreed", empty());
        assertThat(known(Api.cnMaker(), month, Side.KR)).containsEntry("hash", other);
        cycle(month).then().body("rates", empty());
    }

    /** Whoever has read other rates than his side has now replaces none. */
    @Test
    void ratesAreReplacedAsTheyWereRead() {
        String month = "2016-11";
        put(month, "*", "1200").then().spec(problem(KernelProblem.STALE));
        Response first = put(month, null, "1200");
        first.then().statusCode(200).header("ETag", equalTo("\"" + first.<String>path("hash") + "\""));
        put(month, first.getHeader("ETag"), "1201").then().statusCode(200);
        put(month, first.getHeader("ETag"), "1202").then().spec(problemAt(KernelProblem.STALE, "If-Match"));
        assertThat(known(Api.cnMaker(), month, Side.CN).get("rates"))
                .isEqualTo(List.of(Map.of("from", "USD", "to", "KRW", "rate", "1201")));
        put(month, "\"other\", *", "1203").then().statusCode(200);
    }

    private static Response put(String month, @Nullable String ifMatch, String rate) {
        return (ifMatch == null
                        ? Api.cnMaker().request()
                        : Api.cnMaker().request().header("If-Match", ifMatch))
                .contentType("application/json")
                .body(rates(RATE.formatted(rate)))
                .put(Api.root() + path(month));
    }

    /** The month stands in the path, and no pointer leads into the body. */
    @ParameterizedTest
    @ValueSource(strings = {"1899-12", "0001-01", "2026-13", "soon"})
    void aMonthThatIsNoneIsAnInvalidParameter(String month) {
        Api.cnMaker()
                .put(path(month), rates())
                .then()
                .spec(problem(KernelProblem.INVALID_VALUE))
                .body("errors[0].parameter", equalTo("month"))
                .body("errors[0].pointer", nullValue());
    }

    /** What is prepared twice is prepared once, and stays agreed to. */
    @Test
    void theSameRatesStand() {
        String month = "2016-02";
        stand(Api.cnMaker(), Api.cnChecker(), month, rates(RATE.formatted("1200")));
        Api.cnMaker()
                .put(path(month), rates(RATE.formatted("1200.000")))
                .then()
                .statusCode(200)
                .body("agreedAt", not(equalTo(null)));
        agree(
                        Api.cnChecker(),
                        month,
                        known(Api.cnChecker(), month, Side.CN).get("hash").toString())
                .then()
                .statusCode(200);
    }

    @Test
    void aSumIsConvertedByTheAgreedRateAlone() {
        String project = Bilateral.joint("Plant");
        figure(Api.cnMaker(), project, "1000000", "USD");
        figure(Api.krMaker(), project, "1210000000", "KRW");
        String month = untouchedMonth();
        stand(Api.cnMaker(), Api.cnChecker(), month, rates(RATE.formatted("1200")));
        cycle(month);
        status(project, "NOT_COMPARABLE");
        stand(Api.krMaker(), Api.krChecker(), month, rates(RATE.formatted("1200")));
        cycle(month);
        status(project, "WITHIN_TOLERANCE");
    }

    private static void figure(Api maker, String project, String amount, String currency) {
        maker.show(project + "/figures/totalInvestment", """
                        {"value": {"amount": "%s", "currency": "%s", "basis": "CONTRACTED"},
                         "classification": {"level": "BILATERAL"}}""".formatted(amount, currency))
                .then()
                .statusCode(200);
    }

    private static void status(String project, String status) {
        Api.krMaker()
                .get(project + "/reconciliation")
                .then()
                .body("data.find{it.pair == 'totalInvestment'}.status", equalTo(status));
    }

    @Test
    void twoPersonsOfASideStandBehindItsRates() {
        String month = "2016-04";
        String hash = prepare(Api.krMaker(), month, rates(RATE.formatted("1200")));
        agree(Api.krMaker(), month, hash).then().spec(problem(KernelProblem.FORBIDDEN));
        agree(Api.cnChecker(), month, hash).then().spec(problem(KernelProblem.NOT_FOUND));
        agree(Api.secretariat(), month, hash).then().spec(problem(KernelProblem.FORBIDDEN));
        agree(Api.krChecker(), month, "0".repeat(64)).then().spec(problem(ChangeProblem.CHANGE_HASH_DIFFERS));
        Api.krChecker().post(path(month) + "/agree", "{}").then().spec(problemAt(KernelProblem.INVALID_VALUE, "/hash"));
        Api.client("kr-ministry").put(path(month), rates()).then().spec(problem(ChangeProblem.CHANGE_PERSON_NEEDED));
        Api.krChecker().put(path(month), rates()).then().spec(problem(KernelProblem.FORBIDDEN));
        Api.client("agency-kotra").get("reconciliation-rates").then().spec(problem(KernelProblem.FORBIDDEN));
        Api.PUBLIC.get("reconciliation-rates").then().statusCode(401);
        assertThat(known(Api.krMaker(), month, Side.KR))
                .containsEntry("hash", hash)
                .doesNotContainKey("agreedAt");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"rates": [{"from": "USD", "to": "KRW", "rate": "-1"}]}                                                          | /rates/0/rate
            {"rates": [{"from": "USD", "to": "KRW", "rate": "1.0000000000001"}]}                                             | /rates/0/rate
            {"rates": [{"from": "USD", "to": "won", "rate": "1300"}]}                                                        | /rates/0/to
            {"rates": [{"from": "USD", "rate": "1300"}]}                                                                     | /rates/0/to
            {"rates": [{"from": "USD", "to": "KRW", "rate": "1307"}, {"from": "USD", "to": "KRW", "rate": "1308"}]}          | /rates/1
            {"rates": [{"from": "USD", "to": "KRW", "rate": "1307"}, {"from": "KRW", "to": "USD", "rate": "0.0008"}]}        | /rates/1
            {"rates": [{"from": "USD", "to": "KRW", "rate": "1307"}, {"from": "KRW", "to": "KRW", "rate": "1"}]}             | /rates/1
            {}                                                                                                               | /rates
            """)
    void whatIsNoTableOfRatesIsRefused(String body, String pointer) {
        Api.cnMaker().put(path("2016-05"), body).then().spec(problemAt(KernelProblem.INVALID_VALUE, pointer));
        assertThat(known(Api.cnMaker(), "2016-05", Side.CN)).isEmpty();
    }

    @Test
    void aRateAsNumberIsRefused() {
        Api.cnMaker()
                .put(path("2016-05"), "{\"rates\": [{\"from\": \"USD\", \"to\": \"KRW\", \"rate\": 1300}]}")
                .then()
                .spec(problemAt(ValueProblem.DECIMAL_AS_NUMBER, "/rates/0/rate"));
    }

    @Test
    void aMonthIsOneThatHasBegun() {
        YearMonth next = YearMonth.now(ZoneOffset.ofHours(9)).plusMonths(1);
        Api.cnMaker().put(path(next.toString()), rates()).then().spec(problem(RecordsProblem.MOMENT_IN_THE_FUTURE));
        Api.secretariat()
                .post("reconciliation-cycles", "{\"month\": \"%s\"}".formatted(next))
                .then()
                .spec(problem(RecordsProblem.MOMENT_IN_THE_FUTURE));
        for (String old : List.of("1899-12", "-9999-01")) {
            Api.cnMaker().put(path(old), rates()).then().spec(problemAt(KernelProblem.INVALID_VALUE, "month"));
            Api.secretariat()
                    .post("reconciliation-cycles", "{\"month\": \"%s\"}".formatted(old))
                    .then()
                    .spec(problemAt(KernelProblem.INVALID_VALUE, "/month"));
        }
        for (String none : List.of("2016-13", "2016", "january", "2016-01-01")) {
            Api.cnMaker().put(path(none), rates()).then().spec(problem(KernelProblem.INVALID_VALUE));
        }
        Api.secretariat()
                .post("reconciliation-cycles", "{\"month\": \"2016-13\"}")
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "/month"));
        // As it once was: nobody but both sides says what a rate is.
        Api.secretariat()
                .post("reconciliation-cycles", rates(RATE.formatted("1307")))
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("/rates"));
    }

    /** The second lock: whatever the application does. */
    @Test
    void theDatabaseAsksForTwoPersonsAndForBothSides() throws Throwable {
        String month = "2016-06";
        prepare(Api.cnMaker(), month, rates(RATE.formatted("1200")));
        String agree = "update monthly_rates set agreed_by = %s, agreed_at = now()%s where month = '2016-06-01'";
        assertThatThrownBy(() -> execute(Side.CN, agree.formatted("prepared_by", "")))
                .hasStackTraceContaining("two_persons");
        assertThatThrownBy(() -> execute(Side.CN, agree.formatted("'a'", ", rates = '{\"rates\": []}'")))
                .hasStackTraceContaining("what is agreed is what was prepared");
        execute(Side.CN, agree.formatted("'a'", ""));
        assertThat(execute(Side.CN, "update monthly_rates set rates = '{\"rates\": []}' where month = '2016-06-01'"))
                .isZero();
        assertThatThrownBy(() -> execute(Side.KR, """
                        insert into monthly_rates (id, month, side, rates, hash, prepared_by, prepared_at)
                        values (gen_random_uuid(), '2016-06-01', 'CN', '{"rates": []}', repeat('0', 64), 'a', now())""")).hasStackTraceContaining("row-level security");
        assertThatThrownBy(() -> execute(Side.KR, """
                        insert into reconciliation_cycle (id, closed_at, policy_version, month, rates)
                        values (gen_random_uuid(), now(), 1, '2016-06-01',
                          '{"rates": [{"from": "USD", "to": "KRW", "rate": "1200"}]}')""")).hasStackTraceContaining("both sides agreed");
    }

    private int execute(Side side, String sql) throws Throwable {
        Viewer somebody = new Viewer("anyone", "test", side, null, Set.of(Role.MAKER), false);
        return VertxContextSupport.subscribeAndAwait(() -> transactions.write(
                somebody, session -> session.createNativeQuery(sql).executeUpdate()));
    }
}
