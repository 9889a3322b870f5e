package org.ckep.partnerships;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.ckep.testing.Tokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** For every protected route: 401 without a good token, 403 with the wrong role, 404 for the other side's record. */
@QuarkusTest
class AccessTest {
    private static final String JSON = "application/json";
    private static final String PATCH = "application/merge-patch+json";

    /** One protected operation; {@code %s} in its path stands for a record's id. */
    private record Route(String method, String path, String contentType, String body, List<String> wrongRoles) {
        boolean ofARecord() {
            return path.contains("%s");
        }

        String collection() {
            return path.substring(0, path.indexOf('/'));
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private static final String ORGANISATION = "{\"name\": {\"en\": \"X\"}, \"kind\": \"COMPANY\", \"side\": \"KR\"}";
    private static final String PARTNERSHIP = """
            {"title": {"en": "X"}, "kind": "SUPPLY", "sectors": ["SEMI"],
             "parties": [{"orgId": "${ORG-SKHYNIX}"}, {"orgId": "${ORG-YMTC}"}]}""";
    private static final String SOURCING = """
            {"buyer": "${ORG-SKON}", "material": {"en": "graphite"}, "hs": "250410", "originCountry": "CN",
             "adoption": "FULL", "sector": "BATT", "modality": "ASSERTED"}""";
    private static final String STRENGTH =
            "{\"sector\": \"DIG\", \"side\": \"KR\", \"strengths\": [{\"en\": \"x\"}], \"modality\": \"ASSERTED\"}";
    private static final String RANK = """
            {"orgId": "${ORG-LGES}", "metric": "OUTPUT", "rank": 1, "sector": "BATT", "modality": "ASSERTED"}""";
    private static final Map<String, String> BODIES = new TreeMap<>(Map.of(
            "organisations", ORGANISATION,
            "partnerships", PARTNERSHIP,
            "sourcing-relations", SOURCING,
            "complementarities", STRENGTH,
            "rank-claims", RANK));

    static Stream<Route> routes() {
        List<String> notMaker = List.of("cn-checker", "cn-statistician", "secretariat");
        List<String> neither = List.of("cn-statistician", "secretariat");
        Stream<Route> registers = BODIES.entrySet().stream()
                .flatMap(register -> Stream.of(
                        new Route("POST", register.getKey() + "/", JSON, register.getValue(), notMaker),
                        new Route(
                                "POST", register.getKey() + "/register-observed", JSON, register.getValue(), notMaker),
                        new Route("PATCH", register.getKey() + "/%s", PATCH, "{}", notMaker)));
        Stream<Route> commands = Stream.of(
                new Route("POST", "sectors/register-observed", JSON, sector(), List.of("cn-maker", "cn-checker")),
                new Route("PATCH", "sectors/SEMI", PATCH, "{}", List.of("cn-maker", "cn-checker")),
                new Route(
                        "POST",
                        "organisations/%s/rename",
                        JSON,
                        "{\"name\": {\"en\": \"Y\"}, \"since\": \"2025\", \"asNewRecord\": false}",
                        notMaker),
                new Route(
                        "POST",
                        "organisations/%s/merge",
                        JSON,
                        "{\"into\": \"${ORG-LG}\", \"on\": \"2025\"}",
                        notMaker),
                new Route("POST", "organisations/%s/dissolve", JSON, "{\"on\": \"2025\"}", notMaker),
                new Route("POST", "partnerships/%s/transitions", JSON, "{\"to\": \"EXPLORING\"}", neither),
                new Route(
                        "POST",
                        "partnerships/%s/contributions",
                        JSON,
                        "{\"side\": \"KR\", \"class\": \"IP\", \"weight\": 1}",
                        notMaker),
                new Route(
                        "POST",
                        "partnerships/%s/activity-reports",
                        JSON,
                        "{\"on\": \"2025-01-01\", \"summary\": {\"en\": \"x\"}}",
                        neither));
        return Stream.concat(registers, commands);
    }

    private static String sector() {
        return """
                {"code": "NEWX", "name": {"en": "X"}, "growthArea": false, "sources": ["${SRC-0001}"]}""";
    }

    static Stream<Route> routesOfRecords() {
        return routes().filter(Route::ofARecord);
    }

    static Stream<String> collections() {
        return BODIES.keySet().stream();
    }

    @BeforeEach
    void load() {
        Fixture.load(AccessTest.class);
    }

    @ParameterizedTest
    @MethodSource("routes")
    void withoutAGoodTokenNothingIsWritten(Route route) {
        assertProblem(send(route, null, unknown()), 401, "unauthenticated");
        assertProblem(send(route, "no.such.token", unknown()), 401, "unauthenticated");
        assertProblem(send(route, Tokens.expired(), unknown()), 401, "unauthenticated");
    }

    @ParameterizedTest
    @MethodSource("routes")
    void withoutTheScopeOrWithTwoSidesNothingIsWritten(Route route) {
        // The token is a maker's, so where makers may not write at all his role is refused first.
        assertProblem(
                send(route, Tokens.withoutScopes(), unknown()),
                403,
                route.wrongRoles().contains("cn-maker") ? "forbidden" : "insufficient-scope");
        assertProblem(send(route, Tokens.twoSides(), unknown()), 403, "forbidden");
    }

    @ParameterizedTest
    @MethodSource("routes")
    void theWrongRoleIsRefused(Route route) {
        for (String user : route.wrongRoles()) {
            assertProblem(send(route, Tokens.user(user), unknown()), 403, "forbidden");
        }
        send(route, Tokens.client("agency-kotra"), unknown()).then().statusCode(403);
    }

    @ParameterizedTest
    @MethodSource("routesOfRecords")
    void theOtherSidesHiddenRecordAnswersLikeAnUnknownOne(Route route) {
        String hidden =
                Fixture.id(Api.krMaker().create(route.collection(), Fixture.resolve(BODIES.get(route.collection()))));
        Response ofHidden = send(route, Tokens.user("cn-maker"), hidden);
        Response ofUnknown = send(route, Tokens.user("cn-maker"), unknown());
        assertProblem(ofHidden, 404, "not-found");
        assertSameAnswer(ofHidden, ofUnknown);
        assertSameAnswer(send(route, Tokens.user("cn-maker"), "no-id"), ofUnknown);
    }

    @ParameterizedTest
    @MethodSource("collections")
    void aHiddenRecordIsReadByItsOwnSideAlone(String collection) {
        String urn = Api.krMaker().create(collection, Fixture.resolve(BODIES.get(collection)));
        String path = collection + "/" + urn;
        String unknown = collection + "/" + unknown();
        for (String user : List.of("cn-maker", "cn-checker", "secretariat")) {
            assertProblem(Api.user(user).get(path), 404, "not-found");
            assertSameAnswer(Api.user(user).get(path), Api.user(user).get(unknown));
        }
        assertSameAnswer(Api.PUBLIC.get(path), Api.PUBLIC.get(unknown));
        Api agency = new Api(Tokens.client("agency-kotra"));
        assertSameAnswer(agency.get(path), agency.get(unknown));
        for (String user : List.of("kr-maker", "kr-checker", "kr-statistician")) {
            Api.user(user).get(path).then().statusCode(200).body("urn", equalTo(urn));
        }
        Api.krMaker().get(collection + "/" + Fixture.id(urn)).then().body("urn", equalTo(urn));
    }

    @ParameterizedTest
    @MethodSource("collections")
    void theOtherSidesVisibleRecordIsNotChanged(String collection) {
        String body = Fixture.resolve(BODIES.get(collection))
                .replaceFirst("\\{", "{\"classification\": {\"level\": \"BILATERAL\"}, ");
        String path = collection + "/" + Api.krMaker().create(collection, body);
        Api.cnMaker().get(path).then().statusCode(200);
        assertProblem(Api.cnMaker().patch(path, "{}"), 403, "forbidden");
        Api.krMaker().patch(path, "{}").then().statusCode(200);
    }

    @Test
    void aBadTokenIsNeverTakenForNoToken() {
        for (String path : List.of("sectors", "organisations", "partnerships", "sectors/SEMI/cockpit")) {
            assertProblem(new Api("no.such.token").get(path), 401, "unauthenticated");
            assertProblem(new Api(Tokens.expired()).get(path), 401, "unauthenticated");
            assertProblem(new Api(Tokens.withoutScopes()).get(path), 403, "insufficient-scope");
            Api.PUBLIC.get(path).then().statusCode(200);
        }
    }

    private static String unknown() {
        return UUID.randomUUID().toString();
    }

    private static Response send(Route route, String token, String id) {
        String path = route.path().endsWith("/")
                ? route.path().substring(0, route.path().length() - 1)
                : route.path().formatted(id);
        return new Api(token)
                .request()
                .contentType(route.contentType())
                .header("If-Match", "\"any\"")
                .body(Fixture.resolve(route.body()))
                .request(route.method(), "/partnerships/v1/" + path);
    }

    private static void assertProblem(Response response, int status, String slug) {
        response.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:ckep:problem:" + slug));
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
