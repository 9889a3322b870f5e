package org.ckep.portal;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages show of the services' answers. */
@QuarkusTest
class PortalPagesTest {
    private static final String UNAVAILABLE = "This part is not available at the moment. Please try again shortly.";

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

    /** Reporter, valuation and source stand with every figure; the discrepancy is the one that the service states. */
    @Test
    void bothSidesFiguresStandBesideEachOtherAndAreNeverAveraged() {
        Document page = overview("en");
        Element dots = page.selectFirst("section:has(#trade) figure:has([aria-labelledby=source-DOTS])");
        assertThat(page.selectFirst("#source-DOTS").text()).isEqualTo("Source: IMF Direction of Trade Statistics");
        assertThat(dots.select("thead th").eachText())
                .containsExactly(
                        "Period",
                        "Goods",
                        "China reports",
                        "Republic of Korea reports",
                        "Difference",
                        "Difference in %");
        assertThat(dots.select("tbody tr").eachText())
                .containsExactly(
                        "2018 China → Republic of Korea 109.5 exports · FOB 106.4 imports · CIF −3.1 −2.8%",
                        "Republic of Korea → China 203.0 imports · CIF 162.2 exports · FOB +40.8 +22.4%",
                        "both directions 312.5 exports · FOB + imports · CIF 268.6 exports · FOB + imports · CIF"
                                + " +43.9 +15.1%");
        assertThat(page.text()).doesNotContain("290.6", "290.5");
    }

    @Test
    void aMissingSideIsNamedAndWhatNobodyReportsIsLeftOut() {
        Element comtrade = overview("en").selectFirst("figure:has([aria-labelledby=source-COMTRADE_V1])");
        assertThat(comtrade.select("tbody tr").eachText())
                .containsExactly("2018 China → Republic of Korea 108.8 exports · FOB not reported – –");
        assertThat(comtrade.hasAttr("data-chart")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "en, 312.5 billion US dollars, +43.9 billion US dollars",
        "zh-Hans, '3,125.2 亿美元', +439.0 亿美元",
        "ko, '3,125.2 억 달러', +439.0 억 달러",
    })
    void theNewestTotalsLeadInTheLanguagesOwnUnit(String language, String china, String difference) {
        assertThat(overview(language).select("dl.figures dd:has(strong)").eachText())
                .contains(china, difference);
    }

    @Test
    void aClaimShowsWhoSaysItAndForWhichTime() {
        assertThat(overview("en").select("section:has(#statements) tbody tr").eachText())
                .containsExactly(
                        "bilateral goods trade USD 328.08 billion USD 328.08 billion; the reporter is not stated 2024"
                                + " measured CGTN commentary",
                        "an attribute of tomorrow high highly reliant not stated stated as fact China CGTN commentary");
        assertThat(overview("zh-Hans")
                        .select("section:has(#statements) tbody tr td")
                        .first()
                        .text())
                .startsWith("3,280.8亿美元");
        assertThat(overview("en").select(".origins li").eachText())
                .containsExactly("CGTN: The restructuring of China-ROK economic and trade cooperation (commentary)");
    }

    @Test
    void projectsAreCountedByStateAndTheCountIsExplained() {
        Document page = overview("en");
        assertThat(page.select(".counts tbody tr").eachText()).containsExactly("prospect 3");
        assertThat(page.text()).contains("2 projects in all; a project in several sectors is counted in each.");
    }

