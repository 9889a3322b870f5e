package org.ckep.trade.release;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.TradeApi.as;
import static org.ckep.trade.TradeApi.upload;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.ckep.testing.Tokens;
import org.jspecify.annotations.Nullable;

/** What tests ask about releases: Korea's statistician makes them, Korea's releaser carries them on. */
public final class Releases {
    static final String ADDRESS = "/trade/v1/releases";
    public static final String PUBLISH = "{\"to\": \"PUBLISHED\"}";
    public static final String WITHDRAW = "{\"to\": \"WITHDRAWN\", \"reason\": {\"en\": \"Doubled figures\"}}";

    private Releases() {}

    public static String maker() {
        return Tokens.user("kr-statistician");
    }

    static String releaser() {
        return Tokens.user("kr-checker");
    }

    public static JsonPath draft() {
        Response answer = begin(UUID.randomUUID().toString(), "March");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return answer.jsonPath();
    }

    static Response begin(String key, String title) {
        return as(maker())
                .contentType("application/json")
                .header("Idempotency-Key", key)
                .body("{\"title\": {\"en\": \"" + title + "\"}, \"source\": \"NATIONAL\"}")
                .post(ADDRESS);
    }

    /** Uploads a file into a draft. */
    public static Response into(JsonPath draft, String file) {
        return into(draft, file, "");
    }

    static Response into(JsonPath draft, String file, String options) {
        return upload(maker(), file, "source=NATIONAL&release=" + draft.getString("urn") + options);
    }

    static String address(JsonPath release) {
        return ADDRESS + "/" + release.getString("urn");
    }

    static String id(JsonPath release) {
        return release.getString("urn").substring("urn:ckep:release:".length());
    }

    /** As the releaser who has seen it. */
    public static Response step(JsonPath release, String body) {
        return step(releaser(), release, own(address(release)).header("ETag"), body);
    }

    static Response step(String token, JsonPath release, @Nullable String ifMatch, String body) {
        var request = as(token).contentType("application/json").body(body);
        return (ifMatch == null ? request : request.header("If-Match", ifMatch))
                .post(address(release) + "/transitions");
    }

    /** The body of the step into an embargo. */
    public static String embargo(Instant end) {
        return "{\"to\": \"EMBARGOED\", \"embargoUntil\": \"" + end + "\"}";
    }

    /** What the own side sees. */
    static Response own(String address) {
        return as(maker()).get(address);
    }

    static JsonPath series(String commodity) {
        return given().get("/trade/v1/series?source=NATIONAL&commodity=" + commodity)
                .jsonPath();
    }

    /** What everybody sees of a commodity. */
    static List<String> values(String commodity) {
        return series(commodity).getList("data.observations.value.flatten()", String.class);
    }
}
