package org.ckep.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.TestBrowser.arrive;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both sides' own records of one thing are linked and parted in the browser. The register is simulated as ever. */
@QuarkusTest
class PairingBrowserTest extends InBrowser {
    private static final String PROJECT = "/projects/" + StubChanges.PROJECT;
    private static final String FORM = PROJECT + "/pairings/new";
    private static final String FIRST_HALL = "[id='part." + StubPairings.FIRST + ".en']";
    private static final String SECOND_HALL = "[id='part." + StubPairings.SECOND + ".en']";
    private static final String CHINESE = "两个项目并非同一工厂";
    private static final String KOREAN = "두 사업은 같은 공장이 아닙니다";

    private StubPairings pairings;

    @BeforeEach
    void layDownProjects() throws Exception {
        SampleProject.giveTo(gateway);
        pairings = StubPairings.giveTo(gateway);
    }

    /** No page of a pairing needs a script. Either side may propose; here the other one proposes the end. */
    @ParameterizedTest
    @EnumSource
    void fourPersonsPairRecordsAndFourPersonsPartThemAgain(PairingWords words) {
        try (BrowserContext cnMakers = withoutScripts("cn-maker");
                BrowserContext cnCheckers = withoutScripts("cn-checker");
                BrowserContext krMakers = withoutScripts("kr-maker");
                BrowserContext krCheckers = withoutScripts("kr-checker")) {
            Page cnMaker = reading(cnMakers.newPage(), words);
            Page cnChecker = reading(cnCheckers.newPage(), words);
            Page krMaker = reading(krMakers.newPage(), words);
            Page krChecker = reading(krCheckers.newPage(), words);

            assertThat(pairs(cnMaker).locator("h2").innerText()).isEqualTo(words.say("same-thing"));
            assertThat(pairs(cnMaker).locator("tbody tr").first().innerText())
                    .contains("Cell plant, hall 1")
                    .containsIgnoringCase(words.say("speaks-for-it"));
            arrive(cnMaker, pairs(cnMaker).locator("a.button")::click);
            choose(cnMaker, StubPairings.FIRST);
            cnMaker.locator("[id=counted]").selectOption("KR");
            draft(cnMaker, "One plant");
            String pairing = cnMaker.url().replaceAll("\\?.*", "");
            assertThat(cnMaker.locator("h1").innerText()).isEqualTo(words.say("pairing"));
            assertThat(krMaker.navigate(pairing).status()).isEqualTo(404);

            act(cnMaker, "submit");
            cnChecker.navigate(pairing);
            act(cnChecker, "propose");
            krMaker.navigate(pairing);
            Pictures.take(krMaker, "pairing-" + words.tag);
            act(krMaker, "review");
            assertThat(signatures(krMaker)).hasSize(4);
            assertThat(signatures(krMaker).get(2)).doesNotContain(words.say("not-yet"));
            assertThat(signatures(krMaker).get(3)).contains(words.say("not-yet"));
            krChecker.navigate(pairing);
            assertThat(form(krChecker, "agree").innerText()).contains(words.say("undone"));
            act(krChecker, "agree");
            assertThat(krChecker.locator(".done").innerText()).isEqualTo(words.say("in-force"));
            assertThat(signatures(krChecker)).noneMatch(row -> row.contains(words.say("not-yet")));

            krMaker.navigate(at(PROJECT));
            assertThat(pairs(krMaker).innerText()).contains("Cell plant, hall 1", words.say("counted"));
            Pictures.take(krMaker, "paired-" + words.tag);
            arrive(krMaker, pairs(krMaker).locator("a.button")::click);
            assertThat(krMaker.locator("section:has(#members) tbody tr").count())
                    .isEqualTo(2);
            Pictures.take(krMaker, "pairing-end-form-" + words.tag);
            draft(krMaker, "Two plants after all");
            assertThat(krMaker.locator("h1").innerText()).isEqualTo(words.say("end"));
            String end = krMaker.url().replaceAll("\\?.*", "");
            act(krMaker, "submit");
            krChecker.navigate(end);
            act(krChecker, "propose");
            cnMaker.navigate(end);
            act(cnMaker, "review");
            cnChecker.navigate(end);
            act(cnChecker, "agree");
            cnMaker.navigate(at(PROJECT));
            assertThat(pairs(cnMaker).innerText())
                    .contains("Cell plant, hall 2", words.say("pairing"), words.say("end"))
                    .doesNotContain(words.say("counted"));
        }
    }

