package org.ckep.investment.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import org.ckep.investment.Records;
import org.ckep.investment.Untouched;
import org.ckep.records.RecordsProblem;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class CapacityShareTest {

    @Test
    void i12_twoClaimsOfOneSiteScopeAndPeriodStandSideBySide() {
        Api kr = Api.krMaker();
        String site = kr.create("sites", Records.site(""));
        String one = Records.source("PRESS");
        String other = Records.source("COMMENTARY");
        Response first = kr.post("capacity-shares", Records.share(site, one, ", \"period\": \"2025\""));
        Response second = Api.user("kr-statistician")
                .post(
                        "capacity-shares",
                        Records.share(site, other, ", \"period\": \"2025\"")
                                .replace("\"40\"", "\"35\", \"relation\": \"APPROX\""));
        first.then().statusCode(201).body("share.unit", equalTo("%")).body("site.place.iso3166_2", equalTo("CN-JS"));
        second.then().statusCode(201);
        assertThat(kr.get("capacity-shares/" + first.path("urn")).asString()).isEqualTo(first.asString());
        kr.get("capacity-shares?site=" + site)
                .then()
                .body("data.share.value", containsInAnyOrder("40", "35"))
                .body("data.basis", containsInAnyOrder("PRESS", "COMMENTARY"));
    }

    @ParameterizedTest(name = "{0} {1} is at least {2}: {3}")
    @CsvSource({
        "40, EQ, 30, true",
        "30, EQ, 30, true",
        "29.9, EQ, 30, false",
        "30, GT, 30, true",
        "40, LE, 30, false",
        "40, LT, 30, false",
        "35, APPROX, 35, true",
        "30, RANGE, 30, true",
        "25, RANGE, 30, false",
    })
    void aShareIsAtLeastWhatItCertainlyReaches(String value, String relation, String least, boolean found) {
        Api kr = Api.krMaker();
        String site = kr.create("sites", Records.site(""));
        String upper = relation.equals("RANGE") ? ", \"upper\": \"45\"" : "";
        kr.create(
                "capacity-shares",
                Records.share(site, Records.source("PRESS"), "")
                        .replace("\"40\"", "\"%s\", \"relation\": \"%s\"%s".formatted(value, relation, upper)));
        kr.get("capacity-shares?site=%s&minPercent=%s".formatted(site, least))
                .then()
                .statusCode(200)
                .body("data", hasSize(found ? 1 : 0));
    }

    @Test
    void claimsAreFoundByCountryScopeOwnerSectorAndModality() {
        Api cn = Api.cnMaker();
        String source = Records.source("PRESS");
        String site = cn.create("sites", Records.site(""));
        String owner = cn.get("sites/" + site).path("org.orgId");
        String world = cn.create("capacity-shares", Records.share(site, source, ", \"sector\": \"SEMI\""));
        String expected =
                cn.create("capacity-shares", Records.share(site, source, "").replace("ASSERTED", "EXPECTATION"));
        String ofChina = cn.create(
                "capacity-shares",
                Records.share(site, source, ", \"denominatorCountry\": \"CN\"").replace("ORG_WORLD", "SECTOR_COUNTRY"));
        String of = "capacity-shares?organisation=" + owner;
        cn.get(of).then().body("data.urn", contains(ofChina, world));
        cn.get(of + "&scope=ORG_WORLD&country=CN&minPercent=30").then().body("data.urn", contains(world));
        cn.get(of + "&country=KR").then().body("data", hasSize(0));
        cn.get(of + "&sector=SEMI").then().body("data.urn", contains(world));
        cn.get(of + "&modality=EXPECTATION").then().body("data.urn", contains(expected));
        Api.krMaker().get(of).then().body("data", hasSize(0));
        cn.get("capacity-shares?minPercent=101")
                .then()
                .statusCode(400)
                .body("errors[0].parameter", equalTo("minPercent"));
        cn.get("capacity-shares?minPercent=many").then().statusCode(400);
    }

    @Test
    void aClaimIsChangedWithTheCurrentTag() {
        Api cn = Api.cnMaker();
        String source = Records.source("PRESS");
        String site = cn.create("sites", Records.site(""));
        String path = "capacity-shares/" + Records.id(cn.create("capacity-shares", Records.share(site, source, "")));
        String tag = cn.etag(path);
        cn.patch(path, tag, "{\"period\": \"2023\", \"share\": {\"value\": \"41.50\"}}")
                .then()
                .statusCode(200)
                .body("share.value", equalTo("41.5"))
                .body("period.precision", equalTo("YEAR"));
        cn.patch(path, tag, "{\"period\": null}").then().statusCode(412);
        cn.patch(path, null, "{\"period\": null}").then().statusCode(428);
        cn.patch(path, cn.etag(path + "?expand=record"), "{}").then().statusCode(200);
        cn.patch(path, "{\"sources\": []}").then().statusCode(400).body("errors[0].pointer", equalTo("/sources"));
        cn.patch(path, "{\"period\": null}").then().statusCode(200).body("period", nullValue());
        Api.krMaker().patch(path, tag, "{}").then().statusCode(404);
    }

    @ParameterizedTest(name = "{1}: {3}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "\"40\"; \"101\"; 422; capacity-share-range; /share/value",
                "\"40\"; \"-1\"; 422; capacity-share-range; /share/value",
                "\"40\"; \"40\", \"relation\": \"RANGE\", \"upper\": \"120\"; 422; capacity-share-range; /share/upper",
                "\"40\"; \"40\", \"unit\": \"GWh\"; 422; capacity-share-range; /share/unit",
                "\"40\"; \"４０\"; 400; decimal-invalid; /share/value",
                "\"ORG_WORLD\"; \"SECTOR_COUNTRY\"; 422; capacity-denominator; /denominatorCountry",
                "\"ORG_WORLD\"; \"ORG_WORLD\", \"denominatorCountry\": \"CN\"; 422; capacity-denominator; /denominatorCountry",
                "\"ORG_WORLD\"; \"SECTOR_COUNTRY\", \"denominatorCountry\": \"XX\"; 422; capacity-denominator; /denominatorCountry",
                "\"ORG_WORLD\"; \"GALAXY\"; 400; invalid-value; /denominatorScope",
                "\"ASSERTED\"; \"ASSERTED\", \"period\": \"2199\"; 422; capacity-period-in-future; /period",
                "\"NAND flash\"; \"\"; 400; invalid-value; /product",
                "{\"en\": \"global; {\"en\": \"<b>global; 422; markup-in-text; /denominator",
            })
    void aBadClaimIsRefusedAtItsPlace(String good, String bad, int status, String slug, String pointer) {
        Api cn = Api.cnMaker();
        String body = Records.share(cn.create("sites", Records.site("")), Records.source("PRESS"), "");
        assertThat(body).contains(good);
        Untouched.by(() -> cn.post("capacity-shares", body.replace(good, bad)))
                .then()
                .statusCode(status)
                .body("type", equalTo("urn:ckep:problem:" + slug))
                .body("errors[0].pointer", startsWith(pointer));
    }

    @Test
    void aDenominatorIsMandatory() {
        Api cn = Api.cnMaker();
        String body = Records.share(cn.create("sites", Records.site("")), Records.source("PRESS"), "");
        cn.post("capacity-shares", body.replaceAll("\"denominator\": \\{[^}]*},", ""))
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/denominator"));
    }

    @Test
    void aSiteThatTheWriterMayNotReadDoesNotExist() {
        String hidden = Api.krMaker().create("sites", Records.site(""));
        String source = Records.source("PRESS");
        for (String site : new String[] {hidden, "urn:ckep:site:" + UUID.randomUUID()}) {
            Api.cnMaker()
                    .post("capacity-shares", Records.share(site, source, ""))
                    .then()
                    .statusCode(422)
                    .body("detail", equalTo("There is no such site."))
                    .body("errors[0].pointer", equalTo("/site"));
        }
    }

    @Test
    void aClaimIsNotWiderThanItsSite() {
        Api cn = Api.cnMaker();
        String site = cn.create("sites", Records.site(""));
        cn.post(
                        "capacity-shares",
                        Records.share(
                                site, Records.source("PRESS"), ", \"classification\": {\"level\": \"BILATERAL\"}"))
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:ckep:problem:narrower-than-its-reader"))
                .body("errors[0].pointer", equalTo("/site"));
    }

    @Test
    void anObservedClaimSaysWhyItsPeriodIsMissing() {
        String source = Records.source("COMMENTARY");
        String site = Api.loader().create("sites/register-observed", Records.observedSite(source));
        Api.loader()
                .post("capacity-shares/register-observed", Records.share(site, source, ""))
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:ckep:problem:capacity-unknown-reason"));
        Api.loader()
                .post(
                        "capacity-shares/register-observed",
                        Records.share(site, source, ", \"unknownReasons\": {\"period\": \"NOT_STATED\"}"))
                .then()
                .statusCode(201)
                .body("unknownReasons.period", equalTo("NOT_STATED"));
    }

    @Test
    void aChangeOfAnObservedRecordBringsASourceOfItsOwn() {
        String known = Records.source("COMMENTARY");
        String path = "capacity-shares/"
                + Api.loader()
                        .create(
                                "capacity-shares/register-observed",
                                Records.share(
                                        Api.loader().create("sites/register-observed", Records.observedSite(known)),
                                        known,
                                        ", \"unknownReasons\": {\"period\": \"NOT_STATED\"}"));
        String patch = "{\"share\": {\"value\": \"41\"}%s}";
        String sources = ", \"sources\": [\"%s\"]";
        for (String more : List.of("", sources.formatted(known))) {
            Api.krMaker()
                    .patch(path, patch.formatted(more))
                    .then()
                    .spec(problemAt(RecordsProblem.SOURCE_NEEDED, "/sources"));
        }
        Api.krMaker().patch(path, "{}").then().statusCode(200);
        String later = Records.source("PRESS");
        Api.krMaker()
                .patch(path, patch.formatted(sources.formatted(later)))
                .then()
                .statusCode(200)
                .body("sources.urn", contains(known, later));
    }
}
