package org.ckep.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.ckep.testing.TestBrowser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Four officials of two governments make a record one of both sides and change it, in the browser, with the real register. */
class JointChangeJourneyTest {
    private static TestBrowser browser;

    private final SystemUnderTest system = SystemUnderTest.get();

    @BeforeAll
    static void openBrowser() throws Exception {
        browser = TestBrowser.open();
    }

    @AfterAll
    static void closeBrowser() {
        browser.close();
    }

    @Test
    void aRecordBecomesOneOfBothSidesAndItsSumIsAgreedAfterAnAnswer() {
        String source = created("/investment/v1/sources", """
                {"kind": "COMPANY_STATEMENT", "title": "Contract of January", "publisher": "The companies", "language": "en"}""");
        String project = created("/investment/v1/projects", """
                {"title": {"en": {"text": "Battery cell plant, phase 2", "status": "ORIGINAL"},
                           "zh-Hans": {"text": "电池电芯工厂二期", "status": "OFFICIAL"},
                           "ko": {"text": "배터리 셀 공장 2단계", "status": "OFFICIAL"}},
                 "type": "GREENFIELD", "direction": "KR_TO_CN", "modality": "PLAN",
                 "sectors": [{"code": "BATT"}],
                 "participants": [{"org": {"unnamed": {"side": "KR", "description": "a battery maker"}}, "role": "INVESTOR"}],
                 "classification": {"level": "BILATERAL"}, "sources": ["%s"]}""".formatted(source));
        String address = system.gateway() + "/projects/" + project.substring(project.lastIndexOf(':') + 1);

        try (BrowserContext cnMakers = browser.visitor();
                BrowserContext cnCheckers = browser.visitor();
                BrowserContext krMakers = browser.visitor();
                BrowserContext krCheckers = browser.visitor()) {
            Page cnMaker = signedIn(cnMakers, "cn-maker");
            Page cnChecker = signedIn(cnCheckers, "cn-checker");
            Page krMaker = signedIn(krMakers, "kr-maker");
            Page krChecker = signedIn(krCheckers, "kr-checker");

            cnMaker.navigate(address);
            TestBrowser.link(cnMaker, "Propose that both sides keep this record")
                    .click();
            cnMaker.locator("[id='reason.en']").fill("Both sides keep it");
            press(cnMaker, "Save the draft");
            agreed(cnMaker, cnChecker, krMaker, krChecker);
            cnMaker.navigate(address);
            assertThat(cnMaker.locator("dl.facts").innerText()).containsIgnoringCase("joint record");

            TestBrowser.link(cnMaker, "Propose a change").click();
            cnMaker.locator("input[name=attribute][value=totalInvestment]").check();
            press(cnMaker, "Continue");
            cnMaker.locator("[id='totalInvestment.amount']").fill("2600000000");
            cnMaker.locator("[id='totalInvestment.currency']").selectOption("USD");
            cnMaker.locator("[id='totalInvestment.basis']").selectOption("CONTRACTED");
            cnMaker.locator("[id='reason.en']").fill("The contract of January gives the sum");
            press(cnMaker, "Save the draft");
            assertThat(cnMaker.locator("section:has(#evidence) .fault").innerText())
                    .contains("This change needs a source");
            cnMaker.locator("input[name=evidence][value='" + source + "']").check();
            press(cnMaker, "Save the draft");
            String proposed = changeSet(cnMaker);
            press(cnMaker, "Sign and hand to the checker");
            signed(cnChecker, proposed, "Sign and put before the other side");

            krMaker.navigate(proposed);
            TestBrowser.link(krMaker, "Answer with another change set").click();
            krMaker.locator("[id='totalInvestment.amount']").fill("2580000000");
            krMaker.locator("[id='reason.ko']").fill("신고된 금액");
            press(krMaker, "Save the draft");
            agreed(krMaker, krChecker, cnMaker, cnChecker);
            cnMaker.navigate(proposed);
            assertThat(state(cnMaker)).isEqualTo("COUNTERED");

            cnChecker.navigate(address + "?lang=zh-Hans");
            assertThat(cnChecker.locator("dl.facts").innerText()).contains("25.8亿美元");
            krChecker.navigate(address + "?lang=ko");
            assertThat(krChecker.locator("dl.facts").innerText()).contains("25.8억 미국 달러");
            assertThat(TestBrowser.seriousViolations(krChecker)).isEmpty();
        }
        for (String official : List.of("cn-checker", "kr-checker")) {
            JsonNode record = system.get("/investment/v1/projects/" + project, official);
            assertThat(record.path("stewardship").asText()).isEqualTo("JOINT");
            assertThat(record.path("totalInvestment").path("amount").asText()).isEqualTo("2580000000.00");
        }
    }

    /** The four signatures, each on the change set's own page, which the first person has open. */
    private static void agreed(Page maker, Page checker, Page otherMaker, Page otherChecker) {
        String change = changeSet(maker);
        press(maker, "Sign and hand to the checker");
        signed(checker, change, "Sign and put before the other side");
        signed(otherMaker, change, "Sign as reviewer");
        signed(otherChecker, change, "Sign and agree");
        assertThat(state(otherChecker)).isEqualTo("APPLIED");
    }

    private static String changeSet(Page page) {
        return page.url().replaceAll("\\?.*", "");
    }

    private static String state(Page page) {
        return page.locator("dl.facts .state").getAttribute("data-state");
    }

    private static void signed(Page page, String change, String act) {
        page.navigate(change);
        press(page, act);
    }

    private Page signedIn(BrowserContext context, String user) {
        Page page = context.newPage();
        page.navigate(system.gateway() + "/?lang=en");
        TestBrowser.signIn(page, user);
        return page;
    }

    private static void press(Page page, String name) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }

    /** Creates a record as the Chinese maker and answers its URN. */
    private String created(String path, String body) {
        HttpResponse<String> answer = SystemUnderTest.send(system.request(path, "cn-maker")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return SystemUnderTest.parse(answer.body()).path("urn").asText();
    }
}
