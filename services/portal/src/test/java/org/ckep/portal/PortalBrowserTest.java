package org.ckep.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ckep.testing.Chromium;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages in a real browser: charts, accessibility, reading without scripts, and signing in at the real Keycloak. */
@QuarkusTest
class PortalBrowserTest {
    private static final List<String> WCAG = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    private static Playwright playwright;
    private static Browser browser;

    @TestHTTPResource
    URI portal;

    private StubGateway gateway;

    @BeforeAll
    static void openBrowser() throws Exception {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Chromium.executable())
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    @AfterAll
    static void closeBrowser() {
        browser.close();
        playwright.close();
    }

    @BeforeEach
    void layDownAnswers() throws Exception {
        gateway = new StubGateway();
        SampleAnswers.giveTo(gateway);
    }

    @AfterEach
    void close() {
        gateway.close();
    }

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
        try (BrowserContext context = browser.newContext()) {
            Page page = context.newPage();
            page.navigate(at(path + "?lang=" + language));
            assertThat(page.locator("html").getAttribute("lang")).isEqualTo(language);
            assertThat(seriousViolations(page)).isEmpty();
        }
    }

    /** The accessibility check itself can fail: a planted fault is found. */
    @Test
    void aPlantedFaultIsFoundByTheAccessibilityCheck() {
        try (BrowserContext context = browser.newContext()) {
            Page page = context.newPage();
            page.setContent("<html lang=\"en\"><head><title>x</title></head><body><main><h1>x</h1>"
                    + "<img src=\"data:image/gif;base64,R0lGODlhAQABAAAAACw=\"></main></body></html>");
            assertThat(seriousViolations(page)).containsExactly("image-alt");
        }
    }

    @Test
    void chartsAreDrawnFromTheTablesWithoutAnyScriptError() {
        try (BrowserContext context = browser.newContext()) {
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
    void everyFigureCanBeReadWithoutScripts() {
        try (BrowserContext context = browser.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
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
        try (BrowserContext context = browser.newContext()) {
            Page page = context.newPage();
            page.navigate(at("/projects?state=PROSPECT"));
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("한국어"))
                    .click();
            assertThat(page.locator("h1").innerText()).isEqualTo("투자 프로젝트");
            assertThat(page.locator("select[name=state]").inputValue()).isEqualTo("PROSPECT");
            page.navigate(at("/milestones"));
            assertThat(page.locator("html").getAttribute("lang")).isEqualTo("ko");
        }
    }

    @Test
    void aMakerSignsInAndTheGatewayIsAskedWithHisToken() throws IOException {
        try (BrowserContext context = browser.newContext()) {
            Page page = context.newPage();
            page.navigate(at("/"));
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign in"))
                    .click();
            // The realm has organisations, so Keycloak asks for the name first.
            page.locator("#username").fill("cn-maker");
            page.locator("#kc-login").click();
            page.locator("#password").fill(demoPassword("cn-maker"));
            page.locator("#kc-login").click();
            page.waitForURL(url -> url.startsWith(at("/")) && !url.contains("openid-connect"));
            assertThat(page.locator(".account").innerText()).contains("Signed in as cn-maker");
            assertThat(gateway.questions())
                    .anySatisfy(question -> assertThat(question.authorization()).startsWith("Bearer ey"));

            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign out"))
                    .click();
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign in"))
                    .waitFor();
        }
    }

    /** Demo passwords stand in the shipped realm; they exist on one's own machine only. */
    private static String demoPassword(String user) throws IOException {
        Path realm = Path.of(System.getProperty("ckep.project.dir"), "deploy", "keycloak", "ckep-realm.json");
        for (JsonNode candidate : new ObjectMapper().readTree(realm.toFile()).path("users")) {
            if (user.equals(candidate.path("username").asText())) {
                String password =
                        candidate.path("credentials").path(0).path("value").asText();
                return password.replaceFirst("^\\$\\{[A-Z_]+:(.*)}$", "$1");
            }
        }
        throw new IllegalArgumentException("the realm has no user " + user);
    }

    private static List<String> seriousViolations(Page page) {
        return new AxeBuilder(page)
                .withTags(WCAG).analyze().getViolations().stream()
                        .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                        .map(Rule::getId)
                        .toList();
    }

    private String at(String path) {
        return portal.resolve(path).toString();
    }
}