    @Test
    void workingTranslationsAreSaidToBeSo() {
        assertThat(overview("ko").select("footer").text()).contains("양측이 확인하지 않은 실무 번역");
        assertThat(overview("en").select("footer").text()).doesNotContain("working translations");
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
        Document page = page("/sectors/SEMI", "en");
        assertThat(page.select("h1").text()).isEqualTo("semiconductors growth area");
        assertThat(page.select(".notice").eachText())
                .containsExactly(
                        "investment projects: as it stood 40 seconds ago.",
                        "policy milestones: not available at the moment.");
        assertThat(page.select("section:has(#sourcing) tbody tr").eachText())
                .containsExactly(
                        "hydrogen fluoride SK hynix Wuxi plant not named (China) 2811.11 China full stated as fact"
                                + " Asia Today press");
        assertThat(page.select("section:has(#partnerships) tbody tr").eachText())
                .containsExactly(
                        "SK hynix – YMTC packaging and testing exploring SK hynix not named (China) stated intent –");
        assertThat(page.select("section:has(#shares) tbody tr").eachText())
                .containsExactly(
                        "Samsung Xi'an NAND plant 40% Samsung global NAND flash production not stated stated as fact"
                                + " CGTN commentary");
        assertThat(page.select(".origins li").eachText())
                .containsExactly(
                        "Asia Today: Report on the visit (press)",
                        "CGTN: The restructuring of China-ROK economic and trade cooperation (commentary)");
    }

    /** Of a source that did not answer nobody can say that it has nothing. */
    @Test
    void onlySourcesThatAnsweredAreSaidToHaveNothing() {
        assertThat(page("/sectors/SEMI", "en").select("section.empty li").eachText())
                .containsExactly("What is said about trade and dependence", "Projects");
        assertThat(page("/sectors/SEMI", "ko").select("section.empty li").eachText())
                .containsExactly("무역과 의존도에 관한 진술", "투자 프로젝트");
    }

    @Test
    void everyListWithoutEntriesIsNamed() {
        gateway.answer("/partnerships/v1/sectors/SEMI/cockpit", """
                {"sector":{"code":"SEMI"},"parts":{"trade":{"state":"stale","ageSeconds":3700},"policy":{"state":"ok"}}}""");
        assertThat(page("/sectors/SEMI", "en").select(".notice").eachText())
                .containsExactly("trade statistics: as it stood 61 minutes ago.");
        assertThat(page("/sectors/SEMI", "en").select("section.empty li").eachText())
                .containsExactly(
                        "What is said about trade and dependence",
                        "Trade by commodity",
                        "Complementary strengths",
                        "Partnerships",
                        "Sourcing",
                        "Rankings",
                        "Concentration of production",
                        "Projects",
                        "Milestones",
                        "Visits and meetings",
                        "Challenges",
                        "Measures");
    }

    @Test
    void aSourcesOwnWordsAreQuotedBesideTheLevelOrAlone() {
        assertThat(page("/sectors/SEMI", "ko")
                        .select("section:has(#ranks) tbody tr td[data-label=순위]")
                        .eachText())
                .containsExactly("최상위권 among the top", "a leading maker");
        assertThat(page("/sectors/SEMI", "ko").select("section:has(#ranks) q").eachAttr("lang"))
                .containsExactly("en", "en");
    }

    @Test
    void tradeOfACommodityNamesReporterValuationAndSourceOverEveryColumn() {
        Element series = page("/sectors/SEMI", "en").selectFirst("section:has(#series)");
        assertThat(series.select("thead th").eachText())
                .containsExactly(
                        "Period",
                        "Republic of Korea reports its exports to China FOB · UN Comtrade, as reported by each economy",
                        "China reports its imports from Republic of Korea CIF · UN Comtrade, as reported by each economy");
        assertThat(series.select("tbody tr").eachText())
                .containsExactly("2022 1,500.0 not reported", "2023 1,200.0 1,350.0");
    }

    @Test
    void aProjectHasItsPage() {
        String address = page("/projects", "en").selectFirst("tbody th a").attr("href");
        assertThat(address).isEqualTo("/projects/0190a000-0000-7000-8000-000000000001");
        Document page = page(address, "en");
        assertThat(page.select("h1").text()).isEqualTo("Xi'an process upgrade");
        assertThat(page.select("dl.facts > div").eachText())
                .contains(
                        "State prospect",
                        "in this state since not stated",
                        "sectors semiconductors (100%)",
                        "Record observed from public sources");
        assertThat(page.select("section:has(#measures) dl > div").eachText())
                .containsExactly("total investment not stated");
        assertThat(page.select("section:has(#participants) tbody tr").eachText())
                .containsExactly("Samsung (group) investor");
        assertThat(page.select("section:has(#dates) tbody tr").eachText())
                .containsExactly("announced Q2 2026 before: March 2026 –");
    }

