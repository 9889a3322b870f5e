package org.ckep.testing;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A headless Chromium for the tests of pages. A module that uses it names Playwright and axe among its own test
 * dependencies: all others are spared these large libraries.
 */
public final class TestBrowser implements AutoCloseable {
    private static final List<String> WCAG = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");
    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;

    private TestBrowser(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /**
     * Starts the machine's own Chromium.
     *
     * @throws IllegalStateException naming what to install, where there is none and none could be installed
     */
    public static TestBrowser open() {
        BrowserType.LaunchOptions options =
                new BrowserType.LaunchOptions().setExecutablePath(executable()).setArgs(ARGUMENTS);
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new TestBrowser(playwright, playwright.chromium().launch(options));
    }

    private static Path executable() {
        try {
            return Chromium.executable();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A visitor who has never been here: no cookies, nothing stored. */
    public BrowserContext visitor(Browser.NewContextOptions options) {
        return browser.newContext(options);
    }

    /** A visitor with a browser as it comes. */
    public BrowserContext visitor() {
        return browser.newContext();
    }

    /** The only link of that name. */
    public static Locator link(Page page, String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** Follows the only link of that name. */
    public static void follow(Page page, String name) {
        arrive(page, link(page, name)::click);
    }

    /** Presses the first button of that name. */
    public static void press(Page page, String name) {
        arrive(
                page,
                page.getByRole(
                                AriaRole.BUTTON,
                                new Page.GetByRoleOptions().setName(name).setExact(true))
                        .first()::click);
    }

    /**
     * Does what leads to another page, and waits until that one has come. A click alone waits for its beginning at most, and
     * what counts or lists elements does not wait at all.
     */
    public static void arrive(Page page, Runnable act) {
        AtomicBoolean hasArrived = new AtomicBoolean();
        Consumer<Page> arrival = arrived -> hasArrived.set(true);
        page.onDOMContentLoaded(arrival);
        try {
            act.run();
            page.waitForCondition(hasArrived::get);
        } finally {
            page.offDOMContentLoaded(arrival);
        }
    }

    /** Signs a demo user of the realm in through Keycloak's pages, from an English page of the portal and back to it. */
    public static void signIn(Page page, String user) {
        String portal = URI.create(page.url()).resolve("/").toString();
        try {
            link(page, "Sign in").click();
            // The realm has organisations, so Keycloak asks for the name first.
            Locator name = page.locator("#username");
            name.fill(user);
            PlaywrightAssertions.assertThat(name).hasValue(user);
            page.locator("#kc-login").click();
            page.locator("#password").fill(TestRealm.passwordOf(user));
            page.locator("#kc-login").click();
            page.waitForURL(url -> url.startsWith(portal));
        } catch (TimeoutError error) {
            throw new IllegalStateException(
                    "%s cannot sign in. The browser shows %s:%n%s"
                            .formatted(user, page.url(), page.locator("body").innerHTML()),
                    error);
        }
    }

    /** The WCAG rules that a page violates in a serious or critical way. */
    public static List<String> seriousViolations(Page page) {
        AxeRunOptions options = new AxeRunOptions();
        options.setResultTypes(List.of("violations"));
        // Legacy is to gather the results of frames of other origins in the page and not in a new one: the portal has
        // none.
        return new AxeBuilder(page)
                .options(options).withTags(WCAG).setLegacyMode(true).analyze().getViolations().stream()
                        .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                        .map(Rule::getId)
                        .toList();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
