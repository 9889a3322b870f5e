package org.ckep.portal;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds on every page: who asks, in which language, signed in or not. */
@QuarkusTest
class VisitorTest {
    private StubGateway gateway;

    @BeforeEach
    void layDownAnswers() throws IOException {
        gateway = new StubGateway();
        SampleAnswers.giveTo(gateway);
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    /** The gateway counts the public by address: visitors must not share the portal's own. */
    @Test
    void thePublicIsAskedForUnderEachVisitorsOwnAddress() {
        given().header("X-Forwarded-For", "203.0.113.7").get("/projects").then().statusCode(200);
        given().header("X-Forwarded-For", "203.0.113.8")
                .get("/milestones")
                .then()
                .statusCode(200);
        assertThat(gateway.questions())
                .filteredOn(question -> question.path().startsWith("/investment"))
                .extracting(StubGateway.Question::forwardedFor)
                .containsExactly("203.0.113.7");
        assertThat(gateway.questions())
                .filteredOn(question -> question.path().startsWith("/policy"))
                .extracting(StubGateway.Question::forwardedFor)
                .containsExactly("203.0.113.8");
    }

    @Test
    void thePublicAsksWithoutAToken() {
        given().get("/milestones").then().statusCode(200);
        assertThat(gateway.questions()).isNotEmpty().allSatisfy(question -> assertThat(question.authorization())
                .isEqualTo("null"));
    }

    @Test
    void theChosenLanguageIsKept() {
        var chosen = given().get("/?lang=ko").then().statusCode(200).extract();
        assertThat(chosen.cookie("ckep_language")).isEqualTo("ko");
        given().cookie("ckep_language", "ko")
                .header("Accept-Language", "en")
                .get("/projects")
                .then()
                .header("Content-Language", "ko")
                .body(containsString("구상"));
    }

    @Test
    void anUnknownLanguageFallsBackToEnglish() {
        given().header("Accept-Language", "fr")
                .get("/?lang=xx")
                .then()
                .statusCode(200)
                .header("Content-Language", "en");
    }

    /** The sign-in service comes back from signing out with a query of its own. */
    @Test
    void theLanguageSwitchOfTheOverviewLeavesForeignQueriesOut() {
        assertThat(PortalPagesTest.page("/?state=left-by-the-sign-in-service", "en")
                        .select(".languages a")
                        .eachAttr("href"))
                .containsExactly("/?lang=en", "/?lang=zh-Hans", "/?lang=ko");
    }

    @ParameterizedTest
    @CsvSource({
        "/projects, /sign-in?to=%2Fprojects",
        "/projects?state=PROSPECT&sector=SEMI, /sign-in?to=%2Fprojects%3Fstate%3DPROSPECT%26sector%3DSEMI",
        "/milestones?after=a%2Bb, /sign-in?to=%2Fmilestones%3Fafter%3Da%252Bb",
        "/?state=left-by-the-sign-in-service, /sign-in?to=%2F",
    })
    void signingInComesBackToThePageWithItsQuery(String path, String address) {
        assertThat(Jsoup.parse(given().urlEncodingEnabled(false)
                                .header("Accept-Language", "en")
                                .get(path)
                                .asString())
                        .select(".account a")
                        .eachAttr("href"))
                .containsExactly(address);
    }

    @Test
    void signingInLeadsToKeycloakWithPkce() {
        String there = given().redirects()
                .follow(false)
                .get("/sign-in")
                .then()
                .statusCode(302)
                .extract()
                .header("Location");
        assertThat(there)
                .contains("/protocol/openid-connect/auth", "client_id=ckep-portal", "code_challenge_method=S256");
    }

    @Test
    void theSignInPageSpeaksTheChosenLanguage() {
        assertThat(signInWith("zh-Hans")).contains("ui_locales=zh-CN");
        assertThat(signInWith("ko")).contains("ui_locales=ko");
        assertThat(signInWith("xx")).doesNotContain("ui_locales");
    }

    private static String signInWith(String language) {
        return given().cookie("ckep_language", language)
                .redirects()
                .follow(false)
                .get("/sign-in?to=/projects")
                .then()
                .statusCode(302)
                .extract()
                .header("Location");
    }

    @Test
    void noInlineScriptIsAllowed() {
        given().get("/")
                .then()
                .header("Content-Security-Policy", containsString("default-src 'self'"))
                .header("X-Content-Type-Options", equalTo("nosniff"))
                .body(not(containsString("<script>")));
    }
}
