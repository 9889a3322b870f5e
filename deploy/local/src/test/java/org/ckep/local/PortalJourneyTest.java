package org.ckep.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.TestBrowser.arrive;
import static org.ckep.testing.TestBrowser.follow;
import static org.ckep.testing.TestBrowser.press;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import org.ckep.testing.TestBrowser;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** An official's way through the portal in a real browser: through the gateway, with the first data, to Keycloak and back. */
class PortalJourneyTest {
    @AutoClose
    private static final TestBrowser BROWSER = TestBrowser.open();

    private final SystemUnderTest system = SystemUnderTest.get();
    private final List<String> errors = new ArrayList<>();

    @Test
    void anOfficialReadsInHisLanguageSignsInFindsHisRecordsAndSignsOut() {
        try (BrowserContext context = BROWSER.visitor(new Browser.NewContextOptions().setLocale("en-GB"))) {
            Page page = context.newPage();
            listenForErrors(page);

            page.navigate(system.gateway() + "/");
            assertThat(page.locator("h1").innerText()).isEqualTo("China–ROK Economic Cooperation Platform");
            // The newest year that both sides report, from the sample of published totals.
            assertThat(page.locator("dl.figures .cn dd").first().innerText()).contains("286.5");
            assertThat(page.locator("dl.figures .kr dd").first().innerText()).contains("241.4");
            page.locator("figure[data-chart] .canvas svg").first().waitFor();
            assertAccessible(page);

            follow(page, "한국어");
            assertThat(page.locator("html").getAttribute("lang")).isEqualTo("ko");
            assertThat(page.locator("section:has(#statements) tbody tr").first().innerText())
                    .contains("양국 상품무역액", "3,280.8억 미국 달러", "CGTN");
            assertAccessible(page);
            follow(page, "中文");
            assertThat(page.locator("h1").innerText()).isEqualTo("中韩经贸合作平台");
            assertAccessible(page);
            follow(page, "English");

            TestBrowser.signIn(page, "cn-maker");
            assertThat(page.url()).isEqualTo(system.gateway() + "/");
            assertThat(page.locator(".account").innerText()).contains("Signed in as cn-maker");

            follow(page, "Semiconductors");
            assertThat(page.locator(".notice").count()).isZero();
            assertThat(page.locator("section:has(#sourcing) tbody tr").innerText())
                    .contains("Hydrogen fluoride", "2811.11", "SK hynix Wuxi plant");
            assertThat(page.locator("section:has(#shares) tbody tr").innerText())
                    .contains("Samsung Xi'an NAND plant", "40%");
            assertAccessible(page);

            follow(page, "Projects");
            page.locator("select[name=sector]").selectOption("SEMI");
            press(page, "Show");
            assertAccessible(page);
            follow(page, "Xi'an process upgrade");
            assertThat(page.locator("h1").innerText()).isEqualTo("Xi'an process upgrade");
            assertThat(page.locator("dl.facts").innerText()).containsIgnoringCase("stated intent");
            assertThat(page.locator("section:has(#participants) tbody").innerText())
                    .contains("Samsung");
            assertThat(page.locator(".origins").innerText()).contains("CGTN");
            assertAccessible(page);

            follow(page, "Milestones");
            Locator milestone = page.locator("table tbody tr", new Page.LocatorOptions().setHasText("state visit"));
            assertThat(milestone.innerText()).containsIgnoringCase("met").containsIgnoringCase("not stated");
            assertAccessible(page);
            arrive(page, milestone.getByRole(AriaRole.LINK)::click);
            assertThat(page.locator("dl.facts").innerText()).containsIgnoringCase("engagement");
            assertAccessible(page);

            follow(page, "Sign out");
            TestBrowser.link(page, "Sign in").waitFor();
            assertThat(page.url()).startsWith(system.gateway() + "/");
            assertThat(errors).isEmpty();
        }
    }

    /** What the public may read needs no script: the language switch, the filters and every figure. */
    @Test
    void thePublicPagesWorkWithoutScripts() {
        try (BrowserContext context = BROWSER.visitor(
                new Browser.NewContextOptions().setJavaScriptEnabled(false).setLocale("zh-CN"))) {
            Page page = context.newPage();
            page.navigate(system.gateway() + "/");
            assertThat(page.locator("html").getAttribute("lang")).isEqualTo("zh-Hans");
            assertThat(page.locator("figure table").first().innerText()).contains("2,865.3", "2,414.3");
            assertThat(page.locator("figure .canvas").first().isVisible()).isFalse();
            follow(page, "English");
            follow(page, "Projects");
            page.locator("select[name=state]").selectOption("COMPLETED");
            press(page, "Show");
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

    private static void assertAccessible(Page page) {
        assertThat(TestBrowser.seriousViolations(page)).as(page.url()).isEmpty();
    }
}
