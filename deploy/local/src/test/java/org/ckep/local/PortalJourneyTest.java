package org.ckep.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ckep.testing.Chromium;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An official's way through the portal in a real browser: through the gateway, with the first data, to Keycloak and back. */
class PortalJourneyTest {
    private static final List<String> WCAG = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    /** Of all demo users of the realm; they exist on one's own machine only. */
    private static final String DEMO_PASSWORD = "Demo-only-2026";

    private static Playwright playwright;
    private static Browser browser;

    private final SystemUnderTest system = SystemUnderTest.get();
    private final List<String> errors = new ArrayList<>();

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

    @Test
    void anOfficialReadsInHisLanguageSignsInFindsHisRecordsAndSignsOut() {
        try (BrowserContext context = browser.newContext(new Browser.NewContextOptions().setLocale("en-GB"))) {
            Page page = context.newPage();
            listenForErrors(page);

            page.navigate(system.gateway() + "/");
            assertThat(page.locator("h1").innerText()).isEqualTo("China–ROK Economic Cooperation Platform");
            // The newest year that both sides report, from the sample of published totals.
            assertThat(page.locator("dl.figures .cn dd").first().innerText()).contains("286.5");
            assertThat(page.locator("dl.figures .kr dd").first().innerText()).contains("241.4");
            page.locator("figure[data-chart] .canvas svg").first().waitFor();
            assertAccessible(page);

            link(page, "한국어").click();
            assertThat(page.locator("html").getAttribute("lang")).isEqualTo("ko");
            assertThat(page.locator("section:has(#statements) tbody tr").first().innerText())
                    .contains("양국 상품무역액", "3,280.8억 미국 달러", "CGTN");
            assertAccessible(page);
            link(page, "中文").click();
            assertThat(page.locator("h1").innerText()).isEqualTo("中韩经贸合作平台");
            assertAccessible(page);
            link(page, "English").click();

            signIn(page, "cn-maker");
            assertThat(page.url()).isEqualTo(system.gateway() + "/");
            assertThat(page.locator(".account").innerText()).contains("Signed in as cn-maker");

            link(page, "Semiconductors").click();
            assertThat(page.locator(".notice").count()).isZero();
            assertThat(page.locator("section:has(#sourcing) tbody tr").innerText())
                    .contains("Hydrogen fluoride", "2811.11", "SK hynix Wuxi plant");
            assertThat(page.locator("section:has(#shares) tbody tr").innerText())
                    .contains("Samsung Xi'an NAND plant", "40%");
            assertAccessible(page);

            link(page, "Projects").click();
            page.locator("select[name=sector]").selectOption("SEMI");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show"))
                    .click();
            assertAccessible(page);
            link(page, "Xi'an process upgrade").click();
            assertThat(page.locator("h1").innerText()).isEqualTo("Xi'an process upgrade");
            assertThat(page.locator("dl.facts").innerText()).containsIgnoringCase("stated intent");
            assertThat(page.locator("section:has(#participants) tbody").innerText())
                    .contains("Samsung");
            assertThat(page.locator(".origins").innerText()).contains("CGTN");
            assertAccessible(page);

            link(page, "Milestones").click();
            Locator milestone = page.locator("table tbody tr", new Page.LocatorOptions().setHasText("state visit"));
            assertThat(milestone.innerText()).containsIgnoringCase("met").containsIgnoringCase("not stated");
            assertAccessible(page);
            milestone.getByRole(AriaRole.LINK).click();
            assertThat(page.locator("dl.facts").innerText()).containsIgnoringCase("engagement");
            assertAccessible(page);

            link(page, "Sign out").click();
            link(page, "Sign in").waitFor();
            assertThat(page.url()).startsWith(system.gateway() + "/");
            assertThat(errors).isEmpty();
        }
    }

    /** What the public may read needs no script: the language switch, the filters and every figure. */
    @Test
    void thePublicPagesWorkWithoutScripts() {
        try (BrowserContext context = browser.newContext(
                new Browser.NewContextOptions().setJavaScriptEnabled(false).setLocale("zh-CN"))) {
            Page page = context.newPage();
            page.navigate(system.gateway() + "/");
            assertThat(page.locator("html").getAttribute("lang")).isEqualTo("zh-Hans");
            assertThat(page.locator("figure table").first().innerText()).contains("2,865.3", "2,414.3");
            assertThat(page.locator("figure .canvas").first().isVisible()).isFalse();
            link(page, "English").click();
            link(page, "Projects").click();
            page.locator("select[name=state]").selectOption("COMPLETED");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show"))
                    .click();
            assertThat(page.locator("table tbody th a").allInnerTexts())
                    .containsExactly("Hyundai–BAIC capital increase to promote electrification");
            page.navigate(system.gateway() + "/sectors/NOPE");
            assertThat(page.locator("h1").innerText()).isEqualTo("Page not found");
        }
    }

    private void listenForErrors(Page page) {
        page.onPageError(errors::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && message.location().startsWith(system.gateway())) {
                errors.add(message.location() + " " + message.text());
            }
        });
        page.onResponse(response -> {
            if (response.status() >= 400 && response.url().startsWith(system.gateway())) {
                errors.add(response.status() + " " + response.url());
            }
        });
    }

    private void signIn(Page page, String user) {
        link(page, "Sign in").click();
        // The realm has organisations, so Keycloak asks for the name first.
        page.locator("#username").fill(user);
        page.locator("#kc-login").click();
        page.locator("#password").fill(DEMO_PASSWORD);
        page.locator("#kc-login").click();
        page.waitForURL(url -> url.startsWith(system.gateway()));
    }

    private static Locator link(Page page, String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static void assertAccessible(Page page) {
        assertThat(new AxeBuilder(page)
                        .withTags(WCAG).analyze().getViolations().stream()
                                .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                                .map(Rule::getId))
                .as(page.url())
                .isEmpty();
    }
}
