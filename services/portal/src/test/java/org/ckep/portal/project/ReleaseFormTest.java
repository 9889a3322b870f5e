package org.ckep.portal.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ckep.kernel.access.Classification;
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

/** The form by which others are let read a project: who is offered what, what is sent, and where each refusal is said. */
@QuarkusTest
class ReleaseFormTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MINISTRY = "\"level\":\"MINISTRY\",\"side\":\"KR\",\"agency\":\"motir\"";
    private static final String SIDE = "\"level\":\"SIDE\",\"side\":\"KR\"";
    private static final String PARTNER = "\"level\":\"PARTNER\",\"agencies\":[\"kotra\"]";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "level":"MINISTRY","side":"KR","agency":"motir" | SIDE,BILATERAL,PARTNER,PUBLIC
            "level":"SIDE","side":"KR"                      | BILATERAL,PARTNER,PUBLIC
            "level":"BILATERAL"                             | PARTNER,PUBLIC
            "level":"PARTNER","agencies":["kotra"]          | PARTNER,PUBLIC
            "level":"PUBLIC"                                | ''
            """)
    void onlyWiderCirclesAreOffered(String now, String offered) throws Exception {
        assertThat(Readers.wider(project("UNILATERAL", now)).stream().map(Classification.Level::name))
                .containsExactlyElementsOf(offered.isEmpty() ? List.of() : List.of(offered.split(",")));
        assertThat(form("en", project("UNILATERAL", now), Map.of(), null).select("input[name=level]"))
                .hasSize(offered.isEmpty() ? 0 : offered.split(",").length);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en      | one ministry only: motir (Republic of Korea) | all ministries of one side (Republic of Korea) | both governments and these agencies: kotra
            zh-Hans | 仅一个部委：motir（韩国）                     | 仅一方的各部委（韩国）                         | 两国政府及以下机构：kotra
            ko      | 한 부처만: motir(대한민국)                    | 한 측의 모든 부처(대한민국)                    | 양국 정부와 다음 기관: kotra
            """)
    void whoMayReadItIsSaidInWords(String language, String ministry, String side, String agencies) throws Exception {
        assertThat(Readers.of(project("UNILATERAL", MINISTRY), words(language))).isEqualTo(ministry);
        assertThat(Readers.of(project("UNILATERAL", SIDE), words(language))).isEqualTo(side);
        assertThat(Readers.of(project("JOINT", PARTNER), words(language))).isEqualTo(agencies);
    }

    /** The register decides; nobody is offered what it refuses him for who he is. */
    @ParameterizedTest
    @CsvSource({
        "UNILATERAL, KR, RELEASER, true",
        "SHARED, KR, RELEASER, true",
        "UNILATERAL, KR, MAKER, false",
        "UNILATERAL, KR, CHECKER, false",
        "UNILATERAL, CN, RELEASER, false",
        "JOINT, KR, MAKER, true",
        "JOINT, CN, MAKER, true",
        "JOINT, KR, RELEASER, false",
        "OBSERVED, KR, RELEASER, false",
    })
    void itIsOfferedToWhomItIsFor(String stewardship, Side side, Role role, boolean offered) throws Exception {
        Account account = new Account("somebody", "", side, null, Set.of(role), "token");
        Visitor visitor = new Visitor(account, "203.0.113.7", Language.EN);
        JsonNode project = project(stewardship, "\"level\":\"BILATERAL\"");
        assertThat(ReleaseActing.isFor(project, visitor)).isEqualTo(offered);
        assertThat(ReleaseActing.isFor(project(stewardship, "\"level\":\"PUBLIC\""), visitor))
                .as("nobody is left to be let in")
                .isFalse();
        assertThat(ReleaseActing.isFor(project, new Visitor(null, "203.0.113.7", Language.EN)))
                .isFalse();
    }

    /** Nobody reads the figure who does not read the project. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "level":"PUBLIC"                       | BILATERAL | PARTNER,PUBLIC
            "level":"PUBLIC"                       | PARTNER   | PARTNER,PUBLIC
            "level":"PUBLIC"                       | PUBLIC    | ''
            "level":"PARTNER","agencies":["kotra"] | BILATERAL | PARTNER
            "level":"BILATERAL"                    | BILATERAL | ''
            """)
    void aFigureOfBothSidesIsLetOutToReadersOfItsProject(String readers, String now, String offered) throws Exception {
        ObjectNode project = (ObjectNode) project("JOINT", readers);
        project.withObject("/figures/jobs/agreed").put("classification", now);
        assertThat(Readers.wider(project, "jobs").stream().map(Classification.Level::name))
                .containsExactlyElementsOf(offered.isEmpty() ? List.of() : List.of(offered.split(",")));
        Account maker = new Account("somebody", "", Side.KR, null, Set.of(Role.MAKER), "token");
        Visitor visitor = new Visitor(maker, "203.0.113.7", Language.EN);
        assertThat(ReleaseActing.isForFigure(project, "jobs", visitor)).isEqualTo(!offered.isEmpty());
        assertThat(ReleaseActing.isForFigure(project, "capacity", visitor))
                .as("there is no such figure")
                .isFalse();
        assertThat(ReleaseActing.isForFigure(project, "jobs", visitor("en")))
                .as("a releaser drafts nothing")
                .isFalse();
    }

    @Test
    void onlyWhatBelongsToTheLevelIsSent() throws Exception {
        JsonNode own = project("UNILATERAL", MINISTRY);
        assertThat(ReleaseForm.content(subject(own), sent(Map.of("level", "SIDE"))))
                .isEqualTo(JSON.readTree("""
                {"classification":{"level":"SIDE","side":"KR"}}"""));
        assertThat(ReleaseForm.content(subject(own), sent(Map.of("level", "PUBLIC", "agencies", "kotra"))))
                .isEqualTo(JSON.readTree("""
                        {"classification":{"level":"PUBLIC"}}"""));
        assertThat(ReleaseForm.content(
                        subject(project("JOINT", PARTNER)),
                        sent(Map.of("level", "PARTNER", "agencies", "kotra, kita，ccpit", "reason.ko", "발표"))))
                .isEqualTo(JSON.readTree("""
                        {"classification":{"level":"PARTNER","agencies":["kotra","kita","ccpit"]},"reason":{"ko":"발표"}}"""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            JOINT      | ''        | ''       | level, reason.en         | Please choose who is to read it
            JOINT      | PARTNER   | ''       | agencies, reason.en      | Please name at least one agency
            JOINT      | PARTNER   | Kotra    | agencies, reason.en      | This is no id of an agency
            JOINT      | PUBLIC    | ''       | reason.en                | Please say why
            UNILATERAL | ''        | ''       | level, confirmed         | Please choose who is to read it
            UNILATERAL | BILATERAL | kotra    | agencies, confirmed      | Agencies are named that this choice leaves out
            UNILATERAL | PUBLIC    | kotra    | confirmed                | Please confirm that it is for good
            """)
    void whatIsLeftOutIsSaidAtEachFieldBeforeTheRegisterIsAsked(
            String stewardship, String level, String agencies, String fields, String said) throws Exception {
        JsonNode project = project(stewardship, SIDE);
        Map<String, String> filled = Map.of("level", level, "agencies", agencies);
        Document page = form("en", project, filled, ReleaseForm.missing(project, sent(filled), words("en")));
        assertThat(page.select(".problem strong").text()).isEqualTo(said);
        assertThat(page.select("[id$=-fault]").eachAttr("id"))
                .containsExactlyInAnyOrder(List.of(fields.split(", ")).stream()
                        .map(field -> field + "-fault")
                        .toArray(String[]::new));
        assertThat(ReleaseForm.missing(
                        project,
                        sent(Map.of("level", "PUBLIC", "confirmed", "true", "reason.zh-Hans", "已公布")),
                        words("en")))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en      | 422 | classification-not-wider | /classification          | level    | This would take readers away, or bring none
            zh-Hans | 422 | classification-not-wider | /classification          | level    | 这会减少查看者，或不增加任何查看者
            ko      | 422 | classification-not-wider | /classification          | level    | 열람자가 줄거나 늘지 않습니다
            en      | 422 | change-release           | /classification          | level    | A release says who may read the project and does nothing else
            zh-Hans | 422 | change-release           | /classification          | level    | 公开案只规定谁可以查看项目，不作其他变更
            ko      | 422 | change-release           | /classification          | level    | 공개안은 누가 프로젝트를 열람할지만 정하고 다른 것은 바꾸지 않습니다
            en      | 422 | invalid-value            | /classification/agencies | agencies | Something is filled in that cannot be right
            en      | 422 | markup-in-text           | /reason/ko               | reason.ko | A text contains HTML
            en      | 422 | narrower-than-its-reader | /sites/0                 | level    | Not all of its new readers may read what it refers to: sites, “Wuxi park”
            en      | 422 | narrower-than-its-reader | /parentProject           | level    | Not all of its new readers may read what it refers to: parent project, “Whole plant”
            ko      | 422 | narrower-than-its-reader | /parentProject           | level    | 새 열람자 모두가 참조된 내용을 볼 수 있는 것은 아닙니다: 상위 프로젝트 “Whole plant”
            zh-Hans | 422 | narrower-than-its-reader | /sources/0               | level    | 并非所有新的查看者都能查看其引用的内容：来源“계약 보도”
            """)
    void whatTheRegisterRefusesIsSaidAtTheFieldItIsAbout(
            String language, int status, String slug, String pointer, String field, String said) throws Exception {
        Reply reply = new Reply(status, JSON.readTree("""
                {"type":"urn:ckep:problem:%s","status":%d,"errors":[{"pointer":"%s","code":"%s"}]}""".formatted(slug, status, pointer, slug)), null);
        JsonNode project = project("JOINT", "\"level\":\"BILATERAL\"");
        Document page = form(
                language,
                project,
                Map.of("level", "PARTNER", "agencies", "kotra", "reason.ko", "발표"),
                Refusal.of(reply, words(language)));
        assertThat(page.select("[id$=-fault]").eachAttr("id")).containsExactly(field + "-fault");
        assertThat(page.getElementById(field + "-fault").text()).isEqualTo(said);
        assertThat(page.select("input[name=level][checked]").attr("value")).isEqualTo("PARTNER");
        assertThat(page.getElementById("agencies").attr("value")).isEqualTo("kotra");
    }

    @ParameterizedTest
    @CsvSource({
        "en, 403, project-own-approval, Nobody releases what he has entered or changed last himself",
        "zh-Hans, 403, project-own-approval, 不得公开自己录入或最后修改的项目",
        "ko, 403, project-own-approval, 자신이 입력했거나 마지막으로 변경한 것은 스스로 공개할 수 없습니다",
        "en, 403, project-service-account, This is done by a person",
        "zh-Hans, 403, project-service-account, 此操作须由自然人办理",
        "ko, 403, project-service-account, 이는 사람이 해야 합니다",
        "en, 403, forbidden, Your account does not have the function for this",
        "en, 412, stale, Somebody else has changed it since you opened the form",
        "zh-Hans, 412, stale, 您打开表单后已有他人修改",
        "ko, 412, stale, 양식을 연 뒤 다른 사람이 변경했습니다",
        "en, 409, record-contested, What it would change is contested",
    })
    void aRefusalThatIsAboutNoFieldBlamesNone(String language, int status, String slug, String said) throws Exception {
        JsonNode problem = JSON.readTree("{\"type\":\"urn:ckep:problem:%s\",\"status\":%d}".formatted(slug, status));
        Document page = form(
                language,
                project("UNILATERAL", SIDE),
                Map.of("level", "PUBLIC", "confirmed", "true"),
                Refusal.of(new Reply(status, problem, null), words(language)));
        assertThat(page.select(".problem strong").text()).isEqualTo(said);
        assertThat(page.select("[id$=-fault], [aria-invalid]")).isEmpty();
        assertThat(page.select("input[name=entity-tag]").attr("value")).isEqualTo("\"seen\"");
        assertThat(page.select("input[name=form-token]").attr("value")).isEqualTo("token-of-the-session");
        assertThat(page.select("input[name=form-key]").attr("value")).isNotEmpty();
    }

    private static Document form(String language, JsonNode project, Map<String, String> fields, Refusal refusal)
            throws JsonProcessingException {
        JsonNode parent = refusal == null
                ? MissingNode.getInstance()
                : JSON.readTree("{\"title\":{\"en\":{\"text\":\"Whole plant\",\"status\":\"ORIGINAL\"}}}");
        Visitor visitor = visitor(language);
        PageFrame frame = new PageFrame(
                "/projects", "/projects", language, List.of(), true, visitor.name(), true, visitor.formToken(), false);
        return Jsoup.parse(ProjectTemplates.releaseForm(
                        frame,
                        ReleaseForm.of(
                                subject(project).shown(parent, "\"seen\""), sent(fields), refusal, words(language)))
                .setLocale(visitor.locale())
                .render());
    }

    private static ReleaseForm.Subject subject(JsonNode project) {
        return new ReleaseForm.Subject(project, null, "", MissingNode.getInstance(), "");
    }

    private static Visitor visitor(String language) {
        Account releaser = new Account("kr-checker", "", Side.KR, null, Set.of(Role.RELEASER), "token-of-the-session");
        return new Visitor(releaser, "203.0.113.7", Language.match(language).orElseThrow());
    }

    private static Wording words(String language) {
        Visitor visitor = visitor(language);
        return new Wording(visitor.language(), visitor.locale());
    }

    private static JsonNode project(String stewardship, String readers) throws JsonProcessingException {
        return JSON.readTree("""
                {"urn":"urn:ckep:project:0190a000-0000-7000-8000-000000000001","displayId":"CK-PRJ-AAAAAAAA-A",
                 "title":{"en":{"text":"Battery cell plant","status":"ORIGINAL"}},"state":"PROSPECT","type":"GREENFIELD",
                 "direction":"KR_TO_CN","modality":"PLAN","stewardship":"%s","parentProject":"urn:ckep:project:2",
                 "sites":[{"urn":"urn:ckep:site:1","title":{"en":{"text":"Wuxi park","status":"ORIGINAL"}}}],
                 "sources":[{"urn":"urn:ckep:source:1","title":"계약 보도"}],
                 "record":{"side":"KR","classification":{%s}}}""".formatted(stewardship, readers));
    }

    private static Sent sent(Map<String, String> fields) {
        return new Sent(new MultivaluedHashMap<>(fields));
    }
}
