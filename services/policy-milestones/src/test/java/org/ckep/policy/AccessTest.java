package org.ckep.policy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.policy.PolicyApi.as;
import static org.ckep.policy.PolicyApi.created;
import static org.ckep.policy.PolicyApi.etag;
import static org.ckep.policy.PolicyApi.foreign;
import static org.ckep.policy.PolicyApi.id;
import static org.ckep.policy.PolicyApi.json;
import static org.ckep.policy.PolicyApi.patch;
import static org.ckep.policy.PolicyApi.publicly;
import static org.ckep.policy.PolicyApi.source;
import static org.ckep.policy.PolicyApi.withToken;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.ckep.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * For every operation: 401 with a bad token, 403 without the role or the scope, 404 for the other side's hidden record
 * as for one that does not exist.
 */
@QuarkusTest
class AccessTest {
    private static final Map<String, Set<String>> ROLES = roles();
    private static final Map<String, String> HIDDEN = new ConcurrentHashMap<>();

    private static Map<String, Set<String>> roles() {
        Map<String, Set<String>> roles = new LinkedHashMap<>();
        roles.put("cn-maker", Set.of("maker"));
        roles.put("cn-checker", Set.of("checker", "releaser"));
        roles.put("cn-statistician", Set.of("statistician"));
        roles.put("secretariat", Set.of());
        return roles;
    }

    static Stream<Routes.Route> routes() {
        return Routes.ALL.stream();
    }

    static Stream<Routes.Route> guarded() {
        return routes().filter(route -> !route.roles().isEmpty());
    }

    static Stream<Routes.Route> open() {
        return routes().filter(route -> route.roles().isEmpty());
    }

    static Stream<Routes.Route> ofRecords() {
        return routes().filter(Routes.Route::ofARecord);
    }

    static Stream<String> registers() {
        return Samples.BODIES.keySet().stream();
    }

