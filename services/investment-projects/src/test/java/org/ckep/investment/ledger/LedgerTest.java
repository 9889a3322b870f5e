package org.ckep.investment.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ckep.investment.ledger.Commitments.commitment;
import static org.ckep.investment.ledger.Commitments.made;
import static org.ckep.investment.ledger.Commitments.paid;
import static org.ckep.investment.ledger.Commitments.reversal;
import static org.ckep.investment.ledger.Commitments.transaction;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Records;
import org.ckep.investment.Untouched;
import org.ckep.investment.pending.ByTwoPersons;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.records.RecordTransactions;
import org.ckep.records.RecordsProblem;
import org.ckep.testing.Api;
import org.ckep.testing.PublishedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ledger as its callers meet it. */
@QuarkusTest
class LedgerTest {
    private static final String MINISTRY =
            ", \"classification\": {\"level\": \"MINISTRY\", \"side\": \"CN\", \"agency\": \"mofcom\"}";
    private static final String BILATERAL = ", \"classification\": {\"level\": \"BILATERAL\"}";

    @Inject
    RecordTransactions transactions;

    private static String project() {
        return Api.cnMaker().create("projects", Records.project(BILATERAL));
    }

    @Test
    void aCommitmentIsPaidStepByStep() {
        Api cn = Api.cnMaker();
        String project = project();
        Response made = cn.post("commitments", commitment(project, ""));
        made.then()
                .statusCode(201)
                .header("Location", endsWith("/v1/commitments/" + Records.id(made.path("urn"))))
                .body("status", equalTo("OPEN"))
                .body("balance.committed", equalTo("10000000.00"))
                .body("balance.paid", equalTo("0.00"))
                .body("project.urn", equalTo(project))
                .body("project.title.en.text", equalTo("Battery plant"))
                .body("side", equalTo("CN"))
                .body("classification", equalTo("SIDE"));
        String path = "commitments/" + Records.id(made.path("urn"));
        assertThat(cn.get(path).asString()).isEqualTo(made.asString());
        Response paid = cn.post(path + "/transactions", paid("4000000.5", "2024-05-01"));
        paid.then().statusCode(201).body("amount.amount", equalTo("4000000.50")).body("side", equalTo("CN"));
        String location = paid.header("Location");
        assertThat(cn.get(location.substring(location.indexOf("/v1/") + 4)).asString())
                .isEqualTo(paid.asString());
        cn.get(path).then().body("status", equalTo("PARTLY_PAID")).body("balance.outstanding", equalTo("5999999.50"));
        cn.post(path + "/transactions", paid("5999999.50", "2024-05-01")).then().statusCode(201);
        cn.get(path).then().body("status", equalTo("PAID"));
        cn.post(path + "/transactions", paid("0.01", "2025-01-01"))
                .then()
                .spec(problemAt(LedgerProblem.LEDGER_EXCEEDS_COMMITMENT, "/amount/amount"));
        cn.post(path + "/transactions", reversal(paid.path("urn"), "1000000", "2024-06-01"))
                .then()
                .statusCode(201)
                .body("reverses", equalTo(paid.path("urn")));
        cn.get(path).then().body("balance.paid", equalTo("9000000.00"));
        cn.get(path + "/transactions")
                .then()
                .body("data.type", contains("COMMITMENT", "DISBURSEMENT", "DISBURSEMENT", "REVERSAL"));
    }

    @Test
    void theSumsOfAProjectStandBySideBasisAndCurrency() {
        String project = project();
        String path = "projects/" + Records.id(project);
        String cn = made(Api.cnMaker(), project, BILATERAL);
        ByTwoPersons.confirm(Api.cnMaker().post(cn + "/transactions", paid("7", "2024-05-01")));
        made(Api.cnMaker(), project, "");
        String declared =
                commitment(project, BILATERAL).replace("CONTRACTED", "DECLARED").replace("USD", "KRW");
        Api.krMaker().create("commitments", declared.replace("2024-03-01", "2025-03-01"));
        Instant before = Instant.now().truncatedTo(ChronoUnit.MICROS);
        ByTwoPersons.confirm(Api.cnMaker().post(cn + "/transactions", paid("2", "2024-06-01")));

        Api.krMaker()
                .get(path + "/ledger")
                .then()
                .statusCode(200)
                .body("coverage", equalTo("visible-only"))
                .body("data.side", contains("CN", "KR"))
                .body("data.commitments", contains(1, 1))
                .body("data.balance.committed", contains("10000000.00", "10000000"))
                .body("data.balance.paid", contains("9.00", "0"));
        // The Chinese side alone keeps another one to itself.
        Api.cnChecker()
                .get(path + "/ledger")
                .then()
                .body("data.commitments", contains(2, 1))
                .body("data.balance.committed", contains("20000000.00", "10000000"));
        Api.krMaker().get(path + "/ledger?asOf=2024-05-31").then().body("data.balance.paid", contains("7.00"));
        Api.krMaker().get(path + "/ledger?asOf=2024-02-29").then().body("data", hasSize(0));
        Api.krMaker().get(path + "/ledger?knownAt=" + before).then().body("data.balance.paid", contains("7.00", "0"));
        Api.krMaker().get(path + "/ledger?asOf=2024").then().spec(problemAt(KernelProblem.INVALID_VALUE, "asOf"));
        Api.PUBLIC.get(path + "/ledger").then().spec(problem(KernelProblem.NOT_FOUND));
    }

