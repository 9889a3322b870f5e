package org.ckep.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.restassured.response.Response;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ckep.gateway.stub.Calls;
import org.ckep.gateway.stub.RawHttp;
import org.ckep.gateway.stub.StubToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@GatewayTest
class FailuresTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en|en|Service unavailable|The service policy cannot be reached at the moment. The other services are not affected.",
                "zh-CN|zh-Hans|服务不可用|目前无法连接服务 policy。其他服务不受影响。",
                "ko-KR|ko|서비스를 사용할 수 없음|지금은 서비스 policy에 연결할 수 없습니다. 다른 서비스에는 영향이 없습니다.",
            })
    void aServiceThatIsDownIsToldInTheLanguageOfTheCaller(String accept, String language, String title, String detail) {
        Calls.anonymous()
                .header("Accept-Language", accept)
                .header("X-Request-Id", "request-0001")
                .get("/policy/v1/milestones")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", "5")
                .header("Content-Language", language)
                .header("Cache-Control", "no-store")
                .body("type", equalTo("urn:ckep:problem:unavailable"))
                .body("title", equalTo(title))
                .body("status", equalTo(503))
                .body("detail", equalTo(detail))
                .body("instance", equalTo("urn:ckep:request:request-0001"));
    }

    static Stream<Arguments> everyError() {
        return Stream.of(
                Arguments.of("GET", "/trade/%2e/v1", null, 400),
                Arguments.of("POST", "/trade/v1/series", null, 401),
                Arguments.of("GET", "/trade/v1/series", "Bearer broken", 401),
                Arguments.of("GET", "/q/metrics", null, 404),
                Arguments.of("PROPFIND", "/trade/v1/series", null, 405),
                Arguments.of("GET", "/investment/v1/x?" + "x".repeat(9000), null, 414),
                Arguments.of("GET", "/policy/v1/milestones", null, 503),
                Arguments.of("GET", "/investment/v1/stub-hang", null, 504),
                Arguments.of("GET", "/investment/v1/stub-close", null, 502),
                Arguments.of("GET", "/investment/v1/stub-bare-413", null, 413),
                Arguments.of("GET", "/investment/v1/stub-bare-500", null, 500));
    }

    @ParameterizedTest
    @MethodSource("everyError")
    void everyErrorHasItsTitleInThreeLanguages(String method, String path, String credentials, int status) {
        List<String> titles = Stream.of("en", "zh-Hans", "ko")
                .map(language -> {
                    var call = Calls.anonymous().header("Accept-Language", language);
                    if (credentials != null) {
                        call.header("Authorization", credentials);
                    }
                    return call.request(method, path)
                            .then()
                            .statusCode(status)
                            .contentType("application/problem+json")
                            .body("status", equalTo(status))
                            .extract()
                            .<String>path("title");
                })
                .toList();
        assertThat(titles).doesNotHaveDuplicates();
        assertThat(titles.get(0)).matches("\\p{ASCII}+");
        assertThat(titles.get(1)).matches(".*\\p{IsHan}.*");
        assertThat(titles.get(2)).matches(".*\\p{IsHangul}.*");
    }

    /** The service never answers: that there is an answer at all shows that it is given up, and not at once. */
    @Test
    void aServiceThatHangsIsGivenUp() {
        long start = System.nanoTime();
        Calls.anonymous()
                .get("/investment/v1/stub-hang")
                .then()
                .statusCode(504)
                .header("Retry-After", "5")
                .body("type", equalTo("urn:ckep:problem:gateway-timeout"));
        assertThat((System.nanoTime() - start) / 1_000_000).isGreaterThan(900L);
    }

    /** It may wait for uploads that are written; the stub takes longer than an ordinary call may. */
    @Test
    void anImportOfAListMayTakeItsTime() {
        Calls.as("lists")
                .body("code,en\n")
                .post("/trade/v1/codelists/CL_AREA/stub-late")
                .then()
                .statusCode(200);
    }

    @Test
    void manyHangingCallsLeaveOtherServicesAlone() {
        List<CompletableFuture<Integer>> hanging = IntStream.range(0, 30)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> Calls.anonymous().get("/investment/v1/stub-hang").statusCode(),
                        Thread::startVirtualThread))
                .toList();
        for (int i = 0; i < 20; i++) {
            Calls.anonymous().get("/trade/v1/series").then().statusCode(200);
        }
        List<Integer> statuses = hanging.stream().map(CompletableFuture::join).toList();
        assertThat(statuses).contains(504, 503).allMatch(status -> status == 503 || status == 504);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 405, 406, 413, 414, 415, 429, 431, 500, 501, 502, 503, 504})
    void bareErrorsOfServicesGetABody(int status) {
        Calls.anonymous()
                .get("/investment/v1/stub-bare-" + status)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status));
    }

    @Test
    void errorsOfServicesPassAsTheyAre() {
        Calls.anonymous()
                .get("/investment/v1/stub-problem-503")
                .then()
                .statusCode(503)
                .body("type", equalTo("urn:ckep:problem:of-the-service"));
        Calls.anonymous().get("/stub-page-404").then().statusCode(404).contentType("text/html");
    }

    @Test
    void pagesOfSomethingInBetweenAreReplaced() {
        Calls.anonymous()
                .get("/investment/v1/stub-page-503")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", "5")
                .body(not(containsString("java.lang")));
    }

    @Test
    void answersWithoutBodyStayWithoutBody() {
        Response head = Calls.anonymous().head("/policy/v1/milestones");
        assertThat(head.statusCode()).isEqualTo(503);
        assertThat(head.body().asString()).isEmpty();
    }

    @Test
    void aCutAnswerIsNotMadeWhole() throws Exception {
        try (RawHttp http = new RawHttp()) {
            http.send("GET /investment/v1/stub-truncate HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: " + Calls.newAddress()
                    + "\r\n\r\n");
            RawHttp.Answer answer = http.read();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("only this");
            assertThat(http.isClosed()).isTrue();
        }
    }

    @Test
    void aCallerThatStopsSendingIsGivenUp() throws Exception {
        try (RawHttp http = new RawHttp()) {
            http.send(
                    "POST /investment/v1/projects HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\nAuthorization: Bearer "
                            + StubToken.of("failures") + "\r\n\r\nonly a part");
            assertThat(http.read().status()).isEqualTo(408);
            assertThat(http.isClosed()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/*|application/xml",
                "application/vnd.sdmx.genericdata+xml;version=2.1|application/xml",
                "application/vnd.sdmx.data+json;version=1.0.0|application/json",
            })
    void sdmxClientsReadErrorsInTheirOwnForm(String accept, String contentType) {
        Response answer = Calls.anonymous()
                .header("Accept", accept)
                .header("Accept-Language", "ko")
                .get("/trade/sdmx/v1/data/stub-bare-503");
        answer.then().statusCode(503).contentType(contentType).header("Retry-After", "5");
        if (contentType.endsWith("xml")) {
            answer.then()
                    .body("Error.ErrorMessage.@code", equalTo("503"))
                    .body("Error.ErrorMessage.Text", containsString("서비스"));
        } else {
            answer.then().body("errors[0].code", equalTo(503)).body("errors[0].title", containsString("서비스"));
        }
    }

    @ParameterizedTest
    @CsvSource({"2.1, v2_1", "3.0.0, v3_0", "3.1.0, v3_1"})
    void errorsInXmlHaveTheNamespacesOfTheVersionAskedFor(String version, String schemas) {
        String document = Calls.anonymous()
                .header("Accept", "application/vnd.sdmx.structure+xml;version=" + version)
                .get("/trade/sdmx/v2/data/stub-bare-503")
                .asString();
        assertThat(document)
                .contains(
                        "<mes:Error xmlns:mes=\"http://www.sdmx.org/resources/sdmxml/schemas/" + schemas + "/message\"")
                .contains("xmlns:com=\"http://www.sdmx.org/resources/sdmxml/schemas/" + schemas + "/common\"");
    }

    @Test
    void onTheSecondRootErrorsHaveTheStatusAsTheirCode() {
        String tooLong = "/trade/sdmx/v2/data/x/" + "x".repeat(17 * 1024);
        Calls.anonymous()
                .header("Accept-Language", "ko")
                .get(tooLong)
                .then()
                .statusCode(414)
                .contentType("application/json")
                .body("errors[0].code", equalTo(414))
                .body("meta.sender.id", equalTo("CKEP"))
                .body("meta.contentLanguages", equalTo(List.of("ko")))
                .body("meta.prepared", notNullValue());
        Calls.anonymous()
                .header("Accept", "application/xml")
                .get(tooLong)
                .then()
                .statusCode(414)
                .body("Error.ErrorMessage.@code", equalTo("414"));
        Calls.anonymous()
                .header("Accept", "application/json")
                .get(tooLong.replace("v2", "v1"))
                .then()
                .statusCode(414)
                .body("errors[0].code", equalTo(140));
    }
}
