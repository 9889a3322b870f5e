package org.ckep.partnerships;

import static org.ckep.testing.Problems.problem;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.testing.Answers;
import org.ckep.testing.Api;
import org.ckep.testing.Route;
import org.ckep.testing.Tokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** For every protected route: 401 without a good token, 403 with the wrong role, 404 for the other side's record. */
@QuarkusTest
class AccessTest {
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
    private static final String SECTOR = """
            {"code": "NEWX", "name": {"en": "X"}, "growthArea": false, "sources": ["${SRC-0001}"]}""";

    private static final Map<String, String> BODIES = new TreeMap<>(Map.of(
            "organisations", ORGANISATION,
            "partnerships", PARTNERSHIP,
            "sourcing-relations", SOURCING,
            "complementarities", STRENGTH,
            "rank-claims", RANK));

    private static final List<String> NOT_MAKER = List.of("cn-checker", "cn-statistician", "secretariat");
    private static final List<String> NOT_SECRETARIAT = List.of("cn-maker", "cn-checker");
    private static final List<String> NEITHER_MAKER_NOR_CHECKER = List.of("cn-statistician", "secretariat");

    private static final List<String> NOT_RELEASER = List.of("cn-maker", "cn-statistician", "secretariat");
    private static final String RELEASE = "{\"classification\": {\"level\": \"BILATERAL\"}}";

    static Stream<Route> routes() {
        return Stream.concat(registers(), commands());
    }

    private static Stream<Route> registers() {
        return BODIES.entrySet().stream().flatMap(register -> {
            String path = register.getKey();
            String body = register.getValue();
            return Stream.of(
                    Route.post(path, body, NOT_MAKER),
                    Route.post(path + "/register-observed", body, NOT_MAKER),
                    Route.patch(path + "/%s", NOT_MAKER));
        });
    }

    private static Stream<Route> commands() {
        return Stream.of(
                Route.post("sources/%s/release", RELEASE, NOT_RELEASER),
                Route.post("claims/%s/release", RELEASE, NOT_RELEASER),
                Route.post("sectors/register-observed", SECTOR, NOT_SECRETARIAT),
                Route.patch("sectors/SEMI", NOT_SECRETARIAT),
                Route.post(
                        "organisations/%s/rename",
                        "{\"name\": {\"en\": \"Y\"}, \"since\": \"2025\", \"asNewRecord\": false}", NOT_MAKER),
                Route.post("organisations/%s/merge", "{\"into\": \"${ORG-LG}\", \"on\": \"2025\"}", NOT_MAKER),
                Route.post("organisations/%s/dissolve", "{\"on\": \"2025\"}", NOT_MAKER),
                Route.post("partnerships/%s/transitions", "{\"to\": \"EXPLORING\"}", NEITHER_MAKER_NOR_CHECKER),
                Route.post(
                        "partnerships/%s/contributions",
                        "{\"side\": \"KR\", \"class\": \"IP\", \"weight\": 1}", NOT_MAKER),
                Route.post(
                        "partnerships/%s/activity-reports",
                        "{\"on\": \"2025-01-01\", \"summary\": {\"en\": \"x\"}}", NEITHER_MAKER_NOR_CHECKER));
    }

    @Test
    void theAuditTrailIsForAuditorsOfASide() {
        Api.PUBLIC.get("audit").then().spec(problem(KernelProblem.UNAUTHENTICATED));
        for (Api other : List.of(
                Api.cnMaker(),
                Api.krChecker(),
                Api.user("kr-statistician"),
                Api.secretariat(),
                Api.loader(),
                Api.client("agency-kotra"),
                Api.client("kr-ministry"))) {
            other.get("audit").then().spec(problem(KernelProblem.FORBIDDEN));
            other.get("audit?chain=COMMON").then().spec(problem(KernelProblem.FORBIDDEN));
        }
        Api.user("cn-auditor").get("audit").then().statusCode(200);
        Api.user("kr-auditor").get("audit").then().statusCode(200);
        Api.user("cn-auditor").get("audit?chain=COMMON").then().statusCode(200);
        Api.user("kr-auditor").get("audit?chain=COMMON").then().statusCode(200);
    }

