package org.ckep.trade.lists;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.TradeApi.as;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.ckep.testing.Tokens;
import org.ckep.trade.code.CodeLists;

/** What tests ask of lists. */
final class Lists {
    private Lists() {}

    static Response intoList(String list, String parameters, String csv) {
        return intoList(Tokens.user("kr-statistician"), list, parameters, csv);
    }

    /** A file of areas, from the secretariat, which keeps those of neither side. */
    static Response intoAreas(String csv) {
        return intoList(Tokens.user("secretariat"), CodeLists.AREA, "", csv);
    }

    static Response intoList(String token, String list, String parameters, String csv) {
        return as(token)
                .header("Content-Type", "text/csv")
                .body(csv.getBytes(StandardCharsets.UTF_8))
                .post("/trade/v1/codelists/" + list + "/imports" + parameters);
    }

    static Response links(String correspondence, String csv) {
        return links(Tokens.user("kr-statistician"), correspondence, csv);
    }

    static Response links(String token, String correspondence, String csv) {
        return as(token)
                .header("Content-Type", "text/csv")
                .body(csv.getBytes(StandardCharsets.UTF_8))
                .post("/trade/v1/correspondences/" + correspondence + "/imports");
    }

    static void taken(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 201);
    }

    /** The item of a list, empty where there is none. */
    static Map<String, Object> item(String list, String code, String more) {
        // The page begins with the code after the given one.
        String before = code.substring(0, code.length() - 1);
        String after = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("{\"code\":\"" + before + "\"}").getBytes(StandardCharsets.UTF_8));
        JsonPath page = given().get("/trade/v1/codelists/" + list + "/codes?limit=500&after=" + after + more)
                .jsonPath();
        List<Map<String, Object>> items = page.getList("data");
        return items.stream()
                .filter(item -> code.equals(item.get("code")))
                .findFirst()
                .orElse(Map.of());
    }

    static String name(Map<String, Object> item, String language) {
        return JsonPath.from(json(item)).getString("names.'" + language + "'.text");
    }

    private static String json(Map<String, Object> item) {
        try {
            return new ObjectMapper().writeValueAsString(item);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
