package org.ckep.investment;

import static org.ckep.testing.Problems.problem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.ckep.investment.exposure.Exposures;
import org.ckep.investment.grievance.Grievances;
import org.ckep.investment.ledger.Commitments;
import org.ckep.investment.pairing.Pairs;
import org.ckep.investment.shareholding.Shareholdings;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.testing.Answers;
import org.ckep.testing.Api;
import org.ckep.testing.Route;
import org.ckep.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** For every protected route: 401 without a good token, 403 with the wrong role, 404 for the other side's record. */
@QuarkusTest
class AccessTest {
    private static final String SHARED = ", \"classification\": {\"level\": \"BILATERAL\"}";

    static Stream<Route> routes() {
        List<String> notMaker = List.of("cn-checker", "cn-statistician", "secretariat");
        List<String> notFigures = List.of("cn-checker", "secretariat");
        String site = "urn:ckep:site:" + UUID.randomUUID();
        String source = "urn:ckep:source:" + UUID.randomUUID();
        String share = Records.share(site, source, "");
        List<String> notChecker = List.of("cn-maker", "cn-statistician", "secretariat");
        String change = "projects/%s/changes/" + UUID.randomUUID() + "/";
        String found = "breaks/" + UUID.randomUUID() + "/";
        String blind = "projects/%s/blind-comparisons/capacity";
        String pair = Pairs.pair("projects/" + UUID.randomUUID(), "projects/" + UUID.randomUUID());
        Stream<Route> reconciliation = Stream.of(
                Route.post("pairings", pair, notMaker),
                Route.post("pairings/" + UUID.randomUUID() + "/agree", "{}", List.of("cn-statistician", "secretariat")),
                Route.post("reconciliation-cycles", "{}", List.of("cn-maker", "cn-checker", "kr-auditor")),
                new Route("PUT", "reconciliation-rates/2019-01", "application/json", "{\"rates\": []}", notMaker),
                Route.post("reconciliation-rates/2019-01/agree", "{\"hash\": \"\"}", notChecker),
                Route.post(found + "assign", "{}", List.of("cn-auditor")),
                Route.post(found + "explain", "{}", List.of("cn-auditor", "secretariat")),
                Route.post(found + "prepare", "{}", notMaker),
                Route.post(found + "agree", "{}", notChecker),
                Route.post(found + "close", "{}", notChecker),
                Route.post(blind + "/commitments", "{\"value\": []}", notFigures),
                new Route("PUT", blind, "application/json", "", notChecker),
                new Route("DELETE", blind, "application/json", "", notChecker));
        String objection = "projects/%s/objections/" + UUID.randomUUID();
        Stream<Route> objections = Stream.of(
                Route.post("projects/%s/objections", Bilateral.objecting("title"), notMaker),
                Route.post(objection + "/raise", "{}", notChecker),
                Route.post(objection + "/drop", "{}", List.of("cn-statistician", "cn-auditor", "secretariat")));
        String commitment = Commitments.commitment("urn:ckep:project:" + UUID.randomUUID(), "");
        String observed = commitment.replaceFirst("\\{", "{\"sources\": [\"%s\"], ".formatted(source));
        String history = Shareholdings.half("");
        String grievance = Grievances.grievance("urn:ckep:project:" + UUID.randomUUID(), "");
        String exposure = Exposures.exposure(site, "");
        Stream<Route> ledger = Stream.of(
                Route.post("exposures", exposure, notFigures),
                Route.post(
                        "exposures/register-observed",
                        Exposures.exposure(site, ", \"sources\": [\"%s\"]".formatted(source)),
                        notFigures),
                Route.post("exposures/%s/clear", Exposures.CLEARED, notFigures),
                Route.post("grievances", grievance, notMaker),
                Route.post("grievances/%s/transitions", Grievances.REVIEW, List.of("cn-statistician", "secretariat")),
                Route.post("grievances/%s/share", "", List.of("cn-maker", "cn-statistician", "secretariat")),
                Route.post("shareholdings", history, notFigures),
                Route.post("shareholdings/register-observed", history, notFigures),
                Route.post(
                        "shareholdings/%s/statements",
                        Shareholdings.statement("2023", Shareholdings.holding(Records.organisation(), "5"), ""),
                        notFigures),
                Route.post("commitments", commitment, notFigures),
                Route.post("commitments/register-observed", observed, notFigures),
                Route.post("commitments/%s/transactions", Commitments.paid("1", "2024-05-01"), notFigures));
        Stream<Route> changes = Stream.concat(
                Stream.of("return", "dismiss", "propose", "agree")
                        .map(act -> Route.post(change + act, "{}", notChecker)),
                Stream.of(
                        Route.post("projects/%s/changes", Bilateral.makesJoint(), notMaker),
                        Route.post(change + "counter", Bilateral.makesJoint(), notMaker),
                        Route.post(change + "submit", "{}", notMaker),
                        Route.post(change + "review", "{}", notMaker),
                        Route.post(change + "withdraw", "{}", List.of("cn-statistician", "secretariat")),
                        Route.post(change + "reject", "{}", List.of("cn-statistician", "secretariat")),
                        Route.post("projects/%s/filings", "{\"kind\": \"report\", \"outcome\": \"PENDING\"}", notMaker),
                        Route.post("projects/%s/rag", "{\"rating\": \"RED\", \"asOf\": \"2025\"}", notMaker),
                        Route.post("projects/%s/figures/capacity", "{\"value\": []}", notFigures)));
        String release = "{\"classification\": {\"level\": \"PUBLIC\"}}";
        Stream<Route> releases = Stream.of(
                        "projects",
                        "sites",
                        "capacity-shares",
                        "commitments",
                        "shareholdings",
                        "exposures",
                        "sources",
                        "claims")
                .map(register -> Route.post(
                        register + "/%s/release", release, List.of("cn-maker", "cn-statistician", "secretariat")));
        Stream<Route> figures = Stream.of(Route.post(
                "projects/%s/figures/capacity/release",
                release, List.of("cn-maker", "cn-statistician", "secretariat")));
        return Stream.concat(
                Stream.of(ledger, changes, reconciliation, objections, releases, figures)
                        .flatMap(Function.identity()),
                Stream.of(
                        Route.post("projects", Records.project(""), notMaker),
                        Route.post("projects/register-observed", Records.observed(source, ""), notMaker),
                        Route.patch("projects/%s", notMaker),
                        Route.post("projects/%s/adopt", "", notMaker),
                        Route.post("projects/%s/adopt/confirm", "", notChecker),
                        Route.post("projects/%s/adopt/drop", "", List.of("cn-statistician", "secretariat")),
                        Route.post(
                                "projects/%s/revision/confirm", "{\"hash\": \"" + "0".repeat(64) + "\"}", notChecker),
                        Route.post("projects/%s/revision/drop", "", List.of("cn-statistician", "secretariat")),
                        Route.post("pending-acts/%s/confirm", "{\"hash\": \"" + "0".repeat(64) + "\"}", notChecker),
                        Route.post("pending-acts/%s/drop", "", List.of("secretariat")),
                        Route.post(
                                "projects/%s/transitions",
                                "{\"to\": \"ANNOUNCED\"}", List.of("cn-statistician", "secretariat")),
                        Route.post("sites", Records.site(""), notMaker),
                        Route.post(
                                "sites/register-observed",
                                Records.site(", \"sources\": [\"%s\"]".formatted(source)),
                                notMaker),
                        Route.patch("sites/%s", notMaker),
                        Route.post("capacity-shares", share, notFigures),
                        Route.post("capacity-shares/register-observed", share, notFigures),
                        Route.patch("capacity-shares/%s", notFigures)));
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
        Api.PUBLIC.get("audit?chain=COMMON").then().spec(problem(KernelProblem.UNAUTHENTICATED));
        Api.user("cn-auditor").get("audit?chain=COMMON").then().statusCode(200);
        Api.user("kr-auditor").get("audit?chain=COMMON").then().statusCode(200);
    }