    @Test
    void oneRecordIsPairedWithSeveralPartsWhichKeepTheirNamesWhateverTheOrderOfTheCandidates() {
        try (BrowserContext cnMakers = browser.visitor();
                BrowserContext cnCheckers = browser.visitor()) {
            Page cnMaker = signedIn(cnMakers, "cn-maker");
            Page cnChecker = signedIn(cnCheckers, "cn-checker");
            for (PairingWords words : PairingWords.values()) {
                cnMaker.navigate(at(FORM + "?lang=" + words.tag));
                assertAccessible(cnMaker, "pairing-form-" + words.tag);
                choose(cnMaker, StubPairings.FIRST);
                choose(cnMaker, StubPairings.SECOND);
                cnMaker.locator("[id=counted]").selectOption("CN");
                draft(cnMaker, "One plant of two halls");
                assertThat(fault(cnMaker, "part." + StubPairings.FIRST + ".en")).contains(words.say("part-needed"));
                assertThat(cnMaker.locator("input[name=member]:checked").count())
                        .isEqualTo(2);
                assertAccessible(cnMaker, "pairing-refused-" + words.tag);
                cnMaker.locator(FIRST_HALL).fill("West");
                cnMaker.locator(SECOND_HALL).fill("East");
                pairings.reverseCandidates();
                press(cnMaker);
                assertThat(cnMaker.locator("section:has(#members) tbody tr").allInnerTexts())
                        .satisfiesExactly(
                                whole -> assertThat(whole)
                                        .doesNotContain("hall")
                                        .contains("Cell plant", words.say("whole")),
                                first -> assertThat(first).contains("hall 1", "West"),
                                second -> assertThat(second).contains("hall 2", "East"));
                pairings.reverseCandidates();
                assertAccessible(cnMaker, "pairing-parts-" + words.tag);
                act(cnMaker, "submit");
                cnChecker.navigate(cnMaker.url().replaceAll("\\?.*", "?lang=" + words.tag));
                act(cnChecker, "dismiss");
                assertThat(fault(cnChecker, "dismiss.reason.zh-Hans")).contains(words.say("why"));
                cnChecker.locator("[id='dismiss.reason.ko']").fill(KOREAN);
                act(cnChecker, "dismiss");
                assertThat(state(cnChecker)).isEqualTo("DISMISSED");
                assertThat(cnChecker.locator("section:has(#why)").innerText()).contains(KOREAN);
            }
        }
    }

    @Test
    void whatIsMissingOrRefusedIsSaidAtItsField() {
        try (BrowserContext krMakers = browser.visitor()) {
            Page krMaker = signedIn(krMakers, "kr-maker");
            for (PairingWords words : PairingWords.values()) {
                krMaker.navigate(at(FORM + "?lang=" + words.tag));
                int before = drafts().size();
                press(krMaker);
                assertThat(krMaker.locator("section:has(#members) > .fault").innerText())
                        .isEqualTo(words.say("choose-records"));
                assertThat(fault(krMaker, "counted")).isEqualTo(words.say("choose-side"));
                assertThat(fault(krMaker, "reason.en")).isEqualTo(words.say("why"));
                assertThat(drafts()).as("nothing was sent").hasSize(before);
                assertAccessible(krMaker, "pairing-missing-" + words.tag);

                choose(krMaker, StubPairings.SECOND);
                krMaker.locator("[id=counted]").selectOption("KR");
                krMaker.locator("details:has(" + SECOND_HALL + ") summary").click();
                krMaker.locator(SECOND_HALL).fill("East");
                draft(krMaker, "One plant");
                assertThat(fault(krMaker, "part." + StubPairings.SECOND + ".en"))
                        .contains(words.say("not-here"));

                pairings.pair(StubChanges.PROJECT, StubPairings.FIRST);
                krMaker.locator(SECOND_HALL).fill("");
                press(krMaker);
                assertThat(krMaker.locator("h1").innerText())
                        .as("it does not turn into the form of an end")
                        .startsWith(words.say("propose"));
                assertThat(krMaker.locator(".problem").innerText()).contains(words.say("paired"));
                assertThat(krMaker.locator("main > .fault").innerText()).contains(words.say("paired"));
                assertThat(drafts().getLast()).contains("\"kind\":\"PAIR\"");

                krMaker.navigate(at(FORM));
                pairings.part();
                draft(krMaker, "Two plants");
                assertThat(krMaker.locator(".fault").innerText()).contains(words.say("ended"));
                assertThat(drafts().getLast()).contains("\"kind\":\"UNPAIR\"");
            }
        }
    }

