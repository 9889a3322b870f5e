package org.ckep.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.TestBrowser.arrive;
import static org.ckep.testing.TestBrowser.follow;
import static org.ckep.testing.TestBrowser.press;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Others are let read a project in the browser: one side's own at once, that of both sides by four persons. */
@QuarkusTest
class ReleasesBrowserTest extends InBrowser {
    private static final String PROJECT = "/projects/" + StubChanges.PROJECT;
    private static final String OWN = "/projects/" + StubOwnProject.PROJECT;

    private final StubOwnProject own = new StubOwnProject();

    @BeforeEach
    void layDownProjects() throws Exception {
        SampleProject.giveTo(gateway);
        gateway.answer(StubOwnProject.PATH, own);
    }

    /** No page of a release needs a script. */
    @Test
    void fourPersonsLetEverybodyReadAProjectOfBothSides() {
        try (BrowserContext cnMakers = withoutScripts("cn-maker");
                BrowserContext cnCheckers = withoutScripts("cn-checker");
                BrowserContext krMakers = withoutScripts("kr-maker");
                BrowserContext krCheckers = withoutScripts("kr-checker")) {
            Page cnMaker = cnMakers.newPage();
            Page cnChecker = cnCheckers.newPage();
            Page krMaker = krMakers.newPage();
            Page krChecker = krCheckers.newPage();

            cnChecker.navigate(at(PROJECT));
            assertThat(cnChecker.locator("a[href$='/release/new']").count())
                    .as("a releaser drafts nothing")
                    .isZero();
            cnMaker.navigate(at(PROJECT));
            assertThat(cnMaker.locator("dl.facts").first().innerText()).containsIgnoringCase("both governments");
            follow(cnMaker, "Propose that others read it");
            cnMaker.locator("input[name=level][value=PUBLIC]").check();
            cnMaker.locator("[id='reason.en']").fill("Both sides have announced it");
            press(cnMaker, "Save the draft");
            assertThat(cnMaker.locator(".done").innerText()).isEqualTo("The draft is saved.");
            String address = cnMaker.url().replaceAll("\\?.*", "");
            krMaker.navigate(address);
            assertThat(krMaker.locator("h1").innerText()).isEqualTo("Page not found");

            press(cnMaker, "Sign and hand to the releaser");
            assertThat(cnMaker.locator(".done").innerText()).contains("your side’s releaser has it now");
            assertThat(cnMaker.locator("dl.facts .state").innerText()).isEqualToIgnoringCase("with the own releaser");
            assertThat(waitsFor(cnChecker, "for-me"))
                    .containsIgnoringCase("release to everybody")
                    .containsIgnoringCase("releaser (China)");
            cnChecker.navigate(address);
            press(cnChecker, "Sign and put before the other side");
            assertThat(waitsFor(krMaker, "for-me")).containsIgnoringCase("release to everybody");
            krMaker.navigate(address);
            press(krMaker, "Sign as reviewer");
            assertThat(krMaker.locator(".done").innerText()).contains("your side’s releaser has it now");
            try (BrowserContext scripted = browser.visitor()) {
                assertReadInEveryLanguage(signedIn(scripted, "kr-checker"), address);
            }
            krChecker.navigate(address + "?lang=en");
            assertThat(krChecker.locator("form.act").first().innerText()).contains("at once and for good");
            press(krChecker, "Sign and agree");
            assertThat(krChecker.locator(".done").innerText()).contains("they may read the project from now on");
            assertThat(krChecker.locator("dl.facts .state").first().getAttribute("data-state"))
                    .isEqualTo("APPLIED");

            cnMaker.navigate(at(PROJECT));
            assertThat(cnMaker.locator("dl.facts").first().innerText()).containsIgnoringCase("everybody");
            assertThat(cnMaker.locator("a[href$='/release/new']").count()).isZero();
            cnMaker.navigate(at(PROJECT + "/release/new"));
            assertThat(cnMaker.locator("main").innerText()).contains("Everybody may read it already.");
            assertThat(cnMaker.locator("form.draft").count()).isZero();
        }
    }

