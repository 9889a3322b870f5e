package org.ckep.trade;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.ckep.kernel.problem.ProblemType;
import org.ckep.kernel.value.Language;
import org.ckep.testing.Tokens;
import org.ckep.web.ProblemTitles;
import org.junit.jupiter.api.Test;

/** What the service says of itself is true. */
@QuarkusTest
class ApiDescriptionTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PROBLEM = "application/problem+json";

    @Inject
    ProblemTitles titles;

    @Test
    void theDescriptionNamesEveryOperation() throws IOException {
        List<String> operations = new ArrayList<>();
        forEachOperation((name, operation) -> operations.add(name));
        assertThat(operations)
                .containsExactlyInAnyOrder(
                        "get /trade/sdmx/v1/availableconstraint/{flow}/{key}",
                        "get /trade/sdmx/v1/data/{flow}",
                        "get /trade/sdmx/v1/data/{flow}/{key}",
                        "get /trade/sdmx/v1/schema/{context}/{agency}/{id}/{version}",
                        "get /trade/sdmx/v1/{type}/{agency}/{id}/{version}",
                        "post /trade/sdmx/v1/{type}",
                        "put /trade/sdmx/v1/{type}/{agency}/{id}/{version}",
                        "delete /trade/sdmx/v1/{type}/{agency}/{id}/{version}",
                        "post /trade/sdmx/v2/structure",
                        "post /trade/sdmx/v2/structure/{type}",
                        "put /trade/sdmx/v2/structure/{type}/{agency}/{id}/{version}",
                        "delete /trade/sdmx/v2/structure/{type}/{agency}/{id}/{version}",
                        "get /trade/sdmx/v2/availability/{context}/{agency}/{id}/{version}/{key}/{component}",
                        "get /trade/sdmx/v2/data/{context}/{agency}/{id}/{version}/{key}",
                        "get /trade/sdmx/v2/schema/{context}/{agency}/{id}/{version}",
                        "get /trade/sdmx/v2/structure/{type}/{agency}/{id}/{version}",
                        "get /trade/v1/bilateral-totals",
                        "get /trade/v1/claims",
                        "post /trade/v1/claims",
                        "get /trade/v1/claims/{id}",
                        "post /trade/v1/claims/{id}/deprecate",
                        "post /trade/v1/claims/{id}/release",
                        "get /trade/v1/codelists",
                        "get /trade/v1/codelists/{id}/codes",
                        "post /trade/v1/codelists/{id}/imports",
                        "get /trade/v1/converted-figures",
                        "get /trade/v1/correspondences",
                        "get /trade/v1/correspondences/{id}/links",
                        "post /trade/v1/correspondences/{id}/imports",
                        "get /trade/v1/list-revisions/{id}",
                        "get /trade/v1/end-uses",
                        "get /trade/v1/end-use-totals",
                        "get /trade/v1/indicators",
                        "get /trade/v1/indicators/{id}",
                        "get /trade/v1/indicators/{id}/inputs",
                        "get /trade/v1/indicators/{id}/values",
                        "get /trade/v1/mirror",
                        "get /trade/v1/warning-rules",
                        "post /trade/v1/warning-rules",
                        "get /trade/v1/audit",
                        "get /trade/v1/warning-rules/{id}",
                        "post /trade/v1/warning-rules/{id}/transitions",
                        "get /trade/v1/alerts",
                        "get /trade/v1/alerts/{id}",
                        "post /trade/v1/alerts/{id}/transitions",
                        "get /trade/v1/releases",
                        "post /trade/v1/releases",
                        "get /trade/v1/releases/{id}",
                        "get /trade/v1/releases/{id}/figures",
                        "post /trade/v1/releases/{id}/transitions",
                        "get /trade/v1/series",
                        "get /trade/v1/sources",
                        "post /trade/v1/sources",
                        "get /trade/v1/sources/{id}",
                        "post /trade/v1/sources/{id}/release",
                        "get /trade/v1/uploads",
                        "post /trade/v1/uploads",
                        "get /trade/v1/uploads/{id}",
                        "get /trade/v1/uploads/{id}/errors",
                        "get /trade/v1/uploads/{id}/findings",
                        "get /trade/v1/uploads/{id}/progress");
    }

    @Test
    void everyOperationHasASummaryAndEveryErrorItsFormat() throws IOException {
        forEachOperation((name, operation) -> {
            assertThat(operation.path("summary").asText()).as(name).isNotBlank();
            JsonNode responses = operation.path("responses");
            for (String status : statuses(name)) {
                assertThat(responses.path(status).path("description").asText())
                        .as("%s %s", name, status)
                        .isNotBlank();
                assertThat(mediaTypes(responses.path(status)))
                        .as("%s %s", name, status)
                        .containsExactlyInAnyOrderElementsOf(
                                name.contains("/sdmx/")
                                        ? List.of("application/xml", "application/json")
                                        : List.of(PROBLEM));
            }
            boolean ofPlatform = name.contains("/claims") || name.contains("/sources");
            if (!ofPlatform) {
                String success = name.startsWith("post") && !name.endsWith("/transitions") ? "201" : "200";
                assertThat(mediaTypes(responses.path(success)))
                        .as(name)
                        .isNotEmpty()
                        .doesNotContain("*/*");
            }
        });
    }

    private static List<String> statuses(String operation) {
        List<String> statuses = new ArrayList<>(List.of("400", "401", "403", "406", "503"));
        if (operation.contains("{")) {
            statuses.add("404");
        }
        if (operation.startsWith("post") || operation.startsWith("put")) {
            statuses.addAll(List.of("409", "413", "415", "422"));
        }
        return statuses;
    }

    private static List<String> mediaTypes(JsonNode response) {
        List<String> types = new ArrayList<>();
        response.path("content").fieldNames().forEachRemaining(types::add);
        return types;
    }

    @Test
    void theExampleOfAnUploadIsAcceptedAndItsAnswersLookAsShown() throws IOException {
        JsonNode operation = description().at("/paths/~1trade~1v1~1uploads/post");
        Response sdmx = TradeApi.upload(
                Tokens.loader(),
                operation
                        .at("/requestBody/content/application~1vnd.sdmx.data+csv/examples/sdmx/value")
                        .asText(),
                "source=NATIONAL");
        assertThat(sdmx.statusCode()).as(sdmx.asString()).isEqualTo(201);
        assertThat(sdmx.jsonPath().getInt("totals.rejected")).isZero();
        JsonNode csv = operation.at("/requestBody/content/text~1csv");
        Response accepted = TradeApi.upload(
                Tokens.loader(), csv.at("/examples/comtrade/value").asText(), "source=COMTRADE_V1");
        assertThat(accepted.statusCode()).as(accepted.asString()).isEqualTo(201);
        assertThat(accepted.jsonPath().getInt("totals.rejected")).isZero();
        assertThat(TradeApi.as(Tokens.loader())
                        .get(accepted.header("Location"))
                        .jsonPath()
                        .getString("urn"))
                .isEqualTo(accepted.jsonPath().getString("urn"));
        assertThat(operation.at("/responses").has("200")).isFalse();
        looksLike(
                operation.at("/responses/201/content/application~1json/examples/completed/value"),
                JSON.readTree(accepted.asString()));

        Response refused = TradeApi.upload(
                Tokens.loader(),
                "period,reporterCode,flowCode,partnerCode,classificationCode,cmdCode\n",
                "source=COMTRADE_V1");
        JsonNode shown = operation.at("/responses/422/content/application~1problem+json/examples/refused/value");
        looksLike(shown, JSON.readTree(refused.asString()));
        assertThat(refused.jsonPath().getString("detail"))
                .isEqualTo(shown.path("detail").asText());
        assertThat(operation
                        .at("/responses/202/content/application~1json/schema")
                        .isMissingNode())
                .isFalse();
    }

    @Test
    void theExampleOfAnImportIsTakenAndItsAnswerLooksAsShown() throws IOException {
        JsonNode operation = description().at("/paths/~1trade~1v1~1codelists~1{id}~1imports/post");
        String example = operation
                .at("/requestBody/content/text~1csv/examples/commodities/value")
                .asText();
        Response taken = TradeApi.as(Tokens.user("kr-statistician"))
                .header("Content-Type", "text/csv")
                .body(example.getBytes(StandardCharsets.UTF_8))
                .post("/trade/v1/codelists/CL_COMMODITY/imports?edition=HS96");
        assertThat(taken.statusCode()).as(taken.asString()).isEqualTo(201);
        looksLike(
                operation.at("/responses/201/content/application~1json/examples/revision/value"),
                JSON.readTree(taken.asString()));
    }

    /** Every member that an example shows stands in the answer, with the same kind of value. */
    private static void looksLike(JsonNode example, JsonNode answer) {
        assertThat(example.isObject()).isTrue();
        example.fields().forEachRemaining(member -> {
            JsonNode real = answer.path(member.getKey());
            assertThat(real.getNodeType())
                    .as(member.getKey())
                    .isEqualTo(member.getValue().getNodeType());
            if (real.isObject()) {
                looksLike(member.getValue(), real);
            }
        });
    }

    @Test
    void everyProblemHasATitleInEveryLanguage() throws ReflectiveOperationException {
        for (String name : List.of("code.SourceProblem", "ingest.UploadProblem", "release.ReleaseProblem")) {
            Stream.of(Class.forName("org.ckep.trade." + name).getEnumConstants())
                    .map(ProblemType.class::cast)
                    .forEach(type -> {
                        for (Language language : Language.values()) {
                            assertThat(titles.has(type, language))
                                    .as("%s in %s", type.slug(), language)
                                    .isTrue();
                        }
                    });
        }
    }

    private static void forEachOperation(BiConsumer<String, JsonNode> check) throws IOException {
        description().path("paths").fields().forEachRemaining(path -> path.getValue()
                .fields()
                .forEachRemaining(
                        operation -> check.accept(operation.getKey() + " " + path.getKey(), operation.getValue())));
    }

    private static JsonNode description() throws IOException {
        return JSON.readTree(
                given().accept("application/json").get("/q/openapi?format=json").asString());
    }
}
