package org.ckep.trade.indicator;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.TradeApi.upload;

import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import org.ckep.trade.ComtradeFile;
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
}
