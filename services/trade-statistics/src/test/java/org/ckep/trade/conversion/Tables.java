package org.ckep.trade.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.TradeApi.as;
import static org.ckep.trade.TradeApi.upload;

import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.ckep.testing.Tokens;
import org.ckep.trade.ComtradeFile;

/** What tests ask of tables and figures; all of them are invented. */
public final class Tables {
    private Tables() {}

    /** Puts links in the place of those that hold; each is {@code source,target} or {@code source,target,weight}. */
    public static void put(String table, String... links) {
        put(table, List.of(links));
    }

    static void put(String table, List<String> links) {
        Response answer = take(table, file(table, links));
        assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 201);
    }

    static Response take(String table, String file) {
        return take(Tokens.user("kr-statistician"), table, file);
    }

    static Response take(String token, String table, String file) {
        return as(token)
                .urlEncodingEnabled(false)
                .header("Content-Type", "text/csv")
                .body(file.getBytes(StandardCharsets.UTF_8))
                .post("/trade/v1/correspondences/" + table.replace("?", "/imports?")
                        + (table.contains("?") ? "" : "/imports"));
    }

    static String file(String table, List<String> links) {
        return links.stream()
                .collect(Collectors.joining(
                        "\n", table.contains("_WEIGHTS") ? "source,target,weight\n" : "source,target\n", "\n"));
    }

    /**
     * Uploads Australia's exports to China; each figure is {@code H6,854231,100}: edition, code and value.
     *
     * @param year of all of them
     */
    static void figures(int year, List<String> figures) {
        ComtradeFile file = new ComtradeFile();
        for (String figure : figures) {
            String[] parts = figure.split(",");
            file.row(
                    "classificationCode",
                    parts[0],
                    "cmdCode",
                    parts[1],
                    "primaryValue",
                    parts[2],
                    "cifvalue",
                    "",
                    "fobvalue",
                    parts[2],
                    "flowCode",
                    "X",
                    "partnerCode",
                    "156",
                    "reporterCode",
                    "36",
                    "period",
                    Integer.toString(year));
        }
        Response answer = upload(file.text(), "source=COMTRADE_V1");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        assertThat(answer.jsonPath().getInt("totals.rejected"))
                .as(answer.asString())
                .isZero();
    }

    static String address(int year) {
        return "/trade/v1/converted-figures?source=COMTRADE_V1&reporter=AU&partner=CN&flow=X&limit=500&startPeriod="
                + year + "&endPeriod=" + year;
    }
}
