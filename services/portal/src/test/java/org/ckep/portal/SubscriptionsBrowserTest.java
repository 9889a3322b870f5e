package org.ckep.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.TestBrowser.follow;
import static org.ckep.testing.TestBrowser.press;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.RequestOptions;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ckep.testing.TestBrowser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Subscriptions and the event stream in a real browser, with accounts of the real Keycloak; the event hub is simulated. */
@QuarkusTest
class SubscriptionsBrowserTest extends InBrowser {
    private static final String LIST = "/event-subscriptions";

    private StubHub hub;

    @BeforeEach
    void openHub() {
        hub = StubHub.giveTo(gateway);
    }

    @Test
    void aMakerSubscribesTriesHisFilterAndManagesTheSubscriptionWithoutAnyScript() {
        try (BrowserContext makers = withoutScripts("cn-maker")) {
            Page maker = makers.newPage();
            maker.navigate(at("/"));
            follow(maker, "Subscriptions");
            follow(maker, "Subscribe");
            assertThat(maker.locator("[id='subscription.ratePerMinute-hint']").count())
                    .isZero();
            // Only agencies have a topic.
            assertThat(maker.locator("[id='subscription.protocol'] option").allInnerTexts())
                    .containsExactly("–", "Webhook", "Fetched");
            maker.locator("[id='subscription.name']").fill("Chip newsroom");
            maker.locator("[id='subscription.sink']").fill("http://hooks.example.org/ckep");
            maker.locator("#expression").fill("sector =");
            press(maker, "Try on past events");
            assertThat(maker.locator("#expression-fault").innerText()).contains("cannot be understood");
            maker.locator("#expression").fill("sector = 'SEMI'");
            maker.locator("input[name=types]").first().check();
            press(maker, "Try on past events");
            assertThat(maker.locator("section:has(#trial)").innerText()).contains("7 of the last 120 events");
            press(maker, "Subscribe");
            assertThat(maker.locator("[id='subscription.sink-fault']").innerText())
                    .contains("Nothing is delivered to this address");
            assertThat(maker.locator("input[name=types]").first().isChecked()).isTrue();
            maker.locator("[id='subscription.sink']").fill("https://hooks.example.org/ckep");
            press(maker, "Subscribe");
            assertThat(maker.locator("h1").innerText()).isEqualTo("Chip newsroom");
            assertThat(maker.locator("dl.facts").first().innerText())
                    .containsIgnoringCase("the endpoint has not consented")
                    .contains("https://hooks.example.org/ckep", "org.ckep.investment.project", "[{\"sql\"");

            press(maker, "Ask the endpoint again");
            assertThat(state(maker)).isEqualTo("ACTIVE");
            press(maker, "Pause");
            assertThat(state(maker)).isEqualTo("PAUSED");
            assertThat(maker.locator("dl.facts").first().innerText()).containsIgnoringCase("its owner paused it");
            press(maker, "Resume");
            press(maker, "Send a test event");
            assertThat(maker.locator(".done").innerText())
                    .isEqualTo("The test event was sent. The endpoint: taken (204)");

            maker.locator("[id='rotation.overlap']").selectOption("PT24H");
            maker.locator("[id='rotation.algorithm']").selectOption("v1");
            press(maker, "Exchange the key");
            assertThat(maker.locator("#secret").innerText()).isEqualTo("whsec_only-now-1");
            maker.navigate(maker.url());
            assertThat(maker.locator("#secret").count()).isZero();
            assertThat(maker.content()).doesNotContain("whsec_");

            follow(maker, "7");
            assertThat(maker.locator("table").innerText()).contains("<b>broken</b>", "Delivery", "The endpoint failed");
            press(maker, "Deliver again");
            assertThat(maker.locator(".done").innerText()).isEqualTo("It was sent again: taken (204)");
            hub.becomes("PAUSED", "failing");
            maker.navigate(at(LIST));
            assertThat(maker.locator("tbody").innerText())
                    .containsIgnoringCase("nothing could be delivered for five days");
        }
    }