    private void assertReadInEveryLanguage(Page page, String address) {
        Map<String, List<String>> signers = Map.of(
                "en", List.of("maker", "releaser", "reviewer of the other side", "releaser of the other side"),
                "zh-Hans", List.of("经办员", "发布员", "对方审核员", "对方发布员"),
                "ko", List.of("작성자", "공개 담당자", "상대측 검토자", "상대측 공개 담당자"));
        Map<String, List<String>> said = Map.of(
                "en", List.of("everybody reads the project, for good", "Both governments"),
                "zh-Hans", List.of("所有人都可以查看此项目，且永久有效", "两国政府"),
                "ko", List.of("누구나 프로젝트를 열람하며, 되돌릴 수 없습니다", "양국 정부"));
        Map<String, List<String>> waiting = Map.of(
                "en", List.of("release to everybody", "releaser (Republic of Korea)"),
                "zh-Hans", List.of("向所有人公开", "韩国发布员"),
                "ko", List.of("누구에게나 공개", "대한민국 측 공개 담당자"));
        for (String language : LANGUAGES) {
            page.navigate(address + "?lang=" + language);
            assertThat(page.locator("section:has(#differences)").innerText()).contains(said.get(language));
            assertThat(page.locator("section:has(#signatures) tbody th").allInnerTexts())
                    .usingElementComparator(String::compareToIgnoreCase)
                    .isEqualTo(signers.get(language));
            assertAccessible(page, "release-" + language);
            assertThat(waitsFor(page, "for-me").toLowerCase())
                    .contains(waiting.get(language).stream()
                            .map(String::toLowerCase)
                            .toList());
            Pictures.take(page, "release-waiting-" + language);
        }
    }

    @Test
    void aDraftThatIsWrittenWrongComesBackAndIsWrittenAnew() {
        try (BrowserContext makers = browser.visitor()) {
            Page maker = signedIn(makers, "kr-maker");
            for (String language : LANGUAGES) {
                maker.navigate(at(PROJECT + "/release/new?lang=" + language));
                assertThat(maker.locator("input[name=level]").count())
                        .as("named agencies, everybody")
                        .isEqualTo(2);
                assertAccessible(maker, "release-form-" + language);
            }
            maker.navigate(at(PROJECT + "/release/new?lang=en"));
            press(maker, "Save the draft");
            assertThat(maker.locator("#level-fault").innerText()).isEqualTo("Please choose who is to read it");
            assertThat(maker.locator("[id='reason.en-fault']").innerText()).isEqualTo("Please say why");
            maker.locator("[id='reason.en']").fill("Both agencies work on it");
            maker.locator("input[name=level][value=PARTNER]").check();
            press(maker, "Save the draft");
            assertThat(maker.locator("#agencies-fault").innerText()).isEqualTo("Please name at least one agency");
            maker.locator("#agencies").fill("KOTRA");
            press(maker, "Save the draft");
            assertThat(maker.locator("#agencies-fault").innerText()).isEqualTo("This is no id of an agency");
            assertThat(maker.locator("#agencies").inputValue()).isEqualTo("KOTRA");
            assertThat(maker.locator("[id='reason.en']").inputValue()).isEqualTo("Both agencies work on it");
            assertAccessible(maker, "release-refused");
            assertThat(drafts()).as("nothing was sent on").isEmpty();
            maker.locator("#agencies").fill("kotra、ccpit");
            press(maker, "Save the draft");
            assertThat(drafts().getLast()).contains("{\"level\":\"PARTNER\",\"agencies\":[\"kotra\",\"ccpit\"]}");
            assertThat(maker.locator("section:has(#differences)").innerText())
                    .contains("both governments and these agencies read the project, for good: kotra, ccpit");
            String address = maker.url().replaceAll("\\?.*", "");
            maker.navigate(address + "/edit");
            assertThat(maker.url()).contains("/release/");
            maker.navigate(address);
            follow(maker, "Write it anew");
            assertThat(maker.locator("#agencies").inputValue()).isEqualTo("kotra, ccpit");
            assertThat(maker.locator("input[name=level][value=PARTNER]").isChecked())
                    .isTrue();
            maker.locator("#agencies").fill("kotra");
            press(maker, "Save the draft");
            assertThat(maker.locator(".done").innerText()).isEqualTo("The draft is written anew.");
            assertThat(maker.locator("section:has(#differences)").innerText()).contains("for good: kotra.");
        }
    }

