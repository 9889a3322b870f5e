package org.ckep.investment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.ckep.investment.exposure.Exposures;
import org.ckep.investment.ledger.Commitments;
import org.ckep.investment.shareholding.Shareholdings;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.records.RecordTransactions;
import org.ckep.records.RecordsProblem;
import org.ckep.testing.Answers;
import org.ckep.testing.Api;
import org.ckep.testing.PublishedEvent;
import org.ckep.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules C1 to C3 for what a project refers to, and what refers to it: a side's own gets more readers, and never fewer. */
@QuarkusTest
class OwnRecordReleaseTest {
    private static final String MINISTRY = "\"level\": \"MINISTRY\", \"side\": \"CN\", \"agency\": \"mofcom\"";
    private static final String SIDE = "\"level\": \"SIDE\", \"side\": \"CN\"";
    private static final String BOTH = "\"level\": \"BILATERAL\"";
    private static final String ALL = "\"level\": \"PUBLIC\"";

    /** The kinds of records with the table of each. */
    private static final Map<String, String> TABLES = Map.of(
            "sites", "site",
            "capacity-shares", "capacity_share",
            "commitments", "commitment",
            "shareholdings", "shareholding",
            "exposures", "exposure");

    @Inject
    RecordTransactions transactions;

    private static String to(String classification) {
        return "{\"classification\": {" + classification + "}}";
    }

    private static String classified(String classification) {
        return ", \"classification\": {" + classification + "}";
    }

    /** A history is released as its statements were seen. */
    private static Response release(Api who, String path, String classification) {
        String seen = path.startsWith("shareholdings/") ? path + "/statements" : path;
        return who.post(path + "/release", who.etag(seen), to(classification));
    }

    private static Response release(String path, String classification) {
        return release(Api.cnChecker(), path, classification);
    }

    /** A record that refers to what is public alone. */
    private static String made(String collection, String classification) {
        String more = classified(classification);
        String source = Records.source("PRESS");
        Api cn = Api.cnMaker();
        return switch (collection) {
            case "sites" -> path(cn, collection, Records.site(more));
            case "capacity-shares" ->
                path(
                        cn,
                        collection,
                        Records.share(
                                Api.loader().create("sites/register-observed", Records.observedSite(source)),
                                source,
                                more));
            case "commitments" ->
                Commitments.made(
                        cn, Api.loader().create("projects/register-observed", Records.observed(source, "")), more);
            case "exposures" ->
                Exposures.made(cn, Api.loader().create("sites/register-observed", Records.observedSite(source)), more);
            default -> Shareholdings.made(cn, more);
        };
    }

    private static String path(Api who, String collection, String body) {
        return collection + "/" + Records.id(who.create(collection, body));
    }

    private static String urn(String path) {
        return Api.cnMaker().get(path).path("urn");
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sites", "capacity-shares", "commitments", "shareholdings", "exposures"})
    void itsReadersGrowFromOneMinistryToEverybody(String collection) {
        String record = made(collection, MINISTRY);
        String urn = urn(record);
        release(record, SIDE).then().statusCode(200).body("classification", equalTo("SIDE"));
        Api.krMaker().get(record).then().spec(problem(KernelProblem.NOT_FOUND));
        release(record, BOTH).then().statusCode(200);
        Api.krMaker()
                .get(record)
                .then()
                .statusCode(200)
                .body("classification", equalTo("BILATERAL"))
                .body("stewardship", equalTo("UNILATERAL"));
        Api.client("agency-kotra").get(record).then().spec(problem(KernelProblem.NOT_FOUND));
        release(record, "\"level\": \"PARTNER\", \"agencies\": [\"kotra\"]")
                .then()
                .statusCode(200);
        Api.client("agency-kotra").get(record).then().statusCode(200);
        Api.PUBLIC.get(record).then().spec(problem(KernelProblem.NOT_FOUND));
        release(record, ALL).then().statusCode(200);
        Api.PUBLIC.get(record).then().statusCode(200).body("classification", equalTo("PUBLIC"));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(actions(urn, "cn-auditor")).hasSize(5));
        assertThat(actions(urn, "cn-auditor").stream().skip(1)).allMatch(action -> action.startsWith("released-"));
        assertThat(Api.user("cn-auditor").get("audit?limit=500&record=" + urn).<List<Integer>>path("data.versionAfter"))
                .containsExactly(0, 1, 2, 3, 4);
        assertThat(actions(urn, "kr-auditor")).isEmpty();
    }

