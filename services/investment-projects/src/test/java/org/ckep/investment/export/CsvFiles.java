package org.ckep.investment.export;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.ckep.testing.Api;

/** Files as a caller gets them. */
public final class CsvFiles {
    private CsvFiles() {}

    static Response file(Api who, String path) {
        var request = RestAssured.given();
        return (who.token() == null ? request : request.header("Authorization", "Bearer " + who.token()))
                .get(Api.root() + path);
    }

    /** The lines of a file that is there, its header first. */
    public static List<String> lines(Api who, String path) {
        Response answer = file(who, path);
        answer.then().statusCode(200);
        return Arrays.asList(new String(answer.asByteArray(), StandardCharsets.UTF_8).split("\r\n"));
    }
}
