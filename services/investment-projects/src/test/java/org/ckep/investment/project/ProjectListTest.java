package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.ckep.investment.Records;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters, paging, search and the pipeline. */
@QuarkusTest
class ProjectListTest {

    /** A sector of its own, so that other tests' projects are not counted. */
    private static String ownSector() {
        return "T"
                + UUID.randomUUID().toString().replace("-", "").substring(0, 12).toUpperCase(Locale.ROOT);
    }

    @Test
    void everyFilterLeavesWhatItNames() {
        Api cn = Api.cnMaker();
        String sector = ownSector();
        String site = cn.create("sites", Records.site(""));
        String org = Records.organisation();
        String one = cn.create("projects", Records.project("""
                        , "sectors": [{"code": "%s"}], "sites": ["%s"]""".formatted(sector, site)));
        String two = cn.create(
                "projects",
                Records.projectOf("CAPITAL_INCREASE", ", \"sectors\": [{\"code\": \"%s\"}]".formatted(sector))
                        .replace("KR_TO_CN", "CN_TO_KR")
                        .replace("\"PLAN\"", "\"STATED_INTENT\"")
                        .replaceFirst("urn:ckep:organisation:[0-9a-f-]+", org));
        String three = cn.create(
                "projects",
                Records.project(", \"sectors\": [{\"code\": \"%s\"}]".formatted(sector))
                        .replace("\"PLAN\"", "\"EXPECTATION\""));
        cn.step(
                        "projects/" + Records.id(one),
                        "{\"to\": \"WITHDRAWN\", \"date\": \"2024\", \"reason\": {\"en\": \"market\"}}")
                .then()
                .statusCode(200);
        String of = "projects?sector=" + sector;
        cn.get(of).then().body("data.urn", contains(two, one));
        cn.get(of + "&state=WITHDRAWN").then().body("data.urn", contains(one));
        cn.get(of + "&state=WITHDRAWN&state=PROSPECT").then().body("data.urn", contains(two, one));
        cn.get(of + "&type=CAPITAL_INCREASE").then().body("data.urn", contains(two));
        cn.get(of + "&direction=CN_TO_KR").then().body("data.urn", contains(two));
        cn.get(of + "&direction=JOINT_THIRD_MARKET").then().body("data", hasSize(0));
        cn.get(of + "&modality=STATED_INTENT").then().body("data.urn", contains(two));
        cn.get(of + "&modality=EXPECTATION").then().body("data.urn", contains(three));
        cn.get(of + "&modality=EXPECTATION&modality=PLAN").then().body("data.urn", contains(three, one));
        cn.get("projects?site=" + site).then().body("data.urn", contains(one));
        cn.get("projects?organisation=" + org).then().body("data.urn", contains(two));
        Api.krMaker().get(of).then().body("data", hasSize(0));
        Api.PUBLIC.get(of).then().body("data", hasSize(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Quantumtronic",
                "QUANTUM",
                "\uC591\uC790",
                "\u110B\u1163\u11BC\u110C\u1161",
                "量子",
                "１２８",
                "128l",
                "100%",
                "a_b"
            })
    void aSearchFindsWordsOfEveryLanguageAndWidth(String term) {
        String sector = ownSector();
        Api cn = Api.cnMaker();
        String found = cn.create(
                "projects",
                Records.project(", \"sectors\": [{\"code\": \"%s\"}]".formatted(sector))
                        .replace(
                                "{\"en\": \"Battery plant\"}",
                                "{\"en\": \"Quantumtronic 128L 100% a_b\", \"ko\": \"양자 공장\", \"zh-Hans\": \"量子工厂\"}"));
        cn.create("projects", Records.project(", \"sectors\": [{\"code\": \"%s\"}]".formatted(sector)));
        cn.request()
                .queryParam("sector", sector)
                .queryParam("q", term)
                .get("/investment/v1/projects")
                .then()
                .statusCode(200)
                .body("data.urn", contains(found));
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepetition() {
        Api cn = Api.cnMaker();
        String sector = ownSector();
        List<String> created = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            created.addFirst(cn.create("projects", Records.project("""
                            , "sectors": [{"code": "%s"}], "products": ["850760"],
                            "keyDates": {"MOU_SIGNED": {"actual": "202%d"}}""".formatted(sector, i % 5))));
        }
        List<String> read = new ArrayList<>();
        String after = "";
        do {
            JsonPath page = cn.get("projects?limit=3&sector=" + sector + after).jsonPath();
            read.addAll(page.getList("data.urn", String.class));
            after = page.getString("next") == null ? null : "&after=" + page.getString("next");
        } while (after != null);
        assertThat(read).isEqualTo(created);
        // The lists of each project on a page are its own.
        JsonPath all = cn.get("projects?sector=" + sector).jsonPath();
        assertThat(all.getList("data.keyDates.MOU_SIGNED.actual.date", String.class))
                .containsExactly(
                        "2021-01-01",
                        "2020-01-01",
                        "2024-01-01",
                        "2023-01-01",
                        "2022-01-01",
                        "2021-01-01",
                        "2020-01-01");
    }

    @Test
    void aSortedListIsPagedEitherWayWithoutGapOrRepetition() {
        Api cn = Api.cnMaker();
        String sector = ownSector();
        List<String> byDay = new ArrayList<>();
        List<String> recorded = new ArrayList<>();
        String in = ", \"sectors\": [{\"code\": \"%s\"}]".formatted(sector);
        for (String day : List.of("2024-H2", "2023", "2024-Q2", "2024-06-30", "2024-H1", "2024-05")) {
            String urn = cn.create("projects", Records.project(in));
            cn.step(
                            "projects/" + Records.id(urn),
                            "{\"to\": \"WITHDRAWN\", \"date\": \"%s\", \"reason\": {\"en\": \"market\"}}"
                                    .formatted(day))
                    .then()
                    .statusCode(200);
            recorded.add(urn);
        }
        for (int i : new int[] {1, 4, 2, 5, 3, 0}) {
            byDay.add(recorded.get(i));
        }
        String of = "projects?limit=2&state=WITHDRAWN&sector=" + sector;
        assertThat(paged(cn, of + "&sort=stateSince")).isEqualTo(byDay);
        assertThat(paged(cn, of + "&sort=-stateSince")).isEqualTo(byDay.reversed());
        assertThat(paged(cn, of + "&sort=recorded")).isEqualTo(recorded);
        assertThat(paged(cn, of + "&sort=-recorded")).isEqualTo(recorded.reversed());
        assertThat(paged(cn, of + "&sort=stateSince&q=battery")).isEqualTo(byDay);
        List<String> rows = RestAssured.given()
                .header("Authorization", "Bearer " + cn.token())
                .get(Api.root() + "projects.csv?sort=stateSince&sector=" + sector)
                .asString()
                .lines()
                .skip(1)
                .toList();
        assertThat(rows).hasSameSizeAs(byDay);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(rows.get(i)).contains(byDay.get(i));
        }
        // A cursor goes on with its own order alone.
        String cursor = cn.get(of + "&sort=stateSince").path("next");
        for (String other : List.of("", "&sort=-stateSince", "&sort=recorded")) {
            cn.get(of + other + "&after=" + cursor)
                    .then()
                    .statusCode(400)
                    .body("errors[0].parameter", equalTo("after"));
        }
    }