    private static List<Integer> versions(String urn) {
        return Api.user("cn-auditor").get("audit?limit=500&record=" + urn).path("data.versionAfter");
    }

    private static List<String> actions(String urn, String auditor) {
        return Api.user(auditor).get("audit?limit=500&record=" + urn).path("data.action");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sites", "capacity-shares", "commitments", "shareholdings", "exposures"})
    void itIsTheActOfAnotherPersonOfItsSide(String collection) throws SQLException {
        String record = made(collection, SIDE);
        String before = Answers.wholeOf(Api.cnMaker().get(record));
        Api.cnChecker().post(record + "/release", to(BOTH)).then().statusCode(428);
        Api.cnChecker()
                .post(record + "/release", "\"another\"", to(BOTH))
                .then()
                .spec(problem(KernelProblem.STALE));
        release(Api.cnMaker(), record, BOTH).then().spec(problem(KernelProblem.FORBIDDEN));
        for (String narrower : List.of(SIDE, MINISTRY)) {
            release(record, narrower)
                    .then()
                    .spec(problemAt(RecordsProblem.CLASSIFICATION_NOT_WIDER, "/classification"));
        }
        release(record, "\"level\": \"SIDE\", \"side\": \"KR\"").then().spec(problem(KernelProblem.FORBIDDEN));
        edit(record, subject("cn-checker"));
        release(record, BOTH).then().spec(problem(RecordsProblem.RELEASE_OF_OWN_WORK));
        assertThat(Answers.wholeOf(Api.cnMaker().get(record))).isEqualTo(before);
        // Nor does it help that somebody else has changed it since.
        edit(record, subject("cn-maker"));
        edit(record, subject("cn-statistician"));
        release(record, BOTH).then().spec(problem(RecordsProblem.RELEASE_OF_OWN_WORK));
        Api.krMaker().get(record).then().spec(problem(KernelProblem.NOT_FOUND));

        String another = made(collection, SIDE);
        edit(another, subject("cn-maker"));
        edit(another, subject("cn-statistician"));
        release(another, BOTH).then().statusCode(200);
        release(Api.krChecker(), another, ALL).then().spec(problem(KernelProblem.FORBIDDEN));
        // What has been released since is another person's word too.
        edit(another, subject("cn-checker"));
        release(another, ALL).then().spec(problem(RecordsProblem.RELEASE_OF_OWN_WORK));
    }

    /** Rule C2: nobody alone shows the other side, an agency or everybody what he enters, a releaser least of all. */
    @ParameterizedTest
    @ValueSource(strings = {"projects", "sites", "commitments", "shareholdings", "exposures"})
    void nobodyAloneEntersForOthers(String collection) {
        String source = Records.source("PRESS");
        String site = Api.loader().create("sites/register-observed", Records.observedSite(source));
        for (String wider : List.of(BOTH, "\"level\": \"PARTNER\", \"agencies\": [\"kotra\"]", ALL)) {
            String more = classified(wider);
            String body =
                    switch (collection) {
                        case "projects" -> Records.project(more);
                        case "sites" -> Records.site(more);
                        case "commitments" ->
                            Commitments.commitment(
                                    Api.loader().create("projects/register-observed", Records.observed(source, "")),
                                    more);
                        case "shareholdings" -> Shareholdings.half(more);
                        default -> Exposures.exposure(site, more);
                    };
            Api.cnMaker()
                    .post(collection, body)
                    .then()
                    .spec(problemAt(RecordsProblem.WIDER_THAN_OWN_SIDE, "/classification"))
                    .body("detail", containsString("release"));
            Api.cnMaker()
                    .post(collection, body.replace(more, ""))
                    .then()
                    .statusCode(201)
                    .body("classification", equalTo("SIDE"));
        }
    }

    /** The second lock: past the application, too, a second person lets others read what somebody has entered. */
    @ParameterizedTest
    @ValueSource(strings = {"site", "commitment", "shareholding", "exposure", "project"})
    void theDatabaseAloneAsksForASecondPerson(String table) {
        String source = Records.source("PRESS");
        String record =
                switch (table) {
                    case "project" -> path(Api.cnMaker(), "projects", Records.project(""));
                    case "exposure" ->
                        Exposures.made(
                                Api.cnMaker(),
                                Api.loader().create("sites/register-observed", Records.observedSite(source)),
                                "");
                    default ->
                        made(
                                TABLES.entrySet().stream()
                                        .filter(entry -> entry.getValue().equals(table))
                                        .findFirst()
                                        .orElseThrow()
                                        .getKey(),
                                SIDE);
                };
        String show = "update " + table
                + " set classification_level = 'BILATERAL', classification_side = null where id = :id";
        assertThatThrownBy(() -> StoredRows.changeAs(transactions, viewer("cn-maker"), show, record))
                .hasStackTraceContaining("a second person");
        StoredRows.change(
                transactions,
                "update " + table + " set edited_by = '" + subject("cn-checker") + "' where id = :id",
                record);
        StoredRows.change(
                transactions,
                "update " + table + " set edited_by = '" + subject("cn-maker") + "' where id = :id",
                record);
        assertThatThrownBy(() -> StoredRows.changeAs(transactions, viewer("cn-checker"), show, record))
                .hasStackTraceContaining("a second person");
        String enter = """
                insert into %1$s select (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(),
                  'display_id', gen_random_uuid(), 'classification_level', 'BILATERAL', 'classification_side', null))).*
                from %1$s r where id = :id""".formatted(table);
        assertThatThrownBy(() -> StoredRows.changeAs(transactions, viewer("cn-maker"), enter, record))
                .hasStackTraceContaining("read at first");
        Api.krMaker().get(record).then().spec(problem(KernelProblem.NOT_FOUND));
    }

    private static Viewer viewer(String user) {
        return new Viewer(subject(user), "test", Side.CN, "mofcom", Set.of(Role.MAKER, Role.RELEASER), false);
    }

    private static String subject(String user) {
        return Tokens.claims(Tokens.user(user)).path("sub").asText();
    }

    /** As if that person had changed it last. */
    private void edit(String record, String subject) {
        String table = TABLES.get(record.substring(0, record.indexOf('/')));
        assertThat(StoredRows.change(
                        transactions, "update " + table + " set edited_by = '" + subject + "' where id = :id", record))
                .isEqualTo(1);
    }

    private static List<String> editor(String record) throws SQLException {
        return Owner.column("select edited_by from " + TABLES.get(record.substring(0, record.indexOf('/')))
                + " where id = '" + record.substring(record.indexOf('/') + 1) + "'");
    }

    @Test
    void whoChangesWhatARecordSaysIsNoted() throws SQLException {
        String site = made("sites", SIDE);
        Api.cnMaker().patch(site, "{\"product\": \"cells\"}").then().statusCode(200);
        String share = made("capacity-shares", SIDE);
        Api.user("cn-statistician")
                .patch(share, "{\"product\": \"cells\"}")
                .then()
                .statusCode(200);
        String commitment = made("commitments", SIDE);
        Api.user("cn-statistician")
                .post(commitment + "/transactions", Commitments.paid("1", "2024-05-01"))
                .then()
                .statusCode(201);
        String history = made("shareholdings", SIDE);
        Shareholdings.state(
                        Api.user("cn-statistician"),
                        history,
                        Shareholdings.statement("2023", Shareholdings.holding(Records.organisation(), "5"), ""))
                .then()
                .statusCode(200);
        assertThat(editor(site)).containsExactly(subject("cn-maker"));
        String exposure = made("exposures", SIDE);
        Api.user("cn-statistician")
                .post(exposure + "/clear", Api.cnMaker().etag(exposure), Exposures.CLEARED)
                .then()
                .statusCode(200);
        for (String record : List.of(share, commitment, history, exposure)) {
            assertThat(editor(record)).as(record).containsExactly(subject("cn-statistician"));
        }
        release(site, BOTH).then().statusCode(200);
        assertThat(editor(site)).as("to release is not to change").containsExactly(subject("cn-maker"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"commitments", "shareholdings"})
    void whatWasAnsweredBeforeIsAnsweredAsItWas(String collection) {
        String record = made(collection, SIDE);
        String parts = record + (collection.equals("commitments") ? "/transactions" : "/statements");
        Instant before = now();
        List<String> queries = Stream.of(collection, collection + ".csv", parts, parts + ".csv")
                .map(path -> path + "?limit=500&knownAt=" + before)
                .map(path -> path.contains("statements?") ? path.replace("limit=500&", "") : path)
                .map(path -> path.contains(".csv") ? path.replace("limit=500&", "") : path)
                .toList();
        List<Api> readers = List.of(Api.cnMaker(), Api.krMaker(), Api.PUBLIC);
        List<String> answers = answers(readers, queries);
        release(record, BOTH).then().statusCode(200);
        Api.krMaker().get(parts).then().statusCode(200);
        assertThat(answers(readers, queries)).isEqualTo(answers);
        Api.krMaker().get(parts + "?knownAt=" + before).then().spec(problem(KernelProblem.NOT_FOUND));
        Api.krMaker().get(parts + "?knownAt=" + now()).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sites", "capacity-shares", "exposures"})
    void whatASingleRecordSaidBeforeItSaysAgain(String collection) {
        String record = made(collection, SIDE);
        Instant before = now();
        List<String> queries = List.of(
                record + "?knownAt=" + before,
                record + "?expand=record&knownAt=" + before,
                collection + "?limit=500&knownAt=" + before,
                collection + ".csv?knownAt=" + before);
        List<Api> readers = List.of(Api.cnMaker(), Api.krMaker(), Api.PUBLIC);
        List<String> answers = answers(readers, queries);
        release(record, BOTH).then().statusCode(200);
        assertThat(answers(readers, queries)).isEqualTo(answers);
        Api.krMaker().get(record + "?knownAt=" + before).then().spec(problem(KernelProblem.NOT_FOUND));
        Api.krMaker().get(record + "?knownAt=" + now()).then().statusCode(200);
    }

    private static List<String> answers(List<Api> readers, List<String> queries) {
        List<String> answers = new ArrayList<>();
        for (Api reader : readers) {
            for (String query : queries) {
                answers.add(query + " "
                        + Answers.wholeOf(
                                (query.contains(".csv") ? reader.request().accept("text/csv") : reader.request())
                                        .get(Api.root() + query)));
            }
        }
        return answers;
    }

    /** A project that rests on its own site and source is read by more once they are. */
    @Test
    void whatAProjectRefersToIsReleasedBeforeIt() {
        String source = Records.sideSource(Api.cnMaker(), "COMPANY_STATEMENT");
        String from = ", \"sources\": [\"" + source + "\"]";
        String site = path(Api.cnMaker(), "sites", Records.site(from));
        String project =
                path(Api.cnMaker(), "projects", Records.project(from + ", \"sites\": [\"%s\"]".formatted(urn(site))));
        release(project, BOTH).then().spec(problemAt(KernelProblem.UNPROCESSABLE, "/sources/0"));
        release(site, BOTH).then().spec(problemAt(KernelProblem.UNPROCESSABLE, "/sources/0"));
        release("sources/" + Records.id(source), BOTH).then().statusCode(200);
        release(project, BOTH).then().spec(problemAt(RecordsProblem.NARROWER_THAN_ITS_READER, "/sites/0"));
        release(site, BOTH).then().statusCode(200);
        Instant before = now();
        String own = Answers.wholeOf(Api.cnMaker().get(project + "?knownAt=" + before));
        release(project, BOTH).then().statusCode(200);
        Api.krMaker().get(project).then().statusCode(200).body("sites[0].urn", equalTo(urn(site)));
        assertThat(Answers.wholeOf(Api.cnMaker().get(project + "?knownAt=" + before)))
                .isEqualTo(own);
    }

    @Test
    void whatACapacityShareRefersToComesFirst() {
        String source = Records.sideSource(Api.cnMaker(), "ESTIMATE");
        String site = path(Api.cnMaker(), "sites", Records.site(""));
        String share = path(Api.cnMaker(), "capacity-shares", Records.share(urn(site), source, ""));
        release(share, BOTH).then().spec(problemAt(KernelProblem.UNPROCESSABLE, "/sources/0"));
        release("sources/" + Records.id(source), BOTH).then().statusCode(200);
        release(share, BOTH).then().spec(problemAt(RecordsProblem.NARROWER_THAN_ITS_READER, "/site"));
        Api.krMaker().get(share).then().spec(problem(KernelProblem.NOT_FOUND));
        release(site, BOTH).then().statusCode(200);
        release(share, BOTH).then().statusCode(200);
        Api.krMaker().get(share).then().statusCode(200).body("site.urn", equalTo(urn(site)));
    }

    /** An exposure of a site or of a project, with the sources of its end. */
    @ParameterizedTest
    @ValueSource(strings = {"sites", "projects"})
    void whatAnExposureRefersToComesFirst(String about) {
        Api cn = Api.cnMaker();
        String source = Records.sideSource(cn, "OFFICIAL_ACT");
        String subject = path(cn, about, about.equals("sites") ? Records.site("") : Records.project(""));
        String exposure = Exposures.made(cn, urn(subject), "");
        cn.post(
                        exposure + "/clear",
                        cn.etag(exposure),
                        Exposures.CLEARED.replaceFirst("\\{", "{\"sources\": [\"%s\"], ".formatted(source)))
                .then()
                .statusCode(200);
        release(exposure, BOTH).then().spec(problemAt(KernelProblem.UNPROCESSABLE, "/sources/0"));
        release("sources/" + Records.id(source), BOTH).then().statusCode(200);
        release(exposure, BOTH).then().spec(problemAt(RecordsProblem.NARROWER_THAN_ITS_READER, "/subject"));
        Api.krMaker().get(exposure).then().spec(problem(KernelProblem.NOT_FOUND));
        release(subject, BOTH).then().statusCode(200);
        release(exposure, BOTH).then().statusCode(200);
        Api.krMaker()
                .get(exposure)
                .then()
                .statusCode(200)
                .body("subject", equalTo(urn(subject)))
                .body("state", equalTo("CLEARED"));
        String urn = urn(exposure);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(versions(urn)).containsExactly(0, 1, 2));
        JsonNode told = PublishedEvent.about(urn, 5).stream()
                .filter(event -> event.audience().equals("side-kr"))
                .findFirst()
                .orElseThrow()
                .data();
        assertThat(told.path("state").asText()).isEqualTo("CLEARED");
        assertThat(told.at("/clearedOn/date").asText()).isEqualTo("2025-06-01");
        assertThat(told.at("/reason/en/text").asText()).isEqualTo("A licence was granted");
    }

    /** The sources of a later payment too. */
    @Test
    void whatACommitmentRefersToComesFirst() {
        String project = path(Api.cnMaker(), "projects", Records.project(""));
        String commitment = Commitments.made(Api.cnMaker(), Records.urn(project), "");
        release(commitment, BOTH).then().spec(problemAt(RecordsProblem.NARROWER_THAN_ITS_READER, "/project"));
        release(project, BOTH).then().statusCode(200);
        String source = Records.sideSource(Api.cnMaker(), "COMPANY_FILING");
        Api.cnMaker()
                .post(
                        commitment + "/transactions",
                        Commitments.transaction(
                                "DISBURSEMENT", "4000000", "2024-05-01", ", \"sources\": [\"%s\"]".formatted(source)))
                .then()
                .statusCode(201);
        release(commitment, BOTH).then().spec(problemAt(KernelProblem.UNPROCESSABLE, "/sources/0"));
        Api.krMaker().get(commitment).then().spec(problem(KernelProblem.NOT_FOUND));
        release("sources/" + Records.id(source), BOTH).then().statusCode(200);
        release(commitment, BOTH).then().statusCode(200);
        Api.krMaker().get(commitment + "/transactions").then().body("data.size()", equalTo(2));
        release(commitment, ALL).then().spec(problemAt(KernelProblem.UNPROCESSABLE, "/sources/0"));
        String urn = urn(commitment);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(versions(urn)).containsExactly(0, 1, 2));
    }

    @Test
    void whatAHistoryOfHoldersRefersToComesFirst() {
        String project = path(Api.cnMaker(), "projects", Records.project(""));
        String history = Shareholdings.made(Api.cnMaker(), "");
        Shareholdings.state(
                        Api.cnMaker(),
                        history,
                        Shareholdings.statement(
                                "2023",
                                Shareholdings.holding(Records.organisation(), "5"),
                                ", \"project\": \"%s\"".formatted(Records.urn(project))))
                .then()
                .statusCode(200);
        release(history, BOTH).then().spec(problemAt(RecordsProblem.NARROWER_THAN_ITS_READER, "/statements/1/project"));
        release(project, BOTH).then().statusCode(200);
        release(history, BOTH).then().statusCode(200);
        Api.krMaker().get(history + "/statements").then().body("data.size()", equalTo(2));
    }

    /** Two histories that one side keeps for the same readers would contradict each other. */
    @Test
    void aSideKeepsOneHistoryForTheSameReaders() {
        String entity = Records.organisation();
        String statement = Shareholdings.statement("2020", Shareholdings.holding(Records.organisation(), "50"), "");
        path(Api.cnMaker(), "shareholdings", Shareholdings.shareholding(entity, statement, classified(BOTH)));
        String own = path(Api.cnMaker(), "shareholdings", Shareholdings.shareholding(entity, statement, ""));
        release(own, BOTH)
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:ckep:problem:shareholding-kept-already"))
                .body("errors[0].pointer", equalTo("/classification"));
        Api.krMaker().get(own).then().spec(problem(KernelProblem.NOT_FOUND));
        release(own, ALL).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sites", "capacity-shares", "commitments", "shareholdings", "exposures"})
    void itsNewReadersAreToldOfItWhole(String collection) {
        String record = made(collection, SIDE);
        if (collection.equals("commitments")) {
            Api.cnMaker()
                    .post(record + "/transactions", Commitments.paid("4000000", "2024-05-01"))
                    .then()
                    .statusCode(201);
        }
        release(record, BOTH).then().statusCode(200);
        String urn = urn(record);
        int all = collection.equals("commitments") ? 5 : 4;
        List<PublishedEvent> events = PublishedEvent.about(urn, all);
        assertThat(events).hasSize(all);
        assertThat(events.stream().filter(event -> event.type().endsWith(".released.v1")))
                .extracting(PublishedEvent::audience)
                .containsExactlyInAnyOrder("side-cn", "side-kr", "bilateral");
        assertThat(events.stream().filter(event -> !event.type().endsWith(".released.v1")))
                .allMatch(event -> event.audience().equals("side-cn"));
        JsonNode told = events.stream()
                .filter(event -> event.audience().equals("side-kr"))
                .findFirst()
                .orElseThrow()
                .data();
        switch (collection) {
            case "sites" -> {
                assertThat(told.at("/title/en/text").asText()).isEqualTo("Plant");
                assertThat(told.at("/place/city").asText()).isEqualTo("Yancheng");
                assertThat(told.path("state").asText()).isEqualTo("IN_OPERATION");
            }
            case "capacity-shares" -> {
                assertThat(told.at("/share/value").asText()).isEqualTo("40");
                assertThat(told.path("product").asText()).isEqualTo("NAND flash");
                assertThat(told.path("site").asText()).startsWith("urn:ckep:site:");
            }
            case "commitments" -> {
                assertThat(told.at("/amount/amount").asText()).isEqualTo("10000000.00");
                assertThat(told.at("/paid/amount").asText()).isEqualTo("4000000.00");
                assertThat(told.path("signedOn").asText()).isEqualTo("2024-03-01");
            }
            case "exposures" -> {
                assertThat(told.at("/title/en/text").asText()).isEqualTo("Plant");
                assertThat(told.at("/effect/en/text").asText()).isEqualTo("Needs a licence");
                assertThat(told.path("subject").asText()).startsWith("urn:ckep:site:");
                assertThat(told.path("measure").asText()).startsWith("urn:ckep:measure:");
                assertThat(told.path("state").asText()).isEqualTo("RAISED");
            }
            default -> {
                assertThat(told.at("/validFrom/date").asText()).isEqualTo("2020-03-01");
                assertThat(told.at("/holdings/0/share/exact").asText()).isEqualTo("50");
                assertThat(told.path("entity").asText()).startsWith("urn:ckep:organisation:");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sites", "capacity-shares", "commitments", "shareholdings", "exposures"})
    void itIsReleasedOncePerKey(String collection) {
        String record = made(collection, SIDE);
        String key = UUID.randomUUID().toString();
        String seen = collection.equals("shareholdings") ? record + "/statements" : record;
        String tag = Api.cnChecker().etag(seen);
        String first = once(record, tag, key);
        assertThat(once(record, tag, key)).isEqualTo(first).contains("BILATERAL");
    }

    private static String once(String record, String tag, String key) {
        return Api.cnChecker()
                .request()
                .contentType("application/json")
                .header("If-Match", tag)
                .header("Idempotency-Key", key)
                .body(to(BOTH))
                .post(Api.root() + record + "/release")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    /** The records of nobody are everybody's already. */
    @Test
    void whatIsObservedIsNotReleased() {
        String source = Records.source("PRESS");
        String site =
                "sites/" + Records.id(Api.loader().create("sites/register-observed", Records.observedSite(source)));
        release(site, BOTH).then().spec(problem(KernelProblem.FORBIDDEN));
        String exposure = "exposures/"
                + Records.id(Api.loader()
                        .create(
                                "exposures/register-observed",
                                Exposures.exposure(urn(site), ", \"sources\": [\"%s\"]".formatted(source))));
        release(exposure, BOTH).then().spec(problem(KernelProblem.FORBIDDEN));
    }

    /** The second lock: past the application, too, who reads a record goes on reading it. */
    @ParameterizedTest
    @ValueSource(strings = {"site", "capacity_share", "commitment", "shareholding", "exposure", "project"})
    void theDatabaseAloneKeepsTheReaders(String table) {
        String record = table.equals("project")
                ? path(Api.cnMaker(), "projects", Records.project(classified(BOTH)))
                : made(
                        TABLES.entrySet().stream()
                                .filter(entry -> entry.getValue().equals(table))
                                .findFirst()
                                .orElseThrow()
                                .getKey(),
                        BOTH);
        String hide =
                "update " + table + " set classification_level = 'SIDE', classification_side = 'CN' where id = :id";
        assertThatThrownBy(() -> StoredRows.change(transactions, hide, record))
                .hasStackTraceContaining("never taken away");
        Api.krMaker().get(record).then().statusCode(200);
    }
}
