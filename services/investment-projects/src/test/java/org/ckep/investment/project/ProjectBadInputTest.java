package org.ckep.investment.project;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ckep.investment.Records;
import org.ckep.investment.Untouched;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The bad inputs of the domain model that concern projects: each answers its own problem and names the place. */
@QuarkusTest
class ProjectBadInputTest {

    static Stream<Arguments> badProjects() {
        return Stream.of(
                bad(", \"colour\": \"red\"", 400, "unknown-property", "/colour"),
                bad(", \"sectors\": [{\"code\": \"semi\"}]", 400, "invalid-value", "/sectors/0/code"),
                bad(", \"products\": [\"8542.3\"]", 400, "invalid-value", "/products/0"),
                bad(", \"products\": [\"85423\"]", 400, "invalid-value", "/products/0"),
                bad(", \"products\": [\"85AB\"]", 400, "invalid-value", "/products/0"),
                bad(", \"products\": [\"8507\", \"9999\"]", 400, "invalid-value", "/products/1"),
                bad(", \"products\": [\"0001\"]", 400, "invalid-value", "/products/0"),
                bad(", \"products\": [\"7701\"]", 400, "invalid-value", "/products/0"),
                bad(", \"products\": [\"980100\"]", 400, "invalid-value", "/products/0"),
                bad(", \"products\": [\"850000\"]", 400, "invalid-value", "/products/0"),
                bad(", \"products\": [\"8507\", \"123456\"]", 422, "project-product", "/products/1"),
                bad(", \"products\": [\"8588\"]", 422, "project-product", "/products/0"),
                bad(capacity("bananas"), 422, "project-unit", "/capacity/0/quantity/unit"),
                bad(capacity("GWh/banana"), 422, "project-unit", "/capacity/0/quantity/unit"),
                bad(capacity("gwh"), 422, "project-unit", "/capacity/0/quantity/unit"),
                bad(", \"sites\": [\"Xi'an\"]", 400, "invalid-value", "/sites/0"),
                bad(
                        ", \"sites\": [\"urn:ckep:site:5c0a4a62-0000-4000-8000-000000000000\"]",
                        422,
                        "unprocessable",
                        "/sites/0"),
                bad(
                        ", \"sources\": [\"urn:ckep:source:5c0a4a62-0000-4000-8000-000000000000\"]",
                        422,
                        "unprocessable",
                        "/sources/0"),
                bad(
                        ", \"sectors\": [{\"code\": \"SEMI\", \"share\": \"60\"}, {\"code\": \"BATT\", \"share\": \"60\"}]",
                        422,
                        "project-sector-shares",
                        "/sectors"),
                bad(investment("\"1000.5\"", "KRW"), 400, "money-decimals", "/totalInvestment/amount"),
                bad(investment("\"5\"", "RMB"), 400, "currency-unknown", "/totalInvestment/currency"),
                bad(investment("\"5\"", "WON"), 400, "currency-unknown", "/totalInvestment/currency"),
                bad(investment("5", "USD"), 400, "decimal-as-number", "/totalInvestment/amount"),
                bad(investment("1.2e12", "USD"), 400, "decimal-as-number", "/totalInvestment/amount"),
                bad(investment("\"five\"", "USD"), 400, "decimal-invalid", "/totalInvestment/amount"),
                bad(investment("\"３２８\"", "USD"), 400, "decimal-invalid", "/totalInvestment/amount"),
                bad(investment("\"-5\"", "USD"), 422, "project-amount-not-positive", "/totalInvestment/amount"),
                bad(investment("\"0\"", "USD"), 422, "project-amount-not-positive", "/totalInvestment/amount"),
                bad(investment("\"3.1\", \"basis\": \"GUESSED\"", "USD"), 400, null, "/totalInvestment/basis"),
                bad(keyDate("GROUNDBREAKING", "2023-13-45"), 400, "date-invalid", "/keyDates/GROUNDBREAKING/actual"),
                bad(keyDate("GROUNDBREAKING", "2023-02-30"), 400, "date-invalid", "/keyDates/GROUNDBREAKING/actual"),
                bad(
                        keyDate("GROUNDBREAKING", "1899-01-01"),
                        400,
                        "date-out-of-range",
                        "/keyDates/GROUNDBREAKING/actual"),
                bad(
                        keyDate("GROUNDBREAKING", "2199"),
                        422,
                        "project-date-in-future",
                        "/keyDates/GROUNDBREAKING/actual"),
                bad(keyDate("TOPPING_OUT", "2023"), 400, "invalid-value", "/keyDates"),
                bad("""
                        , "keyDates": {"GROUNDBREAKING": {"actual": "2023-06"},
                                       "MASS_PRODUCTION": {"actual": "2023-05"}}""", 422, "project-date-order", "/keyDates/MASS_PRODUCTION/actual"),
                bad(", \"stateSince\": \"2199-01-01\"", 422, "project-date-in-future", "/stateSince"),
                bad(", \"state\": \"OPERATIONAL\"", 409, "state-forbids", "/state"),
                bad(", \"state\": \"BUILT\"", 400, "invalid-value", "/state"),
                bad(", \"hostCountries\": [\"VN\"]", 422, "project-host-countries", "/hostCountries"),
                bad(", \"relation\": \"PHASE_OF\"", 422, "project-parent", "/parentProject"),
                bad(
                        ", \"unknownReasons\": {\"totalInvestment\": \"SECRET\"}",
                        400,
                        "invalid-value",
                        "/unknownReasons/totalInvestment"),
                bad(
                        ", \"unknownReasons\": {\"colour\": \"NOT_STATED\"}",
                        422,
                        "project-unknown-reason",
                        "/unknownReasons/colour"),
                bad(", \"classification\": {\"level\": \"SECRET\"}", 400, "invalid-value", "/classification"),
                bad(", \"classification\": {\"level\": \"PARTNER\", \"agencies\": []}", 400, null, "/classification"),
                bad(
                        ", \"capacity\": [{\"product\": \"x\", \"quantity\": {\"value\": \"1\"}, \"kind\": \"DREAMT\"}]",
                        400,
                        "invalid-value",
                        "/capacity/0/kind"),
                bad(
                        ", \"capacity\": [{\"product\": \" \", \"quantity\": {\"value\": \"1\"}, \"kind\": \"ACTUAL\"}]",
                        400,
                        "invalid-value",
                        "/capacity/0/product"),
                bad("""
                        , "capacity": [{"product": "x", "kind": "ACTUAL",
                                        "quantity": {"value": "5", "relation": "RANGE", "upper": "1"}}]""", 400, "invalid-value", "/capacity/0/quantity"),
                bad(
                        ", \"localIds\": [{\"scheme\": \"\", \"value\": \"1\"}]",
                        400,
                        "invalid-value",
                        "/localIds/0/scheme"));
    }

