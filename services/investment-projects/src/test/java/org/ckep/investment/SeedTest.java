package org.ckep.investment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.ckep.testing.Api;
import org.ckep.testing.SeedFile;
import org.junit.jupiter.api.Test;

/** The shipped first data of this service is accepted as it stands and answers its acceptance questions. */
@QuarkusTest
class SeedTest {
    @Test
    void theShippedRecordsLoadAndAnswerTheirQuestions() {
        Map<String, String> urns = load();
        assertThat(load()).as("a second load changes nothing").isEqualTo(urns);

        // 6: which sites in China make at least 30 percent of a Korean firm's world output?
        Api.PUBLIC
                .get("capacity-shares?minPercent=30&country=CN&scope=ORG_WORLD&organisation=" + urns.get("ORG-SAMSUNG"))
                .then()
                .body("data", hasSize(1))
                .body("data[0].urn", equalTo(urns.get("CLM-XIAN40")))
                .body("data[0].site.title.en.text", equalTo("Samsung Xi'an NAND plant"))
                .body("data[0].site.place.iso3166_2", equalTo("CN-SN"))
                .body("data[0].site.org.orgId", equalTo(urns.get("ORG-SAMSUNG")))
                .body("data[0].share.value", equalTo("40"))
                .body("data[0].share.relation", equalTo("EQ"))
                .body("data[0].period", nullValue())
                .body("data[0].basis", equalTo("COMMENTARY"));
        // 11: which projects are intents?
        Api.PUBLIC
                .get("projects?modality=STATED_INTENT&organisation=" + urns.get("ORG-SAMSUNG"))
                .then()
                .body("data.urn", contains(urns.get("PRJ-XIAN-UPG")))
                .body("data[0].state", equalTo("PROSPECT"));
        // 17: only what is measured; only opinions.
        for (String list : new String[] {"projects", "capacity-shares", "claims"}) {
            // Other tests of this module register records too; the whole answer is asserted by the system test.
            Api.PUBLIC
                    .get(list + "?limit=500&modality=MEASURED")
                    .then()
                    .statusCode(200)
                    .body("data.urn", everyItem(not(in(urns.values()))));
        }
        Api.PUBLIC
                .get("claims?modality=OPINION&subject=" + urns.get("PRJ-HMC-BAIC"))
                .then()
                .body("data.urn", contains(urns.get("CLM-HMC-SUCCESS")));
        // 19: which joint activity in third markets? None is named.
        Api.PUBLIC
                .get("projects?limit=500&direction=JOINT_THIRD_MARKET")
                .then()
                .body("data.urn", everyItem(not(in(urns.values()))));

        increaseIsCompletedWithoutDateOrAmount(urns);
        changingARecordChangesTheAnswer(urns);
    }

    private static void increaseIsCompletedWithoutDateOrAmount(Map<String, String> urns) {
        String path = "projects/" + urns.get("PRJ-HMC-BAIC");
        Api.PUBLIC
                .get(path)
                .then()
                .body("state", equalTo("COMPLETED"))
                .body("type", equalTo("CAPITAL_INCREASE"))
                .body("stateSince", nullValue())
                .body("totalInvestment", nullValue())
                .body("unknownReasons.totalInvestment", equalTo("NOT_STATED"))
                .body("successAssessments", nullValue());
        Api.PUBLIC
                .get(path + "?expand=assessments&expand=record")
                .then()
                .body("successAssessments[0].modality", equalTo("OPINION"))
                .body("successAssessments[0].basis", equalTo("COMMENTARY"))
                .body("record.guardsNotShown", hasSize(6))
                .body("record.localIds[0].value", equalTo("PRJ-HMC-BAIC"));
    }

    private static void changingARecordChangesTheAnswer(Map<String, String> urns) {
        String path = "projects/" + urns.get("PRJ-XIAN-UPG");
        Api.krMaker().patch(path, modality("PLAN")).then().statusCode(200);
        Api.PUBLIC
                .get("projects?modality=STATED_INTENT&organisation=" + urns.get("ORG-SAMSUNG"))
                .then()
                .body("data", hasSize(0));
        Api.krMaker().patch(path, modality("STATED_INTENT")).then().statusCode(200);
        Api.PUBLIC
                .get("projects?modality=STATED_INTENT&organisation=" + urns.get("ORG-SAMSUNG"))
                .then()
                .body("data", hasSize(1));
    }

    /** A change of an observed record brings a source of its own. */
    private static String modality(String modality) {
        return "{\"modality\": \"%s\", \"sources\": [\"%s\"]}".formatted(modality, Records.source("PRESS"));
    }

    private static Map<String, String> load() {
        // Organisations are another service's records: any URN will do, the same one at each load.
        return new SeedFile()
                .withForeign("ORG-SAMSUNG", "organisation")
                .withForeign("ORG-SKHYNIX", "organisation")
                .withForeign("ORG-HYUNDAI", "organisation")
                .withForeign("ORG-BAIC", "organisation")
                .load("20-investment.json")
                .urns();
    }
}
