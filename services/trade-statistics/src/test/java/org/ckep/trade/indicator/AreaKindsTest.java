package org.ckep.trade.indicator;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.TradeApi.upload;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.math.BigDecimal;
import java.util.List;
import org.ckep.trade.ComtradeFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What figures of an area count for depends on what it is. */
@QuarkusTest
class AreaKindsTest {
    /** 60 of 100 from China and 40 from the former USSR; what the European Union sent stands in its members' figures. */
    @ParameterizedTest
    @ValueSource(strings = {"", "&suppliers=all"})
    void aFormerEconomyIsASupplierAndAGroupIsNone(String suppliers) {
        ComtradeFile file = new ComtradeFile();
        for (String figure : new String[] {"0 150", "156 60", "810 40", "97 50"}) {
            String[] cells = figure.split(" ");
            file.row(
                    "period",
                    "1984",
                    "refPeriodId",
                    "19840101",
                    "partnerCode",
                    cells[0],
                    "cmdCode",
                    "051191",
                    "classificationCode",
                    "H0",
                    "primaryValue",
                    cells[1],
                    "cifvalue",
                    cells[1]);
        }
        upload(file.text(), "source=COMTRADE_LEGACY");
        String value = given().get(
                        "/trade/v1/indicators/concentration-partners/values?source=COMTRADE_LEGACY&reporter=KR"
                                + "&flow=M&variant=hhi&period=1984&commodity=051191" + suppliers)
                .jsonPath()
                .getString("data[0].value");
        assertThat(new BigDecimal(value)).isEqualByComparingTo("0.52");
    }

    /** A group is none of all that report, so its own figures are listed besides, also where theirs are of the same goods. */
    @Test
    void theInputsOfAGroupAreItsOwnFiguresAndThoseOfTheEconomies() {
        ComtradeFile file = new ComtradeFile();
        for (String figure : new String[] {"97 051191 50", "97 TOTAL 100", "410 051191 60", "410 TOTAL 80"}) {
            String[] cells = figure.split(" ");
            file.row(
                    "period",
                    "1983",
                    "refPeriodId",
                    "19830101",
                    "reporterCode",
                    cells[0],
                    "partnerCode",
                    "0",
                    "flowCode",
                    "X",
                    "cmdCode",
                    cells[1],
                    "aggrLevel",
                    cells[1].equals("TOTAL") ? "0" : "6",
                    "classificationCode",
                    "H0",
                    "primaryValue",
                    cells[2],
                    "fobvalue",
                    cells[2],
                    "cifvalue",
                    "");
        }
        upload(file.text(), "source=COMTRADE_LEGACY");
        JsonPath answer = given().get("/trade/v1/indicators/rca/values?source=COMTRADE_LEGACY&reporter=97&period=1983")
                .jsonPath();
        assertThat(answer.getString("data[0].parts.X_ik")).isEqualTo("50");
        assertThat(answer.getString("data[0].parts.X_wk")).isEqualTo("60");
        List<String> reporters = given().accept("application/json")
                .get(answer.getString("inputs.csv"))
                .jsonPath()
                .getList("findAll { it.commodity == '051191' }.value", String.class);
        assertThat(reporters).containsExactlyInAnyOrder("50", "60");
        assertThat(answer.getInt("inputs.figures")).isEqualTo(4);
    }
}
