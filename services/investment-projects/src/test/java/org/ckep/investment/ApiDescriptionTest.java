package org.ckep.investment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ckep.kernel.problem.ProblemType;
import org.ckep.kernel.value.Language;
import org.ckep.web.ProblemTitles;
import org.junit.jupiter.api.Test;

/** What the service says of itself is true: every example is accepted, every problem has a title. */
@QuarkusTest
class ApiDescriptionTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    ProblemTitles titles;

    @Test
    void theDescriptionNamesEveryOperation() throws IOException {
        JsonNode paths = description().path("paths");
        List<String> operations = new ArrayList<>();
        paths.fields().forEachRemaining(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(method -> operations.add(method + " " + path.getKey())));
        assertThat(operations)
                .contains(
                        "get /investment/v1/projects",
                        "post /investment/v1/projects",
                        "post /investment/v1/projects/register-observed",
                        "get /investment/v1/projects/{id}",
                        "patch /investment/v1/projects/{id}",
                        "get /investment/v1/projects/{id}/transitions",
                        "post /investment/v1/projects/{id}/transitions",
                        "get /investment/v1/pipeline",
                        "get /investment/v1/sites",
                        "post /investment/v1/sites",
                        "post /investment/v1/sites/register-observed",
                        "get /investment/v1/sites/{id}",
                        "patch /investment/v1/sites/{id}",
                        "get /investment/v1/capacity-shares",
                        "post /investment/v1/capacity-shares",
                        "post /investment/v1/capacity-shares/register-observed",
                        "get /investment/v1/capacity-shares/{id}",
                        "patch /investment/v1/capacity-shares/{id}",
                        "get /investment/v1/claims",
                        "get /investment/v1/sources");
    }

    @Test
    void aPatchDemandsNoMember() throws IOException {
        JsonNode schemas = description().path("components").path("schemas");
        for (String name : List.of("Project", "Site", "CapacityShare")) {
            assertThat(schemas.path(name + "Content").path("required").size()).isPositive();
            assertThat(schemas.path(name + "Patch").has("required")).isFalse();
            assertThat(schemas.path(name + "Patch").path("properties").has("sources"))
                    .isTrue();
        }
    }

    /** Every example body of the description, with URNs of records that exist, is accepted. */
    @Test
    void everyExampleIsAccepted() throws IOException {
        String source = Records.source("COMPANY_STATEMENT");
        String site = Api.cnMaker().create("sites", Records.site(""));
        String observedSite = Api.loader().create("sites/register-observed", Records.observedSite(source));
        assertThat(send(Api.cnMaker(), "sites", source, site).statusCode()).isEqualTo(201);
        assertThat(send(Api.loader(), "sites/register-observed", source, observedSite)
                        .statusCode())
                .isEqualTo(201);
        assertThat(send(Api.cnMaker(), "capacity-shares", source, site).statusCode())
                .isEqualTo(201);
        assertThat(send(Api.loader(), "capacity-shares/register-observed", source, observedSite)
                        .statusCode())
                .isEqualTo(201);
        assertThat(send(Api.loader(), "projects/register-observed", source, site)
                        .statusCode())
                .isEqualTo(201);
        Response created = send(Api.cnMaker(), "projects", source, site);
        assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);

        String project = Records.id(created.path("urn"));
        Api.cnMaker()
                .patch(
                        "projects/" + project,
                        examples("patch", "projects/{id}").get("slippage").toString())
                .then()
                .statusCode(200);
        Map<String, JsonNode> steps = examples("post", "projects/{id}/transitions");
        Api.cnChecker()
                .step(project, withUrns(steps.get("announced"), source, site))
                .then()
                .statusCode(200);
        // The example's partner has no name yet, and a committed project names all.
        Api.cnMaker()
                .patch(
                        "projects/" + project,
                        "{\"participants\": [{\"org\": {\"orgId\": \"%s\"}, \"role\": \"INVESTOR\"}]}"
                                .formatted(Records.organisation()))
                .then()
                .statusCode(200);
        Api.cnChecker().step(project, steps.get("committed").toString()).then().statusCode(200);
        Api.cnMaker().step(project, steps.get("suspended").toString()).then().statusCode(200);
    }

    private static Response send(Api api, String path, String source, String site) throws IOException {
        JsonNode example = examples("post", path).values().iterator().next();
        return api.post(path, withUrns(example, source, site));
    }

    private static String withUrns(JsonNode example, String source, String site) {
        ObjectNode body = example.deepCopy();
        if (body.has("sources")) {
            body.putArray("sources").add(source);
        }
        if (body.has("site")) {
            body.put("site", site);
        }
        return body.toString();
    }

    private static Map<String, JsonNode> examples(String method, String path) throws IOException {
        JsonNode content = description()
                .path("paths")
                .path("/investment/v1/" + path)
                .path(method)
                .path("requestBody")
                .path("content")
                .elements()
                .next();
        Map<String, JsonNode> examples = new LinkedHashMap<>();
        content.path("examples")
                .fields()
                .forEachRemaining(example ->
                        examples.put(example.getKey(), value(example.getValue().path("value"))));
        return examples;
    }

    private static JsonNode value(JsonNode example) {
        try {
            return example.isTextual() ? JSON.readTree(example.asText()) : example;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode description() throws IOException {
        return JSON.readTree(
                given().accept("application/json").get("/q/openapi?format=json").asString());
    }

    @Test
    void everyProblemHasATitleInEveryLanguage() throws ReflectiveOperationException {
        List<ProblemType> types = new ArrayList<>();
        for (String name : List.of(
                "project.ProjectProblem", "site.SiteProblem", "capacity.CapacityProblem", "register.RegisterProblem")) {
            Stream.of(Class.forName("org.ckep.investment." + name).getEnumConstants())
                    .map(ProblemType.class::cast)
                    .forEach(types::add);
        }
        assertThat(types).hasSizeGreaterThan(30);
        for (ProblemType type : types) {
            for (Language language : Language.values()) {
                assertThat(titles.has(type, language))
                        .as("%s in %s", type.slug(), language)
                        .isTrue();
            }
        }
    }
}
