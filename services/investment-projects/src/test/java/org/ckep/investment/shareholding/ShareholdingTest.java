package org.ckep.investment.shareholding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ckep.investment.shareholding.Shareholdings.holding;
import static org.ckep.investment.shareholding.Shareholdings.made;
import static org.ckep.investment.shareholding.Shareholdings.shareholding;
import static org.ckep.investment.shareholding.Shareholdings.state;
import static org.ckep.investment.shareholding.Shareholdings.statement;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.ckep.investment.Records;
import org.ckep.investment.Untouched;
import org.ckep.investment.pending.ByTwoPersons;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.records.RecordTransactions;
import org.ckep.records.RecordsProblem;
import org.ckep.testing.Api;
import org.ckep.testing.PublishedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shareholding histories as their callers meet them. */
@QuarkusTest
class ShareholdingTest {
    private static final String BILATERAL = ", \"classification\": {\"level\": \"BILATERAL\"}";
    private static final String INCREASE = """
            , "capitalIncrease": {"before": {"amount": "2979000000", "currency": "USD"},
                                  "delta": {"amount": "1095000000", "currency": "USD"},
                                  "after": {"amount": "%s", "currency": "USD"}}%s""";

    @Inject
    RecordTransactions transactions;

    @Test
    void aHistoryIsReadAsOfEachDay() {
        Api cn = Api.cnMaker();
        String entity = Records.organisation();
        String one = Records.organisation();
        String other = Records.organisation();
        String begun = statement("2002-10", holding(one, "50") + "," + holding(other, "50"), "");
        Response made = cn.post("shareholdings", shareholding(entity, begun, ""));
        made.then()
                .statusCode(201)
                .body("entity", equalTo(entity))
                .body("side", equalTo("CN"))
                .body("classification", equalTo("SIDE"))
                .body("statement.validFrom.date", equalTo("2002-10-01"))
                .body("statement.validTo", nullValue());
        String path = "shareholdings/" + Records.id(made.path("urn"));
        assertThat(cn.get(path).asString()).isEqualTo(made.asString());
        Instant before = Instant.now().truncatedTo(ChronoUnit.MICROS);
        String project = cn.create("projects", Records.projectOf("CAPITAL_INCREASE", ""));
        String grown = statement(
                "2024-12-11",
                holding(one, "60") + "," + holding(other, "40"),
                INCREASE.formatted("4074000000", ", \"project\": \"" + project + "\""));
        state(cn, path, grown)
                .then()
                .statusCode(200)
                .body("statement.holdings.share.exact", contains("60", "40"))
                .body("statement.capitalIncrease.after.amount", equalTo("4074000000.00"))
                .body("statement.project", equalTo(project));
        cn.get(path + "?asOf=2024-12-10")
                .then()
                .body("statement.holdings.share.exact", contains("50", "50"))
                .body("statement.validTo.date", equalTo("2024-12-11"));
        cn.get(path + "?asOf=2024-12-11").then().body("statement.holdings.share.exact", contains("60", "40"));
        cn.get(path + "?asOf=2002-09-30").then().body("statement", nullValue());
        cn.get(path + "?knownAt=" + before).then().body("statement.holdings.share.exact", contains("50", "50"));
        cn.get(path + "/statements")
                .then()
                .body("data.validFrom.date", contains("2002-10-01", "2024-12-11"))
                .body("data.side", contains("CN", "CN"));
        cn.get(path + "?asOf=2024").then().spec(problemAt(KernelProblem.INVALID_VALUE, "asOf"));
        // A correction from the same day on takes the other's place.
        state(cn, path, statement("2024-12-11", holding(one, "61") + "," + holding(other, "39"), ""))
                .then()
                .statusCode(200)
                .body("statement.holdings.share.exact", contains("61", "39"));
        cn.get(path + "/statements").then().body("data", hasSize(2));
    }

    /** The history as of today shows one statement only; whoever states something has seen all of them. */
    @Test
    void aStatementRestsOnThoseThatItsWriterHasSeen() {
        Api cn = Api.cnMaker();
        String path = made(cn, "");
        String statements = path + "/statements";
        String seen = cn.etag(statements);
        String next = statement("2023", holding(Records.organisation(), "10"), "");
        cn.post(statements, next).then().spec(problem(KernelProblem.PRECONDITION_REQUIRED));
        String today = cn.etag(path);
        cn.post(statements, today, next).then().spec(problem(KernelProblem.STALE));
        // Somebody adds what held before all that is stated: today's holders stay as they are.
        state(cn, path, statement("2001", holding(Records.organisation(), "20"), ""))
                .then()
                .statusCode(200);
        assertThat(cn.etag(path)).isEqualTo(today);
        cn.post(statements, seen, next).then().spec(problem(KernelProblem.STALE));
        cn.post(statements, cn.etag(statements), next).then().statusCode(200);
        cn.request()
                .header("If-None-Match", cn.etag(statements))
                .get(Api.root() + statements)
                .then()
                .statusCode(304);
    }