    /** What is hidden neither stands on a page nor leaves it shorter (C5). */
    @Test
    void c5_whatIsHiddenLeavesNoGapInASortedList() {
        Api cn = Api.cnMaker();
        String sector = ownSector();
        String in = ", \"sectors\": [{\"code\": \"%s\"}]".formatted(sector);
        List<String> own = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            own.add(Api.krMaker().create("projects", Records.project(in)));
            cn.create("projects", Records.project(in));
        }
        String of = "projects?limit=2&sort=stateSince&sector=" + sector;
        assertThat(paged(Api.krMaker(), of)).isEqualTo(own);
        assertThat(Api.krMaker().get(of).jsonPath().getList("data")).hasSize(2);
    }

    private static List<String> paged(Api who, String list) {
        List<String> read = new ArrayList<>();
        String after = "";
        do {
            JsonPath page = who.get(list + after).jsonPath();
            read.addAll(page.getList("data.urn", String.class));
            after = page.getString("next") == null ? null : "&after=" + page.getString("next");
        } while (after != null);
        return read;
    }

    @Test
    void wrongParametersAreNamed() {
        Api cn = Api.cnMaker();
        cn.get("projects?colour=red")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:ckep:problem:unknown-parameter"))
                .body("errors[0].parameter", equalTo("colour"));
        for (String wrong : List.of(
                "state=OPEN",
                "type=PLANT",
                "direction=US_TO_CN",
                "modality=RUMOUR",
                "site=abc",
                "site=urn:ckep:project:" + UUID.randomUUID(),
                "organisation=LG",
                "parent=1",
                "sort=title",
                "limit=0",
                "limit=501",
                "after=xyz",
                "expand=everything")) {
            cn.get("projects?" + wrong)
                    .then()
                    .statusCode(400)
                    .body("type", equalTo("urn:ckep:problem:invalid-value"))
                    .body("errors[0].parameter", equalTo(wrong.substring(0, wrong.indexOf('='))));
        }
    }

    @Test
    void thePipelineCountsWhatTheViewerSeesByStateSectorAndDirection() {
        Api cn = Api.cnMaker();
        String sector = ownSector();
        String other = ownSector();
        String in = ", \"sectors\": [{\"code\": \"%s\"}]".formatted(sector);
        String whole = cn.create("projects", Records.project(in));
        cn.create("projects", Records.project(in));
        cn.create(
                "projects",
                Records.project(
                                ", \"sectors\": [{\"code\": \"%s\", \"share\": \"50\"}, {\"code\": \"%s\", \"share\": \"50\"}]"
                                        .formatted(sector, other))
                        .replace("KR_TO_CN", "CN_TO_KR"));
        // Neither an expectation nor a phase whose money is counted at its parent.
        cn.create("projects", Records.project(in).replace("\"PLAN\"", "\"EXPECTATION\""));
        cn.create(
                "projects",
                Records.project(in + ", \"parentProject\": \"%s\", \"relation\": \"PHASE_OF\"".formatted(whole)));
        String withdrawn = cn.create("projects", Records.project(in));
        cn.step(
                        "projects/" + Records.id(withdrawn),
                        "{\"to\": \"WITHDRAWN\", \"date\": \"2024\", \"reason\": {\"en\": \"market\"}}")
                .then()
                .statusCode(200);

        cn.get("pipeline?sector=" + sector)
                .then()
                .statusCode(200)
                .body("coverage", equalTo("visible-only"))
                .body("total", equalTo(4))
                .body("data", hasSize(3))
                .body(
                        "data.collect { it.state + ' ' + it.sector + ' ' + it.direction + ' ' + it.count }",
                        containsInAnyOrder(
                                "PROSPECT " + sector + " KR_TO_CN 2",
                                "PROSPECT " + sector + " CN_TO_KR 1",
                                "WITHDRAWN " + sector + " KR_TO_CN 1"));
        cn.get("pipeline?direction=CN_TO_KR&sector=" + other).then().body("total", equalTo(1));
        cn.get("pipeline?modality=EXPECTATION&sector=" + sector).then().body("total", equalTo(1));
        Api.krMaker()
                .get("pipeline?sector=" + sector)
                .then()
                .body("total", equalTo(0))
                .body("data", hasSize(0));
        // Without a sector filter a project of two sectors stands in both and counts once in the total.
        cn.get("pipeline").then().body("data.find { it.sector == '%s' }.count".formatted(other), equalTo(1));
        Api.PUBLIC
                .get("pipeline")
                .then()
                .statusCode(200)
                .body("data.find { it.sector == '%s' }".formatted(sector), nullValue());
    }
}
