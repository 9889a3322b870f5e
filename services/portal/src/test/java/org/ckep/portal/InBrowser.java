package org.ckep.portal;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URI;
import org.ckep.testing.TestBrowser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The portal in a real browser, in front of a gateway with sample answers; people sign in at the real Keycloak. */
abstract class InBrowser {
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
        Page page = context.newPage();
        page.navigate(at("/"));
        TestBrowser.signIn(page, user);
        return page;
    }

    /** Signed in as ever; from then on no script runs. */
    BrowserContext withoutScripts(String user) {
        try (BrowserContext scripted = browser.visitor()) {
            signedIn(scripted, user);
            return browser.visitor(new Browser.NewContextOptions()
                    .setJavaScriptEnabled(false)
                    .setStorageState(scripted.storageState()));
        }
    }

    /** Presses the first button of that name. */
    static void press(Page page, String name) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .first()
                .click();
    }
}
