package org.ckep.investment.project;

import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import org.ckep.investment.Owner;
import org.ckep.investment.Records;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;

/** What a project said before there was a rule about it, it goes on saying. */
@QuarkusTest
class OlderValuesTest {
    /** Stored before there was a list of units and of headings. */
    @Test
    void aValueThatIsOlderThanItsRuleBarsNoStepAndNoOtherChange() throws SQLException {
        String id = Records.id(Api.cnMaker().create("projects", Records.project("""
                , "products": ["8507"], "sectors": [{"code": "BATT"}],
                "capacity": [{"product": "cells", "quantity": {"value": "10", "unit": "GWh"}, "kind": "PLANNED"}]""")));
        Owner.run("set app.system = 'on'; update project set products = '{8550}' where id = '" + id + "';"
                + " update project_capacity set unit = 'barrels' where project_id = '" + id + "'");
        String path = "projects/" + id;

        Api.cnMaker()
                .patchAlone(path, "{\"title\": {\"en\": \"Another name\"}}")
                .then()
                .statusCode(200)
                .body("title.en.text", equalTo("Another name"))
                .body("products[0]", equalTo("8550"))
                .body("capacity[0].quantity.unit", equalTo("barrels"));
        Api.cnMaker()
                .patchAlone(path, "{\"products\": [\"8550\", \"8488\"]}")
                .then()
                .spec(problemAt(ProjectProblem.PROJECT_PRODUCT, "/products/1"));
        Api.cnMaker()
                .patchAlone(path, """
                        {"capacity": [{"product": "cells", "quantity": {"value": "11", "unit": "barrels"},
                                       "kind": "PLANNED"}]}""")
                .then()
                .spec(problemAt(ProjectProblem.PROJECT_UNIT, "/capacity/0/quantity/unit"));
        Api.cnMaker()
                .step(
                        path,
                        "{\"to\": \"WITHDRAWN\", \"date\": \"2026-02\", \"reason\": {\"en\": \"no longer wanted\"}}")
                .then()
                .statusCode(200);
    }
}
