package org.ckep.investment.shareholding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.investment.shareholding.Shareholdings.holding;
import static org.ckep.investment.shareholding.Shareholdings.shareholding;
import static org.ckep.investment.shareholding.Shareholdings.statement;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import org.ckep.investment.Records;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;

/** Who controls an organisation in the end, by histories that are real records. */
@QuarkusTest
class ControlTest {
    private static final String BILATERAL = ", \"classification\": {\"level\": \"BILATERAL\"}";

    @Test
    void controlIsRolledUpByOneSidesHistories() {
        String plant = Records.organisation();
        String parent = Records.organisation();
        String affiliate = Records.organisation();
        String rest = holding(parent, "51") + "," + holding(affiliate, "29");
        Api cn = Api.cnMaker();
        cn.create("shareholdings", shareholding(plant, statement("2020", rest, ""), BILATERAL));
        // The Chinese side keeps to itself who holds the affiliate.
        String hidden =
                cn.create("shareholdings", shareholding(affiliate, statement("2023", holding(parent, "60"), ""), ""));
        Api.krMaker()
                .create(
                        "shareholdings",
                        shareholding(plant, statement("2020", holding(affiliate, "29"), ""), BILATERAL));
        String of = "control?entity=" + plant + "&side=CN";
        cn.get(of)
                .then()
                .statusCode(200)
                .body("coverage", equalTo("visible-only"))
                .body("kind", equalTo("EQUITY"))
                .body("data.holder", contains(parent, affiliate))
                .body("data.directPercent", contains("51", "29"))
                .body("data.totalPercent", contains("80", "29"))
                .body("data[0].through", contains(affiliate));
        cn.get(of + "&asOf=2022-12-31").then().body("data.totalPercent", contains("51", "29"));
        cn.get(of + "&asOf=2019-12-31").then().body("data", hasSize(0));
        cn.get(of + "&kind=VOTING").then().body("data", hasSize(0));
        Api.krMaker().get(of).then().body("data.totalPercent", contains("51", "29"));
        cn.get("control?side=KR&entity=" + plant).then().body("data.holder", contains(affiliate));
        cn.get("control?entity=" + plant).then().body("data", hasSize(0));
        Api.PUBLIC.get(of).then().statusCode(200).body("data", hasSize(0));
        // Each holds the other.
        cn.post(
                        "shareholdings/" + Records.id(hidden) + "/statements",
                        statement("2024", holding(parent, "60") + "," + holding(plant, "10"), ""))
                .then()
                .statusCode(200);
        cn.get(of).then().body("data.totalPercent", contains("80", "29"));
        assertThat(cn.request()
                        .accept("text/csv")
                        .get(Api.root() + of.replace("control?", "control.csv?"))
                        .asString()
                        .split("\r\n"))
                .containsExactly(
                        "holder,holderName.en,directPercent,totalPercent,through",
                        parent + ",,51,80," + affiliate,
                        affiliate + ",,29,29,");
    }

    @Test
    void whatIsNoQuestionIsRefused() {
        for (String path : new String[] {"control", "control.csv"}) {
            refused(path, KernelProblem.INVALID_VALUE, "entity");
            refused(path + "?entity=LG", KernelProblem.INVALID_VALUE, "entity");
            String entity = path + "?entity=" + Records.organisation();
            refused(entity + "&asOf=2023", KernelProblem.INVALID_VALUE, "asOf");
            refused(entity + "&side=US", KernelProblem.INVALID_VALUE, "side");
            refused(entity + "&holder=1", KernelProblem.UNKNOWN_PARAMETER, "holder");
        }
    }

    private static void refused(String path, KernelProblem type, String parameter) {
        Api.PUBLIC.request().accept("*/*").get(Api.root() + path).then().spec(problemAt(type, parameter));
    }
}
