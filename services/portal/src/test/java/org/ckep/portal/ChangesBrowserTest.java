package org.ckep.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.TestBrowser.arrive;
import static org.ckep.testing.TestBrowser.follow;
import static org.ckep.testing.TestBrowser.press;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.access.Side;
import org.ckep.testing.TestBrowser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A record of both sides is changed in the browser by four persons who sign in at the real Keycloak. The register is
 * simulated with the kernel's own protocol.
 */
@QuarkusTest
class ChangesBrowserTest extends InBrowser {
    private static final String PROJECT = "/projects/" + StubChanges.PROJECT;
    private static final String EVERYTHING = PROJECT
            + "/changes/new?attribute=title&attribute=type&attribute=sectors&attribute=participants&attribute=keyDates"
            + "&attribute=totalInvestment&attribute=capacity&attribute=unknownReasons&attribute=sites"
            + "&attribute=phasesPartial&attribute=registeredCapital&attribute=ownContribution&attribute=jobs&attribute=step";

    private StubChanges changes;

    @BeforeEach
    void layDownProject() throws Exception {
        changes = SampleProject.giveTo(gateway);
    }

    /** No page of a change set needs a script: all four work without. */
    @Test
    void fourPersonsChangeAnAgreedValueWithoutAnyScript() {
        try (BrowserContext cnMakers = withoutScripts("cn-maker");
                BrowserContext cnCheckers = withoutScripts("cn-checker");
                BrowserContext krMakers = withoutScripts("kr-maker");
                BrowserContext krCheckers = withoutScripts("kr-checker")) {
            Page cnMaker = cnMakers.newPage();
            Page cnChecker = cnCheckers.newPage();
            Page krMaker = krMakers.newPage();
            Page krChecker = krCheckers.newPage();

            draftSum(cnMaker, "2600000000", "The contract of January gives the sum", true);
            String address = cnMaker.url().replaceAll("\\?.*", "");
            assertThat(cnMaker.locator(".done").innerText()).isEqualTo("The draft is saved.");
            assertThat(row(cnMaker)).contains("USD 2.53 billion", "USD 2.6 billion", "USD 2.58 billion");
            assertThat(cnMaker.locator("section:has(#differences)").innerText()).doesNotContain("stands no more");
            krMaker.navigate(address);
            assertThat(krMaker.locator("h1").innerText()).isEqualTo("Page not found");

            press(cnMaker, "Sign and hand to the checker");
            assertThat(cnMaker.locator("#acts").locator("..").innerText()).doesNotContain("Sign and put");
            assertThat(waitsFor(cnChecker, "for-me")).containsIgnoringCase("total investment");
            assertThat(waitsFor(cnMaker, "for-my-side")).containsIgnoringCase("total investment");
            cnChecker.navigate(address);
            press(cnChecker, "Sign and put before the other side");

            assertThat(waitsFor(cnMaker, "for-other-side")).containsIgnoringCase("total investment");
            assertThat(waitsFor(krMaker, "for-me")).containsIgnoringCase("total investment");
            krMaker.navigate(address);
            press(krMaker, "Sign as reviewer");
            krChecker.navigate(address);
            assertThat(krChecker.locator("section:has(#signatures) tbody tr").allInnerTexts())
                    .hasSize(4)
                    .satisfies(rows -> {
                        assertThat(rows.get(0)).endsWith("yes");
                        assertThat(rows.get(3)).contains("not yet");
                    });
            press(krChecker, "Sign and agree");
            assertThat(krChecker.locator(".done").innerText()).contains("the change is in force");
            assertThat(krChecker.locator("dl.facts .state").innerText()).isEqualToIgnoringCase("in force");

            cnMaker.navigate(at(PROJECT));
            assertThat(cnMaker.locator("section:has(#figures) .held .agreed").innerText())
                    .contains("USD 2.6 billion");
        }
    }

