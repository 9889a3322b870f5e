package org.ckep.hub.catalogue;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problem;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.ckep.hub.Events;
import org.ckep.hub.delivery.HubEvents;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.messaging.CloudEvent;
import org.ckep.testing.Tokens;
import org.ckep.testing.UnnamedMembers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class CatalogueTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REGISTERED = "org.ckep.investment.project.registered.v1";

    @Inject
    HubEvents hubEvents;

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
    /** JSON is YAML as well. */
    private static JsonNode yaml(String text) {
        try {
            return new YAMLMapper().readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

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
            assertThat(names(example.get("data")))
                    .as(name)
                    .containsExactlyInAnyOrderElementsOf(
                            names(schema.getSchemaNode().get("properties")));
            assertThat(UnnamedMembers.of(schema.getSchemaNode(), example.get("data")))
                    .as(name)
                    .isEmpty();
        }
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void everyMemberThatASchemaNamesIsDescribedAtEveryDepth() {
        JsonNode types = json(ministry().get("/events/v1/catalog").asString()).get("types");
        for (JsonNode type : types) {
            String name = type.get("type").asText();
            assertThat(undescribed(schema(name).getSchemaNode())).as(name).isEmpty();
        }
    }

    private static List<String> undescribed(JsonNode schema) {
        List<String> names = new ArrayList<>();
        schema.path("properties").properties().forEach(member -> {
            if (!member.getValue().path("description").asText().endsWith(".")) {
                names.add(member.getKey());
            }
            names.addAll(undescribed(member.getValue()));
        });
        for (String part : List.of("items", "additionalProperties")) {
            if (schema.has(part)) {
                names.addAll(undescribed(schema.get(part)));
            }
        }
        return names;
    }

    @ParameterizedTest
    @CsvSource({
        "investment.claim.recorded, sources classification recordedAt displayId validFrom validTo supersedes, deprecationReason",
        "trade.claim.deprecated,    deprecationReason validFrom validTo,                       record",
        "policy.target.registered,  sectors,                                                   state",
        "policy.need.registered,    title,                                                     previousState side state",
        "policy.milestone.met,      previousState sectors metOn,                               side to from",
        "policy.milestone.assessed, side to state,                                             previousState due",
        "partnerships.contribution.assessed, kind state modality sectors,                      party",
        "trade.release.withdrawn,   changes reason,                                            upload",
        "trade.dataset.revised,     changes upload,                                            displayId",
        "investment.site.state_changed, state,                                                 previousState changed",
    })
    void aSchemaNamesWhatEventsOfItsTypeHaveAndNothingElse(String type, String named, String unnamed) {
        JsonNode properties = schema("org.ckep." + type + ".v1").getSchemaNode().get("properties");
        assertThat(names(properties)).contains(named.split(" ")).doesNotContain(unnamed.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "digest.issued,       cksubseq ckchain ckkeyid cksignature",
        "lease.ending,        cksubseq ckchain",
        "subscription.parked, cksubseq ckchain",
        "subscription.tested, ''",
    })
    void anExampleOfWhatTheHubSaysIsAsItComesInASubscription(String type, String beside) {
        String name = "org.ckep.delivery." + type + ".v1";
        JsonNode example = json(ministry().get("/events/v1/asyncapi.json").asString())
                .at("/components/messages/" + name + "/examples/0/payload");
        List<String> attributes =
                new ArrayList<>(names(hubEvents.about(UUID.randomUUID(), "bilateral", name, JSON.createObjectNode())));
        Stream.of(beside.split(" ")).filter(attribute -> !attribute.isEmpty()).forEach(attributes::add);
        assertThat(names(example)).containsExactlyInAnyOrderElementsOf(attributes);
        assertThat(example.get("audience").asText()).isNotEqualTo("public");
    }

    /** As the code of the services names them; what builds its names of parts names the parts. */
    @Test
    void everyTypeThatServicesPublishIsListed() throws IOException {
        Set<String> listed =
                Set.copyOf(ministry().get("/events/v1/catalog").jsonPath().<String>getList("types.type"));
        Pattern whole = Pattern.compile("\"(org\\.ckep\\.[a-z]+\\.[a-z_]+\\.[a-z_]+\\.v1)\"");
        Pattern parts = Pattern.compile("\"([a-z_]+\\.(?:[a-z_]+(?:ed|_left)|set))\"");
        Map<String, String> domains = Map.of(
                "investment-projects",
                "investment",
                "sector-partnerships",
                "partnerships",
                "trade-statistics",
                "trade");
        Pattern policyRecord = Pattern.compile("KIND = new Kind\\(\"([a-z_]+)\"");
        Pattern policyVerb = Pattern.compile("ChangeOutcome\\.[a-zA-Z]+\\(\\s*\"([a-z_]+)\"");
        Pattern publishing = Pattern.compile("\\bregister\\s*\\.\\s*[a-z]\\w*\\(");
        Set<String> named = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            for (Path file : files.filter(file -> file.toString().contains("/src/main/java/"))
                    .filter(file -> file.toString().endsWith(".java"))
                    .toList()) {
                String source = Files.readString(file);
                whole.matcher(source).results().forEach(match -> named.add(match.group(1)));
                String domain = domains.get(file.getName(1).toString());
                if (domain != null && publishing.matcher(source).find()) {
                    parts.matcher(source)
                            .results()
                            .forEach(match -> named.add("org.ckep." + domain + "." + match.group(1) + ".v1"));
                }
                Matcher record = policyRecord.matcher(source);
                if (record.find()) {
                    policyVerb
                            .matcher(source)
                            .results()
                            .forEach(match ->
                                    named.add("org.ckep.policy." + record.group(1) + "." + match.group(1) + ".v1"));
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
                "-,                   partnerships.sector.changed,   investment.grievance.shared",
                "-,                   policy.challenge.registered,   policy.challenge.severity_changed",
                "-,                   trade.alert.revised,           delivery.digest.issued",
                "-,                   policy.instrument.party_act,   delivery.lease.ending",
                "client agency-kotra, delivery.digest.issued,        policy.challenge.severity_changed",
                "client agency-kotra, trade.dataset.revised,         investment.reconciliation.break_opened",
                "client agency-kotra, delivery.subscription.tested,  investment.change.stale",
                "user secretariat,    investment.grievance.shared,   investment.change.countered",
                "client cn-ministry,  investment.change.countered,   -",
            })
    void everybodySeesTheTypesThatHeMayGet(@Nullable String who, String seen, @Nullable String unseen) {
        Supplier<RequestSpecification> caller = () -> who == null ? given() : as(who);
        String reach = who == null ? "public" : "private";
        for (String path : List.of("catalog", "asyncapi.json", "xregistry.json")) {
            Response answer = caller.get().get("/events/v1/" + path);
            assertThat(answer.header("Cache-Control")).isEqualTo(reach + ", max-age=3600");
            assertThat(answer.header("Vary")).contains("Authorization");
            assertThat(answer.asString()).contains("org.ckep." + seen + ".v1");
            if (unseen != null) {
                assertThat(answer.asString()).doesNotContain("org.ckep." + unseen + ".v1");
            }
        }
        for (String path : List.of("/asyncapi.yaml", "/events/v1/asyncapi.yaml", "/asyncapi.json")) {
            Response described = caller.get().get(path);
            assertThat(described.contentType())
                    .startsWith(path.endsWith("yaml") ? "application/yaml" : "application/json");
            assertThat(described.header("Cache-Control")).isEqualTo(reach + ", max-age=3600");
            JsonNode read = yaml(described.asString());
            assertThat(read)
                    .isEqualTo(yaml(caller.get().get("/events/v1/asyncapi.json").asString()));
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
    void theAsyncApiDescriptionHasEachTypeInTheChannelsThatCarryItAndOnlyReferencesThatLeadSomewhere() {
        String text = ministry()
                .get("/events/v1/asyncapi.json")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        JsonNode document = json(text);
        assertThat(document.get("asyncapi").asText()).isEqualTo("3.1.0");
        List<String> types = ministry().get("/events/v1/catalog").jsonPath().getList("types.type");
        assertThat(names(document.at("/channels/webhook/messages"))).containsExactlyElementsOf(types);
        assertThat(names(document.at("/channels/topic/messages"))).containsExactlyElementsOf(types);
        assertThat(names(document.at("/channels/feed/messages")))
                .containsExactlyElementsOf(types.stream()
                        .filter(type -> !type.startsWith("org.ckep.delivery."))
                        .toList());
        Set<String> references = Pattern.compile("\"\\$ref\":\"#([^\"]+)\"")
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(java.util.stream.Collectors.toSet());
        assertThat(references).hasSizeGreaterThan(types.size());
        references.forEach(reference ->
                assertThat(document.at(reference).isMissingNode()).as(reference).isFalse());
    }

    @Test
    void theRegistryHoldsEachTypeAsAMessageWithItsSchema() {
        JsonNode registry = json(ministry()
                .get("/events/v1/xregistry.json")
                .then()
                .statusCode(200)
                .extract()
                .asString());
        assertThat(registry.get("specversion").asText()).isEqualTo("1.0-rc4");
        JsonNode types = json(ministry().get("/events/v1/catalog").asString()).get("types");
        List<String> messages = new ArrayList<>();
        registry.get("messagegroups").forEach(group -> {
            assertThat(group.get("envelope").asText()).isEqualTo("CloudEvents/1.0");
            messages.addAll(names(group.get("messages")));
        });
        List<String> listed = new ArrayList<>();
        for (JsonNode type : types) {
            String name = type.get("type").asText();
            String domain = type.get("domain").asText();
            String dataschema = type.get("dataschema").asText();
            listed.add(name);
            JsonNode message =
                    registry.get("messagegroups").get(domain).get("messages").get(name);
            assertThat(message.at("/envelopemetadata/type/value").asText()).isEqualTo(name);
            assertThat(message.at("/envelopemetadata/dataschema/value").asText())
                    .isEqualTo(dataschema);
            assertThat(message.get("dataschemauri").asText()).isEqualTo(dataschema);
            assertThat(message.get("dataschemaformat").asText()).isEqualTo("JsonSchema/draft/2020-12");
            message.get("envelopemetadata").properties().forEach(attribute -> {
                JsonNode example = type.get("example").get(attribute.getKey());
                assertThat(example).as(name + " " + attribute.getKey()).isNotNull();
                if (attribute.getValue().has("value")) {
                    assertThat(example).isEqualTo(attribute.getValue().get("value"));
                }
            });
            assertThat(registry.at(message.get("dataschemaxid").asText() + "/versions/1/schemaurl")
                            .asText())
                    .isEqualTo(dataschema);
        }
        assertThat(messages).containsExactlyInAnyOrderElementsOf(listed);
    }

    /** Each xid is where its entity stands, and each group that an endpoint names is there. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-,                   feed",
                "client agency-kotra, feed webhook topic subscriptions",
                "user secretariat,    feed webhook topic subscriptions",
                "client cn-ministry,  feed webhook topic subscriptions",
            })
    void theRegistryNamesTheWaysOfItsCallerAndNothingThatIsNotThere(@Nullable String who, String ways) {
        JsonNode registry = json((who == null ? given() : as(who))
                .get("/events/v1/xregistry.json")
                .asString());
        assertThat(names(registry.get("endpoints"))).containsExactly(ways.split(" "));
        assertThat(registry.at("/endpoints/feed/usage/0").asText()).isEqualTo("consumer");
        assertThat(URI.create(registry.at("/endpoints/feed/protocoloptions/endpoints/0/url")
                                .asText())
                        .getPath())
                .isEqualTo("/events/v1/feed");
        if (ways.contains("subscriptions")) {
            JsonNode subscriptions = registry.at("/endpoints/subscriptions");
            assertThat(subscriptions.get("usage").toString()).isEqualTo("[\"subscriber\"]");
            assertThat(subscriptions.at("/protocoloptions/method").asText()).isEqualTo("POST");
            String url = subscriptions.at("/protocoloptions/endpoints/0/url").asText();
            // It is there, and answers who may ask.
            as(who).get(URI.create(url).getPath()).then().statusCode(200);
        }
        List<String> xids = registry.findValuesAsText("xid");
        assertThat(xids).doesNotHaveDuplicates().hasSizeGreaterThan(20);
        for (String xid : xids) {
            assertThat(registry.at(xid).path("xid").asText()).isEqualTo(xid);
        }
        for (JsonNode endpoint : registry.get("endpoints")) {
            assertThat(endpoint.get("messagegroups")).isNotEmpty();
            endpoint.get("messagegroups")
                    .forEach(group -> assertThat(registry.at(group.asText()).isObject())
                            .as(group.asText())
                            .isTrue());
        }
        assertThat(registry.at("/endpoints/feed/messagegroups").toString()).doesNotContain("/messagegroups/delivery");
    }
}
