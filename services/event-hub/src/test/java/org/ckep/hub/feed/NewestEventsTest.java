package org.ckep.hub.feed;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.ckep.testing.Problems.problem;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.ckep.hub.Events;
import org.ckep.kernel.access.Audience;
import org.ckep.messaging.CloudEvent;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reader who wants to see what has just happened begins a few events before the end of the log. */
@QuarkusTest
class NewestEventsTest {
    private static final String FEED = "/events/v1/feed";

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    private static List<String> idsAfter(String cursor) {
        return given().queryParam("after", cursor).get(FEED).jsonPath().getList("id");
    }

    private static Response newest(int amount) {
        return given().queryParam("after", "latest-" + amount).get(FEED);
    }

    @Test
    void theNewestEventsComeInTheirOrderAndTheReaderGoesOnBehindThem() {
        String subject = Events.subject();
        String before = given().queryParam("after", "latest").get(FEED).header("CK-Next-Cursor");
        List<String> sent = IntStream.rangeClosed(1, 3)
                .mapToObj(number -> Events.event(Audience.PUBLIC, subject, number))
                .peek(sender::sendNow)
                .map(CloudEvent::id)
                .toList();
        await().atMost(Duration.ofSeconds(30)).until(() -> idsAfter(before).containsAll(sent));

        Response two = newest(2);
        assertThat(two.jsonPath().getList("id")).isEqualTo(sent.subList(1, 3));
        Response rest =
                given().queryParam("after", two.header("CK-Next-Cursor")).get(FEED);

        assertThat(rest.jsonPath().getList("id")).isEmpty();
        assertThat(two.header("CK-Next-Cursor")).isEqualTo(two.header("CK-Head-Cursor"));
        assertThat(newest(1).jsonPath().getList("id")).isEqualTo(sent.subList(2, 3));
        assertThat(two.header("Cache-Control")).isEqualTo("public, no-cache");
    }

    @Test
    void whoWantsMoreThanTheLogHasBeginsWhereItBegins() {
        String begun = given().queryParam("after", "earliest").get(FEED).header("CK-Earliest-Cursor");

        assertThat(newest(9999).jsonPath().getList("id")).isEqualTo(idsAfter(begun));
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest-0", "latest-", "latest--1", "latest-10000", "latest-1.5", "latest-x"})
    void whatIsNoNumberOfEventsIsRefused(String after) {
        given().queryParam("after", after)
                .get(FEED)
                .then()
                .spec(problem(FeedProblem.CURSOR_INVALID))
                .body("detail", equalTo("The newest events are latest-1 to latest-9999."));
    }
}