    @Test
    void theOtherSideAnswersOrRejectsAndEachRefusalStandsAtItsField() {
        try (BrowserContext cnMakers = browser.visitor();
                BrowserContext cnCheckers = browser.visitor();
                BrowserContext krMakers = browser.visitor();
                BrowserContext krCheckers = browser.visitor()) {
            Page cnMaker = signedIn(cnMakers, "cn-maker");
            Page cnChecker = signedIn(cnCheckers, "cn-checker");
            Page krMaker = signedIn(krMakers, "kr-maker");
            Page krChecker = signedIn(krCheckers, "kr-checker");

            // Without evidence, then with a sum that is none: the register's refusals, at their fields.
            draftSum(cnMaker, "2600000000", "The contract gives the sum", false);
            assertThat(cnMaker.locator(".problem").innerText()).contains("This change needs a source");
            assertThat(cnMaker.locator("section:has(#evidence) .fault").innerText())
                    .contains("This change needs a source");
            assertThat(cnMaker.locator("[id='totalInvestment.amount']").inputValue())
                    .isEqualTo("2600000000");
            Pictures.take(cnMaker, "draft-refused");
            cnMaker.locator("input[name=evidence]").first().check();
            cnMaker.locator("[id='totalInvestment.amount']").fill("much");
            press(cnMaker, "Save the draft");
            assertThat(cnMaker.locator("[id='totalInvestment.amount']").getAttribute("aria-invalid"))
                    .isEqualTo("true");
            assertThat(cnMaker.locator("[id='totalInvestment.amount-fault']").innerText())
                    .contains("An amount is a decimal number.");
            cnMaker.locator("[id='totalInvestment.amount']").fill("2600000000");
            press(cnMaker, "Save the draft");
            String first = cnMaker.url().replaceAll("\\?.*", "");
            cnMaker.navigate(first + "/edit");
            assertAccessible(cnMaker, "draft-edit");
            cnMaker.locator("[id='reason.ko']").fill("1월 계약에 따른 금액");
            press(cnMaker, "Save the draft");
            press(cnMaker, "Sign and hand to the checker");
            cnChecker.navigate(first);
            press(cnChecker, "Give back to the maker");
            assertThat(cnChecker.locator(".problem").innerText()).contains("Please say why");
            assertThat(cnChecker.locator("[id='return.reason.zh-Hans-fault']").innerText())
                    .contains("Please say why");
            assertAccessible(cnChecker, "act-refused");
            press(cnChecker, "Sign and put before the other side");
            krMaker.navigate(first);
            press(krMaker, "Sign as reviewer");

            krMaker.navigate(first);
            follow(krMaker, "Answer with another change set");
            assertThat(krMaker.locator("[id='totalInvestment.amount']").inputValue())
                    .isEqualTo("2600000000");
            krMaker.locator("[id='totalInvestment.amount']").fill("2580000000");
            krMaker.locator("[id='reason.ko']").fill("신고 금액");
            press(krMaker, "Save the draft");
            String answer = krMaker.url().replaceAll("\\?.*", "");
            press(krMaker, "Sign and hand to the checker");
            krChecker.navigate(answer);
            press(krChecker, "Sign and put before the other side");
            cnMaker.navigate(first);
            assertThat(cnMaker.locator("dl.facts .state").getAttribute("data-state"))
                    .isEqualTo("COUNTERED");

            cnMaker.navigate(answer);
            press(cnMaker, "Sign as reviewer");
            cnChecker.navigate(answer);
            cnChecker.locator("[id='reject.reason.ko']").fill("확인되지 않았습니다");
            press(cnChecker, "Reject");
            assertThat(cnChecker.locator(".problem").innerText()).contains("both Chinese and Korean");
            assertThat(cnChecker.locator("[id='reject.reason.ko']").inputValue())
                    .isEqualTo("확인되지 않았습니다");
            cnChecker.locator("[id='reject.reason.zh-Hans']").fill("尚未核实");
            press(cnChecker, "Reject");
            assertThat(cnChecker.locator("dl.facts .state").getAttribute("data-state"))
                    .isEqualTo("REJECTED");
            assertThat(cnChecker.locator("section:has(#why)").innerText()).contains("尚未核实", "확인되지 않았습니다");
        }
    }

