package org.ckep.partnerships.cockpit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.partnerships.Fixture;
import org.ckep.partnerships.Stub;
import org.ckep.testing.Api;
import org.ckep.testing.Tokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sector cockpit with the other services answering, stopped, frozen, refusing and healed. */
@QuarkusTest
class CockpitTest {
    private static final String PROJECTS = "/investment/v1/projects";

    private Stub trade;
    private Stub investment;
    private Stub policy;

    @BeforeEach
    void start() {
        Fixture.load(CockpitTest.class);
        trade = new Stub("trade");
        investment = new Stub("investment").on(PROJECTS, "{\"data\":[{\"title\":\"Xi'an upgrade\"}]}");
        policy = new Stub("policy").on("/policy/v1/challenges", "{\"data\":[{\"kinds\":[\"TECH_CONTROL\"]}]}");
    }

    @AfterEach
    void stop() {
        trade.close();
        investment.close();
        policy.close();
    }

    private static ValidatableResponse cockpit(Api api, String sector) {
        return api.get("sectors/" + sector + "/cockpit").then().statusCode(200);
    }

    @Test
    void question20_everythingAboutSemiconductorsInOneRequest() {
        trade.on("/trade/v1/claims", "{\"data\":[{\"attribute\":\"export-dependency\"}]}")
                .on("/trade/v1/series", request -> "{\"data\":[{\"query\":\"" + request.query() + "\"}]}");
        investment
                .on("/investment/v1/sites", "{\"data\":[{\"title\":\"Wuxi\"},{\"title\":\"Xi'an\"}],\"next\":\"x\"}")
                .on("/investment/v1/capacity-shares", "{\"data\":[{\"share\":{\"exact\":\"40.10\"}}]}");
        policy.on("/policy/v1/measures", "{\"data\":[{\"issuer\":\"US\"}]}")
                .on("/policy/v1/engagements", "{\"data\":[{\"kind\":\"STATE_VISIT\"}]}")
                .on("/policy/v1/milestones", "{\"data\":[{\"state\":\"MET\"}]}");
        cockpit(Api.PUBLIC, "SEMI")
                .body("sector.code", is("SEMI"))
                .body("sector.hs", contains("8541", "8542"))
                .body("partnershipsByState", equalTo(Map.of("EXPLORING", 1)))
                .body("partnerships.urn", contains(Fixture.urn("PAR-HYNIX-YMTC")))
                .body("expectedPartnerships", hasSize(0))
                .body("sourcing.urn", contains(Fixture.urn("SRCG-HF")))
                .body("complementarities.side", containsInAnyOrder("CN", "KR"))
                .body("claims.attribute", containsInAnyOrder("evolution", "drivers", "benefit-cn"))
                .body("claims.modality", containsInAnyOrder("ASSERTED", "ASSERTED", "OPINION"))
                .body("ranks", hasSize(0))
                .body("trade.claims.attribute", contains("export-dependency"))
                .body("trade.series", hasSize(4))
                .body("trade.series[0].query", is("commodity=8541&reporter=KR&partner=CN&freq=A&limit=100"))
                .body("trade.series[3].query", is("commodity=8542&reporter=CN&partner=KR&freq=A&limit=100"))
                .body("investment.projects.title", contains("Xi'an upgrade"))
                .body("investment.sites.title", contains("Wuxi", "Xi'an"))
                .body("investment.capacityShares[0].share.exact", is("40.10"))
                .body("policy.milestones.state", contains("MET"))
                .body("policy.challenges.kinds[0]", contains("TECH_CONTROL"))
                .body("policy.measures.issuer", contains("US"))
                .body("policy.engagements.kind", contains("STATE_VISIT"))
                .body(
                        "parts",
                        equalTo(Map.of(
                                "trade", Map.of("state", "ok"),
                                "investment", Map.of("state", "ok"),
                                "policy", Map.of("state", "ok"))));
        assertThat(investment.requests()).extracting(Stub.Request::query).containsOnly("sector=SEMI&limit=100");
    }

    @Test
    void expectationsAndRanksOfBatteriesStandApart() {
        cockpit(Api.PUBLIC, "BATT")
                .body("partnershipsByState", equalTo(Map.of()))
                .body("partnerships", hasSize(0))
                .body("expectedPartnerships.urn", contains(Fixture.urn("PAR-LG-SSB")))
                .body("ranks.organisation.name.en.text", containsInAnyOrder("LG Energy Solution", "SK On"))
                .body("trade.series", hasSize(0));
    }