    /** An operation that is missing here would be one that nobody tests. */
    @Test
    void theTableNamesEveryOperation() throws IOException {
        JsonNode paths = new ObjectMapper()
                .readTree(given().get("/q/openapi?format=json").asString())
                .path("paths");
        Set<String> described = new TreeSet<>();
        paths.fields().forEachRemaining(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(method -> described.add(method.toUpperCase(java.util.Locale.ROOT)
                        + path.getKey().replaceFirst("/policy/v1/", " "))));
        assertThat(routes().map(Routes.Route::toString)).containsExactlyInAnyOrderElementsOf(described);
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void withoutAGoodTokenNothingIsDone(Routes.Route route) {
        assertProblem(route.send(publicly()), 401, "unauthenticated");
    }

    @ParameterizedTest
    @MethodSource("routes")
    void aBadTokenIsNeverTakenForNoToken(Routes.Route route) {
        assertProblem(route.send(withToken("no.such.token")), 401, "unauthenticated");
        assertProblem(route.send(withToken(Tokens.expired())), 401, "unauthenticated");
    }

    @ParameterizedTest
    @MethodSource("routes")
    void withoutTheScopeOrWithTwoSidesNothingIsDone(Routes.Route route) {
        // The token is a maker's, so where makers may not act at all his role is refused first.
        boolean forMakers = route.roles().isEmpty() || route.roles().contains("maker");
        assertProblem(
                route.send(withToken(Tokens.withoutScopes())), 403, forMakers ? "insufficient-scope" : "forbidden");
        assertProblem(route.send(withToken(Tokens.twoSides())), 403, "forbidden");
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void theWrongRoleIsRefused(Routes.Route route) {
        ROLES.forEach((user, roles) -> {
            if (roles.stream().noneMatch(route.roles()::contains)) {
                assertProblem(route.send(as(user)), 403, "forbidden");
            }
        });
        if (!route.roles().contains("loader")) {
            assertProblem(route.send(withToken(Tokens.loader())), 403, "forbidden");
        }
        assertThat(route.send(withToken(Tokens.client("agency-kotra"))).statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @MethodSource("open")
    void whatIsPublicNeedsNoToken(Routes.Route route) {
        if (!route.ofARecord() && !route.path().equals("links")) {
            assertThat(route.send(publicly()).statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @MethodSource("ofRecords")
    void theOtherSidesHiddenRecordAnswersLikeAnUnknownOne(Routes.Route route) {
        Supplier<RequestSpecification> caller =
                () -> as(route.reads() || route.roles().contains("maker") ? "cn-maker" : "cn-checker");
        String hidden = hidden(route.register());
        String part = route.path().contains("{dependency}") ? hiddenLink() : Samples.unknownId();
        Response ofUnknown = route.send(caller.get());
        assertProblem(ofUnknown, 404, "not-found");
        assertSameAnswer(route.send(caller.get(), hidden, part), ofUnknown);
        assertSameAnswer(route.send(caller.get(), "no-id", part), ofUnknown);
        if (route.reads()) {
            for (Supplier<RequestSpecification> reader : List.<Supplier<RequestSpecification>>of(
                    PolicyApi::publicly, () -> as("secretariat"), () -> withToken(Tokens.client("agency-kotra")))) {
                assertSameAnswer(route.send(reader.get(), hidden, part), ofUnknown);
            }
            assertThat(route.send(as("kr-statistician"), hidden, part).statusCode())
                    .as("its own side reads it")
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @MethodSource("registers")
    void theOtherSidesVisibleRecordIsReadAndNotChanged(String register) {
        String path = register + "/" + id(Samples.entered("kr-maker", register, "{'level': 'BILATERAL'}"));
        String change = json("{'title': {'en': 'Another title'}}");
        assertProblem(patch(as("cn-maker"), path, etag(as("cn-maker"), path), change), 403, "forbidden");
        assertThat(patch(as("kr-maker"), path, etag(as("kr-maker"), path), change)
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("registers")
    void aHiddenRecordIsInNoListOfTheOthers(String register) {
        String urn = "urn:ckep:.*:" + hidden(register);
        for (RequestSpecification reader :
                List.of(publicly(), as("cn-maker"), as("secretariat"), withToken(Tokens.client("agency-kotra")))) {
            Response list = reader.get("/policy/v1/" + register + "?limit=500");
            assertThat(list.statusCode()).isEqualTo(200);
            assertThat(list.jsonPath().getList("data.urn", String.class)).noneMatch(found -> found.matches(urn));
        }
        assertThat(as("kr-checker")
                        .get("/policy/v1/" + register + "?limit=500")
                        .jsonPath()
                        .getList("data.urn", String.class))
                .anyMatch(found -> found.matches(urn));
    }

    /** Id of a record of that register that only the Korean side may know of. */
    private static String hidden(String register) {
        String held = HIDDEN.get(register);
        if (held == null) {
            held = id(enterHidden(register));
            HIDDEN.put(register, held);
        }
        return held;
    }

    private static JsonPath enterHidden(String register) {
        return switch (register) {
            case "sources" -> created(as("kr-maker"), register, json("{'kind': 'PRESS', 'title': 'Not for all'}"));
            case "claims" -> created(as("kr-maker"), register, Routes.claim(foreign("milestone"), source("PRESS")));
            default -> Samples.entered("kr-maker", register, "");
        };
    }

    /** Id of a link into the hidden milestone. */
    private static String hiddenLink() {
        String held = HIDDEN.get("dependency");
        if (held == null) {
            JsonPath first = Samples.entered("kr-maker", "milestones", "");
            held = created(
                            as("kr-maker"),
                            "milestones/" + hidden("milestones") + "/dependencies",
                            json("{'from': '%s'}", first.getString("urn")))
                    .getString("id");
            HIDDEN.put("dependency", held);
        }
        return held;
    }

    private static void assertProblem(Response response, int status, String slug) {
        response.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:ckep:problem:" + slug));
    }

    /** Byte for byte, apart from the id of the request. */
    private static void assertSameAnswer(Response one, Response other) {
        assertThat(one.statusCode()).as(one.asString()).isEqualTo(other.statusCode());
        assertThat(withoutInstance(one)).isEqualTo(withoutInstance(other));
    }

    private static String withoutInstance(Response response) {
        return response.asString().replaceAll("urn:ckep:request:[^\"]+", "");
    }
}
