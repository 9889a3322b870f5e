package org.ckep.portal.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.value.Language;
import org.ckep.portal.form.Refusal;
import org.ckep.portal.form.Sent;
import org.ckep.portal.page.PageFrame;
import org.ckep.portal.platform.Reply;
import org.ckep.portal.session.Account;
import org.ckep.portal.session.Visitor;
import org.ckep.portal.wording.Wording;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages of an objection as they are read in each language, and where each refusal is said. */
@QuarkusTest
class ObjectionFormTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CHINESE = "合同金额不符";
    private static final String KOREAN = "계약 금액이 다릅니다";
    private static final Map<String, String> FILLED =
            Map.of("attribute", "totalInvestment", "reason.zh-Hans", CHINESE, "reason.ko", KOREAN);
    private static final String OBJECTION = """
            {"urn":"urn:ckep:objection:5b0c0000-0000-7000-8000-000000000001","side":"KR","state":"PREPARED",
             "attribute":"totalInvestment","reason":{"ko":{"text":"%s"}},"allowed":[%s]}""";

    @ParameterizedTest
    @CsvSource({"en, The whole record (withdraw consent)", "zh-Hans, 整条记录（撤回同意）", "ko, 기록 전체(동의 철회)"})
    void anAgreedValueOrTheWholeRecordIsContestedInBothLanguages(String language, String whole) throws Exception {
        Document page = form(language, Map.of(), null);
        List<String> subjects = new ArrayList<>(List.of("", "record"));
        subjects.addAll(ProjectForm.attributes());
        assertThat(page.select("select[name=attribute] option").eachAttr("value"))
                .isEqualTo(subjects);
        assertThat(page.select("option[value=record]").text()).isEqualTo(whole);
        assertThat(page.select("textarea").eachAttr("name")).containsExactly("reason.zh-Hans", "reason.ko");
        assertThat(page.select("textarea").eachAttr("lang")).containsExactly("zh-Hans", "ko");
        assertThat(page.select("form.draft input[name=form-token]").attr("value"))
                .isEqualTo("token-of-the-session");
        assertThat(page.select("form.draft input[name=form-key]").attr("value")).isNotEmpty();
        assertThat(page.select(".problem, .fault")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "en, Please choose what your side contests, Please say why",
        "zh-Hans, 请选择本方有异议的内容, 请说明理由",
        "ko, 이의를 제기하는 내용을 선택하십시오, 이유를 쓰십시오",
    })
    void whatIsLeftOutIsSaidAtEachFieldBeforeTheRegisterIsAsked(String language, String subject, String reason)
            throws Exception {
        Wording words = words(language);
        Document nothing = form(language, Map.of(), ObjectionForm.missing(sent(Map.of()), words));
        assertThat(nothing.select(".problem strong").text()).isEqualTo(subject);
        assertThat(fault(nothing, "attribute")).isEqualTo(subject);
        assertThat(fault(nothing, "reason.zh-Hans")).isEqualTo(reason);
        assertThat(fault(nothing, "reason.ko")).isEqualTo(reason);

        Map<String, String> oneLanguage = Map.of("attribute", "record", "reason.zh-Hans", CHINESE);
        Document noKorean = form(language, oneLanguage, ObjectionForm.missing(sent(oneLanguage), words));
        assertThat(noKorean.select(".problem strong").text()).isEqualTo(reason);
        assertThat(noKorean.select(".fault").eachAttr("id")).containsExactly("reason.ko-fault");
        assertThat(noKorean.select("[aria-invalid=true]").eachAttr("name")).containsExactly("reason.ko");
        assertThat(noKorean.getElementById("reason.zh-Hans").text()).isEqualTo(CHINESE);
        assertThat(noKorean.select("option[selected]").eachAttr("value")).containsExactly("record");

        assertThat(ObjectionForm.missing(sent(FILLED), words)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "en, /attribute, change-path, attribute, This value is not changed by change sets",
        "zh-Hans, /attribute, change-path, attribute, 此项目不能通过变更案修改",
        "ko, /attribute, change-path, attribute, 이 값은 변경안으로 바꿀 수 없습니다",
        "en, /reason/ko, markup-in-text, reason.ko, A text contains HTML",
        "zh-Hans, /reason/zh-Hans, markup-in-text, reason.zh-Hans, 文本含有 HTML 标记",
        "ko, /reason/ko, markup-in-text, reason.ko, 글에 HTML이 들어 있습니다",
        "en, /reason, invalid-value, reason.zh-Hans, Something is filled in that cannot be right",
    })
    void whatTheRegisterRefusesIsSaidAtTheFieldItIsAbout(
            String language, String pointer, String slug, String field, String said) throws Exception {
        Reply reply = new Reply(422, JSON.readTree("""
                {"type":"urn:ckep:problem:%s","status":422,"errors":[{"pointer":"%s","code":"%s"}]}""".formatted(slug, pointer, slug)), null);
        Document page = form(language, FILLED, Refusal.of(reply, words(language)));
        assertThat(page.select(".problem strong").text()).isEqualTo(said);
        assertThat(page.select(".fault").eachAttr("id")).containsExactly(field + "-fault");
        assertThat(fault(page, field)).isEqualTo(said);
        assertThat(page.getElementById("reason.ko").text()).isEqualTo(KOREAN);
    }

    @ParameterizedTest
    @CsvSource({
        "en, 403, forbidden, Your account does not have the function for this",
        "zh-Hans, 403, forbidden, 您的账户没有相应职能",
        "ko, 403, forbidden, 귀하의 계정에는 이 기능이 없습니다",
        "en, 409, record-not-joint, The record cannot be kept by both sides like this",
        "zh-Hans, 409, record-not-joint, 此记录目前不能由双方共同维护",
        "ko, 409, record-not-joint, 이 기록은 지금 양측이 함께 관리할 수 없습니다",
        "en, 429, , Too many requests in a short time",
        "zh-Hans, 503, , 登记系统暂时不可用",
        "ko, 503, , 등록부를 지금 이용할 수 없습니다",
    })
    void aRefusalThatIsAboutNoFieldBlamesNone(String language, int status, String slug, String said) throws Exception {
        JsonNode problem = slug == null
                ? MissingNode.getInstance()
                : JSON.readTree("{\"type\":\"urn:ckep:problem:%s\",\"status\":%d}".formatted(slug, status));
        Document page = form(language, FILLED, Refusal.of(new Reply(status, problem, null), words(language)));
        assertThat(page.select(".problem strong").text()).isEqualTo(said);
        assertThat(page.select(".fault, [aria-invalid]")).isEmpty();
        assertThat(page.getElementById("reason.zh-Hans").text()).isEqualTo(CHINESE);
    }

    @Test
    void theWholeRecordIsContestedByNamingNoAttribute() throws Exception {
        assertThat(ObjectionForm.content(sent(FILLED))).isEqualTo(JSON.readTree("""
                {"attribute":"totalInvestment","reason":{"zh-Hans":"%s","ko":"%s"}}""".formatted(CHINESE, KOREAN)));
        assertThat(ObjectionForm.content(
                        sent(Map.of("attribute", "record", "reason.zh-Hans", CHINESE, "reason.ko", KOREAN))))
                .isEqualTo(JSON.readTree("""
                        {"reason":{"zh-Hans":"%s","ko":"%s"}}""".formatted(CHINESE, KOREAN)));
    }

    @ParameterizedTest
    @CsvSource({
        "en, Raise the objection, Drop the objection, There is nothing for you to do here now.",
        "zh-Hans, 提出异议, 撤回异议, 目前没有需要您办理的事项。",
        "ko, 이의 제기, 이의 철회, 지금 귀하가 할 일은 없습니다.",
    })
    void onlyTheActsThatTheRegisterAllowsAreShown(String language, String raise, String drop, String nothing)
            throws Exception {
        assertThat(objection(language, "\"raise\",\"drop\"", null)
                        .select("form.act button")
                        .eachText())
                .containsExactly(raise, drop);
        Document maker = objection(language, "\"drop\"", null);
        assertThat(maker.select("form.act button").eachText()).containsExactly(drop);
        assertThat(maker.select("form.act input[name=act]").eachAttr("value")).containsExactly("drop");
        Document other = objection(language, "", null);
        assertThat(other.select("form.act")).isEmpty();
        assertThat(other.select("section:has(#acts) .empty").text()).isEqualTo(nothing);
    }

    @ParameterizedTest
    @CsvSource({
        "en, 403, change-own-approval, Nobody approves what he wrote or signed himself",
        "zh-Hans, 403, change-own-approval, 不得审批自己起草或签署的内容",
        "ko, 403, change-own-approval, 자신이 작성하거나 서명한 것은 승인할 수 없습니다",
        "en, 403, change-other-side, This is done by the other side",
        "zh-Hans, 403, change-other-side, 此操作由对方办理",
        "ko, 403, change-other-side, 이는 상대측이 하는 일입니다",
        "en, 409, state-forbids, This is not possible any more in the present state",
        "zh-Hans, 409, state-forbids, 目前状态下已不能办理",
        "ko, 409, state-forbids, 현재 상태에서는 더 이상 할 수 없습니다",
    })
    void anActThatIsRefusedIsExplainedOnThePageOfTheObjection(String language, int status, String slug, String said)
            throws Exception {
        JsonNode problem = JSON.readTree("{\"type\":\"urn:ckep:problem:%s\",\"status\":%d}".formatted(slug, status));
        Refusal refusal = Refusal.of(new Reply(status, problem, null), words(language));
        Document page = objection(language, "\"drop\"", refusal);
        assertThat(page.select(".problem strong").text()).isEqualTo(said);
        assertThat(page.select("form.act")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "en, Republic of Korea has withdrawn its consent to the whole record since ",
        "zh-Hans, 韩国自",
        "ko, 2026",
    })
    void aWithdrawnConsentIsToldOfTheWholeRecord(String language, String begins) throws Exception {
        JsonNode standing = JSON.readTree("""
                {"urn":"urn:ckep:objection:5b0c0000-0000-7000-8000-000000000001","side":"KR",
                 "raisedAt":"2026-11-27T09:12:44Z"}""");
        ObjectionRow row = ObjectionRow.of("0190a000-0000-7000-8000-000000000001", standing, words(language));
        assertThat(row.saying())
                .startsWith(begins)
                .contains(
                        "2026",
                        Map.of("en", "the whole record", "zh-Hans", "整条记录", "ko", "기록 전체")
                                .get(language));
        assertThat(row.stateCode()).isEqualTo("STANDING");
        assertThat(row.address())
                .isEqualTo("/projects/0190a000-0000-7000-8000-000000000001/objections/"
                        + "5b0c0000-0000-7000-8000-000000000001");
    }

    private static Document form(String language, Map<String, String> fields, Refusal refusal)
            throws JsonProcessingException {
        return page(
                ProjectTemplates.objectionForm(
                        frame(language), ObjectionForm.of(project(), sent(fields), refusal, words(language))),
                language);
    }

    private static Document objection(String language, String allowed, Refusal refusal) throws JsonProcessingException {
        JsonNode objection = JSON.readTree(OBJECTION.formatted(KOREAN, allowed));
        return page(
                ProjectTemplates.objection(
                        frame(language), ObjectionPage.of(project(), objection, "key", refusal, "", words(language))),
                language);
    }

    private static Document page(TemplateInstance template, String language) {
        return Jsoup.parse(template.setLocale(visitor(language).locale()).render());
    }

    private static PageFrame frame(String language) {
        Visitor visitor = visitor(language);
        return new PageFrame(
                "/projects", "/projects", language, List.of(), true, visitor.name(), true, visitor.formToken(), false);
    }

    private static Visitor visitor(String language) {
        Account maker = new Account("kr-maker", "", Side.KR, null, Set.of(Role.MAKER), "token-of-the-session");
        return new Visitor(maker, "203.0.113.7", Language.match(language).orElseThrow());
    }

    private static Wording words(String language) {
        Visitor visitor = visitor(language);
        return new Wording(visitor.language(), visitor.locale());
    }

    private static JsonNode project() throws JsonProcessingException {
        return JSON.readTree("""
                {"urn":"urn:ckep:project:0190a000-0000-7000-8000-000000000001","displayId":"CK-PRJ-AAAAAAAA-A",
                 "title":{"en":{"text":"Battery cell plant","status":"ORIGINAL"}},"state":"PROSPECT","type":"GREENFIELD",
                 "direction":"KR_TO_CN","modality":"PLAN","sectors":[],"stewardship":"JOINT","classification":"BILATERAL"}""");
    }

    private static Sent sent(Map<String, String> fields) {
        return new Sent(new MultivaluedHashMap<>(fields));
    }

    private static String fault(Document page, String field) {
        return page.getElementById(field + "-fault").text();
    }
}