    @Test
    void aChosenRecordThatWasPairedMeanwhileIsRefusedAndOfferedNoMore() {
        try (BrowserContext cnMakers = browser.visitor()) {
            Page cnMaker = signedIn(cnMakers, "cn-maker");
            for (PairingWords words : PairingWords.values()) {
                pairings.part();
                cnMaker.navigate(at(FORM + "?lang=" + words.tag));
                choose(cnMaker, StubPairings.FIRST);
                cnMaker.locator("[id=counted]").selectOption("CN");
                pairings.pair(StubPairings.FIRST);
                draft(cnMaker, "One plant");
                assertThat(cnMaker.locator("section:has(#members) > .fault").innerText())
                        .contains(words.say("paired"));
                assertThat(cnMaker.locator("input[name=member]").count()).isEqualTo(1);
                assertThat(cnMaker.locator("[id='reason.en']").inputValue()).isEqualTo("One plant");
            }
        }
    }

    @Test
    void whatAnotherPairingHasOvertakenOrTheOtherSideRejectsIsSaidAtTheAct() {
        try (BrowserContext cnMakers = browser.visitor();
                BrowserContext cnCheckers = browser.visitor();
                BrowserContext krMakers = browser.visitor();
                BrowserContext krCheckers = browser.visitor()) {
            Page cnMaker = signedIn(cnMakers, "cn-maker");
            Page cnChecker = signedIn(cnCheckers, "cn-checker");
            Page krMaker = signedIn(krMakers, "kr-maker");
            Page inAnotherTab = krMakers.newPage();
            Page krChecker = signedIn(krCheckers, "kr-checker");
            for (PairingWords words : PairingWords.values()) {
                pairings.part();
                String rejected = proposed(cnMaker, cnChecker, StubPairings.SECOND);
                krMaker.navigate(rejected);
                act(krMaker, "review");
                krChecker.navigate(rejected + "?lang=" + words.tag);
                krChecker.locator("[id='reject.reason.ko']").fill(KOREAN);
                act(krChecker, "reject");
                assertThat(fault(krChecker, "reject.reason.zh-Hans")).contains(words.say("why"));
                assertAccessible(krChecker, "pairing-not-rejected-" + words.tag);
                assertThat(krChecker.locator("[id='reject.reason.ko']").inputValue())
                        .isEqualTo(KOREAN);
                krChecker.locator("[id='reject.reason.zh-Hans']").fill(CHINESE);
                act(krChecker, "reject");
                assertThat(state(krChecker)).isEqualTo("REJECTED");
                assertThat(krChecker.locator("section:has(#why)").innerText()).contains(CHINESE, KOREAN);

                String overtaken = proposed(cnMaker, cnChecker, StubPairings.SECOND);
                krMaker.navigate(overtaken + "?lang=" + words.tag);
                String agreed = proposed(cnMaker, cnChecker, StubPairings.FIRST);
                inAnotherTab.navigate(agreed);
                act(inAnotherTab, "review");
                krChecker.navigate(agreed);
                act(krChecker, "agree");
                act(krMaker, "review");
                assertThat(krMaker.locator(".problem").innerText()).contains(words.say("overtaken"));
                assertThat(state(krMaker)).isEqualTo("STALE");
                assertAccessible(krMaker, "pairing-overtaken-" + words.tag);
            }
        }
    }

    /** A pairing of China's that waits for the Korean maker. */
    private String proposed(Page cnMaker, Page cnChecker, String hall) {
        cnMaker.navigate(at(FORM));
        choose(cnMaker, hall);
        cnMaker.locator("[id=counted]").selectOption("CN");
        draft(cnMaker, "One plant");
        act(cnMaker, "submit");
        String pairing = cnMaker.url().replaceAll("\\?.*", "");
        cnChecker.navigate(pairing);
        act(cnChecker, "propose");
        return pairing;
    }

