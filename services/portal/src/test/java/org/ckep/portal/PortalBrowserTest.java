package org.ckep.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.TestBrowser.follow;
import static org.ckep.testing.TestBrowser.press;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.RequestOptions;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ckep.testing.TestBrowser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages in a real browser: charts, accessibility, reading without scripts, and signing in at the real Keycloak. */
@QuarkusTest
class PortalBrowserTest extends InBrowser {
    /** Addresses outside the portal, as somebody would put them into a link to the portal's sign-in. */
    private static final List<String> FOREIGN = List.of(
            "https://elsewhere.example/",
            "https%3A%2F%2Felsewhere.example%2F",
            "//elsewhere.example/",
            "%2F%2Felsewhere.example%2F",
            "%252F%252Felsewhere.example%252F",
            "/%5Celsewhere.example/",
            "%5C%5Celsewhere.example",
            "/%09/elsewhere.example/",
            "/%2Felsewhere.example/",
            "javascript%3Aalert(1)",
            "/projects%0D%0ALocation:%20https://elsewhere.example/");

    @ParameterizedTest
    @CsvSource({
        "/, en",
        "/, zh-Hans",
        "/, ko",
        "/sectors/SEMI, en",
        "/sectors/SEMI, zh-Hans",
        "/sectors/SEMI, ko",
        "/projects, en",
        "/projects, zh-Hans",
        "/projects, ko",
        "/milestones, en",
        "/milestones, zh-Hans",
        "/milestones, ko",
        "/no/such/page, en"
    })
    void noSeriousOrCriticalAccessibilityViolation(String path, String language) {
        try (BrowserContext context = browser.visitor()) {
            Page page = context.newPage();
            page.navigate(at(path + "?lang=" + language));
            assertThat(page.locator("html").getAttribute("lang")).isEqualTo(language);
            assertThat(TestBrowser.seriousViolations(page)).isEmpty();
        }
    }

    /** The accessibility check itself can fail: a planted fault is found. */
    @Test
    void aPlantedFaultIsFoundByTheAccessibilityCheck() {
        try (BrowserContext context = browser.visitor()) {
            Page page = context.newPage();
            page.setContent("<html lang=\"en\"><head><title>x</title></head><body><main><h1>x</h1>"
                    + "<img src=\"data:image/gif;base64,R0lGODlhAQABAAAAACw=\"></main></body></html>");
            assertThat(TestBrowser.seriousViolations(page)).containsExactly("image-alt");
        }
    }

