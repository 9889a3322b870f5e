package org.ckep.policy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.ckep.testing.Tokens;

/** What tests ask of the service. Bodies are written with single quotation marks for double ones. */
public final class PolicyApi {
    private static final RestAssuredConfig CONFIG = RestAssuredConfig.config()
            .encoderConfig(EncoderConfig.encoderConfig()
                    .defaultContentCharset("UTF-8")
                    .encodeContentTypeAs("application/merge-patch+json", ContentType.TEXT));
    private static final Map<String, String> SOURCES = new ConcurrentHashMap<>();

    private PolicyApi() {}

    /** A request without a token. */
    public static RequestSpecification publicly() {
        return given().config(CONFIG);
    }

    /** A request of a demo user. */
    public static RequestSpecification as(String user) {
        return withToken(Tokens.user(user));
    }

    /** A request of the client that loads the first data. */
    public static RequestSpecification asLoader() {
        return withToken(Tokens.loader());
    }

    public static RequestSpecification withToken(String token) {
        return given().config(CONFIG).auth().oauth2(token);
    }

    /** JSON out of a text that spares the reader the escapes. */
    public static String json(String text, Object... values) {
        return text.formatted(values).replace('\'', '"');
    }

    /** A body with some of its members changed; both are written as for {@link #json}, the change without braces. */
    public static String withChange(String body, String change) {
        return new JsonObject(body.replace('\'', '"'))
                .mergeIn(new JsonObject("{" + change.replace('\'', '"') + "}"))
                .encode();
    }

    public static Response post(RequestSpecification request, String path, String body) {
        return request.contentType(ContentType.JSON).body(body).post("/policy/v1/" + path);
    }

    /** Posts and demands that something was created. */
    public static JsonPath created(RequestSpecification request, String path, String body) {
        Response response = post(request, path, body);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(201);
        return response.jsonPath();
    }

    public static Response patch(RequestSpecification request, String path, String etag, String body) {
        return request.contentType("application/merge-patch+json")
                .header("If-Match", etag)
                .body(body)
                .patch("/policy/v1/" + path);
    }

    /** The current ETag as this caller sees it. */
    public static String etag(RequestSpecification request, String path) {
        Response response = request.get("/policy/v1/" + path);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.header("ETag");
    }

    /** Moves a record on, having read it first. */
    public static Response transition(String user, String path, String body) {
        String etag = etag(as(user), path);
        return as(user).contentType(ContentType.JSON)
                .header("If-Match", etag)
                .body(body)
                .post("/policy/v1/" + path + "/transitions");
    }

    /** URN of a source of that kind, registered on first use. */
    public static String source(String kind) {
        return SOURCES.computeIfAbsent(kind, any -> created(
                        asLoader(), "sources", json("{'kind': '%s', 'title': 'A source of the tests'}", kind))
                .getString("urn"));
    }

    /** URN of a source that no record rests on yet. */
    public static String newSource() {
        return created(asLoader(), "sources", json("{'kind': 'PRESS', 'title': 'A later report'}"))
                .getString("urn");
    }

    /** URN of a record that other services own and this one has never heard of. */
    public static String foreign(String type) {
        return "urn:ckep:" + type + ":" + UUID.randomUUID();
    }

    public static String id(JsonPath view) {
        return view.getString("urn").substring(view.getString("urn").lastIndexOf(':') + 1);
    }
}
