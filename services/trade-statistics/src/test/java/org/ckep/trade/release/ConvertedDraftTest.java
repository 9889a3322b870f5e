package org.ckep.trade.release;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.TradeApi.as;
import static org.ckep.trade.release.Releases.draft;
import static org.ckep.trade.release.Releases.into;
import static org.ckep.trade.release.Releases.step;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import org.ckep.testing.Tokens;
import org.ckep.trade.ComtradeFile;
import org.junit.jupiter.api.Test;

/** A conversion shows a figure when everybody sees it, and neither it nor a sum with it before. */
@QuarkusTest
class ConvertedDraftTest {
    private static final String ADDRESS =
            "/trade/v1/converted-figures?source=NATIONAL&reporter=KR&partner=CN&flow=M&classification=HS22"
                    + "&startPeriod=1987&endPeriod=1987";

    private static JsonPath read(RequestSpecification caller) {
        Response answer = caller.get(ADDRESS);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.jsonPath();
    }

    @Test
    void whatIsDraftedIsInNoConvertedFigureAndInNoSum() {
        JsonPath first = draft();
        into(
                first,
                new ComtradeFile().row("cmdCode", "500410", "period", "1987").text());
        assertThat(step(first, Releases.PUBLISH).statusCode()).isEqualTo(200);
        JsonPath second = draft();
        Response taken = into(
                second,
                new ComtradeFile().row("cmdCode", "500420", "period", "1987").text());
        assertThat(taken.statusCode()).as(taken.asString()).isEqualTo(201);

        for (RequestSpecification caller :
                List.of(given(), as(Tokens.user("cn-statistician")), as(Releases.maker()), as(Releases.releaser()))) {
            JsonPath answer = read(caller);
            assertThat(answer.getList("data.commodity")).containsExactly("500410");
            assertThat(answer.getString("sums[0].total")).isEqualTo("1000");
        }
        assertThat(step(second, Releases.PUBLISH).statusCode()).isEqualTo(200);
        JsonPath published = read(given());
        assertThat(published.getList("data.commodity")).containsExactly("500410", "500420");
        assertThat(published.getString("sums[0].total")).isEqualTo("2000");
        assertThat(published.getString("data[1].sentBy")).isEqualTo("KR");
    }
}
