package org.ckep.hub.feed;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.ckep.hub.Events;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.messaging.CloudEvent;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Filters of the feed beyond exact values. */
@QuarkusTest
class FeedFilterTest {
    private static final String FEED = "/events/v1/feed";

    @TestHTTPResource("/events/v1/feed")
    URI feed;

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    private String start;
    private CloudEvent chips;
    private CloudEvent cells;
    private CloudEvent plain;

    @BeforeEach
    void publish() {
        start = given().get(FEED + "?after=latest").header("CK-Next-Cursor");
        String subject = Events.subject();
        chips = Events.event(Audience.PUBLIC, subject, 1).withExtension("sector", "SEMI");
        cells = Events.event(Audience.PUBLIC, subject, 2).withExtension("sector", "BATT");
        plain = Events.event(Audience.PUBLIC, "org.ckep.investment.project.changed.v1", subject, 3);
        List.of(chips, cells, plain).forEach(sender::sendNow);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> given().get(FEED + "?subject=" + subject + "&after=" + start)
                                .jsonPath()
                                .getList("")
                                .size()
                        == 3);
    }

    private List<String> found(String name, String value) {
        Response response = given().queryParam("after", start)
                .queryParam("subject", chips.subject())
                .queryParam(name, value)
                .get(FEED);
        response.then().statusCode(200);
        return response.jsonPath().getList("id");
    }

    @Test
    void sectorsAreFoundByTheirCode() {
        assertThat(found("sector", "SEMI")).containsExactly(chips.id());
        assertThat(found("sector", "BATT,SEMI")).containsExactly(chips.id(), cells.id());
        assertThat(found("sector", "H2")).isEmpty();
    }

    @Test
    void anExpressionDecides() {
        // An event without the attribute fails the first comparison, and with it the whole expression.
        assertThat(found("filter", "sector = 'BATT' OR type LIKE '%.changed.v1'"))
                .containsExactly(cells.id());
        assertThat(found("filter", "type LIKE '%.changed.v1' OR sector = 'BATT'"))
                .containsExactly(cells.id(), plain.id());
        assertThat(found("filter", "EXISTS sector")).containsExactly(chips.id(), cells.id());
        assertThat(found("filter", "NOT EXISTS sector")).containsExactly(plain.id());
    }

    @Test
    void dialectsDecideAndOneOfThemSeesTheData() {
        assertThat(found(
                        "filters",
                        "[{\"suffix\":{\"type\":\".announced.v1\"}},{\"not\":{\"exact\":{\"sector\":\"SEMI\"}}}]"))
                .containsExactly(cells.id());
        assertThat(found("filters", "[{\"data\":{\"pointer\":\"/n\",\"op\":\"ge\",\"value\":2}}]"))
                .containsExactly(cells.id(), plain.id());
    }

    @Test
    void theLimitCountsMatchesAndTheCursorFollowsThem() {
        Response first = given().queryParam("after", start)
                .queryParam("filter", "EXISTS sector")
                .queryParam("limit", 1)
                .get(FEED);
        assertThat(first.jsonPath().<String>getList("id")).containsExactly(chips.id());
        Response rest = given().queryParam("after", first.header("CK-Next-Cursor"))
                .queryParam("filter", "EXISTS sector")
                .get(FEED);
        assertThat(rest.jsonPath().<String>getList("id")).startsWith(cells.id());
        assertThat(rest.header("CK-Next-Cursor")).isEqualTo(rest.header("CK-Head-Cursor"));
    }

    @Test
    void aStreamTakesTheSameFilters() {
        String query = "?filter=" + URLEncoder.encode("sector = 'BATT'", StandardCharsets.UTF_8) + "&subject="
                + chips.subject();
        try (SseClient client = SseClient.open(URI.create(feed + query), Map.of("Last-Event-ID", start))) {
            assertThat(client.next("cloudevent").data()).contains(cells.id());
        }
    }

    @Test
    void aWrongExpressionIsNamedWithItsPosition() {
        given().queryParam("filter", "sector == 'SEMI'")
                .get(FEED)
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "filter"))
                .body("position", equalTo(9))
                .body("errors[0].code", equalTo("cesql-syntax"));
        given().header("Accept", "text/event-stream")
                .queryParam("filter", "sector ==")
                .get(FEED)
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "filter"));
        given().queryParam("filters", "[{\"regex\":{\"type\":\".*\"}}]")
                .get(FEED)
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "filters"))
                .body("errors[0].code", equalTo("unknown-dialect"));
        given().queryParam("filters", "[{").get(FEED).then().spec(problemAt(KernelProblem.INVALID_VALUE, "filters"));
    }
}
