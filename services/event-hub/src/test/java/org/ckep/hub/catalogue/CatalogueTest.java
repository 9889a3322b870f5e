package org.ckep.hub.catalogue;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problem;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.ckep.hub.Events;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.messaging.CloudEvent;
import org.ckep.testing.Tokens;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class CatalogueTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REGISTERED = "org.ckep.investment.project.registered.v1";

    private static RequestSpecification as(String who) {
        String name = who.substring(who.indexOf(' ') + 1);
        return given().auth().oauth2(who.startsWith("user ") ? Tokens.user(name) : Tokens.client(name));
    }

    /** Whose log may hold events of every type. */
    private static RequestSpecification ministry() {
        return as("client cn-ministry");
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonSchema schema(String type) {
        String text = ministry()
                .get("/events/v1/schemas/" + type)
                .then()
                .statusCode(200)
                .contentType("application/schema+json")
                .extract()
                .asString();
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(json(text));
    }

    @Test
    void everyTypeHasNamesInThreeLanguagesAndASchemaAtItsAddress() {
        JsonPath catalogue = ministry()
                .get("/events/v1/catalog")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        List<Map<String, Object>> types = catalogue.getList("types");
        Pattern form = Pattern.compile("org\\.ckep\\.[a-z]+\\.[a-z_]+\\.[a-z_]+\\.v1");
        assertThat(types).hasSizeGreaterThan(70);
        for (Map<String, Object> type : types) {
            String name = (String) type.get("type");
            assertThat(name).matches(form);
            assertThat(((Map<?, ?>) type.get("title")).keySet().toString()).isEqualTo("[en, zh-Hans, ko]");
            URI address = URI.create((String) type.get("dataschema"));
            assertThat(address.isAbsolute()).isTrue();
            ministry().get(address.getPath()).then().statusCode(200).body("'$id'", equalTo(address.toString()));
        }
        given().get("/events/v1/schemas/org.ckep.no.such.type.v1").then().spec(problem(KernelProblem.NOT_FOUND));
    }

    /** By the schema of its data and by the description of events. */
    @Test
    void everyTypeHasAnExampleThatIsValid() {
        JsonNode types = json(ministry().get("/events/v1/catalog").asString()).get("types");
        JsonNode description = json(ministry().get("/events/v1/asyncapi.json").asString());
        JsonSchema envelope = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(description.at("/components/schemas/CloudEvent"));
        for (JsonNode type : types) {
            String name = type.get("type").asText();
            JsonNode example = type.get("example");
            assertThat(example.get("type").asText()).isEqualTo(name);
            assertThat(example.get("dataschema")).isEqualTo(type.get("dataschema"));
            assertThat(envelope.validate(example)).as(name).isEmpty();
            JsonSchema schema = schema(name);
            assertThat(schema.validate(example.get("data"))).as(name).isEmpty();
            assertThat(schema.getSchemaNode().get("examples")).as(name).containsExactly(example.get("data"));
            assertThat(description.at("/components/messages/" + name + "/examples/0/payload"))
                    .as(name)
                    .isEqualTo(example);
            // It shows whatever the schema names, but for the id that not every kind of record has.
            List<String> shown = new ArrayList<>();
            example.get("data").fieldNames().forEachRemaining(shown::add);
            shown.add("displayId");
            List<String> named = new ArrayList<>();
            schema.getSchemaNode().get("properties").fieldNames().forEachRemaining(named::add);
            assertThat(shown).as(name).containsAll(named);
        }
    }

    /** As the code of the services names them; what builds its names of parts names the parts. */
    @Test
    void everyTypeThatServicesPublishIsListed() throws IOException {
        Set<String> listed =
                Set.copyOf(ministry().get("/events/v1/catalog").jsonPath().<String>getList("types.type"));
        Pattern whole = Pattern.compile("\"(org\\.ckep\\.[a-z]+\\.[a-z_]+\\.[a-z_]+\\.v1)\"");
        Pattern parts = Pattern.compile("\"([a-z_]+\\.[a-z_]+(?:ed|_left))\"");
        Map<String, String> domains =
                Map.of("investment-projects", "investment", "sector-partnerships", "partnerships");
        Set<String> named = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            for (Path file : files.filter(file -> file.toString().contains("/src/main/java/"))
                    .filter(file -> file.toString().endsWith(".java"))
                    .toList()) {
                String source = Files.readString(file);
                whole.matcher(source).results().forEach(match -> named.add(match.group(1)));
                String domain = domains.get(file.getName(1).toString());
                if (domain != null && source.contains("register.")) {
                    parts.matcher(source)
                            .results()
                            .forEach(match -> named.add("org.ckep." + domain + "." + match.group(1) + ".v1"));
                }
            }
        }
        assertThat(named).hasSizeGreaterThan(20);
        assertThat(listed).containsAll(named);
    }

    @Test
    void anEventCarriesTheAddressOfItsSchemaAndItsDataIsValidByIt() {
        String subject = Events.subject();
        String data = "{\"urn\":\"" + subject + "\",\"displayId\":\"CK-PRJ-7KQ4M-C\",\"state\":\"ANNOUNCED\","
                + "\"title\":{\"en\":{\"text\":\"Xi'an plant upgrade\",\"status\":\"ORIGINAL\"}},\"sectors\":[\"SEMI\"]}";
        try (Events.Sender sender = new Events.Sender()) {
            sender.sendNow(new CloudEvent(
                    UUID.randomUUID().toString(),
                    "/investment-projects/public",
                    REGISTERED,
                    subject,
                    null,
                    "application/json",
                    null,
                    new TreeMap<>(Map.of(
                            "audience", Audience.PUBLIC.id(), "dataclassification", "public", "partitionkey", subject)),
                    data.getBytes(StandardCharsets.UTF_8)));
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> given().get("/events/v1/feed?subject=" + subject)
                                .jsonPath()
                                .getList("")
                                .size()
                        == 1);
        JsonNode event = json(given().get("/events/v1/feed?subject=" + subject).asString())
                .get(0);
        assertThat(event.get("dataschema").asText()).endsWith("/events/v1/schemas/" + REGISTERED);
        assertThat(schema(REGISTERED).validate(event.get("data"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-,                   investment.project.registered, investment.change.proposed",
                "-,                   delivery.digest.issued,        investment.grievance.shared",
                "client agency-kotra, trade.dataset.revised,         investment.reconciliation.break_opened",
                "client agency-kotra, delivery.subscription.tested,  investment.change.stale",
                "user secretariat,    investment.grievance.shared,   investment.change.countered",
                "client cn-ministry,  investment.change.countered,   -",
            })
    void everybodySeesTheTypesThatHeMayGet(@Nullable String who, String seen, @Nullable String unseen) {
        Supplier<RequestSpecification> caller = () -> who == null ? given() : as(who);
        String reach = who == null ? "public" : "private";
        for (String path : List.of("catalog", "asyncapi.json")) {
            Response answer = caller.get().get("/events/v1/" + path);
            assertThat(answer.header("Cache-Control")).isEqualTo(reach + ", max-age=3600");
            assertThat(answer.header("Vary")).contains("Authorization");
            assertThat(answer.asString()).contains("org.ckep." + seen + ".v1");
            if (unseen != null) {
                assertThat(answer.asString()).doesNotContain("org.ckep." + unseen + ".v1");
            }
        }
        caller.get().get("/events/v1/schemas/org.ckep." + seen + ".v1").then().statusCode(200);
        if (unseen != null) {
            caller.get()
                    .get("/events/v1/schemas/org.ckep." + unseen + ".v1")
                    .then()
                    .spec(problem(KernelProblem.NOT_FOUND));
        }
    }

    @Test
    void aTypeSaysWhoMayGetIt() {
        JsonPath catalogue = ministry().get("/events/v1/catalog").jsonPath();
        assertThat(catalogue.<String>getList(
                        "types.find { it.type == 'org.ckep.investment.reconciliation.break_opened.v1' }.audiences"))
                .containsExactly("bilateral", "side-cn", "side-kr");
    }

    @Test
    void aSchemaRefusesWhatIsNotOfItsType() {
        assertThat(schema(REGISTERED).validate(json("{\"urn\":\"no urn\",\"title\":{}}")))
                .hasSize(2);
        assertThat(schema(REGISTERED).validate(json("{\"displayId\":\"x\"}"))).hasSize(2);
        assertThat(schema("org.ckep.delivery.digest.issued.v1").validate(json("{\"count\":5}")))
                .isNotEmpty();
    }

    @Test
    void theAsyncApiDescriptionHasEachTypeInBothChannelsAndOnlyReferencesThatLeadSomewhere() {
        String text = ministry()
                .get("/events/v1/asyncapi.json")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        JsonNode document = json(text);
        assertThat(document.get("asyncapi").asText()).isEqualTo("3.1.0");
        int types =
                ministry().get("/events/v1/catalog").jsonPath().getList("types").size();
        assertThat(document.at("/channels/feed/messages")).hasSize(types);
        assertThat(document.at("/channels/webhook/messages")).hasSize(types);
        Set<String> references = Pattern.compile("\"\\$ref\":\"#([^\"]+)\"")
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(java.util.stream.Collectors.toSet());
        assertThat(references).hasSizeGreaterThan(types);
        references.forEach(reference ->
                assertThat(document.at(reference).isMissingNode()).as(reference).isFalse());
    }
}
