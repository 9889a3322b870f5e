package org.ckep.hub.feed;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.subscription.Subscriptions.kr;
import static org.ckep.testing.Problems.problem;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.ckep.hub.Events;
import org.ckep.hub.Sql;
import org.ckep.kernel.access.Audience;
import org.ckep.messaging.CloudEvent;
import org.ckep.testing.Tokens;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FeedTest {
    private static final String FEED = "/events/v1/feed";

    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    private final String subject = Events.subject();

    private List<CloudEvent> publish(Audience audience, int amount) {
        List<CloudEvent> sent = new ArrayList<>();
        for (int i = 1; i <= amount; i++) {
            CloudEvent event = Events.event(audience, subject, i);
            sender.sendNow(event);
            sent.add(event);
        }
        return sent;
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token);
    }

    /** The cursor at the present end of the caller's log. */
    private static String latest(RequestSpecification caller) {
        return caller.get(FEED + "?after=latest")
                .then()
                .statusCode(200)
                .extract()
                .header("CK-Next-Cursor");
    }

    /** Waits until so many events of this test's subject are in the caller's log and answers them. */
    private List<JsonNode> awaitEvents(
            java.util.function.Supplier<RequestSpecification> caller, String after, int amount) {
        List<JsonNode> found = new ArrayList<>();
        String cursor = after;
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (found.size() < amount && System.nanoTime() < deadline) {
            Response response = caller.get()
                    .queryParam("after", cursor)
                    .queryParam("subject", subject)
                    .queryParam("wait", 5)
                    .get(FEED);
            response.then().statusCode(200);
            json(response).forEach(found::add);
            cursor = response.header("CK-Next-Cursor");
        }
        assertThat(found).hasSize(amount);
        return found;
    }

    private static JsonNode json(Response response) {
        return json(response.asString());
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void everybodyReadsTheLogOfHisAudienceAndNoOther() {
        List<CloudEvent> cn = publish(Audience.SIDE_CN, 2);
        List<CloudEvent> kr = publish(Audience.SIDE_KR, 1);
        List<CloudEvent> bilateral = publish(Audience.BILATERAL, 1);
        List<CloudEvent> partner = publish(Audience.PARTNER, 1);
        List<CloudEvent> open = publish(Audience.PUBLIC, 1);

        assertThat(ids(awaitEvents(() -> as(Tokens.client("cn-ministry")), "earliest", 2)))
                .isEqualTo(idsOf(cn));
        assertThat(ids(awaitEvents(() -> as(Tokens.user("kr-maker")), "earliest", 1)))
                .isEqualTo(idsOf(kr));
        assertThat(ids(awaitEvents(() -> as(Tokens.user("secretariat")), "earliest", 1)))
                .isEqualTo(idsOf(bilateral));
        assertThat(ids(awaitEvents(() -> as(Tokens.client("agency-kotra")), "earliest", 1)))
                .isEqualTo(idsOf(partner));
        assertThat(ids(awaitEvents(() -> given(), "earliest", 1))).isEqualTo(idsOf(open));
        // What the public can read at all holds nothing of a side.
        String all = given().queryParam("limit", 1000).get(FEED).asString();
        assertThat(all)
                .contains(open.get(0).id())
                .doesNotContain("side-cn", "side-kr", cn.get(0).id());
    }

    private static List<String> ids(List<JsonNode> events) {
        return events.stream().map(event -> event.get("id").asText()).toList();
    }

    private static List<String> idsOf(List<CloudEvent> events) {
        return events.stream().map(CloudEvent::id).toList();
    }

    @Test
    void pagesFollowEachOtherWithoutGapAndClosedOnesAreImmutable() {
        String start = latest(given());
        List<CloudEvent> sent = publish(Audience.PUBLIC, 10);
        awaitEvents(() -> given(), start, 10);

        List<String> read = new ArrayList<>();
        String cursor = start;
        for (int pageNumber = 0; pageNumber < 3; pageNumber++) {
            Response page =
                    given().queryParam("after", cursor).queryParam("limit", 3).get(FEED);
            page.then()
                    .statusCode(200)
                    .contentType("application/cloudevents-batch+json")
                    .header("Cache-Control", "public, max-age=86400, immutable");
            read.addAll(ids(list(json(page))));
            assertThat(page.header("Link"))
                    .contains("after=" + page.header("CK-Next-Cursor"))
                    .contains("limit=3")
                    .endsWith("; rel=\"next\"");
            given().header("If-None-Match", page.header("ETag"))
                    .queryParam("after", cursor)
                    .queryParam("limit", 3)
                    .get(FEED)
                    .then()
                    .statusCode(304);
            cursor = page.header("CK-Next-Cursor");
        }
        Response last =
                given().queryParam("after", cursor).queryParam("limit", 3).get(FEED);
        last.then().statusCode(200).header("Cache-Control", "public, no-cache");
        read.addAll(ids(list(json(last))));
        assertThat(read).isEqualTo(idsOf(sent));
        assertThat(last.header("CK-Next-Cursor")).isEqualTo(last.header("CK-Head-Cursor"));
    }

    private static List<JsonNode> list(JsonNode array) {
        List<JsonNode> list = new ArrayList<>();
        array.forEach(list::add);
        return list;
    }

    @Test
    void asPlainJsonTheAnswerTellsWhetherThereIsMore() {
        String start = latest(given());
        publish(Audience.PUBLIC, 3);
        awaitEvents(() -> given(), start, 3);

        Response first = given().accept("application/json")
                .queryParam("after", start)
                .queryParam("limit", 2)
                .get(FEED);
        first.then()
                .statusCode(200)
                .contentType("application/json")
                .body("data.size()", equalTo(2))
                .body("data[0].subject", equalTo(subject))
                .body("more", equalTo(true));
        assertThat(first.jsonPath().getString("next")).isEqualTo(first.header("CK-Next-Cursor"));
        given().accept("application/json")
                .queryParam("after", first.jsonPath().getString("next"))
                .get(FEED)
                .then()
                .body("data.size()", equalTo(1))
                .body("more", equalTo(false));
    }

    @Test
    void theEventsAreCanonicalJsonWithContiguousSequence() {
        String start = latest(given());
        publish(Audience.PUBLIC, 2);
        List<JsonNode> events = awaitEvents(() -> given(), start, 2);

        assertThat(events.get(0).get("specversion").asText()).isEqualTo("1.0");
        assertThat(events.get(0).get("audience").asText()).isEqualTo("public");
        assertThat(events.get(0).get("source").asText()).isEqualTo("/investment-projects/public");
        assertThat(Long.parseLong(events.get(1).get("sequence").asText()))
                .isEqualTo(Long.parseLong(events.get(0).get("sequence").asText()) + 1);
        assertThat(events.get(1).get("data").get("title").asText()).isEqualTo("西安 · 시안");
    }

    @Test
    void aLongPollAnswersAtTheFirstEventAndNotLater() throws Exception {
        String start = latest(given());
        CompletableFuture<Response> answer = CompletableFuture.supplyAsync(() -> given().queryParam("after", start)
                .queryParam("subject", subject)
                .queryParam("wait", 30)
                .get(FEED));
        TimeUnit.MILLISECONDS.sleep(700);
        assertThat(answer).isNotDone();
        List<CloudEvent> sent = publish(Audience.PUBLIC, 1);

        Response response = answer.get(15, TimeUnit.SECONDS);
        assertThat(ids(list(json(response)))).isEqualTo(idsOf(sent));
    }

    @Test
    void aLongPollWithoutMatchAnswersEmptyAfterItsTimeWithAnAdvancedCursor() {
        String start = latest(given());
        String other = Events.subject();
        publish(Audience.PUBLIC, 3);
        awaitEvents(() -> given(), start, 3);

        Response response = given().queryParam("after", start)
                .queryParam("subject", other)
                .queryParam("wait", 2)
                .get(FEED);

        assertThat(response.asString()).isEqualTo("[]");
        assertThat(response.time()).isBetween(1_900L, 15_000L);
        assertThat(response.header("CK-Next-Cursor")).isNotEqualTo(start).isEqualTo(response.header("CK-Head-Cursor"));
    }

    @Test
    void filtersTakeExactValues() {
        String start = latest(given());
        CloudEvent announced = Events.event(Audience.PUBLIC, "org.ckep.investment.project.registered.v1", subject, 1);
        CloudEvent changed = Events.event(Audience.PUBLIC, "org.ckep.investment.project.field_changed.v1", subject, 2);
        sender.sendNow(announced);
        sender.sendNow(changed);
        awaitEvents(() -> given(), start, 2);

        assertThat(filtered(start, "types", changed.type())).containsExactly(changed.id());
        assertThat(filtered(start, "types", "org.ckep.investment.project.state_changed.v1"))
                .isEmpty();
        assertThat(filtered(
                        start,
                        "types",
                        "org.ckep.investment.site.registered.v1," + changed.type() + "," + announced.type()))
                .containsExactly(announced.id(), changed.id());
        assertThat(filtered(start, "source", "/investment-projects/public")).contains(announced.id(), changed.id());
        assertThat(filtered(start, "source", "/elsewhere/public")).isEmpty();
        assertThat(filtered(start, "subject", subject)).containsExactly(announced.id(), changed.id());
    }

    private static List<String> filtered(String start, String name, String value) {
        return ids(list(
                json(given().queryParam("after", start).queryParam(name, value).get(FEED))));
    }

    @Test
    void aCursorOfAnotherAudienceOrOfNobodyIsRefused() {
        String foreign = latest(as(Tokens.user("cn-maker")));
        given().queryParam("after", foreign).get(FEED).then().spec(problem(FeedProblem.CURSOR_INVALID));
        as(Tokens.user("kr-maker"))
                .queryParam("after", foreign)
                .get(FEED)
                .then()
                .spec(problem(FeedProblem.CURSOR_INVALID));
        given().queryParam("after", "AQIDBAAAAAAAAAABBQYHCA")
                .get(FEED)
                .then()
                .spec(problem(FeedProblem.CURSOR_INVALID));
        given().header("Accept", "text/event-stream")
                .header("Last-Event-ID", foreign)
                .get(FEED)
                .then()
                .spec(problem(FeedProblem.CURSOR_INVALID));
        given().header("Accept-Language", "ko")
                .queryParam("after", "x")
                .get(FEED)
                .then()
                .body("title", equalTo("여기서 사용할 수 없는 커서"));
    }

    /** One that this feed has not issued yet, although with its own key. */
    @Test
    void aCursorFromTheFutureIsRefused() {
        byte[] key = Sql.query(pool, "select key from cursor_key where version = 1")
                .get(0)
                .getBuffer("key")
                .getBytes();
        CursorCodec codec = new CursorCodec(key);
        given().queryParam("after", codec.write(Audience.PUBLIC, 0))
                .get(FEED)
                .then()
                .statusCode(200);
        given().queryParam("after", codec.write(Audience.PUBLIC, 1L << 53))
                .get(FEED)
                .then()
                .spec(problem(FeedProblem.CURSOR_INVALID));
    }

    @Test
    void answersForATokenAreNotForSharedCaches() {
        as(Tokens.user("cn-maker")).get(FEED).then().header("Cache-Control", "private, no-cache");
        as(Tokens.user("cn-maker")).get(FEED).then().header("Vary", equalTo("Authorization, Accept"));
    }

    @Test
    void theInterfaceIsDescribed() {
        JsonNode api = json(given().accept("application/json").get("/q/openapi").asString());
        JsonNode read = api.at("/paths/~1events~1v1~1feed/get");
        assertThat(read.get("operationId").asText()).isEqualTo("readFeed");
        List<String> types = new ArrayList<>();
        read.at("/responses/200/content").fieldNames().forEachRemaining(types::add);
        assertThat(types)
                .containsExactlyInAnyOrder(
                        "application/cloudevents-batch+json", "application/json", "text/event-stream");
        List<String> parameters = new ArrayList<>();
        read.get("parameters")
                .forEach(parameter -> parameters.add(parameter.get("name").asText()));
        assertThat(parameters)
                .containsExactlyInAnyOrder(
                        "after", "limit", "wait", "types", "source", "subject", "sector", "filter", "filters", "log");
        assertThat(api.at("/components/schemas/CloudEvent/properties/sequence").isMissingNode())
                .isFalse();
    }
}
