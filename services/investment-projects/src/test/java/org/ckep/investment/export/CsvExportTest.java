package org.ckep.investment.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.investment.export.CsvFiles.file;
import static org.ckep.investment.export.CsvFiles.lines;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Cycles;
import org.ckep.investment.Records;
import org.ckep.investment.exposure.Exposures;
import org.ckep.investment.grievance.Grievances;
import org.ckep.investment.ledger.Commitments;
import org.ckep.investment.shareholding.Shareholdings;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.records.RecordTransactions;
import org.ckep.testing.Answers;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each list as a file: the same entries for the same reader, whole, in the same order. */
@QuarkusTest
class CsvExportTest {
    @Inject
    RecordTransactions transactions;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "projects",
                "sites",
                "capacity-shares",
                "claims",
                "sources",
                "commitments",
                "exposures",
                "shareholdings",
                "grievances"
            })
    void aFileHasTheEntriesOfItsListForItsReader(String list) {
        String source = Records.source("PRESS");
        String site = Api.cnMaker().create("sites", Records.site(""));
        Api.cnMaker().create("capacity-shares", Records.share(site, source, ""));
        String project = Api.cnMaker().create("projects", Records.project(""));
        Commitments.made(Api.cnMaker(), project, "");
        Shareholdings.made(Api.cnMaker(), "");
        Exposures.made(Api.cnMaker(), project, "");
        Grievances.made(Api.cnMaker(), project);
        Api.cnMaker().create("claims", """
                {"subject": "%s", "attribute": "remark", "modality": "ASSERTED", "sources": ["%s"],
                 "value": {"type": "text", "text": {"en": "=1+1"}}}""".formatted(project, source));
        for (Api reader : List.of(Api.PUBLIC, Api.cnMaker(), Api.krMaker(), Api.client("agency-kotra"))) {
            List<String> listed = reader.get(list + "?limit=500").jsonPath().getList("data.urn", String.class);
            List<String> lines = lines(reader, list + ".csv");
            assertThat(lines.getFirst()).startsWith("urn,");
            assertThat(lines.stream()
                            .filter(line -> line.startsWith("urn:ckep:"))
                            .map(line -> line.substring(0, line.indexOf(',')))
                            .limit(500))
                    .isEqualTo(listed);
        }
        assertThat(lines(Api.cnMaker(), "claims.csv"))
                .anyMatch(line -> line.contains(project) && line.contains(",'=1+1,"));
    }

    @Test
    void aFileSaysWhatItIs() {
        file(Api.PUBLIC, "projects.csv")
                .then()
                .statusCode(200)
                .contentType(equalTo("text/csv;charset=utf-8;header=present"))
                .header("Content-Disposition", equalTo("attachment; filename=\"projects.csv\""));
    }

    @Test
    void theFiltersOfTheListHold() {
        String org = Records.organisation();
        String project = Api.cnMaker()
                .create(
                        "projects",
                        Records.project(", \"sectors\": [{\"code\": \"BATT\"}]")
                                .replace("Battery plant", "Plant, \\\"new\\\"")
                                .replaceFirst("urn:ckep:organisation:[0-9a-f-]+", org));
        List<String> lines = lines(Api.cnMaker(), "projects.csv?organisation=" + org);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1)).startsWith(project + ",").contains(",\"Plant, \"\"new\"\"\",,,PROSPECT,");
        assertThat(lines(Api.cnMaker(), "projects.csv?state=CLOSED&organisation=" + org))
                .hasSize(1);
        assertThat(lines(Api.krMaker(), "projects.csv?organisation=" + org)).hasSize(1);
        file(Api.PUBLIC, "projects.csv?colour=red").then().spec(problemAt(KernelProblem.UNKNOWN_PARAMETER, "colour"));
        file(Api.PUBLIC, "projects.csv?limit=5").then().spec(problemAt(KernelProblem.UNKNOWN_PARAMETER, "limit"));
        file(Api.PUBLIC, "projects.csv?q=").then().spec(problemAt(KernelProblem.INVALID_VALUE, "q"));
        file(Api.PUBLIC, "claims.csv?subject=LG").then().spec(problemAt(KernelProblem.INVALID_VALUE, "subject"));
        RestAssured.given()
                .accept("application/json")
                .get(Api.root() + "projects.csv")
                .then()
                .statusCode(406);
    }

    @Test
    void thePipelineIsAFileToo() {
        String sector = "T" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(java.util.Locale.ROOT);
        Api.cnMaker().create("projects", Records.project(", \"sectors\": [{\"code\": \"%s\"}]".formatted(sector)));
        assertThat(lines(Api.cnMaker(), "pipeline.csv?sector=" + sector))
                .containsExactly(
                        "state,sector,direction,province,park,year,count", "PROSPECT," + sector + ",KR_TO_CN,,,,1");
        assertThat(lines(Api.krMaker(), "pipeline.csv?sector=" + sector)).hasSize(1);
    }

    @Test
    void stepsAndChangeSetsOfAProjectAreFiles() {
        String project = Bilateral.joint("Plant");
        Bilateral.take(project, "{\"to\": \"ANNOUNCED\", \"date\": \"2024-01-10\"}");
        String draft = Bilateral.draft(Api.cnMaker(), project, Bilateral.replacingTitle("Name"));
        assertThat(lines(Api.krMaker(), project + "/transitions.csv"))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("PROSPECT,ANNOUNCED,2024-01-10,");
        // A draft is its own side's alone.
        assertThat(lines(Api.cnMaker(), project + "/changes.csv"))
                .hasSize(4)
                .anyMatch(line -> line.startsWith("urn:ckep:change:" + Records.id(draft.replace('/', ':'))));
        assertThat(lines(Api.krMaker(), project + "/changes.csv")).hasSize(3);
    }

    @Test
    void theChangeSetsOfAllProjectsAreAFile() {
        String project = Bilateral.joint("Plant");
        String draft = Bilateral.draft(Api.cnMaker(), project, Bilateral.replacingTitle("Name"));
        String urn = "urn:ckep:change:" + Records.id(draft.replace('/', ':'));
        String of = "record=" + Records.urn(project);
        for (Api reader : List.of(Api.cnMaker(), Api.krMaker(), Api.secretariat(), Api.PUBLIC)) {
            List<String> listed =
                    reader.get("changes?limit=500&" + of).jsonPath().getList("data.urn", String.class);
            assertThat(lines(reader, "changes.csv?" + of).stream()
                            .skip(1)
                            .map(line -> line.substring(0, line.indexOf(','))))
                    .isEqualTo(listed);
        }
        assertThat(lines(Api.cnMaker(), "changes.csv?waitingFor=ME&" + of))
                .hasSize(2)
                .last()
                .asString()
                .startsWith(urn + "," + Records.urn(project) + ",CN,DRAFT,")
                .endsWith(",Plant,电池工厂,배터리 공장");
        file(Api.cnMaker(), "changes.csv?limit=5").then().spec(problemAt(KernelProblem.UNKNOWN_PARAMETER, "limit"));
    }

    @Test
    void whatAChangeSetSettlesStandsInItsFile() {
        String project = Bilateral.joint("Plant");
        String objection = Bilateral.contested(project, "title");
        Bilateral.agree(
                Bilateral.draft(Api.cnMaker(), project, Bilateral.settling(Bilateral.changingNothing(), objection)));
        List<String> lines = lines(Api.krMaker(), project + "/changes.csv");
        assertThat(lines.getFirst()).contains(",evidence,settles,hash,");
        assertThat(lines.get(1)).contains("urn:ckep:objection:" + Records.id(objection.replace('/', ':')));
    }

    @Test
    void breaksAndCyclesAreFilesForBothSides() {
        String project = Bilateral.joint("Plant");
        String urn = "urn:ckep:project:" + Records.id(project.replace('/', ':'));
        figure(Api.cnMaker(), project, "942000000");
        figure(Api.krMaker(), project, "825000000");
        Bilateral.agreedRate();
        String cycle = Cycles.close().then().statusCode(201).extract().<String>path("urn");
        String found = Api.cnMaker().get("breaks?record=" + urn).path("data[0].urn");
        for (Api reader : List.of(Api.cnMaker(), Api.krChecker(), Api.secretariat())) {
            assertThat(lines(reader, "breaks.csv?record=" + urn))
                    .hasSize(2)
                    .last()
                    .asString()
                    .startsWith(found + "," + urn + ",totalInvestment,OPEN,")
                    .contains(
                            ",942000000.00,USD,CONTRACTED,", ",825000000.00,USD,CONTRACTED,117000000 USD,UNEXPLAINED,");
            assertThat(lines(reader, "breaks.csv?state=CLOSED&record=" + urn)).hasSize(1);
            List<String> listed = reader.get("reconciliation-cycles").jsonPath().getList("data.urn", String.class);
            List<String> cycles = lines(reader, "reconciliation-cycles.csv");
            assertThat(cycles.stream().skip(1).map(line -> line.substring(0, line.indexOf(','))))
                    .isEqualTo(listed)
                    .startsWith(cycle);
            assertThat(cycles.get(1)).contains(",USD,KRW,1307,");
        }
        for (Api other : List.of(Api.PUBLIC, Api.client("agency-kotra"))) {
            assertThat(lines(other, "breaks.csv")).hasSize(1);
        }
        file(Api.PUBLIC, "reconciliation-cycles.csv").then().spec(problem(KernelProblem.UNAUTHENTICATED));
        file(Api.client("agency-kotra"), "reconciliation-cycles.csv").then().spec(problem(KernelProblem.FORBIDDEN));
        file(Api.cnMaker(), "breaks.csv?record=none").then().spec(problemAt(KernelProblem.INVALID_VALUE, "record"));
    }

    private static void figure(Api maker, String project, String amount) {
        maker.show(project + "/figures/totalInvestment", """
                        {"value": {"amount": "%s", "currency": "USD", "basis": "CONTRACTED"},
                         "classification": {"level": "BILATERAL"}}""".formatted(amount))
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"transitions.csv", "changes.csv"})
    void theFilesOfAHiddenProjectAreHidden(String file) {
        String hidden = Records.id(Api.krMaker().create("projects", Records.project("")));
        Response answer = file(Api.cnMaker(), "projects/" + hidden + "/" + file);
        answer.then().spec(problem(KernelProblem.NOT_FOUND));
        Answers.assertSame(answer, file(Api.cnMaker(), "projects/" + UUID.randomUUID() + "/" + file));
    }

    /** More than two pages of the list, which the Chinese side alone may read. */
    @Test
    void aLongListIsWhole() throws Throwable {
        String title = "S" + UUID.randomUUID();
        VertxContextSupport.subscribeAndAwait(() -> transactions.system(session -> session.createNativeQuery(
                        "insert into source(id, version, display_id, stewardship, owner_side, classification_level, "
                                + "classification_side, created_at, created_by, changed_at, local_ids, kind, title) "
                                + "select gen_random_uuid(), 0, :title || n, 'UNILATERAL', 'CN', 'SIDE', 'CN', "
                                + "now() + n * interval '1 millisecond', 'test', now(), cast('{\"ids\": []}' as jsonb), 'ESTIMATE', "
                                + ":title || '-' || n from generate_series(1, 1234) n")
                .setParameter("title", title)
                .executeUpdate()));
        List<String> lines = lines(Api.cnMaker(), "sources.csv?kind=ESTIMATE");
        assertThat(lines.stream().filter(line -> line.contains(title)).map(line -> line.split(",")[2]))
                .hasSize(1234)
                .doesNotHaveDuplicates()
                .startsWith(title + "-1234")
                .endsWith(title + "-1");
        assertThat(lines(Api.krMaker(), "sources.csv?kind=ESTIMATE")).noneMatch(line -> line.contains(title));
    }
}
