package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Owner;
import org.ckep.investment.Records;
import org.ckep.investment.StoredRows;
import org.ckep.investment.pairing.Pairs;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.records.RecordTransactions;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports by place and year, by whose record it is and by lateness, of projects in sectors that no other test has. */
@QuarkusTest
class ReportViewsTest {
    private static final String PLACES =
            "data.collect { [it.state, it.sector, it.province, it.park, it.year, it.count].join(' ') }";
    private static final String TOTALS =
            "data.collect { [it.view, it.basis, it.currency, it.projects, it.amount].join(' ') }";
    private static final String STOCK = "data.collect { [it.basis, it.currency, it.projects, it.amount].join(' ') }";
    private static final String SHARED = ", \"classification\": {\"level\": \"BILATERAL\"}";

    @Inject
    RecordTransactions transactions;

    private static String ownSector() {
        return "V" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);
    }

    private static String in(String sector) {
        return ", \"sectors\": [{\"code\": \"" + sector + "\"}]";
    }

    private static String money(String amount, String basis) {
        return "{\"amount\": \"%s\", \"currency\": \"USD\", \"basis\": \"%s\"}".formatted(amount, basis);
    }

    private static String sum(String amount, String basis) {
        return ", \"totalInvestment\": " + money(amount, basis);
    }

    private static String made(Api maker, String more) {
        return "projects/" + Records.id(maker.create("projects", Records.project(more)));
    }

    private static List<String> lines(Api who, String path) {
        return List.of(who.request()
                .accept("text/csv")
                .get(Api.root() + path)
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .split("\r\n"));
    }

    private static String site(String province, String park) {
        return Api.cnMaker()
                .create(
                        "sites",
                        Records.site(SHARED)
                                .replace(
                                        "\"CN-JS\", \"city\": \"Yancheng\"",
                                        "\"%s\", \"parkId\": \"%s\"".formatted(province, park)));
    }

    @Test
    void thePipelineStandsByPlaceAndYear() {
        String sector = ownSector();
        String north = site("CN-SN", "XI-AN");
        String second = site("CN-SN", "HIGH-TECH");
        String east = site("CN-JS", "YANCHENG");
        String sites = ", \"sites\": [\"%s\"]";
        String source = ", \"sources\": [\"%s\"]".formatted(Records.source("COMPANY_STATEMENT"));
        String announced = made(
                Api.cnMaker(),
                SHARED + in(sector) + source + sites.formatted(String.join("\", \"", north, second, east)));
        Api.cnChecker()
                .step(announced, "{\"to\": \"ANNOUNCED\", \"date\": \"2024-01\"}")
                .then()
                .statusCode(200);
        String other = made(Api.cnMaker(), SHARED + in(sector) + source + sites.formatted(north));
        Api.cnChecker()
                .step(other, "{\"to\": \"ANNOUNCED\", \"date\": \"2025-Q1\"}")
                .then()
                .statusCode(200);
        made(Api.cnMaker(), SHARED + in(sector) + source);
        String pipeline = "pipeline?sector=" + sector;
        Api.krMaker()
                .get(pipeline + "&by=PROVINCE")
                .then()
                .statusCode(200)
                .body("total", equalTo(3))
                .body("coverage", equalTo("visible-only"))
                .body(
                        PLACES,
                        containsInAnyOrder(
                                "PROSPECT " + sector + " null null null 1",
                                "ANNOUNCED " + sector + " CN-JS null null 1",
                                "ANNOUNCED " + sector + " CN-SN null null 2"));
        Api.krMaker()
                .get(pipeline + "&by=PARK&by=YEAR")
                .then()
                .body(
                        PLACES + ".findAll { it.startsWith('ANNOUNCED') }",
                        containsInAnyOrder(
                                "ANNOUNCED " + sector + " null HIGH-TECH 2024 1",
                                "ANNOUNCED " + sector + " null XI-AN 2024 1",
                                "ANNOUNCED " + sector + " null XI-AN 2025 1",
                                "ANNOUNCED " + sector + " null YANCHENG 2024 1"));
        Api.krMaker()
                .get(pipeline + "&by=PROVINCE&by=PARK")
                .then()
                .body("total", equalTo(3))
                .body("data", hasSize(4));
        Api.krMaker()
                .get(pipeline)
                .then()
                .body("data.count", contains(2, 1))
                .body("data.province.findAll()", hasSize(0));
        assertThat(lines(Api.krMaker(), "pipeline.csv?by=PROVINCE&sector=" + sector))
                .containsExactlyInAnyOrder(
                        "state,sector,direction,province,park,year,count",
                        "PROSPECT," + sector + ",KR_TO_CN,,,,1",
                        "ANNOUNCED," + sector + ",KR_TO_CN,CN-JS,,,1",
                        "ANNOUNCED," + sector + ",KR_TO_CN,CN-SN,,,2");
        Api.PUBLIC
                .get(pipeline + "&by=PROVINCE")
                .then()
                .body("total", equalTo(0))
                .body("data", hasSize(0));
        Api.PUBLIC.get("pipeline?by=COUNTRY").then().spec(problemAt(KernelProblem.INVALID_VALUE, "by"));

        // A site that its reader may not see is as if it were not there.
        StoredRows.narrow(
                transactions,
                "site",
                "update site set classification_level = 'SIDE', classification_side = 'CN' where id = :id",
                "sites/" + Records.id(east));
        Api.krMaker()
                .get(pipeline + "&by=PROVINCE")
                .then()
                .body(
                        PLACES,
                        containsInAnyOrder(
                                "PROSPECT " + sector + " null null null 1",
                                "ANNOUNCED " + sector + " CN-SN null null 2"));
        Api.cnMaker().get(pipeline + "&by=PROVINCE").then().body("data", hasSize(3));
    }

    private static void state(Api maker, String project, String amount, String basis, String readers) {
        maker.show(
                        project + "/figures/totalInvestment",
                        "{\"value\": %s, \"classification\": {%s}}".formatted(money(amount, basis), readers))
                .then()
                .statusCode(200);
    }

    @Test
    void whatEachSideHasStandsBesideWhatBothAgreed() {
        String sector = ownSector();
        String joint = Bilateral.joint("Plant", in(sector) + sum("100", "CONTRACTED"));
        state(Api.cnMaker(), joint, "80", "CONTRACTED", "\"level\": \"BILATERAL\"");
        state(Api.cnMaker(), joint, "90", "CONTRACTED", "\"level\": \"BILATERAL\"");
        state(Api.krMaker(), joint, "110", "DECLARED", "\"level\": \"SIDE\", \"side\": \"KR\"");
        made(Api.cnMaker(), in(sector) + sum("7", "CONTRACTED"));
        made(Api.cnMaker(), in(sector));
        Api.loader()
                .create(
                        "projects/register-observed",
                        Records.observed(Records.source("PRESS"), in(sector) + sum("5", "TOTAL_PLANNED"))
                                .replace("\"unknownReasons\": {\"totalInvestment\": \"NOT_STATED\"}, ", ""));
        String withdrawn = made(Api.cnMaker(), in(sector) + sum("1000", "CONTRACTED"));
        Api.cnMaker()
                .step(withdrawn, "{\"to\": \"WITHDRAWN\", \"date\": \"2024\", \"reason\": {\"en\": \"market\"}}")
                .then()
                .statusCode(200);
        String totals = "totals?sector=" + sector;
        Api.cnMaker()
                .get(totals)
                .then()
                .statusCode(200)
                .body("coverage", equalTo("visible-only"))
                .body(
                        TOTALS,
                        contains(
                                "agreed CONTRACTED USD 1 100",
                                "cn CONTRACTED USD 2 97",
                                "cn null null 1 null",
                                "kr CONTRACTED USD 1 100",
                                "public TOTAL_PLANNED USD 1 5"));
        Api.krMaker()
                .get(totals)
                .then()
                .body(
                        TOTALS,
                        contains(
                                "agreed CONTRACTED USD 1 100",
                                "cn CONTRACTED USD 1 90",
                                "kr DECLARED USD 1 110",
                                "public TOTAL_PLANNED USD 1 5"));
        Api.PUBLIC.get(totals).then().body(TOTALS, contains("public TOTAL_PLANNED USD 1 5"));
        assertThat(lines(Api.krMaker(), "totals.csv?sector=" + sector))
                .containsExactly(
                        "view,basis,currency,projects,amount",
                        "agreed,CONTRACTED,USD,1,100",
                        "cn,CONTRACTED,USD,1,90",
                        "kr,DECLARED,USD,1,110",
                        "public,TOTAL_PLANNED,USD,1,5");
    }

    /** What a side hides later moves nothing that the other reads: its last figure that is shown stands. */
    @Test
    void aHiddenFigureChangesNothingForTheOtherSide() {
        String sector = ownSector();
        String joint = Bilateral.joint("Plant", in(sector) + sum("100", "CONTRACTED"));
        state(Api.cnMaker(), joint, "90", "CONTRACTED", "\"level\": \"BILATERAL\"");
        String before = Api.krMaker().get("totals?sector=" + sector).asString();
        state(Api.cnMaker(), joint, "10", "CONTRACTED", "\"level\": \"SIDE\", \"side\": \"CN\"");
        assertThat(Api.krMaker().get("totals?sector=" + sector).asString()).isEqualTo(before);
        Api.cnMaker()
                .get("totals?sector=" + sector)
                .then()
                .body(TOTALS + ".findAll { it.startsWith('cn') }", contains("cn CONTRACTED USD 1 10"));
    }

    /** Whose record counts for both is agreed; in one side's own view its own counts. */
    @Test
    void aViewCountsAPairOnce() {
        String sector = ownSector();
        String ours = Pairs.shared(Api.cnMaker(), in(sector) + sum("10", "CONTRACTED"));
        String theirs = Pairs.shared(Api.krMaker(), in(sector) + sum("12", "DECLARED"));
        Pairs.paired(Pairs.member(ours), Pairs.member(theirs));
        String totals = "totals?sector=" + sector;
        for (Api reader : List.of(Api.cnMaker(), Api.krMaker())) {
            reader.get(totals).then().body(TOTALS, contains("cn CONTRACTED USD 1 10", "kr DECLARED USD 1 12"));
        }
        Api.cnMaker()
                .patch(ours, "{\"title\": " + Bilateral.title("Plant") + "}")
                .then()
                .statusCode(200);
        Bilateral.agree(Bilateral.draft(Api.cnMaker(), ours, Bilateral.makesJoint()));
        Api.krMaker()
                .get(totals)
                .then()
                .body(
                        TOTALS,
                        contains("agreed CONTRACTED USD 1 10", "cn CONTRACTED USD 1 10", "kr CONTRACTED USD 1 10"));
    }

    @Test
    void stockStandsByOneSidesView() {
        String sector = ownSector();
        String source = ", \"sources\": [\"%s\"]".formatted(Records.source("COMPANY_STATEMENT"));
        String body = Records.project(SHARED + in(sector) + source + sum("100", "CONTRACTED"))
                .replace("{\"en\": \"Battery plant\"}", Bilateral.title("Plant"));
        String joint = committed(body);
        Bilateral.agree(Bilateral.draft(Api.cnMaker(), joint, Bilateral.makesJoint()));
        state(Api.cnMaker(), joint, "60", "USED", "\"level\": \"SIDE\", \"side\": \"CN\"");
        committed(Records.project(in(sector) + source + sum("7", "CONTRACTED")));
        String stock = "stock?sector=" + sector;
        Api cn = Api.cnMaker();
        cn.get(stock).then().body(STOCK, contains("CONTRACTED USD 2 107"));
        cn.get(stock + "&view=agreed").then().body(STOCK, contains("CONTRACTED USD 1 100"));
        cn.get(stock + "&view=cn").then().body(STOCK, contains("CONTRACTED USD 1 7", "USED USD 1 60"));
        cn.get(stock + "&view=kr").then().body(STOCK, contains("CONTRACTED USD 1 100"));
        cn.get(stock + "&view=public").then().body("total", equalTo(0)).body("data", hasSize(0));
        Api.krMaker().get(stock + "&view=cn").then().body(STOCK, contains("CONTRACTED USD 1 100"));
        Api.PUBLIC.get(stock + "&view=cn").then().body("data", hasSize(0));
        assertThat(lines(cn, "stock.csv?view=cn&sector=" + sector))
                .containsExactly(
                        "sector,direction,basis,currency,projects,amount",
                        sector + ",KR_TO_CN,CONTRACTED,USD,1,7",
                        sector + ",KR_TO_CN,USED,USD,1,60");
        cn.get(stock + "&view=ours").then().spec(problemAt(KernelProblem.INVALID_VALUE, "view"));
    }

    private static String committed(String body) {
        String project = "projects/" + Records.id(Api.cnMaker().create("projects", body));
        Api.cnChecker()
                .step(project, "{\"to\": \"ANNOUNCED\", \"date\": \"2024-01\"}")
                .then()
                .statusCode(200);
        Api.cnChecker()
                .step(project, """
                        {"to": "COMMITTED", "date": "2024-03",
                         "filings": [{"kind": "report", "outcome": "NOT_REQUIRED"}],
                         "commitments": [{"party": {"orgId": "%s"}, "amount": {"amount": "5", "currency": "USD"},
                                          "kind": "EQUITY", "signedOn": "2024-03"}],
                         "holdings": [{"share": {"unknownReason": "UNDISCLOSED"}}]}""".formatted(Records.organisation()))
                .then()
                .statusCode(200);
        return project;
    }

    private static String dated(String dates) {
        return ", \"keyDates\": {" + dates + "}";
    }

    @Test
    void projectsAreRankedByTheirLatestDate() {
        String sector = ownSector();
        Api cn = Api.cnMaker();
        String late = made(
                cn,
                in(sector)
                        + dated("\"MOU_SIGNED\": {\"planned\": [\"2023-01-10\"], \"actual\": \"2023-01-31\"}, "
                                + "\"CONTRACT_SIGNED\": {\"planned\": [\"2023-Q1\"], \"actual\": \"2023-H1\"}"));
        String overdue = made(cn, in(sector) + dated("\"COMPLETION\": {\"planned\": [\"2023-06\", \"2024-06\"]}"));
        String replanned = made(cn, in(sector) + dated("\"COMPLETION\": {\"planned\": [\"2190-01\", \"2191-01\"]}"));
        made(cn, in(sector) + dated("\"MOU_SIGNED\": {\"planned\": [\"2023-02-01\"], \"actual\": \"2023-02-01\"}"));
        made(cn, in(sector) + dated("\"COMPLETION\": {\"planned\": [\"2190\"]}"));
        made(cn, in(sector));
        String over = made(cn, in(sector) + dated("\"COMPLETION\": {\"planned\": [\"2020\"]}"));
        cn.step(over, "{\"to\": \"WITHDRAWN\", \"date\": \"2024\", \"reason\": {\"en\": \"market\"}}")
                .then()
                .statusCode(200);
        int days = Math.toIntExact(
                ChronoUnit.DAYS.between(LocalDate.of(2023, 6, 30), LocalDate.now(ZoneOffset.ofHours(8))));
        String ranking = "slipped-projects?sector=" + sector;
        cn.get(ranking)
                .then()
                .statusCode(200)
                .body("coverage", equalTo("visible-only"))
                .body("data.project", contains(Records.urn(overdue), Records.urn(replanned), Records.urn(late)))
                .body("data.keyDate", contains("COMPLETION", "COMPLETION", "CONTRACT_SIGNED"))
                .body("data.days", contains(days, 365, 91))
                .body("data.overdue", contains(true, false, false))
                .body("data[0].title.en.text", equalTo("Battery plant"))
                .body("data[0].planned.date", equalTo("2023-06-01"))
                .body("data[0].replanned.date", equalTo("2024-06-01"))
                .body("data[2].actual.precision", equalTo("HALF"));
        cn.get(ranking + "&keyDate=MOU_SIGNED")
                .then()
                .body("data.project", contains(Records.urn(late)))
                .body("data.days", contains(21));
        cn.get(ranking + "&limit=1").then().body("data.project", contains(Records.urn(overdue)));
        for (Api other : List.of(Api.krMaker(), Api.PUBLIC)) {
            other.get(ranking).then().statusCode(200).body("data", hasSize(0));
        }
        assertThat(lines(cn, "slipped-projects.csv?keyDate=MOU_SIGNED&sector=" + sector))
                .containsExactly(
                        "project,displayId,title.en,title.zh-Hans,title.ko,state,keyDate,planned,replanned,actual,overdue,days",
                        Records.urn(late) + "," + cn.get(late).path("displayId")
                                + ",Battery plant,,,PROSPECT,MOU_SIGNED,2023-01-10,,2023-01-31,false,21");
        for (String wrong : List.of("0", "101")) {
            cn.get(ranking + "&limit=" + wrong).then().spec(problemAt(KernelProblem.INVALID_VALUE, "limit"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2023",
                "2024",
                "2023-Q1",
                "2023-Q2",
                "2023-Q3",
                "2023-Q4",
                "2023-H1",
                "2023-H2",
                "2024-02",
                "2023-02",
                "2023-12",
                "2024-02-29"
            })
    void theDatabaseEndsADateOnItsLastDay(String date) throws SQLException {
        assertThat(Owner.column("select fuzzy_date_end('" + date + "')"))
                .containsExactly(FuzzyDate.parse(date).end().toString());
    }
}
