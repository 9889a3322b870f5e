package org.ckep.investment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.ckep.investment.exposure.Exposures;
import org.ckep.investment.ledger.Commitments;
import org.ckep.investment.shareholding.Shareholdings;
import org.ckep.testing.Api;
import org.ckep.testing.ApiDescription;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every example of the service's description is accepted. */
@QuarkusTest
class ApiExamplesTest {
    private ApiDescription description;
    private String source;
    private String site;

    @BeforeEach
    void read() {
        description = ApiDescription.served();
        source = Records.source("COMPANY_STATEMENT");
        site = Api.cnMaker().create("sites", Records.site(", \"classification\": {\"level\": \"BILATERAL\"}"));
    }

    @Test
    void everyExampleOfANewRecordIsAccepted() {
        String observedSite = Api.loader().create("sites/register-observed", Records.observedSite(source));
        accepted(Api.cnMaker().post("sites", example("post sites", site)), 201);
        accepted(Api.loader().post("sites/register-observed", example("post sites/register-observed", site)), 201);
        accepted(Api.cnMaker().post("capacity-shares", example("post capacity-shares", site)), 201);
        accepted(
                Api.loader()
                        .post(
                                "capacity-shares/register-observed",
                                example("post capacity-shares/register-observed", observedSite)),
                201);
        accepted(
                Api.loader().post("projects/register-observed", example("post projects/register-observed", site)), 201);
    }

    @Test
    void everyExampleOfAProjectsLifeIsAccepted() {
        String project = "projects/" + Api.cnMaker().create("projects", example("post projects", site));
        accepted(Api.cnMaker().patch(project, example("patch projects/{id}", site)), 200);
        accepted(Api.cnChecker().command(project, "release", example("post projects/{id}/release", site)), 200);
        Map<String, String> steps = description.examples("post projects/{id}/transitions");
        accepted(Api.cnChecker().step(project, withUrns(steps.get("announced"), site)), 200);
        // The example's partner has no name yet, and a committed project names all.
        String named = "{\"participants\": [{\"org\": {\"orgId\": \"%s\"}, \"role\": \"INVESTOR\"}]}";
        accepted(Api.cnMaker().patch(project, named.formatted(Records.organisation())), 200);
        accepted(Api.cnChecker().step(project, steps.get("committed")), 200);
        accepted(Api.cnMaker().step(project, steps.get("suspended")), 200);
    }

    @Test
    void everyExampleOfAChangeSetIsAccepted() {
        String project = Bilateral.offered("Plant", "");
        Map<String, String> drafts = description.examples("post projects/{id}/changes");
        Bilateral.agree(Bilateral.draft(Api.cnMaker(), project, drafts.get("joint")));
        String change = Bilateral.draft(Api.cnMaker(), project, withUrns(drafts.get("sum"), site));
        Bilateral.act(Api.cnMaker(), change, "submit").then().statusCode(200);
        accepted(
                Api.cnChecker()
                        .post(change + "/return", description.example("post projects/{id}/changes/{change}/return")),
                200);
        Bilateral.underReview(change);
        String answer = "post projects/{id}/changes/{change}/counter";
        accepted(Api.krMaker().post(change + "/counter", withUrns(description.example(answer), site)), 201);
        accepted(
                Api.krChecker()
                        .post(change + "/reject", description.example("post projects/{id}/changes/{change}/reject")),
                200);
        accepted(Api.cnMaker().post(project + "/changes", drafts.get("step")), 201);
        accepted(Api.cnMaker().post(project + "/filings", description.example("post projects/{id}/filings")), 200);
        accepted(Api.cnMaker().post(project + "/rag", description.example("post projects/{id}/rag")), 200);
        accepted(
                Api.krMaker()
                        .show(
                                project + "/figures/totalInvestment",
                                description.example("post projects/{id}/figures/{attribute}")),
                200);
        accepted(
                Api.krChecker()
                        .post(
                                project + "/figures/totalInvestment/release",
                                "*",
                                description.example("post projects/{id}/figures/{attribute}/release")),
                200);
    }

    @Test
    void everyExampleOfAnObjectionIsAccepted() {
        String project = Bilateral.joint("Plant");
        description
                .examples("post projects/{id}/objections")
                .values()
                .forEach(example -> accepted(Api.krMaker().post(project + "/objections", example), 201));
    }

    @Test
    void everyExampleOfAChangeIsAccepted() {
        accepted(Api.cnMaker().patch("sites/" + site, example("patch sites/{id}", site)), 200);
        String share = Api.cnMaker().create("capacity-shares", Records.share(site, source, ""));
        accepted(Api.cnMaker().patch("capacity-shares/" + share, example("patch capacity-shares/{id}", site)), 200);
    }

    @Test
    void everyExampleOfTheLedgerIsAccepted() {
        String shared =
                Api.cnMaker().create("projects", Records.project(", \"classification\": {\"level\": \"BILATERAL\"}"));
        Response made = Api.cnMaker().post("commitments", ofProject(description.example("post commitments"), shared));
        accepted(made, 201);
        String path = "commitments/" + Records.id(made.path("urn")) + "/transactions";
        Map<String, String> entries = description.examples("post commitments/{id}/transactions");
        Response paid = Api.cnMaker().post(path, entries.get("paid"));
        accepted(paid, 201);
        accepted(
                Api.cnMaker()
                        .post(
                                path,
                                entries.get("reversed")
                                        .replaceAll("urn:ckep:transaction:[0-9a-f-]{36}", paid.path("urn"))),
                201);
        String observed = Api.loader().create("projects/register-observed", Records.observed(source, ""));
        String example = description.example("post commitments/register-observed");
        accepted(Api.loader().post("commitments/register-observed", ofProject(withUrns(example, site), observed)), 201);
    }