    static Stream<Route> routesOfRecords() {
        return routes().filter(Route::isOfARecord);
    }

    @ParameterizedTest
    @MethodSource("routes")
    void withoutAGoodTokenNothingIsWritten(Route route) {
        route.assertNeedsAGoodToken();
    }

    @ParameterizedTest
    @MethodSource("routes")
    void withoutTheScopeOrWithTwoSidesNothingIsWritten(Route route) {
        route.assertNeedsScopeAndOneSide();
    }

    @ParameterizedTest
    @MethodSource("routes")
    void theWrongRoleIsRefused(Route route) {
        route.assertNeedsTheRightRole();
    }

    @ParameterizedTest
    @MethodSource("routesOfRecords")
    void theOtherSidesHiddenRecordAnswersLikeAnUnknownOne(Route route) {
        String user = route.wrongRoles().contains("cn-maker") ? "cn-checker" : "cn-maker";
        route.assertHidden(Tokens.user(user), hidden(route.collection()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"projects", "sites", "capacity-shares", "commitments", "exposures", "shareholdings", "grievances"
            })
    void aHiddenRecordIsReadByItsOwnSideAlone(String collection) {
        String hidden = collection + "/" + hidden(collection);
        String unknown = collection + "/" + UUID.randomUUID();
        for (Api other :
                List.of(Api.PUBLIC, Api.cnMaker(), Api.cnChecker(), Api.secretariat(), Api.client("agency-kotra"))) {
            Response answer = other.get(hidden);
            answer.then().spec(problem(KernelProblem.NOT_FOUND));
            Answers.assertSame(answer, other.get(unknown));
        }
        for (Api own : List.of(Api.krMaker(), Api.krChecker(), Api.user("kr-statistician"))) {
            own.get(hidden).then().statusCode(200);
        }
    }

    /** What is read below a record is hidden with it. */
    @ParameterizedTest
    @ValueSource(strings = {"cn-maker", "cn-checker", "secretariat"})
    void theStepsOfAHiddenProjectAreHidden(String user) {
        String hidden = hidden("projects");
        Response answer = Api.user(user).get("projects/" + hidden + "/transitions");
        answer.then().spec(problem(KernelProblem.NOT_FOUND));
        Answers.assertSame(answer, Api.user(user).get("projects/" + UUID.randomUUID() + "/transitions"));
        Api.krChecker().get("projects/" + hidden + "/transitions").then().statusCode(200);
    }

    /** The id of a record that the Korean side alone may read. */
    private static String hidden(String collection) {
        Api kr = Api.krMaker();
        return Records.id(
                switch (collection) {
                    case "projects" -> kr.create("projects", Records.project(""));
                    case "sites" -> kr.create("sites", Records.site(""));
                    case "pending-acts" ->
                        kr.post(
                                        Commitments.made(kr, kr.create("projects", Records.project(SHARED)), SHARED)
                                                + "/transactions",
                                        Commitments.paid("1", "2024-05-01"))
                                .path("urn");
                    case "grievances" ->
                        kr.create("grievances", Grievances.grievance(kr.create("projects", Records.project("")), ""));
                    case "exposures" ->
                        kr.create("exposures", Exposures.exposure(kr.create("projects", Records.project("")), ""));
                    case "shareholdings" -> kr.create("shareholdings", Shareholdings.half(""));
                    case "sources" -> Records.sideSource(kr, "PRESS");
                    case "claims" ->
                        kr.create("claims", """
                            {"subject": "%s", "attribute": "verdict", "modality": "ASSERTED", "sources": ["%s"],
                             "value": {"type": "text", "text": {"en": "Good"}}}""".formatted(Records.organisation(), Records.source("PRESS")));
                    case "commitments" ->
                        kr.create(
                                "commitments", Commitments.commitment(kr.create("projects", Records.project("")), ""));
                    default ->
                        kr.create(
                                "capacity-shares",
                                Records.share(kr.create("sites", Records.site("")), Records.source("PRESS"), ""));
                });
    }
}