    @Test
    void aChangeSetThatTheRecordHasOvertakenSaysSoAndAFormMadeOnOlderValuesIsNotSentOn() throws Exception {
        try (BrowserContext makers = browser.visitor()) {
            Page maker = signedIn(makers, "cn-maker");
            draftSum(maker, "2600000000", "The contract gives the sum", true);
            String drafted = maker.url().replaceAll("\\?.*", "");
            maker.navigate(at(PROJECT + "/changes/new?attribute=totalInvestment"));
            changes.overtake("type", "\"EXPANSION\"");
            maker.locator("[id='reason.en']").fill("Another reason");
            maker.locator("[id='totalInvestment.amount']").fill("2700000000");
            press(maker, "Save the draft");
            assertThat(maker.locator(".problem").innerText())
                    .contains("What both sides agree on has changed since you opened the form");
            assertThat(maker.locator("[id='totalInvestment.amount']").inputValue())
                    .isEqualTo("2700000000");
            maker.navigate(drafted);
            assertThat(maker.locator("dl.facts .state").getAttribute("data-state"))
                    .isEqualTo("STALE");
            assertThat(maker.locator("main").innerText()).contains("its signatures are void");
        }
    }

    /** Four persons sign it, though no value changes. */
    @Test
    void whatAChangeSetSettlesIsReadWhereItIsSignedAndInTheLists() throws Exception {
        String title = "urn:ckep:objection:0190a000-0000-7000-8000-0000000000a1";
        String whole = "urn:ckep:objection:0190a000-0000-7000-8000-0000000000a2";
        String over = "urn:ckep:objection:0190a000-0000-7000-8000-0000000000a3";
        changes.overtake("objections", """
                [{"urn":"%s","side":"KR","attribute":"title","raisedAt":"2026-11-20T08:00:00Z"},
                 {"urn":"%s","side":"CN","raisedAt":"2026-11-21T08:00:00Z"}]""".formatted(title, whole));
        String address = at(PROJECT + "/changes/" + changes.settlement(Side.CN, title, whole, over));
        Map<String, List<String>> settled = Map.of(
                "en",
                List.of(
                        "Republic of Korea: title",
                        "China: the whole record",
                        "an objection that does not stand any more"),
                "zh-Hans",
                List.of("韩国：名称", "中国：整条记录", "已不再有效的异议"),
                "ko",
                List.of("대한민국: 명칭", "중국: 기록 전체", "더 이상 유효하지 않은 이의"));
        Map<String, String> subject = Map.of("en", "settlement of objections", "zh-Hans", "解决异议", "ko", "이의 해소");
        try (BrowserContext makers = browser.visitor()) {
            Page maker = signedIn(makers, "cn-maker");
            for (String language : LANGUAGES) {
                maker.navigate(address + "?lang=" + language);
                assertThat(maker.locator("ul.settles li").allInnerTexts()).isEqualTo(settled.get(language));
                assertAccessible(maker, "settlement-" + language);
                assertThat(waitsFor(maker, "for-me")).containsIgnoringCase(subject.get(language));
            }
            maker.navigate(address + "/edit?attribute=title&lang=en");
            maker.locator("[id='reason.en']").fill("Both sides have looked at it once more");
            press(maker, "Save the draft");
            assertThat(maker.locator("ul.settles li").allInnerTexts()).isEqualTo(settled.get("en"));
            assertThat(maker.locator("section:has(#differences)").innerText())
                    .contains("Every agreed value stays as it is.");
        }
    }