    static Stream<Route> routesOfRecords() {
        return routes().filter(Route::isOfARecord);
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
        resolved(route).assertNeedsAGoodToken();
    }

    @ParameterizedTest
    @MethodSource("routes")
    void withoutTheScopeOrWithTwoSidesNothingIsWritten(Route route) {
        resolved(route).assertNeedsScopeAndOneSide();
    }

    @ParameterizedTest
    @MethodSource("routes")
    void theWrongRoleIsRefused(Route route) {
        resolved(route).assertNeedsTheRightRole();
    }

    @ParameterizedTest
    @MethodSource("routesOfRecords")
    void theOtherSidesHiddenRecordAnswersLikeAnUnknownOne(Route route) {
        String user = route.wrongRoles().contains("cn-maker") ? "cn-checker" : "cn-maker";
        resolved(route).assertHidden(Tokens.user(user), Fixture.id(hidden(route.collection())));
    }

    @ParameterizedTest
    @MethodSource("collections")
    void aHiddenRecordIsReadByItsOwnSideAlone(String collection) {
        String urn = hidden(collection);
        String path = collection + "/" + urn;
        String unknown = collection + "/" + UUID.randomUUID();
        for (Api other :
                List.of(Api.PUBLIC, Api.cnMaker(), Api.cnChecker(), Api.secretariat(), Api.client("agency-kotra"))) {
            Response answer = other.get(path);
            answer.then().spec(problem(KernelProblem.NOT_FOUND));
            Answers.assertSame(answer, other.get(unknown));
        }
        for (Api own : List.of(Api.krMaker(), Api.krChecker(), Api.user("kr-statistician"))) {
            own.get(path).then().statusCode(200).body("urn", equalTo(urn));
        }
        Api.krMaker().get(collection + "/" + Fixture.id(urn)).then().body("urn", equalTo(urn));
    }

    /** With the URNs of the loaded records, which there are not yet when the routes are listed. */
    private static Route resolved(Route route) {
        return route.withBody(Fixture.resolve(route.body()));
    }

    private static String hidden(String collection) {
        String body =
                switch (collection) {
                    case "sources" -> "{\"kind\": \"PRESS\", \"title\": \"Not for all\"}";
                    case "claims" -> """
                    {"subject": "${ORG-LGES}", "attribute": "verdict", "modality": "ASSERTED", "sources": ["${SRC-0001}"],
                     "value": {"type": "text", "text": {"en": "Good"}}}""";
                    default -> BODIES.get(collection);
                };
        return Api.krMaker().create(collection, Fixture.resolve(body));
    }

    @ParameterizedTest
    @MethodSource("collections")
    void theOtherSidesVisibleRecordIsNotChanged(String collection) {
        String body = Fixture.resolve(BODIES.get(collection))
                .replaceFirst("\\{", "{\"classification\": {\"level\": \"BILATERAL\"}, ");
        String path = collection + "/" + Api.krMaker().create(collection, body);
        Api.cnMaker().get(path).then().statusCode(200);
        Api.cnMaker().patch(path, "{}").then().spec(problem(KernelProblem.FORBIDDEN));
        Api.krMaker().patch(path, "{}").then().statusCode(200);
    }

    @Test
    void aBadTokenIsNeverTakenForNoToken() {
        for (String path : List.of("sectors", "organisations", "partnerships", "sectors/SEMI/cockpit")) {
            new Api("no.such.token").get(path).then().spec(problem(KernelProblem.UNAUTHENTICATED));
            new Api(Tokens.expired()).get(path).then().spec(problem(KernelProblem.UNAUTHENTICATED));
            new Api(Tokens.withoutScopes()).get(path).then().spec(problem(KernelProblem.INSUFFICIENT_SCOPE));
            Api.PUBLIC.get(path).then().statusCode(200);
        }
    }
}
