package org.ckep.partnerships;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.ckep.testing.Tokens;

/** Requests to this service as one person; without a token the public. */
public record Api(String token) {
    public static final Api PUBLIC = new Api(null);

    private static final String ROOT = "/partnerships/v1/";

    public static Api user(String name) {
        return new Api(Tokens.user(name));
    }

    public static Api cnMaker() {
        return user("cn-maker");
    }

    public static Api cnChecker() {
        return user("cn-checker");
    }

    public static Api krMaker() {
        return user("kr-maker");
    }

    public static Api krChecker() {
        return user("kr-checker");
    }

    public static Api secretariat() {
        return user("secretariat");
    }

    public static Api loader() {
        return new Api(Tokens.loader());
    }

    public RequestSpecification request() {
        RequestSpecification request = given().accept("application/json");
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    public Response get(String path) {
        return request().get(ROOT + path);
    }

    public Response post(String path, String body) {
        return request().contentType("application/json").body(body).post(ROOT + path);
    }

    public Response post(String path, String ifMatch, String body) {
        RequestSpecification request = request().contentType("application/json").body(body);
        return (ifMatch == null ? request : request.header("If-Match", ifMatch)).post(ROOT + path);
    }

    /** A command to what this person sees now. */
    public Response command(String record, String verb, String body) {
        return post(record + "/" + verb, etag(record), body);
    }

    public Response postOnce(String path, String key, String body) {
        return request()
                .contentType("application/json")
                .header("Idempotency-Key", key)
                .body(body)
                .post(ROOT + path);
    }

    /** A change of what this person sees now. */
    public Response patch(String record, String body) {
        return patch(record, etag(record), body);
    }

    public Response patch(String record, String ifMatch, String body) {
        RequestSpecification request =
                request().contentType("application/merge-patch+json").body(body);
        return (ifMatch == null ? request : request.header("If-Match", ifMatch)).patch(ROOT + record);
    }

    public String etag(String record) {
        return get(record).getHeader("ETag");
    }

    /** Creates a record and answers its URN. */
    public String create(String path, String body) {
        return post(path, body).then().statusCode(201).extract().path("urn");
    }
}
