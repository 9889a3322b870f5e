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

/** In the browser, too, two persons of a side change what others read of its project. */
@QuarkusTest
class RevisionsBrowserTest extends InBrowser {
    private static final String OWN = "/projects/" + StubOwnProject.PROJECT;
    private static final String REVISION = OWN + "/revision";

    private final StubOwnProject own = new StubOwnProject();

    @BeforeEach
    void layDownProjects() throws Exception {
        SampleProject.giveTo(gateway);
        gateway.answer(StubOwnProject.PATH, own);
        own.read(Classification.PUBLIC);
    }

    /** Neither page needs a script. */
    @Test
    void aCheckerConfirmsWhatAMakerDrafted() {
        own.draft("1".repeat(64));
        try (BrowserContext makers = withoutScripts("cn-maker");
                BrowserContext checkers = withoutScripts("cn-checker");
                BrowserContext others = withoutScripts("kr-checker");
                BrowserContext visitors = browser.visitor()) {
            Page maker = makers.newPage();
            Page checker = checkers.newPage();
            maker.navigate(at(OWN + "?lang=en"));
            follow(maker, "Read the change");
            assertThat(maker.locator("dl.facts .state").innerText()).isEqualToIgnoringCase("waits for a checker");
            assertThat(maker.locator("form.act button").allInnerTexts()).containsExactly("Drop the change");
            for (Page other : List.of(others.newPage(), visitors.newPage())) {
                other.navigate(at(OWN + "?lang=en"));
                assertThat(other.locator("h1").innerText()).isEqualTo("Separator film plant");
                assertThat(other.locator("a[href$='/revision']").count()).isZero();
                other.navigate(at(REVISION));
                assertThat(other.locator("h1").innerText()).isEqualTo("Page not found");
            }
            try (BrowserContext scripted = browser.visitor()) {
                assertReadInEveryLanguage(signedIn(scripted, "cn-checker"));
            }
            checker.navigate(at(REVISION + "?lang=en"));
            press(checker, "Confirm the change");
            assertThat(checker.locator(".done").innerText())
                    .isEqualTo("The change is confirmed; its readers read it now.");
            assertThat(checker.locator("form.act").count()).isZero();
            maker.navigate(at(OWN));
            assertThat(maker.locator("h1").innerText()).isEqualTo("Separator film works");
            assertThat(maker.locator("a[href$='/revision']").count()).isZero();
        }
    }

    private void assertReadInEveryLanguage(Page checker) {
        Map<String, List<String>> notices = Map.of(
                "en", List.of("waits for a checker of your side", "Read the change"),
                "zh-Hans", List.of("待本方复核员确认", "查看该变更"),
                "ko", List.of("귀측 확인자의 확인을 기다리고 있습니다", "변경 보기"));
        Map<String, List<String>> buttons = Map.of(
                "en", List.of("Confirm the change", "Drop the change"),
                "zh-Hans", List.of("确认变更", "放弃变更"),
                "ko", List.of("변경 확인", "변경 철회"));
        Map<String, List<String>> values = Map.of(
                "en", List.of("how it is meant", "plan", "stated as fact", "392010", "May 2026", "sources"),
                "zh-Hans", List.of("表述性质", "来源", "392010", "2026年5月"),
                "ko", List.of("진술의 성격", "출처", "392010", "2026년 5월"));
        // Two words alone differ: how far the Korean name may be relied on, and the side of a party without a name.
        Map<String, List<String>> signed = Map.of(
                "en before", List.of("분리막 공장 (machine translation)", "a maker of films (China) (investor)"),
                "en after", List.of("분리막 공장 (official translation)", "a maker of films (Republic of Korea) (investor)"),
                "zh-Hans before", List.of("분리막 공장（机器译文）", "a maker of films（中国）（投资方）"),
                "zh-Hans after", List.of("분리막 공장（正式译文）", "a maker of films（韩国）（投资方）"),
                "ko before", List.of("분리막 공장(기계 번역)", "a maker of films(중국)(투자자)"),
                "ko after", List.of("분리막 공장(공식 번역)", "a maker of films(대한민국)(투자자)"));
        for (String language : LANGUAGES) {
            checker.navigate(at(OWN + "?lang=" + language));
            assertThat(checker.locator("p.notice").first().innerText()).contains(notices.get(language));
            assertAccessible(checker, "project-revised-" + language);
            checker.navigate(at(REVISION + "?lang=" + language));
            assertThat(checker.locator("form.act button").allInnerTexts()).isEqualTo(buttons.get(language));
            String differences = checker.locator("section:has(#differences)").innerText();
            assertThat(differences).contains("Separator film plant", "Separator film works");
            values.get(language).forEach(value -> assertThat(differences).containsIgnoringCase(value));
            for (String part : List.of("before", "after")) {
                assertThat(checker.locator("#differences ~ table td." + part + " .value")
                                .allInnerTexts())
                        .containsAll(signed.get(language + " " + part));
            }
            assertAccessible(checker, "revision-" + language);
        }
    }

    @Test
    void whatIsDroppedIsOver() {
        own.draft("1".repeat(64));
        try (BrowserContext makers = browser.visitor()) {
            Page maker = signedIn(makers, "cn-maker");
            maker.navigate(at(REVISION));
            press(maker, "Drop the change");
            assertThat(maker.locator(".done").innerText()).isEqualTo("The change is dropped.");
            assertThat(maker.locator("dl.facts .state").getAttribute("data-state"))
                    .isEqualTo("DROPPED");
            maker.navigate(at(OWN));
            assertThat(maker.locator("h1").innerText()).isEqualTo("Separator film plant");
        }
    }

    /** Nobody confirms what he has not read, or has a part in. */
    @Test
    void whatTheRegisterRefusesIsSaidInTheVisitorsLanguage() {
        own.draft("1".repeat(64));
        try (BrowserContext checkers = browser.visitor()) {
            Page checker = signedIn(checkers, "cn-checker");
            checker.navigate(at(REVISION));
            own.draft("2".repeat(64));
            press(checker, "Confirm the change");
            assertThat(checker.locator(".problem").innerText()).contains("The content has changed since you read it");
            own.draftedByChecker(true);
            Map<String, String> said = Map.of(
                    "en", "Nobody confirms what he has drafted himself",
                    "zh-Hans", "不得确认自己起草的变更",
                    "ko", "자신이 작성한 변경");
            for (String language : LANGUAGES) {
                checker.navigate(at(REVISION + "?lang=" + language));
                arrive(checker, checker.locator("form.act button").first()::click);
                assertThat(checker.locator(".problem").innerText()).contains(said.get(language));
            }
        }
    }
}
