package org.ckep.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.TestBrowser.follow;
import static org.ckep.testing.TestBrowser.press;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.ckep.testing.TestBrowser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What both agreed on is contested, settled and put right by silence in the browser. The register is simulated as ever. */
@QuarkusTest
class ObjectionsBrowserTest extends InBrowser {
    private static final String PROJECT = "/projects/" + StubChanges.PROJECT;
    private static final String CHINESE = "合同金额与双方商定的不符";
    private static final String KOREAN = "계약 금액이 양측이 합의한 금액과 다릅니다";

    @BeforeEach
    void layDownProject() throws Exception {
        SampleProject.giveTo(gateway);
    }

    /** No page of an objection needs a script. */
    @Test
    void twoPersonsOfOneSideObjectAndFourPersonsOfBothSettleIt() {
        try (BrowserContext cnMakers = withoutScripts("cn-maker");
                BrowserContext cnCheckers = withoutScripts("cn-checker");
                BrowserContext krMakers = withoutScripts("kr-maker");
                BrowserContext krCheckers = withoutScripts("kr-checker")) {
            Page cnMaker = cnMakers.newPage();
            Page cnChecker = cnCheckers.newPage();
            Page krMaker = krMakers.newPage();
            Page krChecker = krCheckers.newPage();

            prepare(krMaker, "totalInvestment");
            String objection = krMaker.url().replaceAll("\\?.*", "");
            assertThat(krMaker.locator(".done").innerText()).contains("your checker can raise it");
            assertThat(buttons(krMaker)).containsExactly("Drop the objection");
            cnMaker.navigate(objection);
            assertThat(cnMaker.locator("h1").innerText()).isEqualTo("Page not found");
            cnMaker.navigate(at(PROJECT));
            assertThat(cnMaker.locator(".contested").count()).isZero();
            assertThat(cnMaker.locator("section:has(#objections)").innerText())
                    .contains("Neither side objects to what is agreed.");

            krChecker.navigate(objection);
            press(krChecker, "Raise the objection");
            assertThat(krChecker.locator("dl.facts .state").getAttribute("data-state"))
                    .isEqualTo("STANDING");
            assertContestIsReadInEveryLanguage(cnChecker, objection);

            settle(cnMaker);
            String change = cnMaker.url().replaceAll("\\?.*", "");
            assertThat(cnMaker.locator("ul.settles li").allInnerTexts())
                    .containsExactly("Republic of Korea: total investment");
            press(cnMaker, "Sign and hand to the checker");
            cnChecker.navigate(change + "?lang=en");
            press(cnChecker, "Sign and put before the other side");
            krMaker.navigate(change);
            press(krMaker, "Sign as reviewer");
            krChecker.navigate(change);
            press(krChecker, "Sign and agree");

            krMaker.navigate(objection);
            assertThat(krMaker.locator("dl.facts .state").getAttribute("data-state"))
                    .isEqualTo("SETTLED");
            assertThat(TestBrowser.link(krMaker, "The change set that settled it")
                            .getAttribute("href"))
                    .isEqualTo(change.substring(change.indexOf("/projects/")));
            cnMaker.navigate(at(PROJECT));
            assertThat(cnMaker.locator(".contested").count()).isZero();
        }
    }

    private void assertContestIsReadInEveryLanguage(Page page, String objection) {
        Map<String, List<String>> said = Map.of(
                "en", List.of("Contested.", "Republic of Korea has disputed the agreed value “total investment” since"),
                "zh-Hans", List.of("存在异议。", "韩国自", "起对商定的“投资总额”提出异议"),
                "ko", List.of("이의가 제기되어 있습니다.", "대한민국 측이 합의된 값 “총투자액”에 이의를 제기하고 있습니다"));
        for (String language : LANGUAGES) {
            page.navigate(at(PROJECT) + "?lang=" + language);
            assertThat(page.locator(".contested").innerText())
                    .contains(said.get(language))
                    .contains(CHINESE, KOREAN);
            Pictures.take(page, "contested-" + language);
            page.navigate(objection + "?lang=" + language);
            assertThat(page.locator("section:has(#why)").innerText()).contains(CHINESE, KOREAN);
            assertThat(page.locator("form.act").count())
                    .as("the other side has no act")
                    .isZero();
            Pictures.take(page, "objection-" + language);
        }
    }

    /** Nothing but the objection is chosen: no value changes. */
    private void settle(Page maker) {
        maker.navigate(at(PROJECT + "/changes/new"));
        maker.locator("input[name=settles]").check();
        press(maker, "Continue");
        assertThat(settled(maker).isChecked()).isTrue();
        maker.locator("[id='reason.en']").fill("Both sides have looked at the contract");
        press(maker, "Save the draft");
    }

