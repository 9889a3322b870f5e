package org.ckep.investment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problem;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.ckep.investment.exposure.Exposures;
import org.ckep.investment.grievance.Grievances;
import org.ckep.investment.ledger.Commitments;
import org.ckep.investment.pending.ByTwoPersons;
import org.ckep.investment.shareholding.Shareholdings;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.records.RecordTransactions;
import org.ckep.records.RecordsProblem;
import org.ckep.testing.Answers;
import org.ckep.testing.Api;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lists of records, their files and single records answer for the past as they answered then, to who may read them today. */
@QuarkusTest
class PastListsTest {
    private static final String SHARED = ", \"classification\": {\"level\": \"BILATERAL\"}";

    @Inject
    RecordTransactions transactions;

    private final Api cn = Api.cnMaker();
    private final Map<String, Api> readers =
            Map.of("cn", cn, "kr", Api.krMaker(), "secretariat", Api.secretariat(), "public", Api.PUBLIC);

    private static String at(String path, Instant moment) {
        return path + (path.contains("?") ? "&" : "?") + "knownAt=" + moment;
    }

    private static Response read(Api who, String path) {
        return who.request().accept("*/*").get(Api.root() + path);
    }

    private Map<String, String> answers(List<String> paths, @Nullable Instant moment) {
        Map<String, String> answers = new LinkedHashMap<>();
        readers.forEach((name, reader) -> paths.forEach(path -> {
            Response answer = read(reader, moment == null ? path : at(path, moment));
            answers.put(
                    name + " " + path,
                    answer.statusCode() + " " + answer.getHeader("ETag") + " " + Answers.bodyOf(answer));
        }));
        return answers;
    }

    private String claim(String subject, String source, String words) {
        return cn.create("claims", """
                {"subject": "%s", "attribute": "success-assessment", "value": {"type": "text", "text": {"en": "%s"}},
                 "modality": "ASSERTED", "sources": ["%s"], "classification": {"level": "BILATERAL"}}""".formatted(subject, words, source));
    }

    @Test
    void whatAListSaidItSaysAgain() {
        String source = Records.source("ESTIMATE");
        String project = cn.create("projects", Records.project(SHARED));
        String commitment = Commitments.made(cn, project, SHARED);
        String entity = Records.organisation();
        String holder = Records.organisation();
        String shareholding = "shareholdings/"
                + Records.id(cn.create(
                        "shareholdings",
                        Shareholdings.shareholding(
                                entity,
                                Shareholdings.statement("2020-03", Shareholdings.holding(holder, "50"), ""),
                                SHARED)));
        String claim = claim(project, source, "It went well");
        List<String> paths = List.of(
                "claims?subject=" + project,
                "claims?expand=record&subject=" + project,
                "claims.csv?subject=" + project,
                "sources.csv?kind=ESTIMATE",
                "claims/" + Records.id(claim),
                commitment,
                commitment + "?expand=record",
                "commitments?project=" + project,
                "commitments.csv?project=" + project,
                commitment + "/transactions",
                commitment + "/transactions.csv",
                "shareholdings?entity=" + entity,
                "shareholdings.csv?entity=" + entity,
                shareholding + "/statements",
                shareholding + "/statements.csv");
        Map<String, String> given = answers(paths, null);
        String newest = cn.get("sources?kind=ESTIMATE&limit=1").path("data[0].urn");
        Instant moment = Instant.now().truncatedTo(ChronoUnit.MICROS);

        cn.command("claims/" + Records.id(claim), "deprecate", "{\"reason\": \"It did not\"}")
                .then()
                .statusCode(200);
        claim(project, source, "It went badly");
        Records.source("ESTIMATE");
        ByTwoPersons.confirm(cn.post(commitment + "/transactions", Commitments.paid("4000000", "2024-06-01")));
        Commitments.made(cn, project, SHARED);
        ByTwoPersons.confirm(Shareholdings.state(
                cn, shareholding, Shareholdings.statement("2021-03", Shareholdings.holding(holder, "60"), "")));
        Map<String, String> now = answers(paths, null);

        assertThat(answers(paths, moment)).isEqualTo(given);
        assertThat(cn.get(at("sources?kind=ESTIMATE&limit=1", moment)).<String>path("data[0].urn"))
                .isEqualTo(source)
                .isEqualTo(newest);
        for (String path : paths) {
            assertThat(now.get("kr " + path)).as(path).isNotEqualTo(given.get("kr " + path));
        }
    }

