package org.ckep.investment.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.ckep.investment.export.CsvFiles.file;
import static org.ckep.investment.export.CsvFiles.lines;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Cycles;
import org.ckep.investment.Records;
import org.ckep.investment.ledger.Commitments;
import org.ckep.investment.pairing.Pairs;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.testing.Answers;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each side has beside agreed values, the ledger's sums, the audit trail and the past, as files for their readers. */
@QuarkusTest
class SidesExportTest {
    @Test
    void objectionsAreAFileAndWhatASidePreparesIsItsOwn() {
        String project = Bilateral.joint("Plant");
        String raised = Bilateral.contested(project, "title");
        String prepared = Bilateral.prepared(Api.cnMaker(), project, "sectors");
        for (Api reader : List.of(Api.cnMaker(), Api.krChecker())) {
            List<String> listed = reader.get(project + "/objections").jsonPath().getList("data.urn", String.class);
            assertThat(lines(reader, project + "/objections.csv").stream()
                            .skip(1)
                            .map(line -> line.substring(0, line.indexOf(','))))
                    .isEqualTo(listed);
        }
        assertThat(lines(Api.cnMaker(), project + "/objections.csv"))
                .hasSize(3)
                .anyMatch(
                        line -> line.startsWith(urn(prepared) + "," + Records.urn(project) + ",CN,sectors,PREPARED,"));
        assertThat(lines(Api.krChecker(), project + "/objections.csv"))
                .hasSize(2)
                .last()
                .asString()
                .startsWith(urn(raised) + "," + Records.urn(project) + ",KR,title,STANDING,");
        assertThat(lines(Api.secretariat(), project + "/objections.csv")).hasSize(1);
    }

    private static String urn(String objection) {
        return "urn:ckep:objection:" + objection.substring(objection.lastIndexOf('/') + 1);
    }

    @Test
    void comparedFiguresAreAFileWithoutTheOtherSidesHiddenOnes() {
        String project = Bilateral.joint("Plant");
        figure(Api.cnMaker(), project, "totalInvestment", "942000000", true);
        figure(Api.krMaker(), project, "totalInvestment", "825000000", true);
        figure(Api.cnMaker(), project, "registeredCapital", "5000000", false);
        Cycles.close().then().statusCode(201);
        String open = "totalInvestment,BREAK,UNEXPLAINED,";
        assertThat(lines(Api.krMaker(), project + "/reconciliation.csv"))
                .hasSize(2)
                .last()
                .asString()
                .startsWith(open)
                .contains(",942000000.00,USD,CONTRACTED,", ",825000000.00,USD,CONTRACTED,")
                .endsWith(",117000000 USD");
        assertThat(lines(Api.cnMaker(), project + "/reconciliation.csv"))
                .hasSize(3)
                .anyMatch(line -> line.startsWith("registeredCapital,WITHHELD,"));
        assertThat(lines(Api.secretariat(), project + "/reconciliation.csv")).hasSize(2);
    }

    private static void figure(Api maker, String project, String attribute, String amount, boolean shown) {
        maker.show(project + "/figures/" + attribute, """
                        {"value": {"amount": "%s", "currency": "USD", "basis": "CONTRACTED"}%s}""".formatted(
                                amount, shown ? ", \"classification\": {\"level\": \"BILATERAL\"}" : ""))
                .then()
                .statusCode(200);
    }

    @Test
    void blindComparisonsAreAFileWithTheOwnSidesCommitmentsAlone() {
        String project = Bilateral.joint("Plant");
        String blind = project + "/blind-comparisons/totalInvestment";
        for (Api checker : List.of(Api.cnChecker(), Api.krChecker())) {
            checker.request()
                    .contentType("application/json")
                    .put(Api.root() + blind)
                    .then()
                    .statusCode(200);
        }
        Response committed = Api.cnMaker().post(blind + "/commitments", """
                {"value": {"amount": "5", "currency": "USD", "basis": "CONTRACTED"}}""");
        committed.then().statusCode(200);
        String hash = committed.path("data[0].commitments[0].hash");
        assertThat(lines(Api.cnChecker(), project + "/blind-comparisons.csv"))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("totalInvestment,CN; KR,")
                .contains("," + hash + ",");
        assertThat(lines(Api.krMaker(), project + "/blind-comparisons.csv"))
                .last()
                .asString()
                .isEqualTo("totalInvestment,CN; KR,,,,,,");
        file(Api.secretariat(), project + "/blind-comparisons.csv").then().spec(problem(KernelProblem.FORBIDDEN));
    }

