package org.ckep.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.TestBrowser.arrive;
import static org.ckep.testing.TestBrowser.follow;
import static org.ckep.testing.TestBrowser.press;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.access.Classification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In the browser, too, two persons of a side do what changes a record of theirs that others read. */
@QuarkusTest
class PendingActsBrowserTest extends InBrowser {
    private static final String ACT = "/pending-acts/" + StubPendingActs.ACT;

    private final StubPendingActs acts = new StubPendingActs();
    private final StubOwnProject own = new StubOwnProject();

    @BeforeEach
    void layDownRecords() throws Exception {
        SampleProject.giveTo(gateway);
        gateway.answer(StubPendingActs.PATH, acts);
        gateway.answer(
                "/investment/v1/commitments/" + StubPendingActs.RECORD,
                "{\"displayId\": \"CK-COM-AAAAAAAA-A\", \"urn\": \"urn:ckep:commitment:" + StubPendingActs.RECORD
                        + "\"}");
        own.read(Classification.PUBLIC);
        gateway.answer(StubOwnProject.PATH, own);
        String listed = """
                {"data":[{"urn":"urn:ckep:project:%s","displayId":"CK-PRJ-AAAAAAAA-E","stewardship":"UNILATERAL",
                  "classification":"PUBLIC","title":{"en":{"text":"Separator film plant","status":"ORIGINAL"}}}]}""".formatted(StubOwnProject.PROJECT);
        gateway.answer("/investment/v1/projects", (question, headers) -> new StubGateway.Done(200, listed, null));
    }

    private String waiting(Page page) {
        page.navigate(at("/changes?lang=en"));
        return page.locator("section:has(#second-person)").innerText();
    }

    /** No page needs a script. */
    @Test
    void aCheckerConfirmsWhatAMakerDrafted() {
        try (BrowserContext makers = withoutScripts("cn-maker");
                BrowserContext checkers = withoutScripts("cn-checker");
                BrowserContext others = withoutScripts("kr-checker");
                BrowserContext visitors = browser.visitor()) {
            Page maker = makers.newPage();
            assertThat(waiting(maker)).contains("Enter a transaction", "Another checker of your side");
            follow(maker, "Enter a transaction");
            assertThat(maker.locator("form.act button").allInnerTexts()).containsExactly("Drop it");
            Page other = others.newPage();
            assertThat(waiting(other)).contains("Nothing waits here.").doesNotContain("Enter a transaction");
            for (Page stranger : List.of(other, visitors.newPage())) {
                stranger.navigate(at(ACT + "?lang=en"));
                assertThat(stranger.locator("h1").innerText()).isEqualTo("Page not found");
            }
            Page checker = checkers.newPage();
            assertThat(waiting(checker)).doesNotContain("Another checker of your side");
            follow(checker, "Enter a transaction");
            assertThat(checker.locator("main").innerText()).contains("CK-COM-AAAAAAAA-A");
            assertThat(checker.locator("section:has(#requested)").innerText())
                    .contains("disbursement", "USD 4,000,000.5", "1 May 2024", "First part", "Report on the contract");
            press(checker, "Confirm it");
            assertThat(checker.locator(".done").innerText())
                    .isEqualTo("It is confirmed and done; the readers of the record were told.");
            assertThat(checker.locator("form.act").count()).isZero();
            assertThat(acts.state()).isEqualTo("CONFIRMED");
            assertThat(waiting(maker)).contains("Nothing waits here.");
        }
    }

    @Test
    void whatIsDroppedIsOver() {
        try (BrowserContext makers = browser.visitor()) {
            Page maker = signedIn(makers, "cn-maker");
            maker.navigate(at(ACT + "?lang=en"));
            press(maker, "Drop it");
            assertThat(maker.locator(".done").innerText()).isEqualTo("It is dropped.");
            assertThat(maker.locator("dl.facts .state").getAttribute("data-state"))
                    .isEqualTo("DROPPED");
            assertThat(acts.state()).isEqualTo("DROPPED");
        }
    }

