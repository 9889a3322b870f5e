package org.ckep.partnerships;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ckep.testing.Api;
import org.ckep.testing.ApiDescription;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the service says of itself is true: every operation is named and every example is accepted. */
@QuarkusTest
class ApiDescriptionTest {
    private static final List<String> REGISTERS =
            List.of("organisations", "partnerships", "sourcing-relations", "complementarities", "rank-claims");

    private final Api maker = Api.cnMaker();
    private ApiDescription description;
    private String statement;

    @BeforeEach
    void read() {
        Fixture.load(ApiDescriptionTest.class);
        description = ApiDescription.served();
        statement = Fixture.source("COMPANY_STATEMENT");
    }

    @Test
    void theDescriptionNamesEveryOperation() {
        List<String> expected = new ArrayList<>(List.of(
                "get sectors",
                "get sectors/{code}",
                "get sectors/{code}/cockpit",
                "patch sectors/{code}",
                "post sectors/register-observed",
                "post organisations/{id}/rename",
                "post organisations/{id}/merge",
                "post organisations/{id}/dissolve",
                "post partnerships/{id}/transitions",
                "post partnerships/{id}/contributions",
                "post partnerships/{id}/activity-reports",
                "get audit",
                "get sources",
                "post sources",
                "get sources/{id}",
                "get claims",
                "post claims",
                "get claims/{id}",
                "post claims/{id}/deprecate",
                "post claims/{id}/release",
                "post sources/{id}/release"));
        for (String register : REGISTERS) {
            expected.addAll(List.of(
                    "get " + register,
                    "post " + register,
                    "post " + register + "/register-observed",
                    "get " + register + "/{id}",
                    "patch " + register + "/{id}"));
        }
        assertThat(description.operations()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void everyOperationHasASummaryAndEveryBodyASchemaAndAnExample() {
        for (String name : description.operations()) {
            JsonNode operation = description.operation(name);
            assertThat(operation.path("summary").asText()).as(name).isNotBlank();
            boolean isOfPlatform = name.contains(" claims") || name.contains(" sources");
            if (operation.has("requestBody") && !isOfPlatform) {
                assertThat(description.body(name).at("/schema/$ref").asText())
                        .as(name)
                        .startsWith("#/components/schemas/");
                assertThat(description.examples(name)).as(name).isNotEmpty();
            }
        }
    }

    @Test
    void whatIsAnsweredIsDescribedAndNothingElse() {
        for (String register : REGISTERS) {
            assertAnswers("post " + register, "201");
            assertAnswers("post " + register + "/register-observed", "201");
            assertAnswers("patch " + register + "/{id}", "200");
        }
        assertAnswers("post organisations/{id}/rename", "200");
        assertAnswers("post partnerships/{id}/transitions", "200");
        assertAnswers("post partnerships/{id}/activity-reports", "201");
    }

    private void assertAnswers(String operation, String status) {
        JsonNode responses = description.operation(operation).path("responses");
        List<String> ofSuccess = new ArrayList<>();
        responses.fieldNames().forEachRemaining(ofSuccess::add);
        ofSuccess.removeIf(one -> !one.startsWith("2"));
        assertThat(ofSuccess).as(operation).containsExactly(status);
        assertThat(responses
                        .path(status)
                        .at("/content/application~1json/schema/$ref")
                        .asText())
                .as(operation)
                .startsWith("#/components/schemas/");
    }

    @Test
    void aPatchDemandsNoMember() {
        for (String name : List.of("Organisation", "Partnership", "Sourcing", "Complementarity", "Rank", "Sector")) {
            assertThat(description.schema(name + "Patch").path("properties").size())
                    .as(name)
                    .isPositive();
            assertThat(description.schema(name + "Patch").has("required"))
                    .as(name)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"organisations", "sourcing-relations", "complementarities", "rank-claims"})
    void theExamplesOfARegisterAreAccepted(String register) {
        String urn = maker.create(register, example("post " + register));
        accepted(maker.patch(register + "/" + urn, example("patch " + register + "/{id}")), 200);
        String observed = register + "/register-observed";
        accepted(Api.loader().post(observed, example("post " + observed)), 201);
    }

    @Test
    void theExamplesOfSectorsAreAccepted() {
        String sector = example("post sectors/register-observed").replace("\"BATT\"", "\"BATX\"");
        accepted(Api.loader().post("sectors/register-observed", sector), 201);
        accepted(Api.secretariat().patch("sectors/BATX", example("patch sectors/{code}")), 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rename", "merge", "dissolve"})
    void theExamplesOfSuccessionAreAccepted(String command) {
        String organisation = "organisations/" + maker.create("organisations", example("post organisations"));
        accepted(maker.command(organisation, command, example("post organisations/{id}/" + command)), 200);
    }

    @Test
    void theExamplesOfAPartnershipsLifeAreAccepted() {
        Api checker = Api.cnChecker();
        String partnership = "partnerships/" + maker.create("partnerships", example("post partnerships"));
        Map<String, String> steps = description.examples("post partnerships/{id}/transitions");
        accepted(checker.step(partnership, withUrns(steps.get("explored"))), 200);
        String named = "{\"parties\": [{\"orgId\": \"${ORG-LGES}\"}, {\"orgId\": \"${ORG-BAIC}\"}]}";
        accepted(maker.patch(partnership, Fixture.resolve(named)), 200);
        accepted(checker.step(partnership, withUrns(steps.get("signed"))), 200);
        accepted(maker.patch(partnership, example("patch partnerships/{id}")), 200);
        String reports = partnership + "/activity-reports";
        accepted(maker.post(reports, example("post partnerships/{id}/activity-reports")), 201);
    }

    @Test
    void theExamplesOfAnObservedPartnershipAreAccepted() {
        String observed = "partnerships/register-observed";
        accepted(Api.loader().post(observed, example("post " + observed)), 201);
        String contributions = "partnerships/" + Fixture.urn("PAR-HMC-BAIC") + "/contributions";
        accepted(maker.post(contributions, example("post partnerships/{id}/contributions")), 201);
    }

    private static void accepted(Response answer, int status) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    }

    private String example(String operation) {
        return withUrns(description.example(operation));
    }

    /** The example with the URNs of records that exist. */
    private String withUrns(String example) {
        return example.replaceAll("urn:ckep:source:[0-9a-f-]{36}", statement)
                .replace("urn:ckep:organisation:0b1f6a3e-8c8e-4c58-9f3a-2f6f6f1f0a11", Fixture.urn("ORG-LG"))
                .replace("urn:ckep:organisation:4d2f5c7b-6f0b-4d53-8a44-5f8a4b5c9d21", Fixture.urn("ORG-BAIC"));
    }
}