    @Test
    void whoHasNotTheFunctionSeesNoControlsAndReadsWhy() {
        try (BrowserContext makers = browser.visitor();
                BrowserContext checkers = browser.visitor();
                BrowserContext visitors = browser.visitor()) {
            Page maker = signedIn(makers, "cn-maker");
            String address = subscribe(maker);
            Page checker = signedIn(checkers, "cn-checker");
            checker.navigate(at(LIST));
            assertThat(checker.locator("main").innerText()).contains("Your account may read these subscriptions");
            assertThat(checker.locator("a[href='/event-subscriptions/new']").count())
                    .isZero();
            checker.navigate(address);
            assertThat(checker.locator("form[method=post]").count()).isZero();
            checker.navigate(at(LIST + "/new"));
            assertThat(checker.locator("h1").innerText()).isEqualTo("For ministries and agencies");
            Page visitor = visitors.newPage();
            visitor.navigate(at(LIST));
            assertThat(visitor.locator("h1").innerText()).isEqualTo("For ministries and agencies");
            assertThat(visitors.request()
                            .post(
                                    address,
                                    RequestOptions.create()
                                            .setHeader("Content-Type", "application/x-www-form-urlencoded"))
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void theStreamIsAListWithoutScriptsAndGrowsWithThem() {
        try (BrowserContext plain = browser.visitor(new Browser.NewContextOptions().setJavaScriptEnabled(false));
                BrowserContext scripted = browser.visitor()) {
            Page list = plain.newPage();
            list.navigate(at("/event-stream"));
            assertThat(list.locator("table.stream tbody tr").allInnerTexts())
                    .singleElement()
                    .satisfies(row -> assertThat(row).contains("Project announced", "First project"));

            Page live = scripted.newPage();
            List<String> errors = new ArrayList<>();
            live.onPageError(errors::add);
            live.navigate(at("/event-stream"));
            hub.happens("Second <i>project</i>");
            live.locator("table.stream tbody tr", new Page.LocatorOptions().setHasText("Second <i>project</i>"))
                    .waitFor();
            hub.happens("Third project");
            live.locator("table.stream tbody tr", new Page.LocatorOptions().setHasText("Third project"))
                    .waitFor();
            assertThat(live.locator("table.stream tbody tr").count()).isEqualTo(3);
            assertThat(errors).isEmpty();
        }
    }

    @Test
    void whatIsOfUseDependsOnTheReasonOfAPause() {
        try (BrowserContext makers = browser.visitor()) {
            Page maker = signedIn(makers, "cn-maker");
            String address = subscribe(maker);
            hub.becomes("PAUSED", "consent-missing: the answer has no WebHook-Allowed-Origin");
            maker.navigate(address);
            assertThat(maker.locator("dl.facts").first().innerText())
                    .containsIgnoringCase("the endpoint has not consented (the answer has no WebHook-Allowed-Origin)");
            assertThat(offered(maker)).containsExactly("Ask the endpoint again", "Exchange the key");
            hub.becomes("PAUSED", "gone");
            maker.navigate(address);
            assertThat(offered(maker)).containsExactly("Ask the endpoint again", "Exchange the key");
            assertThat(maker.locator("main").innerText()).contains("Set the endpoint up again, then ask it again.");
            press(maker, "Ask the endpoint again");
            assertThat(state(maker)).isEqualTo("ACTIVE");
            assertThat(offered(maker)).containsExactly("Pause", "Send a test event", "Exchange the key");
            press(maker, "Pause");
            assertThat(offered(maker)).containsExactly("Resume", "Exchange the key");
        }
    }

    /** One whose events do not arrive is not shown as if all were well. */
    @Test
    void theListSaysInThreeLanguagesWhatIsWrongWithAnActiveSubscription() {
        try (BrowserContext makers = browser.visitor()) {
            Page maker = signedIn(makers, "cn-maker");
            subscribe(maker);
            hub.isTroubledBy();
            maker.navigate(at(LIST));
            assertThat(listed(maker)).isEqualTo("ACTIVE");
            hub.isTroubledBy("unreachable", "parked");
            Map<String, List<String>> words = Map.of(
                    "en",
                            List.of(
                                    "its endpoint fails and is left alone for a while",
                                    "a subject waits after the last try"),
                    "zh-Hans", List.of("接收端持续出错，暂停投递", "有主题对象在最后一次尝试后搁置"),
                    "ko", List.of("수신처 오류가 이어져 잠시 전달을 멈춤", "마지막 시도 후 보류된 대상이 있음"));
            words.forEach((language, said) -> {
                maker.navigate(at(LIST + "?lang=" + language));
                assertThat(listed(maker)).isEqualTo("TROUBLED");
                String row = maker.locator("table.rows tbody tr").textContent();
                said.forEach(word -> assertThat(row).contains(word));
            });
            hub.isTroubledBy("failing");
            maker.navigate(at(LIST + "?lang=en"));
            assertThat(maker.locator("table.rows tbody .state").textContent()).isEqualTo("its endpoint fails");
        }
    }

    private static String listed(Page page) {
        return page.locator("table.rows tbody .state").getAttribute("data-state");
    }

    private static List<String> offered(Page page) {
        return page.locator("form[method=post] button[name=act], form[method=post]:has(input[name=act]) button")
                .allInnerTexts();
    }

    @Test
    void theStreamOfALongLogShowsTheNewestEventsAndIsLive() {
        for (int i = 1; i <= 60; i++) {
            hub.happens("Project number " + i);
        }
        try (BrowserContext visitors = browser.visitor()) {
            Page live = visitors.newPage();
            live.navigate(at("/event-stream"));
            assertThat(live.locator("table.stream tbody tr").count()).isEqualTo(50);
            assertThat(live.locator("table.stream tbody tr").first().innerText())
                    .contains("Project number 60");
            hub.happens("Just now");
            live.locator("table.stream tbody tr", new Page.LocatorOptions().setHasText("Just now"))
                    .waitFor();
            assertThat(live.locator("table.stream tbody tr").first().innerText())
                    .as("what comes is seen without scrolling")
                    .contains("Just now");
            follow(live, "From the first event");
            assertThat(live.locator("table.stream tbody tr").first().innerText())
                    .contains("First project");
            follow(live, "What came after these");
            assertThat(live.locator("table.stream tbody tr").first().innerText())
                    .contains("Just now");
        }
    }

    /** A cursor that leads nowhere any more, as after the end of a session, ends the stream and says so. */
    @Test
    void aStreamThatCannotGoOnSaysSo() {
        try (BrowserContext visitors = browser.visitor()) {
            Page live = visitors.newPage();
            live.navigate(at("/event-stream"));
            gateway.answer("/events/v1/feed", (question, headers) -> new StubGateway.Done(503, "", null));
            live.locator(".live", new Page.LocatorOptions().setHasText("cannot be read at the moment"))
                    .waitFor();
            gateway.answer("/events/v1/feed", (question, headers) -> new StubGateway.Done(410, "{}", null));
            live.locator(".live", new Page.LocatorOptions().setHasText("do not come any more"))
                    .waitFor();
        }
    }

    /** The browser sends the cursor of the last message when it connects again: what came in between is not lost. */
    @Test
    void theStreamGoesOnAtTheLastEventThatArrived() {
        try (BrowserContext visitors = browser.visitor()) {
            hub.happens("Second project");
            APIResponse resumed = visitors.request()
                    .get(
                            at("/event-stream/events?after=earliest"),
                            RequestOptions.create().setHeader("Last-Event-ID", "1"));
            assertThat(resumed.headers().get("content-type")).startsWith("text/event-stream");
            assertThat(resumed.text()).contains("id: 2\n", "Second project").doesNotContain("First project");
            gateway.answer("/events/v1/feed", (question, headers) -> new StubGateway.Done(503, "", null));
            assertThat(visitors.request()
                            .get(at("/event-stream/events?after=1"))
                            .text())
                    .contains("retry: 10000", "event: trouble")
                    .doesNotContain("id:");
        }
    }

    @Test
    void thePagesAreAccessibleInAllThreeLanguages() {
        try (BrowserContext makers = browser.visitor()) {
            Page maker = signedIn(makers, "kr-maker");
            URI subscription = URI.create(subscribe(maker));
            for (String language : List.of("en", "zh-Hans", "ko")) {
                for (String path : List.of(
                        LIST,
                        LIST + "/new",
                        subscription.getPath(),
                        subscription.getPath() + "/deliveries/7",
                        "/event-stream")) {
                    maker.navigate(at(path + "?lang=" + language));
                    assertThat(maker.locator("html").getAttribute("lang")).isEqualTo(language);
                    Pictures.take(maker, path.replaceAll("[0-9a-f-]{36}", "one").replace('/', '_') + "-" + language);
                    assertThat(TestBrowser.seriousViolations(maker))
                            .as(maker.url())
                            .isEmpty();
                }
            }
        }
    }

    private String subscribe(Page maker) {
        maker.navigate(at(LIST + "/new"));
        maker.locator("[id='subscription.name']").fill("Chip newsroom");
        maker.locator("[id='subscription.sink']").fill("https://hooks.example.org/ckep");
        press(maker, "Subscribe");
        return maker.url();
    }

    private static String state(Page page) {
        return page.locator("dl.facts .state").getAttribute("data-state");
    }
}