    @Test
    void theUsersTokenGoesOnAndThePublicSendsNone() {
        String token = Tokens.user("kr-maker");
        new Api(token)
                .request()
                .header("X-Request-Id", "cockpit-test-0001")
                .get("/partnerships/v1/sectors/SEMI/cockpit")
                .then()
                .statusCode(200);
        for (Stub stub : List.of(trade, investment, policy)) {
            assertThat(stub.requests()).isNotEmpty().allSatisfy(request -> {
                assertThat(request.authorization()).isEqualTo("Bearer " + token);
                assertThat(request.requestId()).isEqualTo("cockpit-test-0001");
            });
        }
        int before = policy.requests().size();
        cockpit(Api.PUBLIC, "SEMI");
        assertThat(policy.requests().subList(before, policy.requests().size()))
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.authorization()).isNull());
    }

    @Test
    void aStoppedSourceIsUnavailableTheOthersAndTheOwnDataStay() {
        policy.close();
        cockpit(Api.PUBLIC, "GREEN")
                .body("parts.policy.state", is("unavailable"))
                .body("parts.policy.reason", is("unreachable"))
                .body("parts.policy.ageSeconds", is(nullValue()))
                .body("policy", is(nullValue()))
                .body("parts.trade.state", is("ok"))
                .body("investment.projects", hasSize(1))
                .body("sector.code", is("GREEN"));
    }

    @Test
    void withAllSourcesDownTheOwnDataIsAnswered() {
        trade.close();
        investment.close();
        policy.close();
        cockpit(Api.PUBLIC, "PREC")
                .body("complementarities", hasSize(1))
                .body("parts.trade.state", is("unavailable"))
                .body("parts.investment.state", is("unavailable"))
                .body("parts.policy.state", is("unavailable"));
    }

    @Test
    void aFrozenSourceIsStaleWithItsLastGoodAnswerAndHeals() {
        cockpit(Api.PUBLIC, "AI").body("parts.investment.state", is("ok"));
        investment.freeze();
        long begun = System.nanoTime();
        cockpit(Api.PUBLIC, "AI")
                .body("parts.investment.state", is("stale"))
                .body("parts.investment.ageSeconds", greaterThanOrEqualTo(0))
                .body("parts.investment.reason", is("timeout"))
                .body("investment.projects.title", contains("Xi'an upgrade"))
                .body("parts.trade.state", is("ok"));
        assertThat(System.nanoTime() - begun).isLessThan(5_000_000_000L);
        investment.heal();
        investment.on(PROJECTS, "{\"data\":[{\"title\":\"Newer\"}]}");
        cockpit(Api.PUBLIC, "AI")
                .body("parts.investment", equalTo(Map.of("state", "ok")))
                .body("investment.projects.title", contains("Newer"));
    }

    @Test
    void aFrozenSourceThatNeverAnsweredIsUnavailable() {
        trade.freeze();
        cockpit(Api.PUBLIC, "DIG")
                .body("parts.trade.state", is("unavailable"))
                .body("parts.trade.reason", is("timeout"));
    }

    @Test
    void oneViewersAnswerNeverStandsInForAnother() {
        investment.on(PROJECTS, request -> "{\"data\":[{\"for\":\"%s\"}]}"
                .formatted(request.authorization() == null ? "public" : "a person"));
        cockpit(Api.krMaker(), "NEV").body("investment.projects.for", contains("a person"));
        investment.freeze();
        cockpit(Api.krMaker(), "NEV")
                .body("parts.investment.state", is("stale"))
                .body("investment.projects.for", contains("a person"));
        for (Api other : List.of(Api.PUBLIC, Api.krChecker(), Api.cnMaker())) {
            cockpit(other, "NEV")
                    .body("parts.investment.state", is("unavailable"))
                    .body("investment", is(nullValue()));
        }
    }

    @Test
    void aSourceThatRefusesTheViewerIsBelieved() {
        cockpit(Api.krMaker(), "MIN").body("parts.policy.state", is("ok"));
        policy.status(403);
        cockpit(Api.krMaker(), "MIN")
                .body("parts.policy.state", is("unavailable"))
                .body("parts.policy.reason", is("forbidden"))
                .body("policy", is(nullValue()));
        // What it said before is forgotten, so that it cannot come back as a stale answer.
        policy.status(500);
        cockpit(Api.krMaker(), "MIN")
                .body("parts.policy.state", is("unavailable"))
                .body("parts.policy.reason", is("status-500"));
    }

    @Test
    void aSourceThatFailsIsStale() {
        cockpit(Api.PUBLIC, "H2").body("parts.policy.state", is("ok"));
        policy.status(503);
        cockpit(Api.PUBLIC, "H2")
                .body("parts.policy.state", is("stale"))
                .body("parts.policy.reason", is("status-503"))
                .body("policy.challenges", hasSize(1));
        policy.on("/policy/v1/challenges", "not JSON");
        policy.status(200);
        cockpit(Api.PUBLIC, "H2").body("parts.policy.state", is("stale"));
    }

    @Test
    void everyListIsTrimmedToTheLimit() {
        investment.on(
                PROJECTS,
                IntStream.range(0, 30)
                        .mapToObj(i -> "{\"title\":\"" + i + "\"}")
                        .collect(Collectors.joining(",", "{\"data\":[", "]}")));
        cockpit(Api.PUBLIC, "SEMI").body("investment.projects", hasSize(20));
        Response small = Api.PUBLIC.get("sectors/SEMI/cockpit?limit=1");
        small.then()
                .body("investment.projects", hasSize(1))
                .body("complementarities", hasSize(1))
                .body("claims", hasSize(1));
        Api.PUBLIC.get("sectors/SEMI/cockpit?limit=101").then().spec(problemAt(KernelProblem.INVALID_VALUE, "limit"));
        Api.PUBLIC.get("sectors/SEMI/cockpit?limit=0").then().spec(problemAt(KernelProblem.INVALID_VALUE, "limit"));
    }

    @Test
    void anUnknownSectorIsNotFoundAndAsksNobody() {
        Api.PUBLIC.get("sectors/NOPE/cockpit").then().spec(problem(KernelProblem.NOT_FOUND));
        assertThat(trade.requests()).isEmpty();
    }

    @Test
    void aHiddenPartnershipIsOnItsOwnSidesPageAlone() {
        String body = Fixture.resolve("""
                {"title": {"en": "Hidden"}, "kind": "SUPPLY", "sectors": ["GREEN"],
                 "parties": [{"orgId": "${ORG-LG}"}, {"orgId": "${ORG-BAIC}"}]}""");
        String urn = Api.cnMaker().create("partnerships", body);
        cockpit(Api.cnMaker(), "GREEN").body("expectedPartnerships.urn", contains(urn));
        cockpit(Api.krMaker(), "GREEN").body("expectedPartnerships", hasSize(0));
    }
}
