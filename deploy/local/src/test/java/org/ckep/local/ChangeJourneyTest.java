package org.ckep.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.TestBrowser.follow;
import static org.ckep.testing.TestBrowser.press;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.ckep.testing.TestBrowser;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Two governments agree in the browser, through all real services: four persons, each in the language of his side, make a
 * project one of both sides; one side proposes a sum, the other answers with its own, and that becomes the agreed value.
 */
class ChangeJourneyTest {
    private static final String PROJECT = """
            {"title": {"en": "Cathode plant %1$s",
                       "zh-Hans": {"text": "正极材料工厂 %1$s", "status": "OFFICIAL"},
                       "ko": {"text": "양극재 공장 %1$s", "status": "OFFICIAL"}},
             "type": "GREENFIELD", "direction": "KR_TO_CN", "modality": "PLAN", "sectors": [{"code": "BATTERY"}],
             "participants": [{"org": {"unnamed": {"side": "KR", "description": "a maker of cathodes"}}, "role": "INVESTOR"}],
             "sources": ["%2$s"]}""";

    @AutoClose
    private static final TestBrowser BROWSER = TestBrowser.open();

    private final SystemUnderTest system = SystemUnderTest.get();

    @Test
    void fourPersonsMakeARecordOneOfBothSidesAndAgreeOnTheOtherSidesAnswer() {
        String id = project();
        String page = system.gateway() + "/projects/" + id;
        try (BrowserContext cnMakers = BROWSER.visitor();
                BrowserContext cnCheckers = BROWSER.visitor();
                BrowserContext krMakers = BROWSER.visitor();
                BrowserContext krCheckers = BROWSER.visitor()) {
            Page cnMaker = signedIn(cnMakers, "cn-maker", "中文");
            Page cnChecker = signedIn(cnCheckers, "cn-checker", "中文");
            Page krMaker = signedIn(krMakers, "kr-maker", "한국어");
            Page krChecker = signedIn(krCheckers, "kr-checker", "한국어");

            cnMaker.navigate(page);
            follow(cnMaker, "提议由双方共同维护此记录");
            String joint = signed(cnMaker, "双方共同维护");
            assertThat(krMaker.navigate(joint).status()).isEqualTo(404);
            sign(cnChecker, joint, "签署并向对方提出");
            sign(krMaker, joint, "검토자로 서명");
            sign(krChecker, joint, "서명하고 동의");
            assertThat(krChecker.locator(".done").innerText()).contains("변경이 발효되었습니다");
            assertThat(project(id, "kr-checker").path("stewardship").asText()).isEqualTo("JOINT");

            cnMaker.navigate(page + "/changes/new?attribute=totalInvestment");
            fillSum(cnMaker, "2600000000");
            String proposal = signed(cnMaker, "一月合同载明金额");
            sign(cnChecker, proposal, "签署并向对方提出");

            krMaker.navigate(proposal);
            assertThat(krMaker.locator("main").innerText()).contains("26억 미국 달러", "一月合同载明金额");
            press(krMaker, "검토자로 서명");
            follow(krMaker, "다른 변경안으로 회신");
            fillSum(krMaker, "2580000000");
            krMaker.locator("[id='reason.ko']").fill("신고 금액");
            press(krMaker, "초안 저장");
            String answer = address(krMaker);
            press(krMaker, "서명하고 확인자에게 제출");
            sign(krChecker, answer, "서명하고 상대측에 제안");
            cnMaker.navigate(proposal);
            assertThat(cnMaker.locator("dl.facts .state").getAttribute("data-state"))
                    .isEqualTo("COUNTERED");

            sign(cnMaker, answer, "以审核员身份签署");
            assertThat(project(id, "cn-maker").path("totalInvestment").isMissingNode())
                    .as("three signatures agree on nothing")
                    .isTrue();
            sign(cnChecker, answer, "签署并同意");
            assertThat(cnChecker.locator("dl.facts .state").getAttribute("data-state"))
                    .isEqualTo("APPLIED");
            cnChecker.navigate(page);
            assertThat(cnChecker.locator("main").innerText()).contains("25.8亿美元");
            assertThat(TestBrowser.seriousViolations(cnChecker)).isEmpty();
        }
        for (String user : List.of("cn-checker", "kr-maker")) {
            String amount = project(id, user).at("/totalInvestment/amount").asText();
            assertThat(new BigDecimal(amount)).as(user).isEqualByComparingTo("2580000000");
        }
        assertThat(SystemUnderTest.send(system.request("/investment/v1/projects/" + id, null)
                                .GET()
                                .build())
                        .statusCode())
                .isEqualTo(404);
    }

    /** A Chinese record that a releaser has let both sides read, said by one of the first data's sources. */
    private String project() {
        String source = system.get("/investment/v1/sources?limit=1")
                .path("data")
                .path(0)
                .path("urn")
                .asText();
        String body = PROJECT.formatted(UUID.randomUUID().toString().substring(0, 8), source);
        HttpResponse<String> answer = sent("/investment/v1/projects", "cn-maker", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        String urn = SystemUnderTest.parse(answer.body()).path("urn").asText();
        String id = urn.substring(urn.lastIndexOf(':') + 1);
        HttpResponse<String> released = sent(
                "/investment/v1/projects/" + id + "/release",
                "cn-checker",
                "{\"classification\": {\"level\": \"BILATERAL\"}}");
        assertThat(released.statusCode()).as(released.body()).isEqualTo(200);
        return id;
    }

    private HttpResponse<String> sent(String path, String user, String body) {
        return SystemUnderTest.send(system.request(path, user)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("If-Match", "*")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private JsonNode project(String id, String user) {
        return system.get("/investment/v1/projects/" + id, user);
    }

    private Page signedIn(BrowserContext context, String user, String language) {
        Page page = context.newPage();
        page.navigate(system.gateway() + "/");
        TestBrowser.signIn(page, user);
        follow(page, language);
        return page;
    }

    /** The Chinese maker gives a reason, saves and signs; the address of the change set, which its checker has yet to propose. */
    private static String signed(Page maker, String reason) {
        maker.locator("[id='reason.zh-Hans']").fill(reason);
        press(maker, "保存草案");
        String change = address(maker);
        press(maker, "签署并提交复核");
        return change;
    }

    private static void fillSum(Page page, String amount) {
        page.locator("[id='totalInvestment.amount']").fill(amount);
        page.locator("[id='totalInvestment.currency']").selectOption("USD");
        page.locator("[id='totalInvestment.basis']").selectOption("CONTRACTED");
        page.locator("input[name=evidence]").first().check();
    }

    private static void sign(Page page, String change, String act) {
        page.navigate(change);
        press(page, act);
    }

    private static String address(Page page) {
        return page.url().replaceAll("\\?.*", "");
    }
}