    @Test
    void everyExampleOfAGrievanceIsAccepted() {
        String project = Api.cnMaker().create("projects", Records.project(""));
        Response made = Api.cnMaker().post("grievances", ofProject(description.example("post grievances"), project));
        accepted(made, 201);
        String path = "grievances/" + Records.id(made.path("urn"));
        Map<String, String> steps = description.examples("post grievances/{id}/transitions");
        accepted(Api.cnMaker().step(path, steps.get("review")), 200);
        accepted(Api.cnMaker().step(path, steps.get("answer")), 200);
        accepted(Api.cnChecker().step(path, steps.get("resolved")), 200);
    }

    @Test
    void everyExampleOfAnExposureIsAccepted() {
        Response raised = Api.cnMaker().post("exposures", example("post exposures", site));
        accepted(raised, 201);
        String path = "exposures/" + Records.id(raised.path("urn"));
        accepted(Api.cnMaker().command(path, "clear", description.example("post exposures/{id}/clear")), 200);
        String observedSite = Api.loader().create("sites/register-observed", Records.observedSite(source));
        accepted(
                Api.loader()
                        .post("exposures/register-observed", example("post exposures/register-observed", observedSite)),
                201);
    }

    @Test
    void everyExampleOfAShareholdingIsAccepted() {
        Response made = Api.cnMaker().post("shareholdings", description.example("post shareholdings"));
        accepted(made, 201);
        accepted(
                Shareholdings.state(
                        Api.cnMaker(),
                        "shareholdings/" + Records.id(made.path("urn")),
                        description.example("post shareholdings/{id}/statements")),
                200);
        String observed = description.example("post shareholdings/register-observed");
        accepted(Api.loader().post("shareholdings/register-observed", withUrns(observed, site)), 201);
    }

    private static String ofProject(String example, String project) {
        return example.replaceAll("urn:ckep:project:[0-9a-f-]{36}", project);
    }

    @Test
    void everyExampleOfReconciliationIsAccepted() {
        String project = Bilateral.joint("Plant");
        String figure = description.example("post projects/{id}/figures/{attribute}");
        accepted(Api.cnMaker().show(project + "/figures/totalInvestment", figure), 200);
        String other = figure.replace("2580000000", "1580000000");
        String shown = "{\"classification\": {\"level\": \"BILATERAL\"}}";
        accepted(Api.krMaker().show(project + "/figures/totalInvestment", other), 200);
        for (Api releaser : List.of(Api.cnChecker(), Api.krChecker())) {
            accepted(releaser.post(project + "/figures/totalInvestment/release", "*", shown), 200);
        }
        accepted(Cycles.close(description.example("post reconciliation-cycles")), 201);
        Response found = Api.cnMaker().get("breaks?record=urn:ckep:project:" + Records.id(project.replace('/', ':')));
        String path = "breaks/" + Records.id(found.path("data[0].urn"));
        accepted(Api.cnMaker().post(path + "/assign", description.example("post breaks/{id}/assign")), 200);
        accepted(Api.krMaker().post(path + "/explain", description.example("post breaks/{id}/explain")), 200);
        String blind = project + "/blind-comparisons/totalInvestment";
        Api.cnChecker().request().put(Api.root() + blind).then().statusCode(200);
        Api.krChecker().request().put(Api.root() + blind).then().statusCode(200);
        String commit = "post projects/{id}/blind-comparisons/{attribute}/commitments";
        accepted(Api.krMaker().post(blind + "/commitments", description.example(commit)), 200);
    }

    @Test
    void everyExampleOfAReleaseIsAccepted() {
        Api cn = Api.cnMaker();
        String ownSource = Records.sideSource(cn, "PRESS");
        String observed = Api.loader().create("sites/register-observed", Records.observedSite(source));
        List<String> records = List.of(
                "sources/" + ownSource,
                "sites/" + cn.create("sites", Records.site("")),
                "capacity-shares/" + cn.create("capacity-shares", Records.share(observed, source, "")),
                Commitments.made(
                        cn, Api.loader().create("projects/register-observed", Records.observed(source, "")), ""),
                Shareholdings.made(cn, ""),
                Exposures.made(cn, observed, ""),
                "claims/" + cn.create("claims", """
                        {"subject": "%s", "attribute": "verdict", "modality": "ASSERTED", "sources": ["%s"],
                         "value": {"type": "text", "text": {"en": "Good"}}}""".formatted(observed, source)));
        for (String record : records) {
            String operation = "post " + record.substring(0, record.indexOf('/')) + "/{id}/release";
            accepted(Api.cnChecker().post(record + "/release", "*", description.example(operation)), 200);
        }
    }

    private static void accepted(Response answer, int status) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    }

    private String example(String operation, String ofSite) {
        return withUrns(description.example(operation), ofSite);
    }

    /** The example with the URNs of records that exist. */
    private String withUrns(String example, String ofSite) {
        return example.replaceAll("urn:ckep:source:[0-9a-f-]{36}", source)
                .replaceAll("urn:ckep:site:[0-9a-f-]{36}", ofSite);
    }
}
