package org.ckep.investment.shareholding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.investment.shareholding.Shareholdings.holding;
import static org.ckep.investment.shareholding.Shareholdings.shareholding;
import static org.ckep.investment.shareholding.Shareholdings.state;
import static org.ckep.investment.shareholding.Shareholdings.statement;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.ckep.investment.Records;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;

/** Who controls an organisation in the end, by histories that are real records. */
@QuarkusTest
class ControlTest {
    private static final String MINISTRY =
            ", \"classification\": {\"level\": \"MINISTRY\", \"side\": \"CN\", \"agency\": \"mofcom\"}";
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
        state(
                        cn,
                        "shareholdings/" + Records.id(hidden),
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

    /** The day decides between histories, not which of them was begun last. */
    @Test
    void ofSeveralHistoriesTheOneCountsThatSpeaksOfTheDay() {
        String plant = Records.organisation();
        String before = Records.organisation();
        String after = Records.organisation();
        Api cn = Api.cnMaker();
        String first =
                cn.create("shareholdings", shareholding(plant, statement("2020", holding(before, "51"), ""), MINISTRY));
        cn.create("shareholdings", shareholding(plant, statement("2024", holding(after, "60"), ""), BILATERAL));
        String of = "control?side=CN&entity=" + plant;
        cn.get(of + "&asOf=2021-06-30").then().body("data.holder", contains(before));
        // Of two that speak of the day, what was stated last.
        cn.get(of).then().body("data.holder", contains(after));
        state(cn, "shareholdings/" + Records.id(first), statement("2025", holding(before, "70"), ""))
                .then()
                .statusCode(200);
        cn.get(of).then().body("data.holder", contains(before)).body("data.totalPercent", contains("70"));
        cn.get(of + "&asOf=2024-06-30").then().body("data.holder", contains(after));
    }

    @Test
    void moreThanHalfIsControl() {
        String plant = Records.organisation();
        String parent = Records.organisation();
        String owner = Records.organisation();
        Api cn = Api.cnMaker();
        cn.create("shareholdings", shareholding(plant, statement("2020", holding(parent, "100"), ""), ""));
        String most = holding(owner, "50").replace("\"exact\": \"50\"", "\"min\": \"50\", \"exclusiveMin\": true");
        String history = cn.create("shareholdings", shareholding(parent, statement("2020", most, ""), ""));
        String of = "control?side=CN&entity=" + plant;
        cn.get(of).then().body("data.holder", containsInAnyOrder(parent, owner));
        String half = most.replace(", \"exclusiveMin\": true", "");
        state(cn, "shareholdings/" + Records.id(history), statement("2021", half, ""))
                .then()
                .statusCode(200);
        cn.get(of).then().body("data.holder", contains(parent));
    }

    @Test
    void controlIsFollowedOverFiftyLevels() {
        Api cn = Api.cnMaker();
        String plant = Records.organisation();
        String top = heldBy(cn, plant, Ownership.MOST_LEVELS);
        cn.get("control?side=CN&entity=" + plant)
                .then()
                .statusCode(200)
                .body("data", hasSize(Ownership.MOST_LEVELS))
                .body("data.holder", hasItem(top));
        heldBy(cn, top, 1);
        for (String path : new String[] {"control", "control.csv"}) {
            Response answer = cn.request().accept("*/*").get(Api.root() + path + "?side=CN&entity=" + plant);
            answer.then().spec(problem(KernelProblem.UNPROCESSABLE)).body("detail", containsString("50 levels"));
        }
    }

    /** Builds a line of majorities above an organisation and answers the last one. */
    private static String heldBy(Api maker, String organisation, int levels) {
        String entity = organisation;
        for (int level = 0; level < levels; level++) {
            String holder = Records.organisation();
            maker.create("shareholdings", shareholding(entity, statement("2020", holding(holder, "60"), ""), ""));
            entity = holder;
        }
        return entity;
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