    @Test
    void recordsNameSectorsAsTheRegisterDoes() {
        gateway.answer("/partnerships/v1/sectors", """
                {"data":[{"code":"SEMI","name":{"en":{"text":"chips","status":"OFFICIAL"}}}]}""");
        assertThat(page("/projects/0190a000-0000-7000-8000-000000000001", "en")
                        .select("dl.facts > div")
                        .eachText())
                .contains("sectors chips (100%)");
        assertThat(page("/milestones/0190a000-0000-7000-8000-000000000002", "en")
                        .select("dl.facts > div")
                        .eachText())
                .contains("Sectors chips");
    }

    @Test
    void aMilestoneHasItsPageAndIsMarkedWhereNotEverybodyMayReadIt() {
        Document list = page("/milestones", "en");
        assertThat(list.select("tbody tr td").eachText())
                .containsExactly(
                        "in progress overdue",
                        "engagement",
                        "both sides",
                        "7 January 2026",
                        "semiconductors",
                        "shared with the other side both governments");
        Document page = page(list.selectFirst("tbody th a").attr("href"), "en");
        assertThat(page.select("section:has(#criteria) p").attr("lang")).isEqualTo("zh-Hans");
        assertThat(page.select("section:has(#assessments) tbody tr").eachText())
                .containsExactly("China partially met –");
        assertThat(page.select("section:has(#due-dates) tbody tr").eachText())
                .containsExactly("Q4 2025 first plan", "7 January 2026 –");
        assertThat(page.select(".origins li").eachText()).containsExactly("회의록 (official act)");
        assertThat(page.select(".origins a")).isEmpty();
    }