    private static String path(Api who, String collection, String body) {
        return collection + "/" + Records.id(who.create(collection, body));
    }

    private static String urn(Api who, String path) {
        return who.get(path).path("urn");
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    @Test
    void aSingleSourceAndATransactionToo() {
        String project = cn.create("projects", Records.project(SHARED));
        String commitment = Commitments.made(cn, project, SHARED);
        String source = "sources/" + Records.id(Records.sideSource(cn, "ESTIMATE"));
        Instant before = now();
        List<String> paths = List.of(source, source + "?expand=record");
        Map<String, String> given = answers(paths, null);
        Api.cnChecker()
                .post(
                        source + "/release",
                        Api.cnChecker().etag(source),
                        "{\"classification\": {\"level\": \"PUBLIC\"}}")
                .then()
                .statusCode(200);
        ByTwoPersons.confirm(cn.post(commitment + "/transactions", Commitments.paid("4000000", "2024-06-01")));
        String paid = cn.get(commitment + "/transactions").path("data[1].urn");
        String transaction = commitment + "/transactions/" + Records.id(paid);
        assertThat(answers(paths, before)).isEqualTo(given);
        Api.PUBLIC.get(source).then().statusCode(200);
        cn.get(transaction).then().statusCode(200);
        cn.get(at(transaction, now())).then().statusCode(200);
        cn.get(at(transaction, before)).then().spec(problem(KernelProblem.NOT_FOUND));
    }

    @Test
    void sitesSharesExposuresAndGrievancesSayItAgain() throws Throwable {
        String source = Records.source("PRESS");
        String site = path(cn, "sites", Records.site(SHARED));
        String owner = cn.get(site).path("org.orgId");
        ToldNames.learn(transactions, "public", owner, "en", "The owner");
        String share = path(cn, "capacity-shares", Records.share(urn(cn, site), source, SHARED));
        String measure = Exposures.measure();
        ToldNames.learn(transactions, "public", measure, "en", "The measure");
        String exposure = path(
                cn,
                "exposures",
                Exposures.exposure(urn(cn, site), SHARED).replaceFirst("urn:ckep:measure:[0-9a-f-]+", measure));
        String project = cn.create("projects", Records.project(SHARED));
        String grievance = Grievances.made(cn, project);
        List<String> paths = List.of(
                "sites?organisation=" + owner,
                "sites?state=IN_OPERATION&organisation=" + owner,
                "sites?expand=record&organisation=" + owner,
                "sites.csv?organisation=" + owner,
                "sites.geojson?organisation=" + owner,
                site,
                site + "?expand=record",
                "capacity-shares?site=" + urn(cn, site),
                "capacity-shares?country=CN&minPercent=40&organisation=" + owner,
                "capacity-shares?expand=record&site=" + urn(cn, site),
                "capacity-shares.csv?site=" + urn(cn, site),
                share,
                share + "?expand=record",
                "exposures?measure=" + measure,
                "exposures?state=RAISED&measure=" + measure,
                "exposures?expand=record&measure=" + measure,
                "exposures.csv?measure=" + measure,
                exposure,
                exposure + "?expand=record",
                "grievances?project=" + project,
                "grievances?state=RECEIVED&project=" + project,
                "grievances?expand=record&project=" + project,
                "grievances.csv?project=" + project,
                grievance,
                grievance + "?expand=record",
                grievance + "/transitions",
                grievance + "/transitions.csv");
        Map<String, String> given = answers(paths, null);
        Instant moment = now();

        ToldNames.learn(transactions, "bilateral", owner, "en", "Another name of the owner");
        ToldNames.learn(transactions, "bilateral", measure, "en", "Another name of the measure");
        cn.patch(site, "{\"title\": {\"en\": \"Plant, renamed\"}, \"state\": \"IDLE\"}")
                .then()
                .statusCode(200);
        cn.patch(share, "{\"share\": {\"value\": \"41\"}, \"product\": \"DRAM\"}")
                .then()
                .statusCode(200);
        path(cn, "capacity-shares", Records.share(urn(cn, site), source, SHARED));
        ByTwoPersons.confirm(cn.post(exposure + "/clear", cn.etag(exposure), Exposures.CLEARED));
        cn.post(grievance + "/transitions", cn.etag(grievance), Grievances.REVIEW)
                .then()
                .statusCode(200);
        Api checker = Api.cnChecker();
        checker.post(grievance + "/share", checker.etag(grievance), "").then().statusCode(200);
        Map<String, String> now = answers(paths, null);

        assertThat(answers(paths, moment)).isEqualTo(given);
        for (String path : paths) {
            assertThat(now.get("cn " + path)).as(path).isNotEqualTo(given.get("cn " + path));
            // Hidden then, and in another state since it is shown.
            if (!path.contains("RECEIVED")) {
                assertThat(now.get("kr " + path)).as(path).isNotEqualTo(given.get("kr " + path));
            }
        }
        assertThat(Api.krMaker().get(at(grievance, now())).<String>path("state"))
                .as("shared since")
                .isEqualTo("UNDER_REVIEW");
    }

    /** Narrowed since: nobody reads of then what he may not read today. */
    @Test
    void theRightsOfTodayHoldToo() {
        String source = Records.source("PRESS");
        String site = path(cn, "sites", Records.site(SHARED));
        String project = cn.create("projects", Records.project(SHARED));
        String grievance = Grievances.made(cn, project);
        Api checker = Api.cnChecker();
        checker.post(grievance + "/share", checker.etag(grievance), "").then().statusCode(200);
        Map<String, String> records = new LinkedHashMap<>();
        records.put("grievance", grievance);
        records.put("exposure", Exposures.made(cn, urn(cn, site), SHARED));
        records.put("capacity_share", path(cn, "capacity-shares", Records.share(urn(cn, site), source, SHARED)));
        records.put("site", site);
        Instant shown = now();
        records.forEach((table, record) -> {
            String list = record.substring(0, record.indexOf('/')) + "?limit=500";
            Api.krMaker().get(at(record, shown)).then().statusCode(200);
            String urn = urn(cn, record);
            String narrower = table.equals("grievance") ? ", stewardship = 'UNILATERAL'" : "";
            StoredRows.narrow(
                    transactions,
                    table,
                    "update " + table + " set classification_level = 'SIDE', classification_side = 'CN'" + narrower
                            + " where id = :id",
                    record);
            Api.krMaker().get(at(record, shown)).then().spec(problem(KernelProblem.NOT_FOUND));
            assertThat(Answers.bodyOf(Api.krMaker().get(at(list, shown)))).doesNotContain(urn);
            assertThat(Answers.bodyOf(cn.get(at(list, shown)))).contains(urn);
            cn.get(at(record, shown)).then().body("classification", equalTo("BILATERAL"));
        });
    }

    /** Shares were kept without their versions before others were: of then there is no answer rather than a false one. */
    @Test
    void sharesAreKeptSinceAMomentOfTheirOwn() throws SQLException {
        Instant kept =
                Instant.parse(Owner.column("select to_char(at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') "
                                + "from past.beginning_of where target = 'capacity_share'")
                        .getFirst());
        String share = "capacity-shares/" + UUID.randomUUID();
        for (String path : List.of("capacity-shares", "capacity-shares.csv", share)) {
            read(cn, at(path, kept.minusNanos(1000))).then().spec(problem(RecordsProblem.MOMENT_BEFORE_THE_RECORD));
        }
        read(cn, at("sites", kept.minusNanos(1000))).then().statusCode(200);
        read(cn, at("capacity-shares", kept)).then().statusCode(200);
        read(cn, at(share, kept)).then().spec(problem(KernelProblem.NOT_FOUND));
    }

    @Test
    void aMomentThatIsNoneIsRefused() {
        for (String list : List.of(
                "claims",
                "sources",
                "commitments",
                "shareholdings",
                "sites",
                "capacity-shares",
                "exposures",
                "grievances")) {
            for (String path : List.of(list, list + ".csv")) {
                read(cn, path + "?knownAt=yesterday").then().spec(problem(KernelProblem.INVALID_VALUE));
                read(cn, path + "?knownAt=2199-01-01").then().spec(problem(RecordsProblem.MOMENT_IN_THE_FUTURE));
                read(cn, path + "?knownAt=2020-01-01").then().spec(problem(RecordsProblem.MOMENT_BEFORE_THE_RECORD));
            }
        }
    }
}