    @Test
    void theSumsOfALedgerAreAFile() {
        String urn = Api.cnMaker().create("projects", Records.project(""));
        String project = "projects/" + Records.id(urn);
        Commitments.made(Api.cnMaker(), urn, "");
        Response sums = Api.cnMaker().get(project + "/ledger");
        assertThat(lines(Api.cnMaker(), project + "/ledger.csv"))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("CN," + sums.path("data[0].basis") + "," + sums.path("data[0].currency") + ",1,"
                        + sums.path("data[0].balance.committed") + ",");
        assertThat(lines(Api.cnMaker(), project + "/ledger.csv?asOf=1999-01-01"))
                .hasSize(1);
        file(Api.cnMaker(), project + "/ledger.csv?asOf=soon")
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "asOf"));
    }

    @Test
    void candidatesForAPairingAreAFileForBothSides() {
        String one = Pairs.shared(Api.cnMaker(), "");
        String other = Pairs.shared(
                Api.krMaker(),
                ", \"localIds\": [{\"scheme\": \"ckep\", \"value\": \"%s\"}]".formatted(Records.urn(one)));
        assertThat(lines(Api.cnMaker(), one + "/pairing-candidates.csv"))
                .anyMatch(line -> line.startsWith(Records.urn(other) + ",Battery plant,,,true,"));
        assertThat(lines(Api.krMaker(), one + "/pairing-candidates.csv"))
                .isEqualTo(lines(Api.cnMaker(), one + "/pairing-candidates.csv"));
        file(Api.secretariat(), one + "/pairing-candidates.csv").then().spec(problem(KernelProblem.FORBIDDEN));
    }

    @Test
    void theAuditTrailIsAFileForTheOwnSidesAuditors() {
        String urn = Api.cnMaker().create("projects", Records.project(""));
        Api auditor = Api.user("cn-auditor");
        await().atMost(Duration.ofSeconds(30)).until(() -> !auditor.get("audit?record=" + urn)
                .jsonPath()
                .getList("data")
                .isEmpty());
        assertThat(lines(auditor, "audit.csv?record=" + urn))
                .hasSize(2)
                .first()
                .asString()
                .isEqualTo("no,at,id,subject,client,side,agency,action,urn,versionBefore,versionAfter,"
                        + "attributes,contentHash,network,form,before,hash");
        List<String> whole = lines(auditor, "audit.csv");
        assertThat(whole.subList(1, 3))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("1,").contains(",CN,"),
                        second -> assertThat(second).startsWith("2,"));
        assertThat(whole).anyMatch(line -> line.contains(",registered-project," + urn + ",,0,"));
        String source = Records.source("PRESS");
        for (Api reader : List.of(auditor, Api.user("kr-auditor"))) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> lines(reader, "audit.csv?chain=COMMON&record=" + source)
                                    .size()
                            == 2);
            assertThat(lines(reader, "audit.csv?chain=COMMON").stream().skip(1)).noneMatch(line -> line.contains(urn));
        }
        assertThat(lines(Api.user("kr-auditor"), "audit.csv?record=" + urn)).hasSize(1);
        file(Api.PUBLIC, "audit.csv").then().spec(problem(KernelProblem.UNAUTHENTICATED));
        for (Api other : List.of(Api.cnMaker(), Api.secretariat(), Api.client("kr-ministry"))) {
            file(other, "audit.csv").then().spec(problem(KernelProblem.FORBIDDEN));
            file(other, "audit.csv?chain=COMMON").then().spec(problem(KernelProblem.FORBIDDEN));
        }
        file(auditor, "audit.csv?record=none").then().spec(problemAt(KernelProblem.INVALID_VALUE, "record"));
    }

    @Test
    void thePastIsAFileToo() {
        String project = "projects/" + Records.id(Api.cnMaker().create("projects", Records.project("")));
        String org = Records.organisation();
        Instant before = Instant.now();
        Api.cnMaker()
                .patch(
                        project,
                        "{\"participants\": [{\"org\": {\"orgId\": \"%s\"}, \"role\": \"INVESTOR\"}]}".formatted(org))
                .then()
                .statusCode(200);
        Api.cnMaker()
                .step(project, "{\"to\": \"WITHDRAWN\", \"date\": \"2024\", \"reason\": {\"en\": \"market\"}}")
                .then()
                .statusCode(200);
        assertThat(lines(Api.cnMaker(), "projects.csv?organisation=" + org)).hasSize(2);
        assertThat(lines(Api.cnMaker(), "projects.csv?knownAt=" + before + "&organisation=" + org))
                .hasSize(1);
        assertThat(lines(Api.cnMaker(), project + "/transitions.csv")).hasSize(2);
        assertThat(lines(Api.cnMaker(), project + "/transitions.csv?knownAt=" + before))
                .hasSize(1);
        file(Api.cnMaker(), "projects.csv?knownAt=tomorrow")
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "knownAt"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "objections.csv",
                "reconciliation.csv",
                "blind-comparisons.csv",
                "ledger.csv",
                "pairing-candidates.csv"
            })
    void theFilesOfAHiddenProjectAreHidden(String file) {
        String hidden = Records.id(Api.krMaker().create("projects", Records.project("")));
        Response answer = file(Api.cnMaker(), "projects/" + hidden + "/" + file);
        answer.then().spec(problem(KernelProblem.NOT_FOUND));
        Answers.assertSame(answer, file(Api.cnMaker(), "projects/" + UUID.randomUUID() + "/" + file));
    }
}