    private static String investment(String amount, String currency) {
        String basis = amount.contains("basis") ? "" : ", \"basis\": \"DECLARED\"";
        return ", \"totalInvestment\": {\"amount\": %s, \"currency\": \"%s\"%s}".formatted(amount, currency, basis);
    }

    private static String capacity(String unit) {
        return ", \"capacity\": [{\"product\": \"x\", \"kind\": \"PLANNED\", \"quantity\": {\"value\": \"1\", \"unit\": \"%s\"}}]"
                .formatted(unit);
    }

    private static String keyDate(String key, String date) {
        return ", \"keyDates\": {\"%s\": {\"actual\": \"%s\"}}".formatted(key, date);
    }

    private static Arguments bad(String more, int status, String slug, String pointer) {
        return Arguments.of(more, status, slug, pointer);
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @MethodSource("badProjects")
    void aBadProjectIsRefusedAtItsPlace(String more, int status, String slug, String pointer) {
        String body = Records.project(more);
        Untouched.by(() -> Api.cnMaker().post("projects", body))
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("type", slug == null ? startsWith("urn:ckep:problem:") : equalTo("urn:ckep:problem:" + slug))
                .body("errors[0].pointer", startsWith(pointer));
    }

    static Stream<Arguments> badWholes() {
        return Stream.of(
                Arguments.of("{\"title\": ", 400, "malformed-json"),
                Arguments.of("[]", 400, "invalid-value"),
                Arguments.of("{}", 400, "invalid-value"),
                Arguments.of(
                        Records.project("").replace("\"Battery plant\"", "\"<b>Plant</b>\""), 422, "markup-in-text"),
                Arguments.of(
                        Records.project("")
                                .replace("\"Battery plant\"", "{\"text\": \"Battery plant\", \"status\": \"MACHINE\"}"),
                        400,
                        "text-without-original"),
                Arguments.of(
                        Records.project("").replace("\"Battery plant\"", "\"Plant\\u202Exe\""), 400, "invalid-value"),
                Arguments.of(Records.project("").replace("\"en\"", "\"fr\""), 400, "invalid-value"),
                Arguments.of(Records.project("").replace("KR_TO_CN", "US_TO_CN"), 400, "invalid-value"),
                Arguments.of(Records.project("").replace("organisation:", "site:"), 422, "unprocessable"),
                Arguments.of(
                        Records.project("").replaceAll("\"orgId\": \"[^\"]+\"", "\"unnamed\": {\"side\": \"CN\"}"),
                        422,
                        "project-parties"),
                Arguments.of(Records.project("").replaceAll("\\[\\{\"org\".*}]", "[]"), 400, "invalid-value"));
    }

    @ParameterizedTest(name = "{2}: {0}")
    @MethodSource("badWholes")
    void aBadBodyIsRefused(String body, int status, String slug) {
        Untouched.by(() -> Api.cnMaker().post("projects", body))
                .then()
                .statusCode(status)
                .body("type", equalTo("urn:ckep:problem:" + slug));
    }

    @Test
    void everyChapterOfTheHarmonizedSystemHasProducts() {
        List<String> products = IntStream.rangeClosed(1, 97)
                .filter(chapter -> chapter != 77)
                .mapToObj(chapter -> String.format(Locale.ROOT, "%02d01", chapter))
                .toList();
        for (List<String> some : List.of(products.subList(0, 48), products.subList(48, 96))) {
            Api.cnMaker()
                    .post(
                            "projects",
                            Records.project(", \"products\": [\"%s\"]".formatted(String.join("\", \"", some))))
                    .then()
                    .statusCode(201)
                    .body("products", equalTo(some));
        }
    }

    @Test
    void decomposedHangulMakesNoSecondName() {
        String name = "\uBC30\uD130\uB9AC \uACF5\uC7A5";
        Api.krMaker()
                .post(
                        "projects",
                        Records.project("")
                                .replace(
                                        "{\"en\": \"Battery plant\"}",
                                        "{\"ko\": \"" + Normalizer.normalize(name, Normalizer.Form.NFD) + "\"}"))
                .then()
                .statusCode(201)
                .body("title.ko.text", equalTo(name));
    }

    @Test
    void aSiteOutsideTheHostCountryIsRefused() {
        String gumi = Api.cnMaker()
                .create("sites", Records.site("").replace("CN-JS", "KR-47").replace("Yancheng", "Gumi"));
        Api.cnMaker()
                .post("projects", Records.project(", \"sites\": [\"%s\"]".formatted(gumi)))
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:ckep:problem:project-site-country"))
                .body("errors[0].pointer", equalTo("/sites/0"));
    }

    @Test
    void aThirdMarketNamesItsHosts() {
        String body = Records.project("").replace("KR_TO_CN", "JOINT_THIRD_MARKET");
        Api.cnMaker()
                .post("projects", body)
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:ckep:problem:project-host-countries"));
        Api.cnMaker()
                .post("projects", body.substring(0, body.length() - 1) + ", \"hostCountries\": [\"VN\", \"ID\"]}")
                .then()
                .statusCode(201)
                .body("hostCountries[1]", equalTo("ID"));
    }

    static Stream<Arguments> badSteps() {
        String party = "{\"orgId\": \"urn:ckep:organisation:5c0a4a62-0000-4000-8000-000000000000\"}";
        String committed = "{\"to\": \"COMMITTED\", \"filings\": [{\"kind\": \"r\", \"outcome\": \"NOT_REQUIRED\"}], ";
        String commitment = "\"commitments\": [{\"party\": " + party + ", \"amount\": {\"amount\": \"%s\","
                + " \"currency\": \"%s\"}, \"kind\": \"EQUITY\", \"signedOn\": \"%s\"}]";
        return Stream.of(
                Arguments.of("{}", 400, "invalid-value", "/to"),
                Arguments.of("{\"to\": \"BUILT\"}", 400, "invalid-value", "/to"),
                Arguments.of("{\"to\": \"COMMITTED\", \"colour\": 1}", 400, "unknown-property", "/colour"),
                Arguments.of(
                        committed + commitment.formatted("-1", "USD", "2022") + "}",
                        422,
                        "project-commitment-not-positive",
                        "/commitments"),
                Arguments.of(
                        committed + commitment.formatted("0", "USD", "2022") + "}",
                        422,
                        "project-commitment-not-positive",
                        "/commitments"),
                Arguments.of(
                        committed + commitment.formatted("1.5", "KRW", "2022") + "}",
                        400,
                        "money-decimals",
                        "/commitments/0/amount/amount"),
                Arguments.of(
                        committed + commitment.formatted("1", "USD", "2199") + "}",
                        422,
                        "project-date-in-future",
                        "/commitments"),
                Arguments.of(
                        committed + commitment.formatted("1", "USD", "2022") + ", \"holdings\": [{\"holder\": " + party
                                + ", \"share\": {\"exact\": \"60\"}}, {\"share\": {\"exact\": \"60\"}}]}",
                        422,
                        "project-shares-exceed-whole",
                        "/holdings"),
                Arguments.of(
                        committed + commitment.formatted("1", "USD", "2022") + ", \"holdings\": [{\"holder\": " + party
                                + ", \"share\": {\"exact\": \"160\"}}]}",
                        400,
                        "invalid-value",
                        "/holdings/0/share"),
                Arguments.of(
                        committed + commitment.formatted("1", "USD", "2022")
                                + ", \"paid\": {\"amount\": \"2\", \"currency\": \"USD\"}}",
                        422,
                        "project-step-data",
                        "/paid"),
                Arguments.of(
                        "{\"to\": \"CANCELLED\", \"reason\": {\"en\": \"x\"}, \"settlementNote\": {\"en\": \"y\"},"
                                + " \"paid\": {\"amount\": \"2\", \"currency\": \"USD\"}}",
                        422,
                        "project-payment",
                        "/paid"),
                Arguments.of(
                        "{\"to\": \"CANCELLED\", \"reason\": {\"en\": \"x\"}, \"siteState\": \"CLOSED\"}",
                        422,
                        "project-step-data",
                        "/siteState"),
                Arguments.of(
                        "{\"to\": \"FILED\", \"filings\": [{\"kind\": \"r\", \"number\": \"1\","
                                + " \"filedOn\": \"2199\", \"outcome\": \"PENDING\"}]}",
                        422,
                        "project-date-in-future",
                        "/filings/0"),
                Arguments.of(
                        "{\"to\": \"COMMITTED\", \"sources\":"
                                + " [\"urn:ckep:source:5c0a4a62-0000-4000-8000-000000000000\"]}",
                        422,
                        "unprocessable",
                        "/sources/0"));
    }

    @ParameterizedTest(name = "{2} at {3}")
    @MethodSource("badSteps")
    void aBadStepIsRefusedAtItsPlace(String body, int status, String slug, String pointer) {
        String statement = Records.source("COMPANY_STATEMENT");
        String project = Records.id(
                Api.cnMaker().create("projects", Records.project(", \"sources\": [\"%s\"]".formatted(statement))));
        Api.cnChecker()
                .step("projects/" + project, "{\"to\": \"ANNOUNCED\", \"date\": \"2021\"}")
                .then()
                .statusCode(200);
        Api who = body.contains("FILED") ? Api.cnMaker() : Api.cnChecker();
        String path = "projects/" + project;
        String tag = who.etag(path);
        Untouched.by(() -> who.step(path, tag, body))
                .then()
                .statusCode(status)
                .body("type", equalTo("urn:ckep:problem:" + slug))
                .body("errors[0].pointer", startsWith(pointer));
        Untouched.hidden(other -> Api.krChecker().step(other, "*", body), path);
    }

    @Test
    void theMediaTypeIsChecked() {
        Api.cnMaker()
                .request()
                .contentType("text/plain")
                .body("x")
                .post("/investment/v1/projects")
                .then()
                .statusCode(415)
                .body("type", equalTo("urn:ckep:problem:unsupported-media-type"));
        String path = "projects/" + Records.id(Api.cnMaker().create("projects", Records.project("")));
        Api.cnMaker()
                .request()
                .contentType("application/json")
                .header("If-Match", "*")
                .body("{}")
                .patch("/investment/v1/" + path)
                .then()
                .statusCode(415);
    }

    @Test
    void aPatchOfTenMegabytesIsTooLarge() {
        String path = "projects/" + Records.id(Api.cnMaker().create("projects", Records.project("")));
        String huge = "{\"title\": {\"en\": \"" + "x".repeat(2_000_000) + "\"}}";
        Api.cnMaker().patch(path, "*", huge).then().statusCode(413).body("type", equalTo("urn:ckep:problem:too-large"));
    }

    @Test
    void nobodyEntersAProjectForMoreThanHisSide() {
        Api.cnMaker()
                .post("projects", Records.project(", \"classification\": {\"level\": \"PUBLIC\"}"))
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:ckep:problem:wider-than-own-side"))
                .body("errors[0].pointer", equalTo("/classification"));
        Api.cnMaker()
                .post("projects", Records.project(", \"classification\": {\"level\": \"SIDE\", \"side\": \"KR\"}"))
                .then()
                .statusCode(403);
    }
}
