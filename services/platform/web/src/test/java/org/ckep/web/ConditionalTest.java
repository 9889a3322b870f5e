package org.ckep.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.testing.Tokens;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ConditionalTest {
    private static final String THING = "/fixture/v1/things/thing";

    private static RequestSpecification maker() {
        return given().auth().oauth2(Tokens.user("cn-maker"));
    }

    @Test
    void aViewThatTheCallerHoldsIsNotSentAgain() {
        String tag = given().get(THING)
                .then()
                .statusCode(200)
                .header("ETag", matchesPattern("\"[A-Za-z0-9_-]{27}\""))
                .extract()
                .header("ETag");
        given().header("If-None-Match", tag)
                .get(THING)
                .then()
                .statusCode(304)
                .header("ETag", equalTo(tag))
                .body(equalTo(""));
        given().header("If-None-Match", "\"other\", W/" + tag).get(THING).then().statusCode(304);
        given().header("If-None-Match", "*").get(THING).then().statusCode(304);
        given().header("If-None-Match", "\"other\"").get(THING).then().statusCode(200);
        given().head(THING).then().statusCode(200).header("ETag", equalTo(tag));
    }

    @Test
    void aChangeNeedsTheTagOfWhatItChanges() {
        String tag = given().get(THING).header("ETag");
        RequestSpecification put = maker().contentType("application/json");
        put.body("{\"name\":\"second\"}")
                .put(THING)
                .then()
                .spec(problemAt(KernelProblem.PRECONDITION_REQUIRED, "If-Match"));
        maker().contentType("application/json")
                .body("{\"name\":\"second\"}")
                .header("If-Match", "W/" + tag)
                .put(THING)
                .then()
                .spec(problemAt(KernelProblem.STALE, "If-Match"));
        String next = maker().contentType("application/json")
                .body("{\"name\":\"second\"}")
                .header("If-Match", "\"other\", " + tag)
                .put(THING)
                .then()
                .statusCode(200)
                .header("ETag", not(equalTo(tag)))
                .extract()
                .header("ETag");
        maker().contentType("application/json")
                .body("{\"name\":\"third\"}")
                .header("If-Match", tag)
                .put(THING)
                .then()
                .spec(problem(KernelProblem.STALE));
        given().get(THING).then().header("ETag", equalTo(next));
        maker().contentType("application/json")
                .body("{\"name\":\"first\"}")
                .header("If-Match", "*")
                .put(THING)
                .then()
                .statusCode(200);
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepetition() {
        List<String> seen = new ArrayList<>();
        String path = "/fixture/v1/things?limit=50&prefix=k%C3%A4";
        int pages = 0;
        while (path != null) {
            Response page = given().urlEncodingEnabled(false).get(path);
            assertThat(page.statusCode()).isEqualTo(200);
            seen.addAll(page.jsonPath().getList("data", String.class));
            String link = page.header("Link");
            assertThat(link == null).isEqualTo(page.jsonPath().get("next") == null);
            path = link == null ? null : link.substring(1, link.indexOf('>'));
            if (path != null) {
                assertThat(path).startsWith("/fixture/v1/things?").contains("prefix=k%C3%A4");
            }
            pages++;
        }
        assertThat(pages).isEqualTo(3);
        assertThat(seen).hasSize(120).doesNotHaveDuplicates().startsWith("kä1").endsWith("kä120");
        given().get("/fixture/v1/things").then().body("data", hasSize(50));
        given().get("/fixture/v1/things?limit=500")
                .then()
                .body("data", hasSize(120))
                .body("next", nullValue());
    }

    @Test
    void whatATokenHasSeenIsNotStored() {
        maker().get(THING)
                .then()
                .header("Cache-Control", equalTo("no-store"))
                .header("Vary", containsString("Authorization"));
        given().get(THING)
                .then()
                .header("Cache-Control", equalTo("no-cache"))
                .header("Vary", containsString("Authorization"));
    }

    @Test
    void theClockTicksInMicroseconds() {
        given().get("/fixture/v1/things/now")
                .then()
                .body("now", matchesPattern("[0-9-]{10}T[0-9:]{8}(\\.[0-9]{3}([0-9]{3})?)?Z"));
    }
}