    @Test
    void whoHasNotTheFunctionReadsButHasNoControls() {
        try (BrowserContext cnMakers = browser.visitor();
                BrowserContext cnCheckers = browser.visitor();
                BrowserContext krAuditors = browser.visitor();
                BrowserContext secretaries = browser.visitor();
                BrowserContext visitors = browser.visitor()) {
            Page cnChecker = signedIn(cnCheckers, "cn-checker");
            String pairing = proposed(signedIn(cnMakers, "cn-maker"), cnChecker, StubPairings.FIRST);
            Page krAuditor = signedIn(krAuditors, "kr-auditor");
            Page secretary = signedIn(secretaries, "secretariat");
            Page visitor = visitors.newPage();
            for (PairingWords words : PairingWords.values()) {
                String inLanguage = "?lang=" + words.tag;
                for (Page reader : List.of(krAuditor, cnChecker)) {
                    reader.navigate(at(PROJECT + inLanguage));
                    assertThat(pairs(reader).innerText()).contains("Cell plant, hall 1", words.say("pairing"));
                    assertThat(pairs(reader).locator("a.button").count()).isZero();
                    assertAccessible(reader, "candidates-" + words.tag);
                    assertThat(reader.navigate(at(FORM + inLanguage)).status()).isEqualTo(403);
                    assertThat(reader.locator("h1").innerText()).isEqualTo(words.say("for-makers"));
                }
                krAuditor.navigate(pairing + inLanguage);
                assertThat(krAuditor.locator("section:has(#acts)").innerText()).contains(words.say("nothing-to-do"));
                assertThat(krAuditor.locator("form.act").count()).isZero();
                assertAccessible(krAuditor, "pairing-read-" + words.tag);
                for (Page stranger : List.of(secretary, visitor)) {
                    stranger.navigate(at(PROJECT + inLanguage));
                    assertThat(stranger.locator("#pairs").count()).isZero();
                    assertThat(stranger.navigate(pairing + inLanguage).status()).isEqualTo(404);
                    assertThat(stranger.navigate(at(FORM + inLanguage)).status())
                            .isEqualTo(403);
                }
            }
            assertCheckerCannotDraft(cnChecker, pairing);
        }
    }

    /** Also not without the form. */
    private void assertCheckerCannotDraft(Page checker, String pairing) {
        checker.navigate(pairing);
        String token = checker.locator("input[name=form-token]").first().inputValue();
        int before = drafts().size();
        APIResponse refused = checker.request()
                .post(
                        at(FORM),
                        RequestOptions.create()
                                .setForm(FormData.create()
                                        .set("form-token", token)
                                        .set("member", StubPairings.urn(StubPairings.SECOND))
                                        .set("counted", "CN")
                                        .set("reason.en", "One plant")));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(drafts()).hasSize(before);
    }

    /** The page of the project in that language, which its reader keeps from then on. */
    private Page reading(Page page, PairingWords words) {
        page.navigate(at(PROJECT + "?lang=" + words.tag));
        return page;
    }

    private static Locator pairs(Page page) {
        return page.locator("section:has(#pairs)");
    }

    private static void choose(Page page, String hall) {
        page.locator("input[value='" + StubPairings.urn(hall) + "']").check();
    }

    private static void draft(Page page, String reason) {
        page.locator("[id='reason.en']").fill(reason);
        press(page);
    }

    /** Sends the form of a pairing. */
    private static void press(Page page) {
        arrive(page, page.locator("form.draft button")::click);
    }

    private static Locator form(Page page, String act) {
        return page.locator("form.act:has(input[name=act][value=" + act + "])");
    }

    private static void act(Page page, String act) {
        arrive(page, form(page, act).locator("button")::click);
    }

    private static String fault(Page page, String field) {
        return page.locator("[id='" + field + "-fault']").innerText();
    }

    private static String state(Page page) {
        return page.locator("dl.facts .state").getAttribute("data-state");
    }

    private static List<String> signatures(Page page) {
        return page.locator("section:has(#signatures) tbody tr").allInnerTexts();
    }

    private List<String> drafts() {
        return gateway.questions().stream()
                .filter(question ->
                        question.method().equals("POST") && question.path().equals(StubPairings.PATH))
                .map(StubGateway.Question::body)
                .toList();
    }
}
