package org.ckep.investment;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.ckep.testing.Tokens;

/** Requests to this service as one person; null is the public. */
public record Api(String token) {
    public static final Api PUBLIC = new Api(null);

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

    public static Api loader() {
        return new Api(Tokens.loader());
    }

    public RequestSpecification request() {
        RequestSpecification request = given().accept("application/json");
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    public Response get(String path) {
        return request().get("/investment/v1/" + path);
    }

    public Response post(String path, String body) {
        return request()
                .contentType("application/json; charset=utf-8")
                .body(body)
                .post("/investment/v1/" + path);
    }

    public Response postOnce(String path, String key, String body) {
        return request()
                .contentType("application/json; charset=utf-8")
                .header("Idempotency-Key", key)
                .body(body)
                .post("/investment/v1/" + path);
    }

    /** A change of what this person sees now. */
    public Response patch(String path, String body) {
        return patch(path, etag(path), body);
    }

    public Response patch(String path, String ifMatch, String body) {
        RequestSpecification request = request()
                .contentType("application/merge-patch+json; charset=utf-8")
                .body(body);
        return (ifMatch == null ? request : request.header("If-Match", ifMatch)).patch("/investment/v1/" + path);
    }

    /** A step from what this person sees now. */
    public Response step(String project, String body) {
        return step(project, etag("projects/" + project), body);
    }

    public Response step(String project, String ifMatch, String body) {
        RequestSpecification request =
                request().contentType("application/json; charset=utf-8").body(body);
        return (ifMatch == null ? request : request.header("If-Match", ifMatch))
                .post("/investment/v1/projects/" + project + "/transitions");
    }

    public String etag(String path) {
        return get(path).getHeader("ETag");
    }

    /** Creates a record and answers its URN. */
    public String create(String path, String body) {
        return post(path, body).then().statusCode(201).extract().path("urn");
    }
}