    @Test
    void ofTwoWhoStateAtOnceOneHasNotSeenTheOthers() throws Exception {
        Api cn = Api.cnMaker();
        String path = made(cn, "");
        String statements = path + "/statements";
        String seen = cn.etag(statements);
        String next = statement("2023", holding(Records.organisation(), "10"), "");
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            Future<Integer> one =
                    pool.submit(() -> cn.post(statements, seen, next).statusCode());
            Future<Integer> other =
                    pool.submit(() -> cn.post(statements, seen, next).statusCode());
            assertThat(List.of(one.get(), other.get())).containsExactlyInAnyOrder(200, 412);
        }
    }

    @Test
    void i4_aLateStatementLeavesTheIncreaseWholeThatStands() {
        Api cn = Api.cnMaker();
        String one = Records.organisation();
        String other = Records.organisation();
        String halves = holding(one, "50") + "," + holding(other, "50");
        String path = "shareholdings/"
                + Records.id(cn.create(
                        "shareholdings", shareholding(Records.organisation(), statement("2002-10", halves, ""), "")));
        state(cn, path, statement("2024-12-11", halves, INCREASE.formatted("4074000000", "")))
                .then()
                .statusCode(200);
        String third = holding(one, "50") + "," + holding(Records.organisation(), "50");
        for (String from : List.of("2002-10", "2020")) {
            state(cn, path, statement(from, third, ""))
                    .then()
                    .spec(problemAt(ShareholdingProblem.SHAREHOLDING_INCREASE, "/holdings"));
        }
        state(cn, path, statement("2020", holding(one, "100"), "")).then().statusCode(200);
        cn.get(path + "/statements").then().body("data", hasSize(3));
    }

    @Test
    void historiesAreFoundByEntityHolderKindAndSide() {
        Api cn = Api.cnMaker();
        String entity = Records.organisation();
        String holder = Records.organisation();
        String later = Records.organisation();
        String own = cn.create(
                "shareholdings", shareholding(entity, statement("2020", holding(holder, "49"), ""), BILATERAL));
        String theirs = Api.krMaker()
                .create(
                        "shareholdings",
                        shareholding(entity, statement("2020", holding(holder, "51"), ""), BILATERAL)
                                .replace("EQUITY", "VOTING"));
        ByTwoPersons.confirm(
                state(cn, "shareholdings/" + Records.id(own), statement("2023", holding(later, "10"), "")));
        String of = "shareholdings?entity=" + entity;
        cn.get(of).then().statusCode(200).body("data.urn", contains(theirs, own));
        cn.get(of + "&kind=VOTING").then().body("data.urn", contains(theirs));
        cn.get(of + "&side=CN").then().body("data.urn", contains(own));
        cn.get(of + "&holder=" + holder).then().body("data.urn", contains(theirs, own));
        cn.get(of + "&holder=" + later).then().body("data.urn", contains(own));
        cn.get(of + "&asOf=2021-06-30")
                .then()
                .body("data.statement.holdings.share.exact.flatten()", contains("51", "49"));
        cn.get("shareholdings?entity=LG").then().spec(problemAt(KernelProblem.INVALID_VALUE, "entity"));
        cn.get("shareholdings?asOf=soon").then().spec(problemAt(KernelProblem.INVALID_VALUE, "asOf"));
        Api.PUBLIC.get(of).then().statusCode(200).body("data", hasSize(0));
    }

    @Test
    void whatOneSideKeepsToItselfIsNotThere() {
        String hidden = made(Api.cnMaker(), "");
        for (Api other : List.of(Api.krMaker(), Api.secretariat(), Api.client("agency-kotra"), Api.PUBLIC)) {
            for (String path : List.of("", "/statements", "/statements.csv")) {
                other.request()
                        .accept("*/*")
                        .get(Api.root() + hidden + path)
                        .then()
                        .spec(problem(KernelProblem.NOT_FOUND));
            }
        }
        Api.cnChecker().get(hidden).then().statusCode(200);
        String shared = made(Api.cnMaker(), BILATERAL);
        Api.krMaker().get(shared).then().statusCode(200);
        state(Api.krMaker(), shared, statement("2023", holding(Records.organisation(), "10"), ""))
                .then()
                .spec(problem(KernelProblem.FORBIDDEN));
        for (String sql :
                List.of("update shareholding_statement set complete = true", "delete from shareholding_statement")) {
            assertThatThrownBy(() -> VertxContextSupport.subscribeAndAwait(() -> transactions.system(
                            session -> session.createNativeQuery(sql).executeUpdate())))
                    .hasStackTraceContaining("permission denied");
        }
    }

    @Test
    void aSideKeepsOneHistoryForTheSameReaders() throws Exception {
        String entity = Records.organisation();
        String body = shareholding(entity, statement("2020", holding(Records.organisation(), "60"), ""), BILATERAL);
        Api cn = Api.cnMaker();
        cn.create("shareholdings", body);
        // For others.
        String own = body.replace(BILATERAL, "");
        String kept = cn.create("shareholdings", own);
        for (String again : List.of(own, own.replace("\"60\"", "\"70\""))) {
            Response answer = cn.post("shareholdings", again);
            answer.then().spec(problemAt(ShareholdingProblem.SHAREHOLDING_KEPT_ALREADY, "/entity"));
            answer.then().body("detail", containsString(kept));
        }
        // Of something else, or by somebody else.
        cn.create("shareholdings", own.replace("EQUITY", "VOTING"));
        cn.create("shareholdings", own.replace(entity, Records.organisation()));
        Api.krMaker().create("shareholdings", body);
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            String profit = own.replace("EQUITY", "PROFIT");
            Future<Integer> one =
                    pool.submit(() -> cn.post("shareholdings", profit).statusCode());
            Future<Integer> other =
                    pool.submit(() -> cn.post("shareholdings", profit).statusCode());
            assertThat(List.of(one.get(), other.get())).containsExactlyInAnyOrder(201, 409);
        }
    }

    /** What the other side hides about the same organisation decides nothing here (rule C9). */
    @Test
    void c9_aHiddenHistoryRefusesNothing() {
        String entity = Records.organisation();
        Api.krMaker()
                .create(
                        "shareholdings",
                        shareholding(entity, statement("2020", holding(Records.organisation(), "60"), ""), ""));
        Api.cnMaker()
                .create(
                        "shareholdings",
                        shareholding(entity, statement("2020", holding(Records.organisation(), "60"), ""), BILATERAL));
    }

    @ParameterizedTest(name = "{1}: {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "\"exact\": \"50\"; \"exact\": \"101\"; invalid-value; /statement/holdings/0/share",
                "\"exact\": \"50\"; \"exact\": \"-1\"; invalid-value; /statement/holdings/0/share",
                "\"complete\": false; \"complete\": true; shareholding-sum; /statement/holdings",
                "\"2020-03\"; \"2199\"; shareholding-date; /statement/validFrom",
                "\"2020-03\"; \"2020-13\"; date-invalid; /statement/validFrom",
                "\"EQUITY\"; \"GOODWILL\"; invalid-value; /kind",
                "\"entity\": \"urn:ckep:organisation; \"entity\": \"urn:ckep:site; unprocessable; /entity",
                "\"holdings\": [; \"note\": {\"en\": \"<b>\"}, \"holdings\": [; markup-in-text; /statement/note/en",
                "\"holdings\": [{; \"holdings\": [{\"via\": \"urn:ckep:site:3f6f0f0e-2d4e-4c1e-8a52-0f6f6a0c9b11\", ; shareholding-holder; /statement/holdings/0/via",
            })
    void aBadHistoryIsRefusedAtItsPlace(String good, String bad, String slug, String pointer) {
        String body = Shareholdings.half("");
        assertThat(body).contains(good);
        Untouched.by(() -> Api.cnMaker().post("shareholdings", body.replace(good, bad)))
                .then()
                .body("type", equalTo("urn:ckep:problem:" + slug))
                .body("errors[0].pointer", equalTo(pointer));
    }

    @Test
    void sixtyAndSixtyAreRefusedAndChangeNothing() {
        String path = made(Api.cnMaker(), "");
        String two = holding(Records.organisation(), "60") + "," + holding(Records.organisation(), "60");
        Untouched.by(() -> state(Api.cnMaker(), path, statement("2023", two, "")))
                .then()
                .spec(problemAt(ShareholdingProblem.SHAREHOLDING_SUM, "/holdings"));
    }

    @Test
    void i3_i4_aCapitalIncreaseIsWhole() {
        Api cn = Api.cnMaker();
        String holder = Records.organisation();
        String path = "shareholdings/"
                + Records.id(cn.create(
                        "shareholdings",
                        shareholding(Records.organisation(), statement("2020", holding(holder, "50"), ""), BILATERAL)));
        state(cn, path, statement("2023", holding(holder, "60"), INCREASE.formatted("4070000000", "")))
                .then()
                .spec(problemAt(ShareholdingProblem.SHAREHOLDING_CAPITAL, "/capitalIncrease/after/amount"));
        state(cn, path, statement("2023", holding(Records.organisation(), "60"), INCREASE.formatted("4074000000", "")))
                .then()
                .spec(problemAt(ShareholdingProblem.SHAREHOLDING_INCREASE, "/holdings"));
        for (String type : List.of("GREENFIELD", "CAPITAL_INCREASE")) {
            String project = cn.create("projects", Records.projectOf(type, BILATERAL));
            Response answer = state(
                    cn,
                    path,
                    statement(
                            "2023",
                            holding(holder, "60"),
                            INCREASE.formatted("4074000000", ", \"project\": \"" + project + "\"")));
            if (type.equals("GREENFIELD")) {
                answer.then().spec(problemAt(ShareholdingProblem.SHAREHOLDING_INCREASE, "/project"));
            } else {
                ByTwoPersons.confirm(answer);
            }
        }
        // The project has fewer readers than the history, or does not exist for its writer.
        String narrow = cn.create("projects", Records.projectOf("CAPITAL_INCREASE", ""));
        String hidden = Api.krMaker().create("projects", Records.projectOf("CAPITAL_INCREASE", ""));
        String by = ", \"project\": \"%s\"";
        state(cn, path, statement("2024", holding(holder, "60"), by.formatted(narrow)))
                .then()
                .spec(problemAt(RecordsProblem.NARROWER_THAN_ITS_READER, "/project"));
        for (String unknown : List.of(hidden, "urn:ckep:project:" + UUID.randomUUID())) {
            state(cn, path, statement("2024", holding(holder, "60"), by.formatted(unknown)))
                    .then()
                    .spec(problemAt(KernelProblem.UNPROCESSABLE, "/project"));
        }
    }

    @Test
    void anObservedHistoryRestsOnSourcesAndEachStatementOnANewOne() {
        String known = Records.source("COMPANY_FILING");
        String sources = ", \"sources\": [\"%s\"]";
        String holder = Records.organisation();
        Api.loader()
                .post("shareholdings/register-observed", Shareholdings.half(""))
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "/statement/sources"));
        String path = "shareholdings/"
                + Records.id(Api.loader()
                        .create(
                                "shareholdings/register-observed",
                                shareholding(
                                        Records.organisation(),
                                        statement("2020", holding(holder, "49"), sources.formatted(known)),
                                        "")));
        Api.PUBLIC.get(path).then().statusCode(200).body("side", nullValue()).body("sources.urn", contains(known));
        state(Api.krMaker(), path, statement("2023", holding(holder, "50"), sources.formatted(known)))
                .then()
                .spec(problemAt(RecordsProblem.SOURCE_NEEDED, "/sources"));
        String later = Records.source("PRESS");
        state(Api.krMaker(), path, statement("2023", holding(holder, "50"), sources.formatted(later)))
                .then()
                .statusCode(200)
                .body("statement.sources", contains(later))
                .body("sources.urn", contains(known, later));
    }

    @Test
    void itsReadersAreToldAndNobodyElse() {
        Api kr = Api.krMaker();
        String holder = Records.organisation();
        String urn = kr.create(
                "shareholdings",
                shareholding(Records.organisation(), statement("2020", holding(holder, "50"), ""), ""));
        state(
                        kr,
                        "shareholdings/" + Records.id(urn),
                        statement("2023", holding(holder, "60"), INCREASE.formatted("4074000000", "")))
                .then()
                .statusCode(200);
        List<PublishedEvent> events = PublishedEvent.about(urn, 2);
        assertThat(events).extracting(PublishedEvent::audience).containsOnly("side-kr");
        assertThat(events)
                .extracting(PublishedEvent::type)
                .containsExactly(
                        "org.ckep.investment.shareholding.changed.v1", "org.ckep.investment.capital.increased.v1");
        assertThat(events.getLast().data().at("/capitalIncrease/delta/amount").asText())
                .isEqualTo("1095000000.00");
    }
}
