package org.ckep.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ckep.testing.TestBrowser;
import org.ckep.testing.UnnamedMembers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the services really publish is what the catalogue says, and has a name for people. */
class EventsJourneyTest {
    private static final int PAGE = 1000;

    /** Of the first data's statements. */
    private static final List<String> FROM_EVERY_SERVICE = List.of(
            "org.ckep.trade.claim.recorded.v1",
            "org.ckep.policy.claim.recorded.v1",
            "org.ckep.partnerships.claim.recorded.v1",
            "org.ckep.partnerships.rank_claim.registered.v1");

    private final SystemUnderTest system = SystemUnderTest.get();

    /** A demo user, or the public. */
    private static String user(String reader) {
        return reader.equals("public") ? null : reader;
    }

    private List<JsonNode> events(String user) {
        List<JsonNode> events = new ArrayList<>();
        String after = "earliest";
        while (true) {
            HttpResponse<String> answer =
                    SystemUnderTest.send(system.request("/events/v1/feed?limit=" + PAGE + "&after=" + after, user)
                            .header("Accept", "application/json")
                            .build());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            JsonNode page = SystemUnderTest.parse(answer.body());
            page.path("data").forEach(events::add);
            after = page.path("next").asText();
            if (!page.path("more").asBoolean()) {
                return events;
            }
        }
    }

    private static boolean areFromEveryService(List<JsonNode> events) {
        return events.stream()
                .map(event -> event.path("type").asText())
                .toList()
                .containsAll(FROM_EVERY_SERVICE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"public", "cn-maker", "kr-maker"})
    void everyEventIsOfAListedTypeAndItsDataIsWhatTheSchemaThatItNamesDescribes(String reader) {
        String user = user(reader);
        Map<String, String> schemas = new HashMap<>();
        system.get("/events/v1/catalog", user)
                .path("types")
                .forEach(type -> schemas.put(
                        type.path("type").asText(), type.path("dataschema").asText()));
        List<JsonNode> events = await().atMost(Duration.ofSeconds(30))
                .until(() -> events(user), EventsJourneyTest::areFromEveryService);
        Map<String, JsonSchema> read = new HashMap<>();
        for (JsonNode event : events) {
            String type = event.path("type").asText();
            assertThat(schemas).as(event.toString()).containsKey(type);
            assertThat(event.path("dataschema").asText()).as(type).isEqualTo(schemas.get(type));
            JsonSchema schema = read.computeIfAbsent(type, one -> schema(schemas.get(one), user));
            assertThat(schema.validate(event.path("data"))).as(event.toString()).isEmpty();
            assertThat(UnnamedMembers.of(schema.getSchemaNode(), event.path("data")))
                    .as(event.toString())
                    .isEmpty();
        }
        assertThat(read).hasSizeGreaterThan(10);
    }

    private JsonSchema schema(String address, String user) {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(system.get(URI.create(address).getPath(), user));
    }

    @Test
    void theStreamNamesEachEventInTheReadersLanguage() throws Exception {
        try (TestBrowser browser = TestBrowser.open();
                BrowserContext context = browser.visitor(new Browser.NewContextOptions().setLocale("zh-CN"))) {
            Page page = context.newPage();
            page.navigate(system.gateway() + "/event-stream");
            page.locator("main tbody tr").first().waitFor();
            assertThat(page.locator("main tbody th .name").allInnerTexts())
                    .isNotEmpty()
                    .allSatisfy(name ->
                            assertThat(name).containsPattern("\\p{IsHan}{2}").doesNotContain("ckep"));
        }
    }
}