    @Test
    void aFormOfAnotherSessionDoesNothing() {
        try (BrowserContext makers = browser.visitor()) {
            Page maker = signedIn(makers, "cn-maker");
            draftSum(maker, "2600000000", "The contract gives the sum", true);
            String address = maker.url().replaceAll("\\?.*", "");
            long before = submissions();
            for (String token : List.of("", "x", "0000000000000000000000000000000000000000000")) {
                APIResponse refused = maker.request()
                        .post(
                                address,
                                RequestOptions.create()
                                        .setForm(FormData.create()
                                                .set("act", "submit")
                                                .set("form-token", token)));
                assertThat(refused.status()).isEqualTo(403);
                assertThat(refused.text()).contains("The form was not accepted");
            }
            String own = maker.locator("input[name=form-token]").first().inputValue();
            APIResponse crossSite = maker.request()
                    .post(
                            address,
                            RequestOptions.create()
                                    .setHeader("Sec-Fetch-Site", "cross-site")
                                    .setForm(FormData.create()
                                            .set("act", "submit")
                                            .set("form-token", own)));
            assertThat(crossSite.status()).isEqualTo(403);
            assertThat(submissions()).isEqualTo(before);
        }
        try (BrowserContext visitors = browser.visitor()) {
            APIResponse anonymous = visitors.request()
                    .post(
                            at(PROJECT + "/changes/new"),
                            RequestOptions.create().setForm(FormData.create().set("a", "b")));
            assertThat(anonymous.status()).isEqualTo(401);
        }
    }

    private long submissions() {
        return gateway.questions().stream()
                .filter(question -> question.path().endsWith("/submit"))
                .count();
    }

    @Test
    void whoHasNotTheFunctionSeesNoControlsAndReadsWhy() {
        try (BrowserContext statisticians = browser.visitor();
                BrowserContext visitors = browser.visitor()) {
            Page statistician = signedIn(statisticians, "cn-statistician");
            statistician.navigate(at(PROJECT));
            assertThat(statistician.locator("a[href$='/changes/new']").count()).isZero();
            statistician.navigate(at(PROJECT + "/changes/new"));
            assertThat(statistician.locator("h1").innerText()).isEqualTo("For makers");
            Page visitor = visitors.newPage();
            visitor.navigate(at("/changes"));
            assertThat(visitor.locator("h1").innerText()).isEqualTo("For the two governments");
            visitor.navigate(at(PROJECT));
            assertThat(visitor.locator("#changes").count()).isZero();
        }
    }

    @Test
    void theFormOfEveryValueIsAccessibleInAllThreeLanguages() {
        try (BrowserContext makers = browser.visitor()) {
            Page maker = signedIn(makers, "kr-maker");
            draftSum(maker, "2600000000", "The contract gives the sum", true);
            String drafted = maker.url().replaceAll("\\?.*", "");
            Map<String, String> paths = Map.of(
                    "project", PROJECT,
                    "values", PROJECT + "/changes/new",
                    "form", EVERYTHING,
                    "change-set", drafted,
                    "waiting", "/changes");
            for (String language : LANGUAGES) {
                paths.forEach((name, path) -> {
                    maker.navigate(at(path) + (path.contains("?") ? "&" : "?") + "lang=" + language);
                    assertThat(maker.locator("html").getAttribute("lang")).isEqualTo(language);
                    assertAccessible(maker, name + "-" + language);
                });
            }
        }
    }

    @Test
    void aProjectShowsItsFiguresItsPhasesAndWhatItBelongsTo() {
        try (BrowserContext visitors = browser.visitor()) {
            Page page = visitors.newPage();
            page.navigate(at(PROJECT) + "?lang=en");
            assertThat(page.locator("dl.facts").innerText()).contains("(phase of it)");
            assertThat(page.locator("section:has(#measures) dl").innerText())
                    .containsIgnoringCase("total covers only some of the phases")
                    .containsIgnoringCase("registered capital")
                    .contains("USD 600 million (contracted, Chinese count)")
                    .containsIgnoringCase("own contribution of the investors")
                    .containsIgnoringCase("not disclosed")
                    .containsIgnoringCase(
                            "planned: more than 900 persons, actual: 120 persons, estimated by the source");
            assertThat(TestBrowser.link(page, "Battery cell plant").getAttribute("href"))
                    .isEqualTo("/projects/0190a000-0000-7000-8000-000000000003");
            assertThat(page.locator("section:has(#phases) tbody tr").allInnerTexts())
                    .singleElement()
                    .asString()
                    .contains("Cell hall east", "USD 310 million");
            Map.of(
                            "zh-Hans",
                            List.of("注册资本", "投资方自有资金", "就业岗位", "分期项目"),
                            "ko",
                            List.of("등록자본금", "투자자 자기자금", "일자리", "단계별 프로젝트"))
                    .forEach((language, words) -> {
                        page.navigate(at(PROJECT) + "?lang=" + language);
                        assertThat(page.locator("main").innerText()).contains(words);
                    });
        }
    }

