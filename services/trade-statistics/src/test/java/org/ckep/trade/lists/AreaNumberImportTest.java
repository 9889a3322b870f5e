package org.ckep.trade.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.trade.TradeApi.upload;
import static org.ckep.trade.lists.Lists.intoAreas;
import static org.ckep.trade.lists.Lists.intoList;
import static org.ckep.trade.lists.Lists.item;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.ckep.trade.ComtradeFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sources report areas by number; a number that nobody knew comes with an import. */
@QuarkusTest
class AreaNumberImportTest {
    @Test
    void figuresUnderANumberThatWasImportedAreTaken() {
        String figure = new ComtradeFile()
                .row("cmdCode", "050210", "partnerCode", "99801")
                .text();
        assertThat(upload(figure, "source=COMTRADE_V1").jsonPath().getInt("upload.totals.rejected"))
                .isEqualTo(1);

        Response answer = intoAreas("code,kind,en,number\nXN1,SPECIAL,Somewhere else,99801\n");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        assertThat(upload(figure, "source=COMTRADE_V1").jsonPath().getInt("totals.inserted"))
                .isEqualTo(1);
    }

    @Test
    void anAreaMayHaveSeveralNumbers() {
        assertThat(intoAreas("code,kind,en,number\nXN2,NES_AREA,Further areas,99802\n")
                        .statusCode())
                .isEqualTo(201);
        String second = "code,number\nXN2,99803\n";
        Response answer = intoAreas(second);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        assertThat(answer.jsonPath().getInt("changed")).isEqualTo(1);
        assertThat(intoAreas(second).statusCode()).isEqualTo(200);

        String figures = new ComtradeFile()
                .row("cmdCode", "050290", "partnerCode", "99802")
                .row("cmdCode", "050290", "partnerCode", "99803", "period", "2022")
                .text();
        assertThat(upload(figures, "source=COMTRADE_V1").jsonPath().getInt("totals.inserted"))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "XN8,99808  | XN9,276    | number-taken   | /3/number",
                "XN8,99808  | XN9,99808  | number-taken   | /3/number",
                "XN8,99808  | XN9,2_0    | invalid-number | /3/number",
                "XN8,99808  | XN9,999999 | invalid-number | /3/number"
            })
    void aNumberStandsForOneArea(String first, String second, String code, String pointer) {
        Response answer = intoAreas("code,number,kind,en\n" + first + ",SPECIAL,One\n" + second + ",SPECIAL,Two\n");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(422);
        assertThat(answer.jsonPath().getString("errors[0].code")).isEqualTo(code);
        assertThat(answer.jsonPath().getString("errors[0].pointer")).isEqualTo(pointer);
        assertThat(item("CL_AREA", "XN8", "")).isEmpty();
    }

    @Test
    void otherListsHaveNoNumbers() {
        Response answer = intoList("CL_MEASURE", "", "code,number\nQTY,1\n");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.jsonPath().getString("errors[0].code")).isEqualTo("column-unknown");
    }
}
