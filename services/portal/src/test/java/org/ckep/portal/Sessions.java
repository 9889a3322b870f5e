package org.ckep.portal;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ckep.testing.TestBrowser;

/** Sessions of people who have signed in at Keycloak. They are used again: each sign-in loads Keycloak's pages anew. */
final class Sessions {
    /**
     * Well below the life of an access token, which is five minutes: a session that exchanges its tokens ends those of all
     * other browsers with the same cookies.
     */
    private static final Duration USED_AGAIN = Duration.ofSeconds(120);

    private static final Map<String, Session> BEGUN = new HashMap<>();

    private record Session(List<Cookie> cookies, long since) {
        boolean isUsedAgain() {
            return System.nanoTime() - since < USED_AGAIN.toNanos();
        }
    }

    private Sessions() {}

    /** Opens the portal as that person. */
    static Page open(BrowserContext context, String portal, String user) {
        Session begun = BEGUN.get(user);
        if (begun != null && begun.isUsedAgain()) {
            context.addCookies(begun.cookies());
            Page page = context.newPage();
            page.navigate(portal);
            return page;
        }
        long since = System.nanoTime();
        Page page = context.newPage();
        page.navigate(portal);
        TestBrowser.signIn(page, user);
        BEGUN.put(user, new Session(context.cookies(), since));
        return page;
    }
}