    @Test
    void jobsAreProposedInPersonsWhichNobodyHasToSay() {
        try (BrowserContext makers = browser.visitor()) {
            Page maker = signedIn(makers, "cn-maker");
            maker.navigate(at(PROJECT + "/changes/new?attribute=jobs"));
            maker.locator("[id='jobs.actual.value']").fill("150");
            maker.locator("[id='reason.en']").fill("The plant has hired");
            maker.locator("input[name=evidence]").first().check();
            press(maker, "Save the draft");
            assertThat(row(maker)).contains("actual: 120 persons", "actual: 150 persons");
        }
    }

    private void draftSum(Page page, String amount, String reason, boolean evidence) {
        page.navigate(at(PROJECT));
        follow(page, "Propose a change");
        page.locator("input[name=attribute][value=totalInvestment]").check();
        press(page, "Continue");
        page.locator("[id='totalInvestment.amount']").fill(amount);
        page.locator("[id='reason.en']").fill(reason);
        if (evidence) {
            page.locator("input[name=evidence]").first().check();
        }
        press(page, "Save the draft");
    }

    private String waitsFor(Page page, String whom) {
        page.navigate(at("/changes"));
        return page.locator("section:has(#" + whom + ")").innerText();
    }

    private static String row(Page page) {
        return page.locator("section:has(#differences) tbody tr").first().innerText();
    }

