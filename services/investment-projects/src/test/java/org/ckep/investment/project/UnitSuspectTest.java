package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.stream.Stream;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Records;
import org.ckep.testing.Answers;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;

/** Rule I14: whom an amount in another unit warns. */
@QuarkusTest
class UnitSuspectTest {
    private static String sum(String amount) {
        return "{\"amount\": \"%s\", \"currency\": \"USD\", \"basis\": \"CONTRACTED\"}".formatted(amount);
    }

    private static String total(String amount) {
        return ", \"totalInvestment\": " + sum(amount);
    }

    /** @param level BILATERAL, or SIDE of the Chinese side */
    private static Response enter(Api who, String project, String amount, String level) {
        String side = level.equals("SIDE") ? ", \"side\": \"CN\"" : "";
        return who.show(
                project + "/figures/totalInvestment",
                "{\"value\": %s, \"classification\": {\"level\": \"%s\"%s}}".formatted(sum(amount), level, side));
    }

    @Test
    void i14_bothSidesAreWarnedOfWhatBothRead() {
        String project = Bilateral.joint("Plant", total("2530000000"));
        enter(Api.cnMaker(), project, "2500000000", "BILATERAL").then().body("warnings", nullValue());
        enter(Api.cnMaker(), project, "253000", "BILATERAL")
                .then()
                .statusCode(200)
                .body("warnings.code", contains("UNIT_SUSPECT"))
                .body("warnings.at", contains("/figures/totalInvestment/cn/value"))
                .body("warnings.against", contains("/totalInvestment"))
                .body("warnings.factor", contains(10_000));
        Api.krMaker().get(project).then().body("warnings.code", contains("UNIT_SUSPECT"));
        Api.krMaker().get(project + "?view=agreed").then().body("warnings", nullValue());
    }

    /** The value is hidden, so nobody else is warned, and no byte of what he is answered changes. */
    @Test
    void i14_aHiddenValueWarnsItsOwnSideAlone() {
        String project = Bilateral.joint("Plant", total("2530000000"));
        List<Api> strangers = List.of(Api.krMaker(), Api.krChecker(), Api.secretariat(), Api.PUBLIC);
        List<String> before = read(strangers, project);
        enter(Api.cnMaker(), project, "253000", "SIDE")
                .then()
                .statusCode(200)
                .body("warnings.at", contains("/figures/totalInvestment/cn/value"));
        assertThat(read(strangers, project)).isEqualTo(before);
        Api.cnChecker().get(project).then().body("warnings.code", contains("UNIT_SUSPECT"));
    }

    /** Whoever enters a value next to one that is hidden from him learns nothing by it: no trial finds its size. */
    @Test
    void i14_nobodyIsWarnedAgainstAValueThatIsHiddenFromHim() {
        String project = Bilateral.joint("Plant");
        enter(Api.cnMaker(), project, "2530000000", "SIDE").then().statusCode(200);
        enter(Api.krMaker(), project, "253000", "BILATERAL")
                .then()
                .statusCode(200)
                .body("warnings", nullValue());
        Api.krChecker().get(project).then().body("warnings", nullValue());
        Api.cnChecker()
                .get(project)
                .then()
                .body("warnings.at", contains("/figures/totalInvestment/kr/value"))
                .body("warnings.against", contains("/figures/totalInvestment/cn/value"));
    }

    @Test
    void i14_aPhaseIsHeldAgainstItsParent() {
        Api cn = Api.cnMaker();
        String parent = cn.create("projects", Records.project(total("5000000")));
        String phase = "projects/"
                + Records.id(cn.create(
                        "projects",
                        Records.project(total("500")
                                + ", \"parentProject\": \"%s\", \"relation\": \"PHASE_OF\"".formatted(parent))));
        cn.get(phase)
                .then()
                .body("warnings.at", contains("/totalInvestment"))
                .body("warnings.against", contains("/parentProject"));
        // What a change answers is what is read afterwards.
        Response changed = cn.patch(phase, "{\"totalInvestment\": " + sum("600") + "}");
        changed.then().statusCode(200).body("warnings", nullValue());
        assertThat(cn.etag(phase)).isEqualTo(changed.header("ETag"));
        cn.patch(phase, "{\"totalInvestment\": " + sum("490") + "}")
                .then()
                .statusCode(200)
                .body("warnings.factor[0]", equalTo(10_000));
    }

    /** What a part can make is held against what its parent can, as far as the reader may read that. */
    @Test
    void i14_theCapacityOfAPartIsHeldAgainstItsParent() {
        Api cn = Api.cnMaker();
        String capacity = ", \"capacity\": [{\"product\": \"cells\", \"kind\": \"PLANNED\","
                + " \"quantity\": {\"value\": \"10\", \"unit\": \"%s\"}}]";
        String parent = cn.create("projects", Records.project(capacity.formatted("GWh")));
        String part = ", \"parentProject\": \"%s\", \"relation\": \"EXPANDS\"".formatted(parent);
        cn.post("projects", Records.project(capacity.formatted("TWh") + part))
                .then()
                .statusCode(201)
                .body("warnings.code", contains("UNIT_SUSPECT"))
                .body("warnings.at", contains("/capacity/0"))
                .body("warnings.against", contains("/parentProject"))
                .body("warnings.factor", contains(1_000));
        cn.post("projects", Records.project(capacity.formatted("GWh") + part))
                .then()
                .statusCode(201)
                .body("warnings", nullValue());
    }

    private static List<String> read(List<Api> readers, String project) {
        return readers.stream()
                .flatMap(reader -> Stream.of(project, project + "?view=cn", "projects?limit=5", project + "/changes")
                        .map(path -> Answers.wholeOf(reader.get(path))))
                .toList();
    }

    /** A text in another script than its language's warns and refuses nothing. */
    @Test
    void aTitleInAnotherScriptIsToldToItsReaders() {
        String title = "{\"en\": \"Battery plant\", \"ko\": \"%s\", \"zh-Hans\": \"%s\"}";
        String mixed = Api.cnMaker()
                .create(
                        "projects",
                        Records.project("").replace("{\"en\": \"Battery plant\"}", title.formatted("电池工厂", "배터리 공장")));
        Api.cnMaker()
                .get("projects/" + Records.id(mixed))
                .then()
                .body("warnings.code", contains("SCRIPT_MISMATCH", "SCRIPT_MISMATCH"))
                .body("warnings.at", containsInAnyOrder("/title/ko", "/title/zh-Hans"));
        String right = Api.cnMaker()
                .create(
                        "projects",
                        Records.project("").replace("{\"en\": \"Battery plant\"}", title.formatted("電池 공장", "电池工厂")));
        Api.cnMaker().get("projects/" + Records.id(right)).then().body("warnings", nullValue());
    }
}
