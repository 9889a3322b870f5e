package org.ckep.hub.feed;

import static io.restassured.RestAssured.given;
import static org.ckep.hub.subscription.Subscriptions.as;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.kr;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.oneOf;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.testing.Answers;
import org.ckep.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the feed refuses, and where it says that the fault is. */
@QuarkusTest
class FeedRefusalTest {
    private static final String FEED = "/events/v1/feed";

    /** A filter by a name that no event has would find nothing for ever. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "types | org.ckep.investment.project.exploded.v1",
                "types | org.ckep.investment.project.registered.v1,registered",
                "filters | [{\"any\":[{\"exact\":{\"sector\":\"SEMI\"}},{\"not\":{\"exact\":{\"type\":\"registered\"}}}]}]"
            })
    void anUnknownTypeIsNamed(String parameter, String value) {
        given().queryParam(parameter, value)
                .get(FEED)
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, parameter))
                .body("errors[0].code", equalTo("unknown-type"));
    }

    /** Whoever may not know a type cannot find out whether there is one. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "types | org.ckep.investment.change.proposed.v1",
                "filters | [{\"exact\":{\"type\":\"org.ckep.investment.change.proposed.v1\"}}]"
            })
    void aTypeThatIsForOthersIsAsUnknownAsNone(String parameter, String value) {
        Response none = given().queryParam(parameter, value.replace("proposed", "exploded"))
                .get(FEED);
        for (RequestSpecification reader : List.of(given(), kotra())) {
            Response refused = reader.queryParam(parameter, value).get(FEED);
            refused.then()
                    .spec(problemAt(KernelProblem.INVALID_VALUE, parameter))
                    .body("errors[0].code", equalTo("unknown-type"));
            Answers.assertSame(refused, none);
        }
        kr().queryParam(parameter, value).get(FEED).then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({"limit,0", "limit,1001", "limit,many", "wait,31", "wait,-1", "types,''", "subject,','", "sector,''"})
    void parametersOutOfRangeAreNamed(String name, String value) {
        given().queryParam(name, value).get(FEED).then().spec(problemAt(KernelProblem.INVALID_VALUE, name));
    }

    @Test
    void unknownParametersAreNamed() {
        given().queryParam("where", "type = 'x'")
                .get(FEED)
                .then()
                .spec(problemAt(KernelProblem.UNKNOWN_PARAMETER, "where"));
        given().header("Accept", "text/event-stream")
                .queryParam("limit", 5)
                .get(FEED)
                .then()
                .spec(problemAt(KernelProblem.UNKNOWN_PARAMETER, "limit"));
    }

    @Test
    void badTokensAreRefusedAndNeverTakenForThePublic() {
        as(Tokens.expired()).get(FEED).then().spec(problem(KernelProblem.UNAUTHENTICATED));
        as("nonsense").get(FEED).then().spec(problem(KernelProblem.UNAUTHENTICATED));
        as(Tokens.withoutScopes()).get(FEED).then().spec(problem(KernelProblem.INSUFFICIENT_SCOPE));
        as(Tokens.twoSides()).get(FEED).then().spec(problem(KernelProblem.FORBIDDEN));
        as(Tokens.expired())
                .header("Accept", "text/event-stream")
                .get(FEED)
                .then()
                .spec(problem(KernelProblem.UNAUTHENTICATED));
    }

    @Test
    void nothingButReadingIsPossible() {
        as(Tokens.user("cn-maker")).post(FEED).then().statusCode(oneOf(403, 405));
        given().post(FEED).then().statusCode(oneOf(401, 405));
        given().header("Accept", "text/csv").get(FEED).then().spec(problem(KernelProblem.NOT_ACCEPTABLE));
    }
}