    @Test
    void anObjectionThatIsRefusedComesBackWithWhatWasWrittenAndIsDroppedByItsOwnSide() {
        try (BrowserContext krMakers = browser.visitor();
                BrowserContext cnCheckers = browser.visitor()) {
            Page krMaker = signedIn(krMakers, "kr-maker");
            krMaker.navigate(at(PROJECT));
            follow(krMaker, "Object to what is agreed");
            for (String language : LANGUAGES) {
                krMaker.navigate(at(PROJECT + "/objections/new?lang=" + language));
                assertAccessible(krMaker, "objection-form-" + language);
            }
            krMaker.navigate(at(PROJECT + "/objections/new?lang=en"));
            krMaker.locator("[id='reason.ko']").fill(KOREAN);
            press(krMaker, "Prepare the objection");
            assertThat(krMaker.locator("[id='attribute-fault']").innerText())
                    .isEqualTo("Please choose what your side contests");
            krMaker.locator("[id=attribute]").selectOption("record");
            press(krMaker, "Prepare the objection");
            assertThat(krMaker.locator(".problem").innerText()).contains("Please say why");
            assertThat(krMaker.locator("[id='reason.zh-Hans-fault']").innerText())
                    .contains("Please say why");
            assertThat(krMaker.locator("[id='reason.ko']").inputValue()).isEqualTo(KOREAN);
            assertThat(krMaker.locator("[id=attribute]").inputValue()).isEqualTo("record");
            assertAccessible(krMaker, "objection-refused");
            krMaker.locator("[id='reason.zh-Hans']").fill(CHINESE);
            press(krMaker, "Prepare the objection");
            assertThat(krMaker.locator("dl.facts").innerText()).containsIgnoringCase("the whole record");
            assertAccessible(krMaker, "objection-prepared");
            press(krMaker, "Drop the objection");
            assertThat(krMaker.locator("dl.facts .state").getAttribute("data-state"))
                    .isEqualTo("DROPPED");
            Page cnChecker = signedIn(cnCheckers, "cn-checker");
            cnChecker.navigate(at(PROJECT + "/objections/new"));
            assertThat(cnChecker.locator("h1").innerText()).isEqualTo("For makers");
        }
    }

    @Test
    void silenceIsOfferedWhereItIsConsentAndNowhereElse() {
        try (BrowserContext krMakers = browser.visitor();
                BrowserContext krCheckers = browser.visitor();
                BrowserContext cnMakers = browser.visitor()) {
            Page krMaker = signedIn(krMakers, "kr-maker");
            Page krChecker = signedIn(krCheckers, "kr-checker");
            prepare(krMaker, "totalInvestment");
            krChecker.navigate(krMaker.url().replaceAll("\\?.*", ""));
            press(krChecker, "Raise the objection");

            Page cnMaker = signedIn(cnMakers, "cn-maker");
            cnMaker.navigate(at(PROJECT + "/changes/new?attribute=title&attribute=type"));
            assertThat(cnMaker.locator("input[name=procedure]").count()).isZero();
            for (String language : LANGUAGES) {
                cnMaker.navigate(at(PROJECT + "/changes/new?attribute=title&lang=" + language));
                assertThat(cnMaker.locator("section:has(#procedure) .note").innerText())
                        .contains("14");
                assertAccessible(cnMaker, "silence-" + language);
            }
            cnMaker.navigate(at(PROJECT + "/changes/new?attribute=title&lang=en"));
            cnMaker.locator("[id='title.en.text']").fill("Battery cell plant, second phase");
            cnMaker.locator("[id='reason.en']").fill("Wording");
            cnMaker.locator("input[name=procedure]").check();
            settled(cnMaker).check();
            press(cnMaker, "Save the draft");
            assertThat(cnMaker.locator("section:has(#procedure) .fault").innerText())
                    .contains("This is not agreed to by silence", "Nothing is settled by silence.");
            assertThat(cnMaker.locator("input[name=procedure]").isChecked()).isTrue();
            assertAccessible(cnMaker, "silence-refused");
            settled(cnMaker).uncheck();
            press(cnMaker, "Save the draft");
            assertThat(cnMaker.locator(".done").innerText()).isEqualTo("The draft is saved.");
            assertThat(lastDraft()).contains("\"procedure\":\"SILENCE\"").doesNotContain("settles");
            follow(cnMaker, "Write it anew");
            assertThat(cnMaker.locator("input[name=procedure]").isChecked()).isTrue();
        }
    }

    private String lastDraft() {
        return gateway.questions().stream()
                .filter(question ->
                        question.method().equals("POST") && question.path().equals(StubChanges.PATH))
                .toList()
                .getLast()
                .body();
    }

    private void prepare(Page maker, String attribute) {
        maker.navigate(at(PROJECT + "/objections/new"));
        maker.locator("[id=attribute]").selectOption(attribute);
        maker.locator("[id='reason.zh-Hans']").fill(CHINESE);
        maker.locator("[id='reason.ko']").fill(KOREAN);
        press(maker, "Prepare the objection");
    }

    /** The box of the objection in the form itself. */
    private static Locator settled(Page page) {
        return page.locator("section:has(#settles) input[name=settles]");
    }

    private static List<String> buttons(Page page) {
        return page.locator("form.act button").allInnerTexts();
    }
}