    @Test
    void aReleaserLetsOthersReadAProjectOfHisOwnSideStepByStep() {
        try (BrowserContext cnReleasers = browser.visitor();
                BrowserContext krReleasers = withoutScripts("kr-checker");
                BrowserContext visitors = browser.visitor()) {
            Page releaser = signedIn(cnReleasers, "cn-checker");
            Page other = krReleasers.newPage();
            Page visitor = visitors.newPage();
            other.navigate(at(OWN + "/release/new"));
            assertThat(other.locator("h1").innerText()).isEqualTo("Page not found");
            Map<String, List<String>> readers = Map.of(
                    "en", List.of("all ministries of one side (China)", "Let others read it"),
                    "zh-Hans", List.of("仅一方的各部委（中国）", "允许其他方查看"),
                    "ko", List.of("한 측의 모든 부처(중국)", "다른 쪽에 열람 허용"));
            for (String language : LANGUAGES) {
                releaser.navigate(at(OWN + "?lang=" + language));
                assertThat(releaser.locator("dl.facts").innerText().toLowerCase())
                        .contains(readers.get(language).stream()
                                .map(String::toLowerCase)
                                .toList());
                assertAccessible(releaser, "own-project-" + language);
                releaser.navigate(at(OWN + "/release/new?lang=" + language));
                assertAccessible(releaser, "own-release-" + language);
            }
            releaser.navigate(at(OWN + "?lang=en"));
            follow(releaser, "Let others read it");
            assertThat(releaser.locator("input[name=level]").all().stream().map(one -> one.getAttribute("value")))
                    .containsExactly("BILATERAL", "PARTNER", "PUBLIC");
            release(releaser, "BILATERAL", "");
            assertThat(releaser.locator(".done").innerText()).contains("they may read the project from now on");
            other.navigate(at(OWN));
            assertThat(other.locator("h1").innerText()).isEqualTo("Separator film plant");
            assertThat(other.locator("a[href$='/release/new']").count()).isZero();
            other.navigate(at(OWN + "/release/new"));
            assertThat(other.locator("h1").innerText()).isEqualTo("For releasers");
            visitor.navigate(at(OWN));
            assertThat(visitor.locator("h1").innerText()).isEqualTo("Page not found");

            releaser.navigate(at(OWN + "/release/new"));
            release(releaser, "PARTNER", "kotra");
            assertThat(releaser.locator("dl.facts").innerText())
                    .containsIgnoringCase("both governments and these agencies: kotra");
            releaser.navigate(at(OWN + "/release/new"));
            assertThat(releaser.locator("#agencies").inputValue()).isEqualTo("kotra");
            release(releaser, "PUBLIC", "kotra");
            visitor.navigate(at(OWN + "?lang=en"));
            assertThat(visitor.locator("dl.facts").innerText()).containsIgnoringCase("everybody");
            assertThat(visitor.locator("a[href$='/release/new']").count()).isZero();
        }
    }

    @Test
    void whatTheRegisterRefusesIsSaidAtItsFieldInTheVisitorsLanguage() {
        try (BrowserContext releasers = browser.visitor()) {
            Page releaser = signedIn(releasers, "cn-checker");
            releaser.navigate(at(OWN + "/release/new"));
            releaser.locator("input[name=level][value=BILATERAL]").check();
            releaser.locator("#agencies").fill("kotra");
            press(releaser, "Let them read it");
            assertThat(releaser.locator("#agencies-fault").innerText())
                    .isEqualTo("Agencies are named that this choice leaves out");
            assertThat(releaser.locator("#confirmed-fault").innerText())
                    .isEqualTo("Please confirm that it is for good");
            assertAccessible(releaser, "own-release-refused");

            own.refersToNarrower("/sites/0");
            refused(
                    releaser,
                    "BILATERAL",
                    "#level-fault",
                    Map.of(
                            "en", "Not all of its new readers may read what it refers to: sites, “Wuxi park, hall 3”",
                            "zh-Hans", "并非所有新的查看者都能查看其引用的内容：工厂“Wuxi park, hall 3”",
                            "ko", "새 열람자 모두가 참조된 내용을 볼 수 있는 것은 아닙니다: 사업장 “Wuxi park, hall 3”"));
            own.refersToNarrower("/parentProject");
            refused(
                    releaser,
                    "PUBLIC",
                    "#level-fault",
                    Map.of(
                            "en", "parent project, “Battery cell plant”",
                            "zh-Hans", "“Battery cell plant”",
                            "ko", "“Battery cell plant”"));
            own.enteredByReleaser(true);
            refused(
                    releaser,
                    "PUBLIC",
                    ".problem",
                    Map.of(
                            "en", "Nobody releases what he has entered or changed last himself",
                            "zh-Hans", "不得公开自己录入或最后修改的项目",
                            "ko", "자신이 입력했거나 마지막으로 변경한 것은 스스로 공개할 수 없습니다"));
            own.enteredByReleaser(false);
            own.refersToNarrower("");
            own.read(new Classification.Partner(Set.of("kotra")));
            refused(
                    releaser,
                    "PARTNER",
                    "#agencies-fault",
                    Map.of(
                            "en", "This would take readers away, or bring none",
                            "zh-Hans", "这会减少查看者，或不增加任何查看者",
                            "ko", "열람자가 줄거나 늘지 않습니다"));
        }
    }