    @Test
    void aRecordThatIsNotThereIsNotFoundAndOneThatCannotBeAskedForLeavesThePageStanding() {
        gateway.forget(SampleAnswers.PROJECT);
        given().get("/projects/0190a000-0000-7000-8000-000000000001").then().statusCode(404);
        given().get("/projects/not-an-id").then().statusCode(404);
        gateway.breakDown(SampleAnswers.MILESTONE);
        given().get("/milestones/0190a000-0000-7000-8000-000000000002")
                .then()
                .statusCode(200)
                .body(containsString("This part is not available at the moment"));
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

    @ParameterizedTest
    @CsvSource({
        "西安 samsung, %E8%A5%BF%E5%AE%89+samsung",
        "'50% {x} a+b &c=\"', 50%25+%7Bx%7D+a%2Bb+%26c%3D%22",
    })
    void wordsAreSearchedAndStayInTheFieldOnTheNextPageAndInTheFile(String words, String encoded) {
        Document page = page("/projects?sector=SEMI&q=" + encoded, "en");
        assertThat(page.select("input[name=q]").val()).isEqualTo(words);
        assertThat(page.select("a[rel=next]").attr("href"))
                .isEqualTo("/projects?q=" + encoded + "&sector=SEMI&after=cursor-2");
        assertThat(page.select(".file a").attr("href")).isEqualTo("/projects.csv?q=" + encoded + "&sector=SEMI");
        assertThat(page.select("nav.languages a").eachAttr("href"))
                .allSatisfy(address -> assertThat(address).contains("sector=SEMI&q=" + encoded));
        assertThat(searched("/investment/v1/projects")).isEqualTo(words);

        gateway.answer("/investment/v1/projects.csv", "urn,displayId\r\nurn:ckep:project:1,하이닉스\r\n");
        given().urlEncodingEnabled(false)
                .get("/projects.csv?q=" + encoded + "&sector=SEMI&state=")
                .then()
                .statusCode(200)
                .header("Content-Type", "text/csv;charset=utf-8;header=present")
                .header("Content-Disposition", "attachment; filename=\"projects.csv\"")
                .header("Cache-Control", "no-store")
                .body(equalTo("urn,displayId\r\nurn:ckep:project:1,하이닉스\r\n"));
        assertThat(searched("/investment/v1/projects.csv")).isEqualTo(words);
        assertThat(asked("/investment/v1/projects.csv").query())
                .contains("sector=SEMI")
                .doesNotContain("state");
        assertThat(asked("/investment/v1/projects.csv").forwardedFor()).isEqualTo("127.0.0.1");
    }

    private StubGateway.Question asked(String path) {
        return gateway.questions().stream()
                .filter(question -> question.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    /** The words that were searched there, as the register reads them. */
    private String searched(String path) {
        Matcher words = Pattern.compile("(?:^|&)q=([^&]*)").matcher(asked(path).rawQuery());
        assertThat(words.find()).isTrue();
        return URLDecoder.decode(words.group(1), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "en, Search, 'Search with at most eight words, and at least one letter or digit.'",
        "zh-Hans, 搜索, 搜索词不得超过八个，且至少包含一个字母或数字。",
        "ko, 검색, '검색어는 여덟 개까지이며, 글자나 숫자가 하나 이상 있어야 합니다.'"
    })
    void wordsThatCannotBeSearchedAreSaidToBeSo(String language, String search, String refused) {
        assertThat(page("/projects", language).select(".search label").text()).isEqualTo(search);
        refuse("/investment/v1/projects", "q");
        Document page = page("/projects?q=!", language);
        assertThat(page.select(".notice").text()).isEqualTo(refused);
        assertThat(page.select("input[name=q]").val()).isEqualTo("!");
        assertThat(page.select(".file")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/investment/v1/projects, after, /projects?after=x",
        "/investment/v1/projects, after, /projects?q=samsung&after=x",
        "/investment/v1/projects, state, /projects?q=samsung&state=x",
        "/investment/v1/projects, q, /projects",
        "/investment/v1/projects, '', /projects?q=samsung",
        "/policy/v1/milestones, after, /milestones?after=x",
    })
    void whatIsRefusedForAnotherReasonThanItsWordsIsNotToBeHad(String route, String parameter, String address) {
        refuse(route, parameter);
        Document page = page(address, "en");
        assertThat(page.select(".notice").text()).isEqualTo(UNAVAILABLE);
        assertThat(page.select(".empty")).isEmpty();
    }

    /** The route refuses every question for that parameter, as the registers do, or says nothing of why it does. */
    private void refuse(String route, String parameter) {
        String problem = """
                {"type":"urn:ckep:problem:invalid-value","status":400,
                 "errors":[{"parameter":"%s","code":"invalid","message":"It is wrong."}]}""".formatted(parameter);
        gateway.answer(
                route, (question, headers) -> new StubGateway.Done(400, parameter.isEmpty() ? "" : problem, null));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 429, 503})
    void whereThereIsNoFileTheListSaysWhy(int status) {
        gateway.answer("/investment/v1/projects.csv", (question, headers) -> new StubGateway.Done(status, "{}", null));
        given().urlEncodingEnabled(false)
                .redirects()
                .follow(false)
                .get("/projects.csv?q=a%2Bb&sector=SEMI")
                .then()
                .statusCode(303)
                .header("Location", endsWith("/projects?q=a%2Bb&sector=SEMI"))
                .body(equalTo(""));
    }

    @Test
    void textOfARecordCannotBecomeMarkup() {
        given().get("/milestones")
                .then()
                .body(not(containsString("<script>alert")))
                .body(containsString("&lt;script&gt;"));
    }

    static Document overview(String language) {
        return page("/", language);
    }

    static Document page(String path, String language) {
        return Jsoup.parse(given().urlEncodingEnabled(false)
                .header("Accept-Language", language)
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }
}
