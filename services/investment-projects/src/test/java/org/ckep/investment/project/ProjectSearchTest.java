package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.ckep.investment.Records;
import org.ckep.investment.ToldNames;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.records.RecordQuery;
import org.ckep.records.RecordTransactions;
import org.ckep.testing.Api;
import org.ckep.web.PageRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a search finds, in which order, and for whom. Each test searches words of its own. */
@QuarkusTest
class ProjectSearchTest {
    private static final Viewer CN = new Viewer("anyone", "test", Side.CN, null, Set.of(Role.MAKER), false);
    private static final Viewer KR = new Viewer("anyone", "test", Side.KR, null, Set.of(Role.MAKER), false);

    @Inject
    RecordTransactions transactions;

    @Inject
    ProjectSearch search;

    /** A word that no other test uses. */
    private static String word() {
        return "w" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    }

    private static String titled(String title) {
        return Records.project("").replace("{\"en\": \"Battery plant\"}", title);
    }

    private static String named(String english) {
        return Api.cnMaker().create("projects", titled("{\"en\": \"%s\"}".formatted(english)));
    }

    private static Response find(Api who, String words, String more) {
        return who.request().queryParam("q", words).get(Api.root() + "projects" + more);
    }

    private static List<String> found(Api who, String words) {
        Response answer = find(who, words, "");
        answer.then().statusCode(200);
        return answer.jsonPath().getList("data.urn", String.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            the beginning of a word           | quan           | true
            another case                      | QUANTUMTRONIC  | true
            full width                        | ｑｕａｎｔ１２８ | true
            a ligature folded                 | ﬁne            | true
            a sharp s folded                  | STRASSE        | true
            not the middle of a Latin word    | uantum         | false
            a Hangul word                     | 양자           | true
            one syllable in a Hangul word     | 도             | true
            the end of a Hangul word          | 반도체         | true
            Hangul as macOS sends it          | \u1107\u1161\u11ab\u1103\u1169 | true
            Hangul after Latin                | 하이닉스       | true
            Hangul with its Latin             | sk하이         | true
            one character of Han              | 储             | true
            two characters of Han             | 储芯           | true
            a long word of Han                | 存储芯片工厂   | true
            Han that does not follow each other | 存片         | false
            Han and Latin in one word         | 芯片工厂nand   | true
            all of several words              | 존재 quantum   | false
            words of two languages            | 반도체 quantum 工厂 | true
            a quotation mark separates        | xi an          | true
            wildcards are nothing             | 100% quant_    | true
            """)
    void aWordFindsWhatItBeginsAndInHanAndHangulWhatItStandsIn(String what, String words, boolean fits) {
        String own = word();
        String project = Api.cnMaker().create("projects", titled("""
                {"en": "%s Quantumtronic quant128 fine Straße 100 Xi’an",
                 "ko": "양자반도체 SK하이닉스 공장", "zh-Hans": "存储芯片工厂NAND"}""".formatted(own)));
        assertThat(found(Api.cnMaker(), own + " " + words)).as(what).isEqualTo(fits ? List.of(project) : List.of());
    }

    @Test
    void wordsStandInTheTitleAPartyASiteOrAClaim() throws Throwable {
        String own = word();
        String source = Records.source("PRESS");
        String org = Records.organisation();
        ToldNames.learn(transactions, "side-cn", org, "en", word() + " " + own);
        String site = Api.cnMaker().create("sites", Records.site("").replace("Plant", own + " yard"));
        String city = Api.cnMaker().create("sites", Records.site(", \"product\": \"%s cells\"".formatted(own)));
        String byClaim = named("By claim");
        claim(Api.cnMaker(), byClaim, own, source, "ASSERTED");
        String byProduct = Api.cnMaker().create("projects", Records.project(", \"sites\": [\"%s\"]".formatted(city)));
        String bySite = Api.cnMaker().create("projects", Records.project(", \"sites\": [\"%s\"]".formatted(site)));
        String byUnnamed = Api.cnMaker()
                .create(
                        "projects",
                        Records.project(", \"sources\": [\"%s\"]".formatted(source))
                                .replaceFirst(
                                        "\\{\"orgId\": \"[^\"]+\"}",
                                        "{\"unnamed\": {\"side\": \"KR\", \"description\": \"a firm of " + own
                                                + "\"}}"));
        String byParty = Api.cnMaker()
                .create("projects", Records.project("").replaceFirst("urn:ckep:organisation:[0-9a-f-]+", org));
        String byBeginning = named(own + "works");
        String byTitle = named("Works of " + own);
        String newerTitle = named(own);

        // A whole word before the beginning of one; a title before a party, a site and a claim; then the newest first.
        List<String> ranked = List.of(newerTitle, byTitle, byBeginning, byParty, byUnnamed, bySite, byProduct, byClaim);
        assertThat(found(Api.cnMaker(), own)).isEqualTo(ranked);
        assertThat(paged(own)).isEqualTo(ranked);
        // Each word anywhere.
        assertThat(found(Api.cnMaker(), own + " Yancheng claim")).isEmpty();
        assertThat(found(Api.cnMaker(), "battery yancheng " + own)).containsExactly(bySite, byProduct);
        // With a filter.
        find(Api.cnMaker(), own, "?site=" + site).then().body("data.urn", contains(bySite));
        find(Api.cnMaker(), own, "?state=ANNOUNCED").then().body("data", empty());
    }

    private static List<String> paged(String words) {
        List<String> read = new ArrayList<>();
        String after = "";
        do {
            JsonPath page = find(Api.cnMaker(), words, "?limit=3" + after).jsonPath();
            read.addAll(page.getList("data.urn", String.class));
            after = page.getString("next") == null ? null : "&after=" + page.getString("next");
        } while (after != null);
        return read;
    }

    private static String claim(Api who, String subject, String text, String source, String modality) {
        return who.create("claims", """
                {"subject": "%s", "attribute": "remark", "modality": "%s", "sources": ["%s"],
                 "value": {"type": "text", "text": {"en": "Something about %s"}}}""".formatted(subject, modality, source, text));
    }

    @Test
    void aSearchFollowsWhatChanges() {
        String own = word();
        String later = word();
        String source = Records.source("PRESS");
        String site = Api.cnMaker().create("sites", Records.site("").replace("Plant", "Yard " + own));
        String project = named("Works " + own);
        String there = Api.cnMaker().create("projects", Records.project(", \"sites\": [\"%s\"]".formatted(site)));
        String claim = claim(Api.cnMaker(), there, later, source, "ASSERTED");
        claim(Api.cnMaker(), project, later, source, "OPINION");
        assertThat(found(Api.cnMaker(), own)).containsExactly(project, there);
        // An opinion stands in no answer that did not ask for it.
        assertThat(found(Api.cnMaker(), later)).containsExactly(there);

        Api.cnMaker()
                .patch("projects/" + project, "{\"title\": {\"en\": \"Works\"}}")
                .then()
                .statusCode(200);
        Api.cnMaker()
                .patch("sites/" + site, "{\"title\": {\"en\": \"Yard\"}}")
                .then()
                .statusCode(200);
        Api.cnMaker()
                .command("claims/" + claim, "deprecate", "{\"reason\": \"It was wrong.\"}")
                .then()
                .statusCode(200);
        assertThat(found(Api.cnMaker(), own)).isEmpty();
        assertThat(found(Api.cnMaker(), later)).isEmpty();
    }

    @Test
    void whatTheViewerMayNotReadNeitherMatchesNorWeighs() throws Throwable {
        String own = word();
        String source = Records.source("COMPANY_STATEMENT");
        String org = Records.organisation();
        String hiddenSite = Api.cnMaker().create("sites", Records.site("").replace("Plant", own));
        String openSite = Api.loader().create("sites/register-observed", Records.site("""
                                , "product": "%s", "unknownReasons": {"since": "NOT_STATED"}, "sources": ["%s"]""".formatted(own, source)));
        String open = ", \"sites\": [\"%s\"], \"classification\": {\"level\": \"BILATERAL\"}";
        Api kr = Api.krMaker();
        String older = kr.create(
                "projects",
                Records.project(open.formatted(openSite)).replaceFirst("urn:ckep:organisation:[0-9a-f-]+", org));
        String newer = kr.create("projects", Records.project(open.formatted(openSite)));
        String apart =
                Api.cnMaker().create("projects", Records.project(", \"classification\": {\"level\": \"BILATERAL\"}"));
        String hidden = named("Hidden " + own);
        String there = Api.cnMaker().create("projects", Records.project(", \"sites\": [\"%s\"]".formatted(hiddenSite)));
        ToldNames.learn(transactions, "side-cn", org, "en", own);
        claim(Api.cnMaker(), apart, own, Records.sideSource(Api.cnMaker(), "OFFICIAL_ACT"), "ASSERTED");

        // What is hidden finds more, and puts the older one first.
        assertThat(found(Api.cnMaker(), own)).containsExactly(hidden, older, there, newer, apart);
        assertThat(found(kr, own)).containsExactly(newer, older);
        assertThat(found(Api.PUBLIC, own)).isEmpty();
    }

    /** Rule C8: each of the two locks hides alone. */
    @Test
    void eachLockHidesAlone() throws Throwable {
        String own = word();
        String project = named(own);
        String count = "select count(*) from project_match where term = :term";
        assertThat(this.<Long>read(CN, count, own)).isEqualTo(1);
        assertThat(this.<Long>read(KR, count, own)).isZero();
        // The application's lock without the database's: as the system, which passes every policy.
        assertThat(searchAsSystem(CN, own)).containsExactly(UUID.fromString(Records.id(project)));
        assertThat(searchAsSystem(KR, own)).isEmpty();
    }

    @SuppressWarnings("unchecked")
    private <T> T read(Viewer viewer, String sql, String term) throws Throwable {
        return (T) VertxContextSupport.subscribeAndAwait(
                () -> transactions.read(viewer, session -> session.createNativeQuery(sql, Object.class)
                        .setParameter("term", term)
                        .getSingleResult()));
    }

    private List<UUID> searchAsSystem(Viewer viewer, String words) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> transactions.system(
                session -> search.apply(session, viewer, words, RecordQuery.of(Project.class, viewer))
                        .chain(query -> query.page(session, new PageRequest(10, null)))
                        .map(page -> page.data().stream().map(Project::id).toList())));
    }

    /** Row-level security bars an index from operators that are not leakproof; comparing terms is. */
    @Test
    void rowLevelSecurityLeavesTheIndexToASearch() throws Throwable {
        List<String> plan = VertxContextSupport.subscribeAndAwait(
                () -> transactions.read(KR, session -> session.createNativeQuery("set local enable_seqscan = off")
                        .executeUpdate()
                        .chain(() -> session.createNativeQuery(
                                        "explain select 1 from project_term where term >= 'a' and term < 'b'",
                                        String.class)
                                .getResultList())));
        assertThat(plan).anyMatch(line -> line.contains("Index Cond: ((term >= 'a'::text) AND (term < 'b'::text))"));
    }

    @Test
    void aNameIsFoundByTheAudienceThatWasToldIt() throws Throwable {
        String own = word();
        String source = Records.source("PRESS");
        String org = Records.organisation();
        String project = Api.loader()
                .create(
                        "projects/register-observed",
                        Records.observed(source, "").replaceFirst("urn:ckep:organisation:[0-9a-f-]+", org));
        ToldNames.learn(transactions, "side-kr", org, "en", own.toUpperCase(Locale.ROOT));
        assertThat(found(Api.krMaker(), own)).containsExactly(project);
        assertThat(found(Api.cnMaker(), own)).isEmpty();
        assertThat(found(Api.PUBLIC, own)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "%", "\u201c\u2026\u201d", "a b c d e f g h i"})
    void aSearchForNothingOrTooMuchIsRefused(String words) {
        find(Api.PUBLIC, words, "").then().spec(problemAt(KernelProblem.INVALID_VALUE, "q"));
    }

    @Test
    void theLongestSearchIsAnsweredAndALongerOneRefused() {
        find(Api.PUBLIC, "芯".repeat(ProjectSearch.MAX_LENGTH), "").then().statusCode(200);
        find(Api.PUBLIC, "a".repeat(ProjectSearch.MAX_LENGTH + 1), "")
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "q"));
    }

    @Test
    void aCursorContinuesItsOwnListAlone() {
        String own = word();
        named(own);
        named(own);
        String ofSearch = find(Api.cnMaker(), own, "?limit=1").path("next");
        String ofList = Api.cnMaker().get("projects?limit=1").path("next");
        Api.cnMaker().get("projects?after=" + ofSearch).then().spec(problemAt(KernelProblem.INVALID_VALUE, "after"));
        find(Api.cnMaker(), own, "?after=" + ofList).then().spec(problemAt(KernelProblem.INVALID_VALUE, "after"));
    }
}
