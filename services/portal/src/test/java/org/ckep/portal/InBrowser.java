package org.ckep.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URI;
import java.util.List;
import org.ckep.testing.TestBrowser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The portal in a real browser, in front of a gateway with sample answers; people sign in at the real Keycloak. */
abstract class InBrowser {
    static final List<String> LANGUAGES = List.of("en", "zh-Hans", "ko");

    static TestBrowser browser;

    @TestHTTPResource
    URI portal;

    StubGateway gateway;

    @BeforeAll
    static void openBrowser() {
        browser = TestBrowser.open();
    }

    @AfterAll
    static void closeBrowser() {
        browser.close();
    }

    @BeforeEach
    void openGateway() throws Exception {
        gateway = new StubGateway();
        SampleAnswers.giveTo(gateway);
    }

    @AfterEach
    void closeGateway() {
        gateway.close();
    }

    String at(String path) {
        return portal.resolve(path).toString();
    }

    Page signedIn(BrowserContext context, String user) {
        return Sessions.open(context, at("/"), user);
    }

    /** Signed in as ever; from then on no script runs. */
    BrowserContext withoutScripts(String user) {
        try (BrowserContext scripted = browser.visitor()) {
            signedIn(scripted, user).close();
            return browser.visitor(new Browser.NewContextOptions()
                    .setJavaScriptEnabled(false)
                    .setStorageState(scripted.storageState()));
        }
    }

    /** Nothing of the page keeps anybody out; a picture of it is taken where one is wanted. */
    static void assertAccessible(Page page, String what) {
        Pictures.take(page, what);
        assertThat(TestBrowser.seriousViolations(page)).as(page.url()).isEmpty();
    }
}