    /** No page of such a figure needs a script. */
    @Test
    void fourPersonsAgreeOnAFigureForThemselvesAndThenLetOthersReadIt() throws Exception {
        changes.open();
        try (BrowserContext cnMakers = withoutScripts("cn-maker");
                BrowserContext cnCheckers = withoutScripts("cn-checker");
                BrowserContext krMakers = withoutScripts("kr-maker");
                BrowserContext krCheckers = withoutScripts("kr-checker")) {
            Page cnMaker = cnMakers.newPage();
            Page cnChecker = cnCheckers.newPage();
            Page krMaker = krMakers.newPage();
            Page krChecker = krCheckers.newPage();

            cnMaker.navigate(at(PROJECT));
            assertThat(cnMaker.locator("a[href*='release/new?figure']").count())
                    .as("there is no figure to let out yet")
                    .isZero();
            follow(cnMaker, "Propose a change");
            Locator figures = cnMaker.locator("input[name=figure]");
            assertThat(figures.all().stream().map(one -> one.getAttribute("value")))
                    .containsExactlyInAnyOrder(
                            "totalInvestment", "registeredCapital", "ownContribution", "jobs", "keyDates", "capacity");
            cnMaker.locator("input[name=figure][value=totalInvestment]").check();
            arrive(cnMaker, cnMaker.locator("form.choose").nth(1).locator("button")::click);
            assertThat(cnMaker.locator("main").innerText())
                    .contains("Both sides agree on this figure for themselves")
                    .doesNotContain("What is left empty", "Objections");
            assertThat(cnMaker.locator("[id='totalInvestment.amount']").inputValue())
                    .as("it begins with the value of the record")
                    .isEqualTo("2530000000.00");
            cnMaker.locator("[id='totalInvestment.amount']").fill("much");
            cnMaker.locator("[id='reason.en']").fill("Signed, to be announced in March");
            press(cnMaker, "Save the draft");
            assertThat(cnMaker.locator("[id='totalInvestment.amount-fault']").innerText())
                    .contains("An amount is a decimal number.");
            cnMaker.locator("[id='totalInvestment.amount']").fill("1443700000");
            press(cnMaker, "Save the draft");
            assertThat(cnMaker.locator("section:has(#evidence) .fault").innerText())
                    .contains("This change needs a source");
            cnMaker.locator("input[name=evidence]").first().check();
            press(cnMaker, "Save the draft");
            assertThat(row(cnMaker))
                    .containsIgnoringCase("total investment, apart from the record")
                    .contains("USD 1,443.7 million");
            String first = cnMaker.url().replaceAll("\\?.*", "");
            follow(cnMaker, "Write it anew");
            assertThat(cnMaker.locator("[id='totalInvestment.amount']").inputValue())
                    .isEqualTo("1443700000");
            cnMaker.locator("[id='reason.en']").fill("Signed on 5 January");
            press(cnMaker, "Save the draft");
            press(cnMaker, "Sign and hand to the checker");
            cnChecker.navigate(first);
            press(cnChecker, "Sign and put before the other side");

            krMaker.navigate(first);
            press(krMaker, "Sign as reviewer");
            krMaker.navigate(first);
            follow(krMaker, "Answer with another change set");
            assertThat(krMaker.locator("[id='totalInvestment.amount']").inputValue())
                    .isEqualTo("1443700000");
            krMaker.locator("[id='totalInvestment.amount']").fill("1500000000");
            krMaker.locator("[id='reason.ko']").fill("계약 금액");
            press(krMaker, "Save the draft");
            walk(krMaker.url().replaceAll("\\?.*", ""), krMaker, krChecker, cnMaker, cnChecker, "checker");

            cnMaker.navigate(at(PROJECT));
            assertThat(cnMaker.locator("section:has(#figures) .held .both").innerText())
                    .contains("USD 1.5 billion")
                    .containsIgnoringCase("both governments");
            assertThat(cnMaker.locator("section:has(#figures) .held .agreed").innerText())
                    .as("the record stays as it is")
                    .contains("USD 2.53 billion");
            follow(cnMaker, "Propose that others read the figure of both sides");
            assertThat(cnMaker.locator("dl.facts").innerText()).containsIgnoringCase("both governments");
            assertThat(cnMaker.locator("main").innerText())
                    .contains("Both sides have agreed on this figure for themselves")
                    .containsIgnoringCase("total investment, apart from the record");
            cnMaker.locator("input[name=level][value=PARTNER]").check();
            cnMaker.locator("#agencies").fill("kotra");
            cnMaker.locator("[id='reason.en']").fill("KOTRA works on it");
            press(cnMaker, "Save the draft");
            follow(cnMaker, "Write it anew");
            assertThat(cnMaker.locator("#agencies").inputValue()).isEqualTo("kotra");
            cnMaker.locator("input[name=level][value=PUBLIC]").check();
            cnMaker.locator("#agencies").fill("");
            press(cnMaker, "Save the draft");
            assertThat(cnMaker.locator("section:has(#differences)").innerText())
                    .contains("everybody reads this figure, for good");
            String release = cnMaker.url().replaceAll("\\?.*", "");
            walk(release, cnMaker, cnChecker, krMaker, krChecker, "releaser");
            cnMaker.navigate(at(PROJECT));
            assertThat(cnMaker.locator("section:has(#figures) .held .both").innerText())
                    .containsIgnoringCase("public");
            assertThat(cnMaker.locator("a[href*='release/new?figure']").count()).isZero();
            cnMaker.navigate(at(PROJECT + "/release/new?figure=totalInvestment"));
            assertThat(cnMaker.locator("main").innerText())
                    .contains("Whoever may read the project may read it already.");

            draftSum(cnMaker, "2600000000", "The contract gives the sum", true);
            assertThat(cnMaker.locator("section:has(#differences)").innerText())
                    .contains("the figure that both sides have agreed on for themselves stands no more");

            changes.agreeOn(
                    "totalInvestment", "{\"amount\":\"1900000000\",\"currency\":\"USD\",\"basis\":\"CONTRACTED\"}");
            cnMaker.navigate(release);
            assertThat(cnMaker.locator("td.after").innerText())
                    .as("a newer figure for both sides alone is not the one that was let out")
                    .isEqualTo("USD 1.5 billion (total planned)");
        }
    }

