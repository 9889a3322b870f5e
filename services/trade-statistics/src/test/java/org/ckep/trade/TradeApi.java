package org.ckep.trade;

import static io.restassured.RestAssured.given;

import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import org.ckep.testing.Tokens;

/** What tests ask of the service. */
public final class TradeApi {
    static final RestAssuredConfig UTF8 = RestAssuredConfig.config()
            .encoderConfig(EncoderConfig.encoderConfig()
                    .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                    .encodeContentTypeAs("text/csv", io.restassured.http.ContentType.TEXT));

    private TradeApi() {}

    /** A request with a token. */
    public static RequestSpecification as(String token) {
        return given().config(UTF8).auth().oauth2(token);
    }

    /** Uploads a file as the loader does. */
    public static Response upload(String csv, String query) {
        return upload(Tokens.loader(), csv, query);
    }

    public static Response upload(String token, String csv, String query) {
        return as(token)
                .contentType("text/csv")
                .body(csv.getBytes(StandardCharsets.UTF_8))
                .post("/trade/v1/uploads?" + query);
    }
}
