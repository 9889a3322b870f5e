package org.ckep.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import org.ckep.gateway.stub.Calls;
import org.ckep.gateway.stub.RawHttp;
import org.ckep.gateway.stub.StubToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits in the tests: 64 KiB for bodies, 256 KiB for structures and lists, 48 MiB for uploads. */
@GatewayTest
class SizeLimitsTest {
    private static final int BODY = 64 * 1024;
    private static final int LIST = 256 * 1024;
    private static final int UPLOAD = 48 * 1024 * 1024;

    private static RawHttp.Answer chunked(String path, long bytes) throws IOException {
        try (RawHttp http = new RawHttp()) {
            http.send("POST " + path + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nAuthorization: Bearer "
                    + StubToken.of("sizes") + "\r\n\r\n");
            http.sendChunks(bytes);
            return http.read();
        }
    }

    private static void tooLarge(RawHttp.Answer answer, String limit) {
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.field("Content-Type")).isEqualTo("application/problem+json");
        assertThat(JsonPath.from(answer.body()).getString("type")).isEqualTo("urn:ckep:problem:too-large");
        assertThat(JsonPath.from(answer.body()).getString("detail"))
                .isEqualTo("The request body is larger than " + limit + " bytes.");
    }

    @Test
    void declaredBodiesAreLimited() {
        Calls.as("sizes")
                .body(new byte[BODY])
                .post("/investment/v1/projects")
                .then()
                .statusCode(200);
        Calls.as("sizes")
                .body(new byte[BODY + 1])
                .post("/investment/v1/projects")
                .then()
                .statusCode(413)
                .body("type", equalTo("urn:ckep:problem:too-large"));
    }

    @Test
    void aDeclaredBodyIsRefusedBeforeItIsSent() throws Exception {
        try (RawHttp http = new RawHttp()) {
            tooLarge(
                    http.send("POST /investment/v1/projects HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n")
                            .read(),
                    "65,536");
            assertThat(http.isClosed()).isTrue();
        }
    }

    @Test
    void chunkedBodiesAreCounted() throws Exception {
        assertThat(chunked("/investment/v1/projects", BODY).status()).isEqualTo(200);
        tooLarge(chunked("/investment/v1/projects", 4L * BODY), "65,536");
        tooLarge(chunked("/investment/v1/projects", 500L * BODY), "65,536");
    }

    @Test
    void uploadsHaveTheirOwnLimitInBothFramings() throws Exception {
        assertThat(chunked("/trade/v1/uploads", UPLOAD).status()).isEqualTo(200);
        tooLarge(chunked("/trade/v1/uploads", 2L * UPLOAD), "50,331,648");
        Calls.as("sizes")
                .body(new byte[2 * BODY])
                .post("/trade/v1/uploads")
                .then()
                .statusCode(200)
                .body("bodyBytes", equalTo(2 * BODY));
        try (RawHttp http = new RawHttp()) {
            tooLarge(
                    http.send("POST /trade/v1/uploads HTTP/1.1\r\nHost: x\r\nContent-Length: " + (UPLOAD + 1)
                                    + "\r\n\r\n")
                            .read(),
                    "50,331,648");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/trade/sdmx/v1/structure",
                "/trade/sdmx/v2/structure/codelist",
                "/trade/v1/codelists/CL_COMMODITY/imports",
                "/trade/v1/correspondences/HS17_BEC4/imports"
            })
    void structuresAndListsHaveTheirOwnLimitInBothFramings(String path) throws Exception {
        assertThat(chunked(path, LIST).status()).isEqualTo(200);
        Calls.as("sizes").body(new byte[LIST]).post(path).then().statusCode(200).body("bodyBytes", equalTo(LIST));
        assertThat(chunked(path, 2L * LIST).status()).isEqualTo(413);
        Calls.as("sizes").body(new byte[LIST + 1]).post(path).then().statusCode(413);
    }

    @Test
    void figuresAndTheirLikeKeepTheLimitOfOtherBodies() throws Exception {
        assertThat(chunked("/trade/v1/releases", 2L * BODY).status()).isEqualTo(413);
    }

    @Test
    void theGatewayServesOnAfterARefusal() throws Exception {
        chunked("/investment/v1/projects", 500L * BODY);
        for (int i = 0; i < 20; i++) {
            Calls.as("sizes").body("x").post("/investment/v1/projects").then().statusCode(200);
        }
    }

    @Test
    void addressesAreLimitedByRoute() {
        Calls.anonymous()
                .get("/investment/v1/projects?q=" + "x".repeat(8 * 1024))
                .then()
                .statusCode(414)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:ckep:problem:uri-too-long"));
        Calls.anonymous()
                .get("/trade/sdmx/v1/data/F/" + "A+".repeat(6 * 1024))
                .then()
                .statusCode(200);
        Calls.anonymous()
                .get("/trade/sdmx/v1/data/F/" + "A+".repeat(9 * 1024))
                .then()
                .statusCode(414)
                .contentType("application/xml")
                .body("Error.ErrorMessage.@code", equalTo("140"));
    }

    @Test
    void headerFieldsAreLimited() {
        Calls.anonymous()
                .header("X-Padding", "x".repeat(17 * 1024))
                .get("/trade/v1/series")
                .then()
                .statusCode(431)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:ckep:problem:headers-too-large"));
    }
}
