package org.ckep.trade.sdmx;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.TradeApi.upload;

import io.restassured.path.xml.XmlPath;
import io.restassured.response.Response;
import java.util.Random;
import org.ckep.trade.ComtradeFile;

/**
 * Three years of Korea's imports from China and one from the United States, of a product of one test alone.
 *
 * @param code its six digits
 * @param value begins every value of the imports from China: {@code value + year + ".5"}
 */
record UploadedProduct(String code, int value) {
    private static final Random RANDOM = new Random();

    static UploadedProduct uploaded() {
        String commodity = FreshProduct.code();
        int value = 1_000 + RANDOM.nextInt(1_000_000);
        ComtradeFile file = new ComtradeFile();
        for (int year = 2020; year < 2023; year++) {
            file.row(
                    "cmdCode",
                    commodity,
                    "period",
                    Integer.toString(year),
                    "refYear",
                    Integer.toString(year),
                    "primaryValue",
                    value + year + ".5",
                    "cifvalue",
                    value + year + ".5",
                    "netWgt",
                    "77.1" + year % 100,
                    "qtyUnitCode",
                    "5",
                    "qty",
                    "12");
        }
        file.row(
                "cmdCode",
                commodity,
                "period",
                "2022",
                "refYear",
                "2022",
                "partnerCode",
                "842",
                "isNetWgtEstimated",
                "True",
                "primaryValue",
                Integer.toString(value),
                "cifvalue",
                "0");
        assertThat(upload(file.text(), "source=COMTRADE_V1").statusCode()).isEqualTo(201);
        return new UploadedProduct(commodity, value);
    }

    /** Address of data of the dataflow of Comtrade's yearly figures. */
    static String address(String key) {
        return "/trade/sdmx/v1/data/CKEP,DF_BTS_COMTRADE_A,1.0.0/" + key;
    }

    static Response data(String key, String accept) {
        return given().accept(accept).get(address(key));
    }

    static XmlPath xml(Response answer) {
        return new XmlPath(answer.body().asString());
    }
}
