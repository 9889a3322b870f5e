package org.ckep.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.value.ValueProblem;
import org.ckep.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class BadInputTest {
    private static final String ORDERS = "/fixture/v1/things/orders";
    private static final String LIST = "/fixture/v1/things";

    @TestHTTPResource
    URI root;

    private static RequestSpecification maker() {
        return given().auth().oauth2(Tokens.user("cn-maker"));
    }

    private static ValidatableResponse order(String body) {
        return maker().contentType("application/json").body(body).post(ORDERS).then();
    }

    @Test
    void aGoodOrderIsAnsweredWithDecimalsAsStrings() {
        order("""
                {"name":"n","items":[{"count":2,"colour":"RED"}],"amount":"12.50","due":"2026-01-04","urgent":true,
                 "title":{"en":"t"},"quantity":{"value":"40","unit":"%"}}""")
                .statusCode(200)
                .body("amount", equalTo("12.50"))
                .body("items[0].colour", equalTo("RED"))
                .body("quantity.value", equalTo("40"));
    }

    @Test
    void aNumberInThePlaceOfADecimalIsNamedByItsPointer() {
        order("{\"name\":\"n\",\"items\":[{\"count\":2}],\"amount\":12.50}")
                .spec(problemAt(ValueProblem.DECIMAL_AS_NUMBER, "/amount"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":\"n\",\"items\":[],\"colour\":1}|/colour",
                "{\"name\":\"n\",\"items\":[{\"count\":1},{\"count\":1,\"size\":2}]}|/items/1/size",
                "{\"name\":\"n\",\"items\":[{\"count\":1,\"a/b~c\":2}]}|/items/0/a~1b~0c",
            })
    void anUnknownPropertyIsNamedByItsPointer(String body, String pointer) {
        order(body).spec(problemAt(KernelProblem.UNKNOWN_PROPERTY, pointer));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":1,\"items\":[]}|/name",
                "{\"name\":\"n\",\"items\":{}}|/items",
                "{\"name\":\"n\",\"items\":[{\"count\":\"1\"}]}|/items/0/count",
                "{\"name\":\"n\",\"items\":[{\"count\":1.5}]}|/items/0/count",
                "{\"name\":\"n\",\"items\":[{\"count\":null}]}|/items/0/count",
                "{\"name\":\"n\",\"items\":[{\"count\":1,\"colour\":\"BLUE\"}]}|/items/0/colour",
                "{\"name\":\"n\",\"items\":[{\"count\":1,\"colour\":0}]}|/items/0/colour",
                "{\"name\":\"n\",\"items\":[],\"urgent\":\"yes\"}|/urgent",
                "{\"name\":\"n\",\"items\":[],\"title\":{\"fr\":\"t\"}}|/title",
                "{\"name\":\"n\",\"items\":[],\"title\":{}}|/title",
                "[]|''",
                "\"text\"|''",
            })
    void aValueOfTheWrongKindIsNamedByItsPointer(String body, String pointer) {
        order(body).spec(problemAt(KernelProblem.INVALID_VALUE, pointer));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ';',
            value = {
                "\"３２８\"; decimal-invalid",
                "\"1e3\"; decimal-invalid",
                "\"NaN\"; decimal-invalid",
                "\" 5\"; decimal-invalid",
                "\"\"; decimal-invalid",
                "\"+5\"; decimal-invalid",
                "\"1,5\"; decimal-invalid",
                "1.2e12; decimal-as-number",
                "5; decimal-as-number",
                "true; invalid-value",
                "{}; invalid-value"
            })
    void aDecimalIsReadInPlainNotationOnly(String amount, String type) {
        order("{\"name\":\"n\",\"items\":[],\"amount\":" + amount + "}")
                .statusCode(400)
                .body("type", equalTo("urn:ckep:problem:" + type))
                .body("errors[0].pointer", equalTo("/amount"));
        order("{\"name\":\"n\",\"items\":[],\"quantity\":{\"value\":" + amount + "}}")
                .statusCode(400)
                .body("type", equalTo("urn:ckep:problem:" + type))
                .body("errors[0].pointer", equalTo("/quantity/value"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"due\":\"2026-02-30\"|DATE_INVALID|/due",
                "\"due\":\"soon\"|DATE_INVALID|/due",
                "\"title\":{\"en\":{\"text\":\"t\",\"status\":\"MACHINE\"}}|TEXT_WITHOUT_ORIGINAL|/title"
            })
    void aValueThatCannotBeIsToldByItsOwnType(String member, ValueProblem type, String pointer) {
        order("{\"name\":\"n\",\"items\":[]," + member + "}").spec(problemAt(type, pointer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "a\\u0007b", "\\u0085", "\\ud800", "\\udc00\\ud800"})
    void aTextThatNothingCouldStoreIsRefused(String text) {
        order("{\"name\":\"" + text + "\",\"items\":[]}").spec(problemAt(KernelProblem.INVALID_VALUE, "/name"));
        order("{\"name\":\"n\",\"items\":[],\"words\":[\"a\",\"" + text + "\"]}")
                .spec(problemAt(KernelProblem.INVALID_VALUE, "/words/1"));
    }

    @Test
    void tabsLineBreaksAndCharactersBeyondTheBasicPlaneAreTexts() {
        order("{\"name\":\"a\\tb\\r\\n\\ud842\\udfb7\",\"items\":[]}")
                .statusCode(200)
                .body("name", equalTo("a\tb\r\n\ud842\udfb7"));
    }

    @Test
    void anEnumsValuesAreListed() {
        order("{\"name\":\"n\",\"items\":[{\"count\":1,\"colour\":\"BLUE\"}]}")
                .body("errors[0].message", equalTo("'BLUE' is not one of RED, GREEN."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":|/name",
                "{\"name\":\"n\",\"items\":[{\"count\":]}|/items/0/count",
                "{\"name\":\"n\",\"name\":\"m\",\"items\":[]}|/name",
                "{\"name\":\"n\",\"items\":[]} {}|''",
                "{name:1}|''",
            })
    void malformedJsonIsNamedByPointerAndLine(String body, String pointer) {
        order(body).spec(problemAt(KernelProblem.MALFORMED_JSON, pointer));
    }

    @Test
    void malformedJsonNamesLineAndColumn() {
        order("{\n \"name\": nope}").body("detail", containsString("line 2, column"));
    }

    @Test
    void veryDeepJsonIsRefused() {
        order("{\"name\":\"n\",\"items\":" + "[".repeat(5000)).spec(problem(KernelProblem.INVALID_VALUE));
        order("{\"name\":\"n\",\"items\":[],\"title\":{\"en\":" + "[".repeat(5000))
                .spec(problem(KernelProblem.MALFORMED_JSON));
    }

    @Test
    void brokenConstraintsAreAllListedWithoutJavaNames() {
        order("{\"name\":\" \",\"items\":[{\"count\":1},{\"count\":0}]}")
                .spec(problemAt(KernelProblem.INVALID_VALUE, "/name"))
                .body("errors.pointer", containsInAnyOrder("/name", "/items/1/count"))
                .body("errors.code", containsInAnyOrder("not-blank", "min"))
                .body(not(containsString("order.")));
        order("{}").body("errors.pointer", containsInAnyOrder("/name", "/items"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "  "})
    void anEmptyBodyIsRefused(String body) {
        order(body).spec(problem(KernelProblem.INVALID_VALUE));
    }

    @Test
    void aPatchIsReadAsStrictlyAsABody() {
        RequestSpecification patch = maker().contentType("application/merge-patch+json");
        patch.body("{\"urgent\":null,\"amount\":\"1000.0\"}")
                .patch(ORDERS)
                .then()
                .statusCode(200)
                .body("name", equalTo("first"))
                .body("amount", equalTo("1000.0"))
                .body("$", not(hasItem("urgent")));
        patch.body("{\"items\":[{\"count\":1,\"size\":1}]}")
                .patch(ORDERS)
                .then()
                .spec(problemAt(KernelProblem.UNKNOWN_PROPERTY, "/items/0/size"));
        patch.body("{\"name\":null}").patch(ORDERS).then().spec(problemAt(KernelProblem.INVALID_VALUE, "/name"));
        patch.body("{\"items\":[{\"count\":0}]}")
                .patch(ORDERS)
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "/items/0/count"));
        patch.body("[]").patch(ORDERS).then().spec(problemAt(KernelProblem.INVALID_VALUE, ""));
    }

    @Test
    void anUnknownParameterIsNamedWithThoseThatExist() {
        given().get(LIST + "?colr=RED")
                .then()
                .spec(problemAt(KernelProblem.UNKNOWN_PARAMETER, "colr"))
                .body("detail", containsString("Known: after, colour, limit, prefix, since, tag."));
        given().get("/fixture/v1/things/filtered?town=x")
                .then()
                .spec(problemAt(KernelProblem.UNKNOWN_PARAMETER, "town"));
        given().get("/fixture/v1/things/who?x=1").then().spec(problemAt(KernelProblem.UNKNOWN_PARAMETER, "x"));
    }

    @ParameterizedTest
    @CsvSource({
        "limit=x,limit",
        "limit=0,limit",
        "limit=501,limit",
        "limit=1&limit=2,limit",
        "prefix=a&prefix=b,prefix",
        "colour=BLUE,colour",
        "colour=,colour",
        "since=yesterday,since",
        "after=%21,after",
        "after=e30x,after",
    })
    void aParameterThatCannotBeReadIsNamed(String query, String parameter) {
        given().urlEncodingEnabled(false)
                .get(LIST + "?" + query)
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, parameter));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%00", "a%00b", "%07", "%C2%85"})
    void aParameterThatNothingCouldStoreIsNamed(String text) {
        given().urlEncodingEnabled(false)
                .get(LIST + "?prefix=" + text)
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "prefix"));
        given().urlEncodingEnabled(false)
                .get("/fixture/lenient?anything=" + text)
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "anything"));
        given().urlEncodingEnabled(false)
                .get(LIST + "?" + text + "=1")
                .then()
                .spec(problem(KernelProblem.UNKNOWN_PARAMETER));
    }

    @Test
    void aListParameterMayBeRepeatedAndABeansConstraintNamesTheParameter() {
        given().get(LIST + "?tag=a&tag=b&limit=1").then().statusCode(200);
        given().get("/fixture/v1/things/filtered?city=Seoul&size=3")
                .then()
                .statusCode(200)
                .body("filter", equalTo("Seoul/3"));
        given().get("/fixture/v1/things/filtered?size=11").then().spec(problemAt(KernelProblem.INVALID_VALUE, "size"));
    }

    @Test
    void lenientResourcesIgnoreForeignParameters() {
        given().get("/fixture/lenient?whatever=1").then().statusCode(200);
    }

    @Test
    void anUnknownPathIsNotFound() {
        given().get("/fixture/v1/nothing").then().spec(problem(KernelProblem.NOT_FOUND));
    }

    @Test
    void aWrongMethodNamesTheRightOnes() {
        given().put("/fixture/v1/things/who")
                .then()
                .spec(problem(KernelProblem.METHOD_NOT_ALLOWED))
                .header("Allow", equalTo("GET, HEAD, OPTIONS"));
        given().delete(ORDERS)
                .then()
                .spec(problem(KernelProblem.METHOD_NOT_ALLOWED))
                .header("Allow", equalTo("OPTIONS, PATCH, POST"));
        given().post("/fixture/v1/things/17")
                .then()
                .spec(problem(KernelProblem.METHOD_NOT_ALLOWED))
                .header("Allow", equalTo("DELETE, OPTIONS"));
    }

    @Test
    void mediaTypesAreChecked() {
        maker().contentType("text/xml")
                .body("<order/>")
                .post(ORDERS)
                .then()
                .spec(problem(KernelProblem.UNSUPPORTED_MEDIA_TYPE));
        given().accept("application/xml")
                .get("/fixture/v1/things/who")
                .then()
                .spec(problem(KernelProblem.NOT_ACCEPTABLE));
    }

    @Test
    void aBodyThatDeclaresItselfTooLargeIsRefused() {
        order("{\"name\":\"" + "n".repeat(70_000) + "\",\"items\":[]}")
                .spec(problem(KernelProblem.TOO_LARGE))
                .body("maxBytes", equalTo(65536));
    }

    @Test
    void aBodyBelowTheLimitButAboveTheInputBufferIsRead() {
        order("{\"name\":\"" + "n".repeat(60_000) + "\",\"items\":[]}").statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {66_000, 300_000, 3_000_000})
    void aChunkedBodyThatGrowsTooLargeIsRefused(int size) throws Exception {
        HttpResponse<String> response =
                chunked("/fixture/v1/things/orders", "application/json", "{\"name\":\"" + "n".repeat(size) + "\"}");
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(response.body()).contains("urn:ckep:problem:too-large");
    }

    @Test
    void anUploadHasItsOwnLimitAlsoWhenChunked() throws Exception {
        maker().contentType("text/csv")
                .body("x".repeat(400_000))
                .post("/fixture/v1/things/uploads")
                .then()
                .statusCode(200)
                .body("bytes", equalTo(400_000));
        assertThat(chunked("/fixture/v1/things/uploads", "text/csv", "x".repeat(400_000))
                        .body())
                .isEqualTo("{\"bytes\":400000}");
        maker().contentType("text/csv")
                .body("x".repeat(600_000))
                .post("/fixture/v1/things/uploads")
                .then()
                .spec(problem(KernelProblem.TOO_LARGE))
                .body("maxBytes", equalTo(524_288));
        assertThat(chunked("/fixture/v1/things/uploads", "text/csv", "x".repeat(600_000))
                        .statusCode())
                .isEqualTo(413);
    }

    private HttpResponse<String> chunked(String path, String type, String body)
            throws IOException, InterruptedException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return http.send(
                    HttpRequest.newBuilder(root.resolve(path))
                            .header("Authorization", "Bearer " + Tokens.user("cn-maker"))
                            .header("Content-Type", type)
                            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "tab\tin it"})
    void anIdempotencyKeyHasVisibleAsciiCharacters(String key) {
        maker().header("Idempotency-Key", key)
                .post("/fixture/v1/things/keys")
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "Idempotency-Key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"한글키", "", "e\u0301"})
    void anIdempotencyKeyIsNothingElse(String key) {
        assertThatThrownBy(() -> IdempotencyKey.of(key, "POST /v1/things")).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> IdempotencyKey.of("x".repeat(129), "POST /v1/things"))
                .isInstanceOf(ProblemException.class);
        assertThat(IdempotencyKey.of("x".repeat(128), "POST /v1/things").value())
                .hasSize(128);
    }

    @Test
    void theIdempotencyKeyIsHandedOnWithItsOperation() {
        maker().header("Idempotency-Key", "seed:PRJ-1")
                .post("/fixture/v1/things/keys")
                .then()
                .statusCode(200)
                .body("key", equalTo("seed:PRJ-1"))
                .body("operation", equalTo("POST /v1/things/keys"))
                .body("root", equalTo("/fixture/"));
    }
}