    /** A change of a project waits in the same list as what is done with other records. */
    @Test
    void changesOfProjectsWaitThereToo() {
        own.draft("1".repeat(64));
        try (BrowserContext checkers = browser.visitor();
                BrowserContext others = browser.visitor()) {
            Page checker = signedIn(checkers, "cn-checker");
            assertThat(waiting(checker)).contains("Change a project", "Separator film plant", "Enter a transaction");
            follow(checker, "Change a project");
            press(checker, "Confirm the change");
            assertThat(waiting(checker)).doesNotContain("Change a project");
            assertThat(waiting(signedIn(others, "kr-checker"))).doesNotContain("Change a project");
        }
    }

    @Test
    void itIsReadInEveryLanguage() {
        Map<String, List<String>> words = Map.of(
                "en", List.of("Enter a transaction", "value date", "disbursement", "Confirm it"),
                "zh-Hans", List.of("登记一笔交易", "起息日", "拨付", "确认"),
                "ko", List.of("거래 입력", "기준일", "집행", "확인"));
        try (BrowserContext checkers = browser.visitor()) {
            Page checker = signedIn(checkers, "cn-checker");
            for (String language : LANGUAGES) {
                checker.navigate(at("/changes?lang=" + language));
                assertThat(checker.locator("section:has(#second-person)").innerText())
                        .containsIgnoringCase(words.get(language).getFirst());
                assertAccessible(checker, "waiting-acts-" + language);
                checker.navigate(at(ACT + "?lang=" + language));
                words.get(language)
                        .forEach(word ->
                                assertThat(checker.locator("main").innerText()).containsIgnoringCase(word));
                assertAccessible(checker, "pending-act-" + language);
            }
        }
    }

    /** Whatever is asked for, a checker reads all of it. */
    @Test
    void everyKindOfRequestIsSpelledOut() {
        acts.waits("state-holdings", "shareholding", """
                {"validFrom": {"date": "2023-04-01", "precision": "QUARTER"}, "complete": true,
                 "holdings": [{"holder": {"orgId": "urn:ckep:organisation:1"}, "share": {"exact": "12.5"}},
                   {"share": {"unknownReason": "UNDISCLOSED"}}],
                 "capitalIncrease": {"before": {"amount": "1", "currency": "USD"}, "delta": {"amount": "2", "currency": "USD"},
                   "after": {"amount": "3", "currency": "USD"}}}""");
        try (BrowserContext checkers = browser.visitor()) {
            Page checker = signedIn(checkers, "cn-checker");
            checker.navigate(at(ACT + "?lang=en"));
            assertThat(checker.locator("h1").innerText()).isEqualTo("State who holds what");
            assertThat(checker.locator("section:has(#requested)").innerText())
                    .contains("holder: SK On", "share: 12.5%", "not disclosed", "increase", "yes");
            acts.waits("change-site", "site", """
                    {"title": {"en": {"text": "Works", "status": "ORIGINAL"}},
                     "place": {"iso3166_2": "CN-JS", "city": "Yancheng"}, "sectors": ["SEMI"], "state": "IDLE",
                     "landArea": {"value": "1.5", "relation": "EQ", "unit": "km2"},
                     "unknownReasons": {"since": "NOT_STATED"}}""");
            checker.navigate(at(ACT + "?lang=en"));
            assertThat(checker.locator("section:has(#requested)").innerText())
                    .containsIgnoringCase("Works")
                    .contains("city: Yancheng", "CN-JS", "idle", "1.5", "since: not stated")
                    .containsIgnoringCase("semiconductors");
        }
    }

    @Test
    void whatTheRegisterRefusesIsSaidInTheVisitorsLanguage() {
        acts.draftedByChecker();
        Map<String, String> said = Map.of(
                "en", "Nobody confirms what he has drafted himself",
                "zh-Hans", "不得确认自己起草的内容",
                "ko", "자신이 작성한 것은");
        try (BrowserContext checkers = browser.visitor()) {
            Page checker = signedIn(checkers, "cn-checker");
            for (String language : LANGUAGES) {
                checker.navigate(at(ACT + "?lang=" + language));
                arrive(checker, checker.locator("form.act button").first()::click);
                assertThat(checker.locator(".problem").innerText()).contains(said.get(language));
                assertThat(acts.state()).isEqualTo("PENDING");
            }
        }
    }
}