    @Test
    void commitmentsAreFoundByTheirFilters() {
        Api cn = Api.cnMaker();
        String project = project();
        String own = cn.create("commitments", commitment(project, BILATERAL));
        String party = cn.get("commitments/" + Records.id(own)).path("party.orgId");
        String theirs = Api.krMaker()
                .create(
                        "commitments",
                        commitment(project, BILATERAL)
                                .replace("EQUITY", "LOAN")
                                .replace("CONTRACTED", "DECLARED")
                                .replace("USD", "KRW"));
        String of = "commitments?project=" + project;
        cn.get(of).then().body("data.urn", contains(theirs, own));
        cn.get(of + "&side=CN").then().body("data.urn", contains(own));
        cn.get(of + "&kind=LOAN").then().body("data.urn", contains(theirs));
        cn.get(of + "&basis=DECLARED").then().body("data.urn", contains(theirs));
        cn.get(of + "&currency=USD").then().body("data.urn", contains(own));
        cn.get(of + "&party=" + party).then().body("data.urn", contains(own));
        cn.get("commitments?party=LG").then().spec(problemAt(KernelProblem.INVALID_VALUE, "party"));
        Api.PUBLIC.get(of).then().statusCode(200).body("data", hasSize(0));
    }

    @Test
    void whatOneSideKeepsToItselfIsNotThere() {
        String project = project();
        String hidden = made(Api.cnMaker(), project, "");
        String transaction = Api.cnMaker().get(hidden + "/transactions").path("data[0].urn");
        for (Api other : List.of(Api.krMaker(), Api.secretariat(), Api.client("agency-kotra"), Api.PUBLIC)) {
            for (String path :
                    List.of("", "/transactions", "/transactions/" + Records.id(transaction), "/transactions.csv")) {
                other.request()
                        .accept("*/*")
                        .get(Api.root() + hidden + path)
                        .then()
                        .spec(problem(KernelProblem.NOT_FOUND));
            }
        }
        Api.krMaker().get("commitments?project=" + project).then().body("data", hasSize(0));
        Api.cnChecker().get(hidden).then().statusCode(200);
    }

    /** The second lock: without the application's condition the database itself shows no row. */
    @Test
    void theDatabaseHidesAloneAndChangesNothing() {
        String hidden = made(Api.cnMaker(), project(), "");
        String count = "select count(*) from commitment_transaction where commitment_id = '" + id(hidden) + "'";
        assertThat(number(Side.CN, count)).isEqualTo(1);
        assertThat(number(Side.KR, count)).isZero();
        for (String sql :
                List.of("update commitment_transaction set amount = 1", "delete from commitment_transaction")) {
            assertThatThrownBy(() -> run(sql)).hasStackTraceContaining("permission denied");
        }
    }