    private void walk(String address, Page maker, Page checker, Page reviewer, Page approver, String second) {
        maker.navigate(address);
        press(maker, "Sign and hand to the " + second);
        checker.navigate(address);
        press(checker, "Sign and put before the other side");
        reviewer.navigate(address);
        press(reviewer, "Sign as reviewer");
        approver.navigate(address);
        press(approver, "Sign and agree");
        assertThat(approver.locator("dl.facts .state").first().getAttribute("data-state"))
                .isEqualTo("APPLIED");
    }

    @Test
    void theFormsOfAFigureOfBothSidesAreReadInEveryLanguage() throws Exception {
        changes.open();
        String value = "{\"amount\": \"1443700000\", \"currency\": \"USD\", \"basis\": \"CONTRACTED\"}";
        String address = at(PROJECT + "/changes/" + changes.figure(Side.CN, "totalInvestment", value));
        changes.agreeOn("jobs", "{\"planned\":{\"value\":\"950\",\"relation\":\"EQ\",\"countingUnit\":\"PERSON\"}}");
        Map<String, List<String>> said = Map.of(
                "en",
                        List.of(
                                "apart from the record",
                                "USD 1,443.7 million",
                                "Both sides agree on this figure for themselves"),
                "zh-Hans", List.of("（另行商定）", "双方仅为彼此商定此数据"),
                "ko", List.of("(따로 합의)", "양측은 서로만을 위하여 이 수치에 합의합니다"));
        Map<String, String> nobodyYet = Map.of("en", "May read it now", "zh-Hans", "目前可查看者", "ko", "현재 열람");
        Map<String, String> chosen = Map.of(
                "en", "Or do both sides agree on a figure for themselves?",
                "zh-Hans", "或者，双方仅为彼此商定一项数据？",
                "ko", "아니면 양측이 서로만을 위하여 수치에 합의합니까?");
        Map<String, String> letOut = Map.of(
                "en", "so both let others read it",
                "zh-Hans", "因此由双方共同允许其他方查看",
                "ko", "열람 허용도 양측이 함께 합니다");
        try (BrowserContext makers = browser.visitor()) {
            Page maker = signedIn(makers, "cn-maker");
            for (String language : LANGUAGES) {
                maker.navigate(address + "?lang=" + language);
                assertThat(maker.locator("section:has(#differences)").innerText())
                        .contains(said.get(language))
                        .doesNotContain(nobodyYet.get(language));
                assertAccessible(maker, "figure-of-both-" + language);
                maker.navigate(address + "/edit");
                assertThat(maker.locator("form.draft").innerText())
                        .containsIgnoringCase(said.get(language).getFirst());
                assertAccessible(maker, "figure-form-" + language);
                maker.navigate(at(PROJECT + "/changes/new"));
                assertThat(maker.locator("form.choose").nth(1).innerText()).contains(chosen.get(language));
                assertAccessible(maker, "figure-choice-" + language);
                maker.navigate(at(PROJECT + "/release/new?figure=jobs"));
                assertThat(maker.locator("main").innerText()).contains(letOut.get(language));
                assertAccessible(maker, "figure-release-" + language);
            }
        }
    }

    @Test
    void whatIsNoFigureOfBothSidesHasNoForm() {
        try (BrowserContext makers = browser.visitor()) {
            Page maker = signedIn(makers, "cn-maker");
            for (String path : List.of(
                    "/changes/new?figure=title",
                    "/changes/new?figure=nothing",
                    "/release/new?figure=title",
                    "/release/new?figure=jobs")) {
                maker.navigate(at(PROJECT + path));
                assertThat(maker.locator("h1").innerText()).as(path).isEqualTo("Page not found");
            }
        }
    }
}