    @Test
    void whatHasChangedSinceTheFormWasOpenedIsReadAgainFirst() {
        try (BrowserContext releasers = browser.visitor()) {
            Page releaser = signedIn(releasers, "cn-checker");
            releaser.navigate(at(OWN + "/release/new"));
            own.enter("ANNOUNCED");
            release(releaser, "PUBLIC", "");
            assertThat(releaser.locator(".problem").innerText())
                    .contains("Somebody else has changed it since you opened the form");
            // The same form, sent again, is no newer.
            press(releaser, "Let them read it");
            assertThat(releaser.locator(".problem").count()).isOne();
            releaser.navigate(at(OWN + "/release/new"));
            release(releaser, "PUBLIC", "");
            assertThat(releaser.locator(".done").count()).isOne();
        }
    }

    @Test
    void whoCannotReleaseIsOfferedNothing() {
        own.read(new Classification.Ministry(Side.CN, "mofcom"));
        try (BrowserContext makers = browser.visitor();
                BrowserContext visitors = browser.visitor()) {
            Page maker = signedIn(makers, "cn-maker");
            maker.navigate(at(OWN));
            assertThat(maker.locator("h1").innerText()).isEqualTo("Page not found");
            own.read(Classification.side(Side.CN));
            maker.navigate(at(OWN));
            assertThat(maker.locator("a[href$='/release/new']").count()).isZero();
            maker.navigate(at(OWN + "/release/new"));
            assertThat(maker.locator("h1").innerText()).isEqualTo("For releasers");
            Pictures.take(maker, "for-releasers");
            Page visitor = visitors.newPage();
            visitor.navigate(at(PROJECT + "/release/new"));
            assertThat(visitor.locator("h1").innerText()).isEqualTo("For makers");
            assertThat(visitor.locator("form.draft").count()).isZero();
        }
    }

    private void refused(Page page, String level, String where, Map<String, String> said) {
        for (String language : LANGUAGES) {
            page.navigate(at(OWN + "/release/new?lang=" + language));
            page.locator("input[name=level][value=" + level + "]").check();
            page.locator("input[name=confirmed]").check();
            arrive(page, page.locator("form.draft button")::click);
            assertThat(page.locator(where).innerText()).contains(said.get(language));
            assertThat(page.locator("input[name=level][value=" + level + "]").isChecked())
                    .isTrue();
            Pictures.take(page, "own-release-refused-" + where.replaceAll("\\W", "") + "-" + language);
        }
        page.navigate(at("/?lang=en"));
    }

    private static void release(Page page, String level, String agencies) {
        page.locator("input[name=level][value=" + level + "]").check();
        Locator field = page.locator("#agencies");
        field.fill(agencies);
        page.locator("input[name=confirmed]").check();
        press(page, "Let them read it");
    }

    private List<String> drafts() {
        return gateway.questions().stream()
                .filter(question ->
                        question.method().equals("POST") && question.path().equals(StubChanges.PATH))
                .map(StubGateway.Question::body)
                .toList();
    }

    private String waitsFor(Page page, String whom) {
        page.navigate(at("/changes"));
        return page.locator("section:has(#" + whom + ")").innerText();
    }
}