    private long number(Side side, String sql) {
        Viewer viewer = new Viewer("somebody", "test", side, null, Set.of(), false);
        try {
            return VertxContextSupport.subscribeAndAwait(
                    () -> transactions.read(viewer, session -> session.createNativeQuery(sql, Long.class)
                            .getSingleResult()));
        } catch (Throwable unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private void run(String sql) throws Throwable {
        VertxContextSupport.subscribeAndAwait(() ->
                transactions.system(session -> session.createNativeQuery(sql).executeUpdate()));
    }

    private static UUID id(String path) {
        return UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
    }

    @Test
    void c9_aCommitmentIsNotWiderThanItsProject() {
        String hidden = Api.cnMaker().create("projects", Records.project(MINISTRY));
        Api.cnMaker()
                .post("commitments", commitment(hidden, ""))
                .then()
                .spec(problemAt(RecordsProblem.NARROWER_THAN_ITS_READER, "/project"));
        for (String unknown : List.of(hidden, "urn:ckep:project:" + UUID.randomUUID())) {
            Api.krMaker()
                    .post("commitments", commitment(unknown, ""))
                    .then()
                    .spec(problemAt(KernelProblem.UNPROCESSABLE, "/project"));
        }
    }

    @Test
    void theOtherSidesCommitmentIsReadAndNotWritten() {
        String path = made(Api.cnMaker(), project(), BILATERAL);
        Api.krMaker().get(path).then().statusCode(200);
        Api.krMaker()
                .post(path + "/transactions", paid("1", "2024-05-01"))
                .then()
                .spec(problem(KernelProblem.FORBIDDEN));
        String joint = Bilateral.joint("Common works");
        String urn = Api.cnMaker().get(joint).path("urn");
        made(Api.krMaker(), urn, BILATERAL);
        Api.cnMaker().get(joint + "/ledger").then().body("data.side", contains("KR"));
    }

    @ParameterizedTest(name = "{1}: {3}")
    @CsvSource(
            delimiter = ';',
            value = {
                "\"10000000\"; \"0\"; ledger-amount-not-positive; /amount/amount",
                "\"10000000\"; \"-5\"; ledger-amount-not-positive; /amount/amount",
                "\"USD\"; \"RMB\"; currency-unknown; /amount/currency",
                "\"USD\"; \"WON\"; currency-unknown; /amount/currency",
                "\"10000000\", \"currency\": \"USD\"; \"10.5\", \"currency\": \"KRW\"; money-decimals; /amount/amount",
                "\"10000000\"; 1.2e12; decimal-as-number; /amount/amount",
                "\"2024-03-01\"; \"2199-01-01\"; ledger-date; /signedOn",
                "\"2024-03-01\"; \"1899-12-31\"; ledger-date; /signedOn",
                "\"2024-03-01\"; \"2024-13-45\"; date-invalid; /signedOn",
                "\"CONTRACTED\"; \"USED\"; ledger-basis; /basis",
                "\"CONTRACTED\"; \"GUESSED\"; invalid-value; /basis",
                "\"EQUITY\"; \"HOPE\"; invalid-value; /kind",
                "urn:ckep:organisation; urn:ckep:site; unprocessable; /party/orgId",
            })
    void aBadCommitmentIsRefusedAtItsPlace(String good, String bad, String slug, String pointer) {
        String body = commitment(project(), "");
        assertThat(body).contains(good);
        Untouched.by(() -> Api.cnMaker().post("commitments", body.replace(good, bad)))
                .then()
                .body("type", equalTo("urn:ckep:problem:" + slug))
                .body("errors[0].pointer", equalTo(pointer));
    }

    @ParameterizedTest(name = "{0} {1} {2} {3}: {5}")
    @CsvSource({
        "DISBURSEMENT, 1, USD, 2024-02-29, ledger-exceeds-commitment, /amount/amount",
        "DISBURSEMENT, 1, KRW, 2024-05-01, ledger-currency, /amount/currency",
        "DISBURSEMENT, 0, USD, 2024-05-01, ledger-amount-not-positive, /amount/amount",
        "DISBURSEMENT, -1, USD, 2024-05-01, ledger-amount-not-positive, /amount/amount",
        "DISBURSEMENT, 1.234, USD, 2024-05-01, money-decimals, /amount/amount",
        "DISBURSEMENT, 1, USD, 2199-05-01, ledger-date, /valueDate",
        "DISBURSEMENT, 1, USD, tomorrow, date-invalid, /valueDate",
        "REVERSAL, 1, USD, 2024-05-01, ledger-reversal, /reverses",
        "GIFT, 1, USD, 2024-05-01, invalid-value, /type"
    })
    void aBadTransactionIsRefusedAtItsPlaceAndChangesNothing(
            String type, String amount, String currency, String date, String slug, String pointer) {
        String path = made(Api.cnMaker(), project(), "");
        String body = transaction(type, amount, date, "").replace("USD", currency);
        Untouched.by(() -> Api.cnMaker().post(path + "/transactions", body))
                .then()
                .body("type", equalTo("urn:ckep:problem:" + slug))
                .body("errors[0].pointer", equalTo(pointer));
        Untouched.hidden(other -> Api.krMaker().post(other, body), path + "/transactions");
    }

    @Test
    void markupAndForeignReversalsAreRefused() {
        Api cn = Api.cnMaker();
        String project = project();
        cn.post("commitments", commitment(project, ", \"conditions\": {\"en\": \"<b>if</b>\"}"))
                .then()
                .spec(problemAt(RecordsProblem.MARKUP_IN_TEXT, "/conditions/en"));
        String one = made(cn, project, "");
        String other = cn.get(made(cn, project, "") + "/transactions").path("data[0].urn");
        for (String foreign : List.of(other, project, "urn:ckep:transaction:" + UUID.randomUUID())) {
            cn.post(one + "/transactions", reversal(foreign, "1", "2024-05-01"))
                    .then()
                    .spec(problemAt(LedgerProblem.LEDGER_REVERSAL, "/reverses"));
        }
        cn.post(one + "/transactions", transaction("DISBURSEMENT", "1", "2024-05-01", ", \"note\": {\"en\": \"<i>\"}"))
                .then()
                .spec(problemAt(RecordsProblem.MARKUP_IN_TEXT, "/note/en"));
    }

    @Test
    void anObservedCommitmentRestsOnSourcesAndEachTransactionOnANewOne() {
        String known = Records.source("COMPANY_STATEMENT");
        String project = Api.loader().create("projects/register-observed", Records.observed(known, ""));
        String sources = ", \"sources\": [\"%s\"]";
        Api.loader()
                .post("commitments/register-observed", commitment(project, ", \"sources\": []"))
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "/sources"));
        String path = "commitments/"
                + Records.id(Api.loader()
                        .create("commitments/register-observed", commitment(project, sources.formatted(known))));
        Api.PUBLIC.get(path).then().statusCode(200).body("side", nullValue()).body("sources.urn", contains(known));
        Api.krMaker()
                .post(
                        path + "/transactions",
                        transaction("EQUITY_PURCHASE", "1", "2024-05-01", sources.formatted(known)))
                .then()
                .spec(problemAt(RecordsProblem.SOURCE_NEEDED, "/sources"));
        String later = Records.source("PRESS");
        Api.krMaker()
                .post(
                        path + "/transactions",
                        transaction("EQUITY_PURCHASE", "1", "2024-05-01", sources.formatted(later)))
                .then()
                .statusCode(201)
                .body("sources", contains(later));
        Api.PUBLIC.get(path).then().body("sources.urn", contains(known, later));
    }