    @Test
    void chartsAreDrawnFromTheTablesWithoutAnyScriptError() {
        try (BrowserContext context = browser.visitor()) {
            Page page = context.newPage();
            List<String> errors = new ArrayList<>();
            page.onPageError(errors::add);
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    errors.add(message.text());
                }
            });
            for (Map.Entry<String, Integer> charts :
                    Map.of("/", 1, "/sectors/SEMI", 2).entrySet()) {
                page.navigate(at(charts.getKey()));
                page.locator("figure[data-chart] .canvas svg").first().waitFor();
                assertThat(page.locator("figure[data-chart] .canvas svg").count())
                        .isEqualTo(charts.getValue());
            }
            assertThat(errors).isEmpty();
        }
    }

    @Test
    void onANarrowScreenTheNamesOfTheSeriesStandBelowTheChart() {
        try (BrowserContext context = browser.visitor(new Browser.NewContextOptions().setViewportSize(390, 800))) {
            Page page = context.newPage();
            page.navigate(at("/sectors/SEMI"));
            BoundingBox period = inChart(page, "2023");
            BoundingBox first = inChart(page, "Republic of Korea reports its exports to China");
            BoundingBox second = inChart(page, "China reports its imports from Republic of Korea");
            assertThat(first.y).isGreaterThanOrEqualTo(period.y + period.height);
            assertThat(second.y).isGreaterThanOrEqualTo(first.y + first.height);
        }
    }

    private static BoundingBox inChart(Page page, String text) {
        return page.locator("figure[data-chart=line] .canvas svg text", new Page.LocatorOptions().setHasText(text))
                .first()
                .boundingBox();
    }

    @Test
    void everyFigureCanBeReadWithoutScripts() {
        try (BrowserContext context = browser.visitor(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            Page page = context.newPage();
            page.navigate(at("/"));
            assertThat(page.locator("figure[data-chart] table").first().innerText())
                    .contains("312.5", "268.6");
            assertThat(page.locator("figure[data-chart] .canvas").first().isVisible())
                    .isFalse();
        }
    }

    @Test
    void theLanguageSwitchKeepsThePageAndItsFilter() {
        try (BrowserContext context = browser.visitor()) {
            Page page = context.newPage();
            page.navigate(at("/projects?state=PROSPECT"));
            follow(page, "한국어");
            assertThat(page.locator("h1").innerText()).isEqualTo("투자 프로젝트");
            assertThat(page.locator("select[name=state]").inputValue()).isEqualTo("PROSPECT");
            page.navigate(at("/milestones"));
            assertThat(page.locator("html").getAttribute("lang")).isEqualTo("ko");
        }
    }

    /** A link of the register's own would give everybody's file: the portal asks for it with the visitor's token. */
    @ParameterizedTest
    @CsvSource({
        "en, Search, Show, All of this list as a file (CSV)",
        "zh-Hans, 搜索, 显示, 下载本列表全部内容（CSV）",
        "ko, 검색, 보기, 이 목록 전체를 파일로 받기(CSV)"
    })
    void whatIsFoundComesAsAFileOfWhatTheVisitorMaySee(String language, String search, String show, String file)
            throws Exception {
        gateway.answer("/investment/v1/projects.csv", "urn,displayId\r\n");
        try (BrowserContext context = browser.visitor()) {
            Page page = signedIn(context, "cn-maker");
            page.navigate(at("/projects?lang=" + language));
            page.getByLabel(search).fill("시안 samsung");
            press(page, show);
            assertThat(page.locator("input[name=q]").inputValue()).isEqualTo("시안 samsung");
            assertThat(page.locator("input[name=q]").boundingBox().width).isLessThan(600);
            assertAccessible(page, "projects-" + language);
            Download download =
                    page.waitForDownload(() -> TestBrowser.link(page, file).click());
            assertThat(download.suggestedFilename()).isEqualTo("projects.csv");
            assertThat(Files.readString(download.path())).isEqualTo("urn,displayId\r\n");
            assertThat(gateway.questions())
                    .filteredOn(question -> question.path().endsWith("/projects.csv"))
                    .singleElement()
                    .satisfies(question -> {
                        assertThat(question.query()).isEqualTo("q=시안+samsung");
                        assertThat(question.authorization()).startsWith("Bearer ey");
                    });
        }
    }

    @Test
    void aMakerSignsInFromAFilteredPageReturnsToItAndTheGatewayIsAskedWithHisToken() {
        try (BrowserContext context = browser.visitor()) {
            Page page = context.newPage();
            String filtered = at("/projects?state=PROSPECT&sector=SEMI&after=a%2Bb%3D");
            page.navigate(filtered);
            TestBrowser.signIn(page, "cn-maker");
            assertThat(page.url()).isEqualTo(filtered);
            assertThat(page.locator("select[name=state]").inputValue()).isEqualTo("PROSPECT");
            assertThat(page.locator(".account").innerText()).contains("Signed in as cn-maker");
            assertThat(gateway.questions())
                    .anySatisfy(question -> assertThat(question.authorization()).startsWith("Bearer ey"));

            for (String foreign : FOREIGN) {
                assertThat(destination(page, "/sign-in?to=" + foreign))
                        .as(foreign)
                        .isEqualTo(at("/"));
            }
            assertThat(destination(page, "/sign-in?to=%2Fmilestones%3Fsector%3DSEMI"))
                    .isEqualTo(at("/milestones?sector=SEMI"));

            follow(page, "Sign out");
            TestBrowser.link(page, "Sign in").waitFor();
        }
    }

    /** Where an address of the portal sends a visitor on. */
    private String destination(Page page, String address) {
        APIResponse answer =
                page.request().get(at(address), RequestOptions.create().setMaxRedirects(0));
        assertThat(answer.status()).isEqualTo(303);
        return answer.headers().get("location");
    }
}
