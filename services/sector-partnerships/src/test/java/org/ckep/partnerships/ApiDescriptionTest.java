package org.ckep.partnerships;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the service says of itself is true: every operation is named and every example is accepted. */
@QuarkusTest
class ApiDescriptionTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @BeforeEach
    void load() {
        Fixture.load(ApiDescriptionTest.class);
    }

    @Test
    void theDescriptionNamesEveryOperation() throws IOException {
        List<String> operations = new ArrayList<>();
        description().path("paths").fields().forEachRemaining(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(
                        method -> operations.add(method + " " + path.getKey().replace("/partnerships/v1/", ""))));
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
                "get sources",
                "post sources",
                "get sources/{id}",
                "get claims",
                "post claims",
                "get claims/{id}",
                "post claims/{id}/deprecate"));
        for (String register :
                List.of("organisations", "partnerships", "sourcing-relations", "complementarities", "rank-claims")) {
            expected.addAll(List.of(
                    "get " + register,
                    "post " + register,
                    "post " + register + "/register-observed",
                    "get " + register + "/{id}",
                    "patch " + register + "/{id}"));
        }
        assertThat(operations).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void everyOperationOfTheServiceHasASummaryAndEveryBodyAnExample() throws IOException {
        description().path("paths").fields().forEachRemaining(path -> path.getValue()
                .fields()
                .forEachRemaining(operation -> {
                    String name = operation.getKey() + " " + path.getKey();
                    assertThat(operation.getValue().path("summary").asText())
                            .as(name)
                            .isNotBlank();
                    boolean ofPlatform =
                            path.getKey().contains("/claims") || path.getKey().contains("/sources");
                    if (operation.getValue().has("requestBody") && !ofPlatform) {
                        assertThat(operation
                                        .getValue()
                                        .at("/requestBody/content")
                                        .elements()
                                        .next()
                                        .path("examples"))
                                .as(name)
                                .isNotEmpty();
                    }
                }));
    }

    /** Every example body, with URNs of records that exist, is accepted. */
    @Test
    void everyExampleIsAccepted() throws IOException {
        String statement = Fixture.source("COMPANY_STATEMENT");
        Map<String, String> urns = Map.of(
                "urn:ckep:source:6f7b1a52-5a4b-4b8e-9d4f-3f1f2a7c9e10", statement,
                "urn:ckep:organisation:0b1f6a3e-8c8e-4c58-9f3a-2f6f6f1f0a11", Fixture.urn("ORG-LG"),
                "urn:ckep:organisation:4d2f5c7b-6f0b-4d53-8a44-5f8a4b5c9d21", Fixture.urn("ORG-BAIC"));
        Api maker = Api.cnMaker();
        Api checker = Api.cnChecker();
        for (String register : List.of("organisations", "sourcing-relations", "complementarities", "rank-claims")) {
            accepted(maker.post(register, example("post", register, urns)), 201);
            accepted(
                    Api.loader()
                            .post(
                                    register + "/register-observed",
                                    example("post", register + "/register-observed", urns)),
                    201);
        }
        ObjectNode sector = (ObjectNode) JSON.readTree(example("post", "sectors/register-observed", urns));
        accepted(
                Api.loader()
                        .post(
                                "sectors/register-observed",
                                sector.put("code", "BATX").toString()),
                201);
        accepted(Api.secretariat().patch("sectors/BATX", example("patch", "sectors/{code}", urns)), 200);
        accepted(
                Api.loader()
                        .post(
                                "partnerships/register-observed",
                                example("post", "partnerships/register-observed", urns)),
                201);

        String organisation = maker.create("organisations", example("post", "organisations", urns));
        for (String command : List.of("patch", "rename")) {
            String body = example(
                    command.equals("patch") ? "patch" : "post",
                    "organisations/{id}" + (command.equals("patch") ? "" : "/" + command),
                    urns);
            accepted(
                    command.equals("patch")
                            ? maker.patch("organisations/" + organisation, body)
                            : maker.command("organisations/" + organisation, command, body),
                    200);
        }
        String merged = maker.create("organisations", example("post", "organisations", urns));
        accepted(
                maker.command("organisations/" + merged, "merge", example("post", "organisations/{id}/merge", urns)),
                200);
        String dissolved = maker.create("organisations", example("post", "organisations", urns));
        accepted(
                maker.command(
                        "organisations/" + dissolved, "dissolve", example("post", "organisations/{id}/dissolve", urns)),
                200);

        String partnership = maker.create("partnerships", example("post", "partnerships", urns));
        String path = "partnerships/" + partnership;
        Map<String, String> steps = examples("post", "partnerships/{id}/transitions", urns);
        accepted(checker.command(path, "transitions", steps.get("explored")), 200);
        accepted(
                maker.patch(
                        path,
                        Fixture.resolve("{\"parties\": [{\"orgId\": \"${ORG-LGES}\"}, {\"orgId\": \"${ORG-BAIC}\"}]}")),
                200);
        accepted(checker.command(path, "transitions", steps.get("signed")), 200);
        accepted(maker.patch(path, example("patch", "partnerships/{id}", urns)), 200);
        accepted(
                maker.post(path + "/activity-reports", example("post", "partnerships/{id}/activity-reports", urns)),
                201);
        String observed = Fixture.urn("PAR-HMC-BAIC");
        accepted(
                maker.post(
                        "partnerships/" + observed + "/contributions",
                        example("post", "partnerships/{id}/contributions", urns)),
                201);
        String relation = maker.create("sourcing-relations", example("post", "sourcing-relations", urns));
        accepted(maker.patch("sourcing-relations/" + relation, example("patch", "sourcing-relations/{id}", urns)), 200);
        String strength = maker.create("complementarities", example("post", "complementarities", urns));
        accepted(maker.patch("complementarities/" + strength, example("patch", "complementarities/{id}", urns)), 200);
        String rank = maker.create("rank-claims", example("post", "rank-claims", urns));
        accepted(maker.patch("rank-claims/" + rank, example("patch", "rank-claims/{id}", urns)), 200);
    }

    private static void accepted(Response answer, int status) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    }

    private static String example(String method, String path, Map<String, String> urns) throws IOException {
        return examples(method, path, urns).values().iterator().next();
    }

    private static Map<String, String> examples(String method, String path, Map<String, String> urns)
            throws IOException {
        Map<String, String> examples = new LinkedHashMap<>();
        description()
                .path("paths")
                .path("/partnerships/v1/" + path)
                .path(method)
                .path("requestBody")
                .path("content")
                .elements()
                .next()
                .path("examples")
                .fields()
                .forEachRemaining(example -> {
                    JsonNode value = example.getValue().path("value");
                    String body = value.isTextual() ? value.asText() : value.toString();
                    for (Map.Entry<String, String> urn : urns.entrySet()) {
                        body = body.replace(urn.getKey(), urn.getValue());
                    }
                    examples.put(example.getKey(), body);
                });
        return examples;
    }

    private static JsonNode description() throws IOException {
        return JSON.readTree(
                given().accept("application/json").get("/q/openapi?format=json").asString());
    }
}