    @Test
    void itsReadersAreToldAndNobodyElse() {
        String project = Api.krMaker().create("projects", Records.project(", \"sectors\": [{\"code\": \"BATT\"}]"));
        String path = made(Api.krMaker(), project, "");
        String urn = Api.krMaker().get(path).path("urn");
        Api.krMaker()
                .post(path + "/transactions", paid("1", "2024-05-01"))
                .then()
                .statusCode(201);
        List<PublishedEvent> events = PublishedEvent.about(urn, 2);
        assertThat(events).extracting(PublishedEvent::audience).containsOnly("side-kr");
        assertThat(events)
                .extracting(PublishedEvent::type)
                .containsExactly(
                        "org.ckep.investment.commitment.signed.v1", "org.ckep.investment.transaction.recorded.v1");
        assertThat(events.getLast().data().at("/amount/amount").asText()).isEqualTo("1.00");
        assertThat(events.getLast().data().path("project").asText()).isEqualTo(project);
        assertThat(events.getLast().data().path("type").asText()).isEqualTo("DISBURSEMENT");
    }

    /** Of many that fit only one by one, as many are taken as fit together. */
    @Test
    void i5_holdsForManyAtOnce() {
        Api cn = Api.cnMaker();
        String path = made(cn, project(), "");
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            answers.add(
                    CompletableFuture.supplyAsync(() -> cn.post(path + "/transactions", paid("3000000", "2024-05-01"))
                            .statusCode()));
        }
        List<Integer> statuses = answers.stream().map(CompletableFuture::join).toList();
        assertThat(statuses).containsOnly(201, 422);
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(3);
        cn.get(path).then().body("balance.paid", equalTo("9000000.00"));
    }

    @Test
    void aKeyIsUsedOnce() {
        Api cn = Api.cnMaker();
        String path = made(cn, project(), "") + "/transactions";
        String key = UUID.randomUUID().toString();
        Response first = cn.postOnce(path, key, paid("1", "2024-05-01"));
        assertThat(cn.postOnce(path, key, paid("1", "2024-05-01")).asString()).isEqualTo(first.asString());
        cn.postOnce(path, key, paid("2", "2024-05-01")).then().spec(problem(KernelProblem.IDEMPOTENCY_CONFLICT));
        cn.get(path).then().body("data", hasSize(2));
    }
}
