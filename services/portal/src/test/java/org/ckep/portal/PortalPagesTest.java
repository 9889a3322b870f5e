package org.ckep.portal;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class PortalPagesTest {
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

    @ParameterizedTest
    @CsvSource({
        "en, China–ROK Economic Cooperation Platform, Bilateral goods trade",
        "zh-Hans, 中韩经贸合作平台, 双边货物贸易",
        "zh-CN, 中韩经贸合作平台, 双边货物贸易",
        "ko, 한중 경제통상협력 플랫폼, 양국 상품무역",
    })
    void theOverviewSpeaksTheLanguageAskedFor(String language, String name, String heading) {
        given().header("Accept-Language", language)
                .get("/")
                .then()
                .statusCode(200)
                .body(containsString(name))
                .body(containsString(heading));
    }

    @Test
    void anUnknownLanguageFallsBackToEnglish() {
        given().header("Accept-Language", "fr")
                .get("/?lang=xx")
                .then()
                .statusCode(200)
                .header("Content-Language", "en");
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
    void bothSidesTotalsStandBesideEachOtherAndAreNeverAveraged() {
        String page = given().get("/").then().statusCode(200).extract().asString();
        assertThat(page).contains("286.5", "241.4", "17.0836 %").doesNotContain("264.0", "263.9");
    }

    @Test
    void aMissingSideIsNamedAndNotReplaced() {
        String page = given().get("/").then().extract().asString();
        assertThat(page).contains("not reported");
    }

    @Test
    void aClaimShowsItsBasisAndModality() {
        String page = given().get("/").then().extract().asString();
        assertThat(page).contains("328080000000 USD", "measured", "commentary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/trade/v1/bilateral-totals",
                "/trade/v1/claims",
                "/investment/v1/pipeline",
                "/policy/v1/engagements",
                "/partnerships/v1/sectors"
            })
    void aSourceThatIsDownBreaksItsPartAlone(String route) {
        gateway.breakDown(route);
        given().get("/")
                .then()
                .statusCode(200)
                .body(containsString("This part is not available at the moment"))
                .body(containsString("China–ROK Economic Cooperation Platform"));
    }

    @Test
    void theSectorPageNamesPartsThatAreMissingOrOlder() {
        given().get("/sectors/SEMI")
                .then()
                .statusCode(200)
                .body(containsString("<h1>semiconductors</h1>"))
                .body(containsString("investment projects: as it stood 40 s ago."))
                .body(containsString("policy milestones: not available at the moment."))
                .body(containsString("exploring"))
                .body(containsString("hydrogen fluoride"));
    }

    @Test
    void anUnknownSectorIsNotFound() {
        given().get("/sectors/NOPE").then().statusCode(404).body(containsString("Page not found"));
    }

    @Test
    void anUnknownPageIsNotFoundInTheVisitorsLanguage() {
        given().header("Accept-Language", "ko")
                .get("/no/such/page")
                .then()
                .statusCode(404)
                .body(containsString("페이지를 찾을 수 없습니다"));
    }

    @Test
    void filtersReachTheRegisterAndStayChosen() {
        given().queryParam("state", "PROSPECT")
                .queryParam("sector", "")
                .get("/projects")
                .then()
                .statusCode(200)
                .body(containsString("<option value=\"PROSPECT\" selected>"));
        assertThat(gateway.questions())
                .filteredOn(question -> question.path().equals("/investment/v1/projects"))
                .singleElement()
                .satisfies(question ->
                        assertThat(question.query()).contains("state=PROSPECT").doesNotContain("sector"));
    }

    @Test
    void theNextPageKeepsTheFilters() {
        given().queryParam("state", "PROSPECT")
                .get("/projects")
                .then()
                .body(containsString("/projects?state=PROSPECT&amp;after=cursor-2"));
    }

    @Test
    void textOfARecordCannotBecomeMarkup() {
        given().get("/milestones")
                .then()
                .body(not(containsString("<script>alert")))
                .body(containsString("&lt;script&gt;"));
    }

    @Test
    void thePublicAsksWithoutAToken() {
        given().get("/milestones").then().statusCode(200);
        assertThat(gateway.questions()).isNotEmpty().allSatisfy(question -> assertThat(question.authorization())
                .isEqualTo("null"));
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
    void noInlineScriptIsAllowed() {
        given().get("/")
                .then()
                .header("Content-Security-Policy", containsString("default-src 'self'"))
                .header("X-Content-Type-Options", equalTo("nosniff"))
                .body(not(containsString("<script>")));
    }
}
