package org.ckep.investment.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.stream.Stream;
import org.ckep.investment.Records;
import org.ckep.investment.Untouched;
import org.ckep.records.RecordsProblem;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
class SiteTest {

    @Test
    void aSiteIsRegisteredReadChangedAndFound() {
        Api kr = Api.krMaker();
        String source = Records.source("COMPANY_FILING");
        Response created = kr.post("sites", """
                {"title": {"ko": "새만금 공장", "en": "Saemangeum plant"}, "org": {"orgId": "%s"},
                 "place": {"iso3166_2": "KR-45", "city": "Gunsan", "lat": "35.967600", "lon": "126.7368"},
                 "product": "precursors", "sectors": ["BATT", "BATT"], "state": "PLANNED", "since": "2199",
                 "landArea": {"value": "0.330", "unit": "km2"}, "sources": ["%s"]}""".formatted(Records.organisation(), source));
        created.then()
                .statusCode(201)
                .body("displayId", startsWith("CK-SIT-"))
                .body("sectors", contains("BATT"))
                .body("landArea.value", equalTo("0.33"))
                .body("basis", equalTo("COMPANY"))
                .body("sources[0].urn", equalTo(source));
        String path = "sites/" + created.path("urn");
        Response read = kr.get(path);
        assertThat(read.asString()).isEqualTo(created.asString());
        kr.patch(path, "{\"state\": \"UNDER_CONSTRUCTION\"}")
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:ckep:problem:site-date-in-future"));
        kr.patch(path, "{\"state\": \"UNDER_CONSTRUCTION\", \"since\": null, \"place\": {\"city\": null}}")
                .then()
                .statusCode(200)
                .body("state", equalTo("UNDER_CONSTRUCTION"))
                .body("since", nullValue())
                .body("place.city", nullValue())
                .body("place.iso3166_2", equalTo("KR-45"));
        kr.patch(path, read.getHeader("ETag"), "{\"state\": \"IDLE\"}").then().statusCode(412);
        kr.patch(path, null, "{\"state\": \"IDLE\"}").then().statusCode(428);
        kr.patch(path, kr.etag(path + "?expand=record"), "{}").then().statusCode(200);
        String org = read.path("org.orgId");
        kr.get("sites?organisation=" + org).then().body("data.urn", contains(created.<String>path("urn")));
        kr.get("sites?organisation=" + org + "&country=KR&province=KR-45&sector=BATT&state=UNDER_CONSTRUCTION&q=새만금")
                .then()
                .body("data", hasSize(1));
        kr.get("sites?organisation=" + org + "&country=CN").then().body("data", hasSize(0));
        Api.cnMaker().get("sites?organisation=" + org).then().body("data", hasSize(0));
        Api.cnMaker().get(path).then().statusCode(404);
    }

    @Test
    void theOtherSideReadsASharedSiteAndDoesNotChangeIt() {
        String path = "sites/"
                + Records.id(Api.krMaker()
                        .create("sites", Records.site(", \"classification\": {\"level\": \"BILATERAL\"}")));
        Api.cnMaker().get(path).then().statusCode(200);
        Api.cnMaker().patch(path, "{\"state\": \"IDLE\"}").then().statusCode(403);
    }

    static Stream<Arguments> badSites() {
        String more = "\"IN_OPERATION\"";
        return Stream.of(
                Arguments.of(more, more + ", \"colour\": 1", 400, "unknown-property", "/colour"),
                Arguments.of("CN-JS", "CN-XX", 400, "place-unknown", "/place/iso3166_2"),
                Arguments.of("CN-JS", "JS", 400, "place-unknown", "/place/iso3166_2"),
                Arguments.of("CN-JS", "KR-91", 400, "place-unknown", "/place/iso3166_2"),
                Arguments.of("CN-JS", "KR-JS", 400, "place-unknown", "/place/iso3166_2"),
                Arguments.of("CN-JS", "CN-SD", 422, "site-place", "/place/iso3166_2"),
                Arguments.of(more, more + ", \"since\": \"2199\"", 422, "site-date-in-future", "/since"),
                Arguments.of(
                        more,
                        more + ", \"landArea\": {\"value\": \"0.0000804\", \"unit\": \"km2\"}",
                        422,
                        "site-land-area",
                        "/landArea/value"),
                Arguments.of(
                        more,
                        more + ", \"landArea\": {\"value\": \"80.4\", \"unit\": \"m2\"}",
                        422,
                        "site-land-area",
                        "/landArea/unit"),
                Arguments.of(
                        more,
                        more + ", \"unknownReasons\": {\"colour\": \"NOT_STATED\"}",
                        422,
                        "site-unknown-reason",
                        "/unknownReasons/colour"),
                Arguments.of(
                        more,
                        more + ", \"since\": \"2020\", \"unknownReasons\": {\"since\": \"NOT_STATED\"}",
                        422,
                        "site-unknown-reason",
                        "/unknownReasons/since"),
                Arguments.of("\"Plant\"", "\"<i>Plant</i>\"", 422, "markup-in-text", "/title"),
                Arguments.of("organisation:", "site:", 422, "unprocessable", "/org/orgId"),
                Arguments.of(more, "\"BURNT\"", 400, "invalid-value", "/state"));
    }

    @ParameterizedTest(name = "{1}: {3}")
    @MethodSource("badSites")
    void aBadSiteIsRefusedAtItsPlace(String good, String bad, int status, String slug, String pointer) {
        String body = Records.site("").replace(good, bad);
        Untouched.by(() -> Api.cnMaker().post("sites", body))
                .then()
                .statusCode(status)
                .body("type", equalTo("urn:ckep:problem:" + slug))
                .body("errors[0].pointer", startsWith(pointer));
    }

    @Test
    void anUnnamedOwnerNeedsASource() {
        String body = Records.site("").replaceAll("\"orgId\": \"[^\"]+\"", "\"unnamed\": {\"side\": \"CN\"}");
        Api.cnMaker().post("sites", body).then().statusCode(422).body("type", equalTo("urn:ckep:problem:site-owner"));
        Api.cnMaker()
                .post(
                        "sites",
                        body.substring(0, body.length() - 1)
                                + ", \"sources\": [\"%s\"]}".formatted(Records.source("PRESS")))
                .then()
                .statusCode(201)
                .body("org.unnamed.side", equalTo("CN"));
    }

    @Test
    void anObservedSiteSaysWhyItsDateIsMissing() {
        String sources = ", \"sources\": [\"%s\"]".formatted(Records.source("PRESS"));
        Api.loader()
                .post("sites/register-observed", Records.site(sources))
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:ckep:problem:site-unknown-reason"))
                .body("errors[0].pointer", equalTo("/unknownReasons/since"));
        Api.loader()
                .post(
                        "sites/register-observed",
                        Records.site(sources
                                + ", \"unknownReasons\": {\"since\": \"NOT_STATED\"}, \"guardsNotShown\": [\"OWNER\"]"))
                .then()
                .statusCode(201)
                .body("stewardship", equalTo("OBSERVED"))
                .body("classification", equalTo("PUBLIC"));
        Api.loader()
                .post("sites/register-observed", Records.site(""))
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/sources"));
    }

    @Test
    void aChangeOfAnObservedRecordBringsASourceOfItsOwn() {
        String known = Records.source("COMMENTARY");
        String path = "sites/" + Api.loader().create("sites/register-observed", Records.observedSite(known));
        String patch = "{\"state\": \"IDLE\"%s}";
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
