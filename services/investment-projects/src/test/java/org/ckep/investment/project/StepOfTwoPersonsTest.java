package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.util.List;
import org.ckep.investment.Owner;
import org.ckep.investment.Records;
import org.ckep.testing.Api;
import org.ckep.testing.Tokens;
import org.junit.jupiter.api.Test;

/** Who counts as a maker of a project after a step that one person has drafted and another has confirmed (rule C2). */
@QuarkusTest
class StepOfTwoPersonsTest {
    /** A project that both sides read, and that the maker whose draft follows was not the last to change. */
    private static String committed() throws SQLException {
        String id = Records.id(Api.cnMaker().create("projects", Records.project("")));
        Owner.run("set app.system = 'on'; update project set state = 'COMMITTED', edited_by = 'another',"
                + " version = version + 1 where id = '" + id + "'");
        Api.cnChecker()
                .post(
                        "projects/" + id + "/release",
                        Api.cnChecker().etag("projects/" + id),
                        "{\"classification\": {\"level\": \"BILATERAL\"}}")
                .then()
                .statusCode(200);
        assertThat(makers(id)).containsOnly("another");
        return id;
    }

    private static List<String> makers(String id) throws SQLException {
        return Owner.column("select unnest(editors || edited_by) from project where id = '" + id + "'");
    }

    /** Drafted by the maker and confirmed by the checker. */
    private static void confirmed(String id, String step) {
        Response drafted = Api.cnMaker()
                .post("projects/" + id + "/transitions", Api.cnMaker().etag("projects/" + id), step);
        drafted.then().statusCode(202);
        String act = "pending-acts/" + Records.id(drafted.path("urn"));
        Api.cnChecker()
                .post(act + "/confirm", "{\"hash\": \"" + Api.cnMaker().get(act).path("hash") + "\"}")
                .then()
                .statusCode(200);
    }

    @Test
    void whoDraftsAStepThatMovesAKeyDateHasChangedTheProject() throws SQLException {
        String id = committed();
        confirmed(id, "{\"to\": \"UNDER_CONSTRUCTION\", \"date\": \"2022-Q2\"}");
        String maker = Tokens.claims(Tokens.user("cn-maker")).path("sub").asText();
        assertThat(makers(id)).contains(maker);
        assertThat(makers(id))
                .doesNotContain(
                        Tokens.claims(Tokens.user("cn-checker")).path("sub").asText());
    }

    @Test
    void whoDraftsAStepThatMovesNoneHasNot() throws SQLException {
        String id = committed();
        confirmed(id, "{\"to\": \"SUSPENDED\", \"reason\": {\"en\": \"typhoon\"}}");
        assertThat(makers(id))
                .doesNotContain(
                        Tokens.claims(Tokens.user("cn-maker")).path("sub").asText());
    }
}
