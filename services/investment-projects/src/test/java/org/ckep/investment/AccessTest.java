package org.ckep.investment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.ckep.testing.Tokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** For every protected route: 401 without a good token, 403 with the wrong role, 404 for the other side's record. */
@QuarkusTest
class AccessTest {
    private static final String JSON = "application/json";
    private static final String PATCH = "application/merge-patch+json";

    /** One protected operation; {@code %s} in its path stands for a record's id. */
    private record Route(String method, String path, String contentType, List<String> wrongRoles) {
        boolean ofARecord() {
            return path.contains("%s");
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    static Stream<Route> routes() {
        List<String> notMaker = List.of("cn-checker", "cn-statistician", "secretariat");
        List<String> notFigures = List.of("cn-checker", "secretariat");
        return Stream.of(
                new Route("POST", "projects", JSON, notMaker),
                new Route("POST", "projects/register-observed", JSON, notMaker),
                new Route("PATCH", "projects/%s", PATCH, notMaker),
                new Route("POST", "projects/%s/transitions", JSON, List.of("cn-statistician", "secretariat")),
                new Route("POST", "sites", JSON, notMaker),
                new Route("POST", "sites/register-observed", JSON, notMaker),
                new Route("PATCH", "sites/%s", PATCH, notMaker),
                new Route("POST", "capacity-shares", JSON, notFigures),
                new Route("POST", "capacity-shares/register-observed", JSON, notFigures),
                new Route("PATCH", "capacity-shares/%s", PATCH, notFigures));
    }

    static Stream<Route> routesOfRecords() {
        return routes().filter(Route::ofARecord);
    }

    private String hidden;

    @BeforeEach
    void hideRecords() {
        Api kr = Api.krMaker();
        hidden = Records.id(kr.create("projects", Records.project("")));
    }

    @ParameterizedTest
    @MethodSource("routes")
    void withoutAGoodTokenNothingIsWritten(Route route) {
        assertProblem(send(route, null, UUID.randomUUID().toString()), 401, "unauthenticated");
        assertProblem(send(route, "no.such.token", UUID.randomUUID().toString()), 401, "unauthenticated");
        assertProblem(send(route, Tokens.expired(), UUID.randomUUID().toString()), 401, "unauthenticated");
    }

    @ParameterizedTest
    @MethodSource("routes")
    void withoutTheScopeOrWithTwoSidesNothingIsWritten(Route route) {
        assertProblem(send(route, Tokens.withoutScopes(), UUID.randomUUID().toString()), 403, "insufficient-scope");
        assertProblem(send(route, Tokens.twoSides(), UUID.randomUUID().toString()), 403, "forbidden");
    }

    @ParameterizedTest
    @MethodSource("routes")
    void theWrongRoleIsRefused(Route route) {
        for (String user : route.wrongRoles()) {
            assertProblem(send(route, Tokens.user(user), UUID.randomUUID().toString()), 403, "forbidden");
        }
        assertProblem(
                send(route, Tokens.client("agency-kotra"), UUID.randomUUID().toString()), 403, null);
    }

    @ParameterizedTest
    @MethodSource("routesOfRecords")
    void theOtherSidesHiddenRecordAnswersLikeAnUnknownOne(Route route) {
        Api kr = Api.krMaker();
        String id =
                switch (route.path().split("/")[0]) {
                    case "projects" -> hidden;
                    case "sites" -> Records.id(kr.create("sites", Records.site("")));
                    default ->
                        Records.id(kr.create(
                                "capacity-shares",
                                Records.share(kr.create("sites", Records.site("")), Records.source("PRESS"), "")));
                };
        Response ofHidden = send(route, Tokens.user("cn-maker"), id);
        Response ofUnknown =
                send(route, Tokens.user("cn-maker"), UUID.randomUUID().toString());
        assertProblem(ofHidden, 404, "not-found");
        assertSameAnswer(ofHidden, ofUnknown);
        Response mangled = send(route, Tokens.user("cn-maker"), "no-id");
        assertProblem(mangled, 404, "not-found");
        assertSameAnswer(mangled, ofUnknown);
    }

    @ParameterizedTest
    @MethodSource("readers")
    void aHiddenRecordIsReadByItsOwnSideAlone(String reader, int expected) {
        Api api = reader == null
                ? Api.PUBLIC
                : reader.startsWith("agency") ? new Api(Tokens.client(reader)) : Api.user(reader);
        for (String path : List.of("projects/" + hidden, "projects/" + hidden + "/transitions")) {
            Response answer = api.get(path);
            assertThat(answer.statusCode()).as("%s reads %s", reader, path).isEqualTo(expected);
            if (expected == 404) {
                assertSameAnswer(
                        answer, api.get(path.replace(hidden, UUID.randomUUID().toString())));
            }
        }
    }

    static Stream<Arguments> readers() {
        return Stream.of(
                arguments(null, 404),
                arguments("cn-maker", 404),
                arguments("cn-checker", 404),
                arguments("secretariat", 404),
                arguments("agency-kotra", 404),
                arguments("kr-maker", 200),
                arguments("kr-checker", 200),
                arguments("kr-statistician", 200));
    }

    private static Arguments arguments(String reader, int status) {
        return Arguments.of(reader, status);
    }

    private static Response send(Route route, String token, String id) {
        RequestSpecification request = new Api(token)
                .request()
                .contentType(route.contentType())
                .header("If-Match", "\"any\"")
                .body(body(route));
        return request.request(route.method(), "/investment/v1/" + route.path().formatted(id));
    }

    /** A body that is read without fault, so that who asks is all that can be wrong. */
    private static String body(Route route) {
        return switch (route.path()) {
            case "projects" -> Records.project("");
            case "projects/register-observed" -> Records.observed("urn:ckep:source:" + UUID.randomUUID(), "");
            case "projects/%s/transitions" -> "{\"to\": \"ANNOUNCED\"}";
            case "sites" -> Records.site("");
            case "sites/register-observed" ->
                Records.site(", \"sources\": [\"urn:ckep:source:%s\"]".formatted(UUID.randomUUID()));
            case "capacity-shares", "capacity-shares/register-observed" ->
                Records.share("urn:ckep:site:" + UUID.randomUUID(), "urn:ckep:source:" + UUID.randomUUID(), "");
            default -> "{}";
        };
    }

    private static void assertProblem(Response response, int status, String slug) {
        response.then().statusCode(status).contentType("application/problem+json");
        if (slug != null) {
            response.then().body("type", equalTo("urn:ckep:problem:" + slug));
        }
    }

    /** Byte for byte, apart from the id of the request. */
    private static void assertSameAnswer(Response one, Response other) {
        assertThat(one.statusCode()).isEqualTo(other.statusCode());
        assertThat(withoutInstance(one)).isEqualTo(withoutInstance(other));
    }

    private static String withoutInstance(Response response) {
        return response.asString().replaceAll("urn:ckep:request:[^\"]+", "");
    }
}
