package org.ckep.records;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.UUID;
import org.ckep.testing.Tokens;

/** Requests of the fixture register. */
final class Api {
    static final String FACILITIES = "/investment/v1/facilities";
    static final String SOURCES = "/investment/v1/sources";
    static final String CLAIMS = "/investment/v1/claims";

    private Api() {}

    static RequestSpecification as(String user) {
        return given().auth().oauth2(Tokens.user(user)).contentType(ContentType.JSON);
    }

    static RequestSpecification loader() {
        return given().auth().oauth2(Tokens.loader()).contentType(ContentType.JSON);
    }

    static String source(String kind) {
        return created(loader().body("{\"kind\":\"" + kind + "\",\"title\":\"A source\"}")
                .post(SOURCES));
    }

    static String hiddenSource(String user) {
        return created(as(user).body("{\"kind\":\"OFFICIAL_STATISTICS\",\"title\":\"Not for others\"}")
                .post(SOURCES));
    }

    static Response facility(String user, String classification) {
        return as(user).body("{\"title\":{\"en\":\"Plant\"},\"city\":\"" + city() + "\""
                        + (classification.isEmpty() ? "" : ",\"classification\":" + classification) + "}")
                .post(FACILITIES);
    }

    static String city() {
        return "city-" + UUID.randomUUID();
    }

    static String claim(String source, String subject, String more) {
        return "{\"subject\":\"" + subject + "\",\"attribute\":\"output-share\",\"sources\":[\"" + source + "\"],"
                + "\"value\":{\"type\":\"quantity\",\"quantity\":{\"value\":\"40\",\"unit\":\"%\"}}" + more + "}";
    }

    static String created(Response response) {
        if (response.statusCode() != 201) {
            throw new AssertionError(response.statusCode() + " " + response.asString());
        }
        return response.path("urn");
    }

    static List<String> urns(Response response) {
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + " " + response.asString());
        }
        return response.path("data.urn");
    }

    static String subject() {
        return "urn:ckep:site:" + UUID.randomUUID();
    }
}
