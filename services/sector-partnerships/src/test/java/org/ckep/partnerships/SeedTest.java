package org.ckep.partnerships;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.ckep.testing.Api;
import org.ckep.testing.SeedFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The first data set loads through the API, and the acceptance questions are answered by one request each. */
@QuarkusTest
class SeedTest {
    private static final List<String> EXPECTED = List.of("PAR-HMC-IDRIVE", "PAR-LG-SSB", "PAR-SAMSUNG-AI", "PAR-SK-AI");

    private SeedFile seed;
    private Map<String, String> urns;

    @BeforeEach
    void load() {
        seed = Fixture.load(SeedTest.class);
        urns = seed.urns();
    }

    @Test
    void everyEntryHasAPermanentName() {
        assertThat(urns).hasSize(1 + 24 + 21);
        assertThat(urns.values()).doesNotHaveDuplicates();
        Api.PUBLIC.get("organisations?limit=100").then().body("data", hasSize(13));
        Api.PUBLIC.get("sectors?limit=100").then().body("data", hasSize(10));
    }

    @Test
    void loadingTwiceChangesNothing() {
        Response again = seed.post(SeedFile.entries("30-partnerships.json").getFirst());
        again.then().statusCode(201).header("Idempotency-Replayed", "true");
        assertThat(again.<String>path("urn")).isEqualTo(urns.get("PAR-HYNIX-YMTC"));
    }

    @Test
    void seedRecordsAreObservedAndPublicAndNameTheirSource() {
        Api.PUBLIC
                .get("partnerships?state=ACTIVE&expand=record")
                .then()
                .body("data", hasSize(1))
                .body("data[0].stewardship", is("OBSERVED"))
                .body("data[0].classification", is("PUBLIC"))
                .body("data[0].sources", contains(urns.get("SRC-0001")))
                .body(
                        "data[0].record.guardsNotShown",
                        containsInAnyOrder(
                                "STATEMENT_OF_A_PARTY",
                                "SIGNED_DOCUMENT",
                                "SIGNATORIES",
                                "SIGNING_DATE",
                                "BINDING_KNOWN",
                                "START_REACHED",
                                "LICENCES_IN_FORCE",
                                "NO_GROUP_PARTY"))
                .body("data[0].record.localIds[0].scheme", is("ckep-seed"))
                .body("data[0].record.localIds[0].value", is("PAR-HMC-BAIC"))
                .body(
                        "data[0].unknown",
                        equalTo(Map.of("signedOn", "NOT_STATED", "start", "NOT_STATED", "stateSince", "NOT_STATED")));
        Api.PUBLIC
                .get("organisations?localId=ckep-seed:ORG-SKON")
                .then()
                .body("data", hasSize(1))
                .body("data[0].name.en.status", is("ORIGINAL"))
                .body("data[0].name.ko.text", is("SK온"))
                .body("data[0].name.ko.status", is("WORKING"))
                .body("data[0].parent.orgId", is(urns.get("ORG-SK")))
                .body("data[0].warnings", is(nullValue()));
    }

    @Test
    void question7_wuxiSourcesHydrogenFluorideInChinaFully() {
        Api.PUBLIC
                .get("sourcing-relations?origin=CN&buyer=" + urns.get("SITE-WUXI"))
                .then()
                .statusCode(200)
                .body("data", hasSize(1))
                .body("data[0].material.en.text", is("hydrogen fluoride"))
                .body("data[0].hs", is("281111"))
                .body("data[0].adoption", is("FULL"))
                .body("data[0].modality", is("ASSERTED"))
                .body("data[0].suppliers[0].unnamed.side", is("CN"))
                .body("data[0].share", is(nullValue()));
    }

    @Test
    void question8_fourPartnershipsAreOnlyExpected() {
        assertThat(keys("partnerships?state=EXPECTED")).containsExactlyInAnyOrderElementsOf(EXPECTED);
        assertThat(keys("partnerships?modality=EXPECTATION")).containsExactlyInAnyOrderElementsOf(EXPECTED);
    }

    @Test
    void question9_theSameFourNameNoCounterparty() {
        assertThat(keys("partnerships?namedCounterparty=false")).containsExactlyInAnyOrderElementsOf(EXPECTED);
    }

    @Test
    void question10_oneIsBeingExplored() {
        assertThat(keys("partnerships?state=EXPLORING")).containsExactly("PAR-HYNIX-YMTC");
    }

    @Test
    void p11_expectedPartnershipsAreInNoDefaultList() {
        assertThat(keys("partnerships")).containsExactlyInAnyOrder("PAR-HYNIX-YMTC", "PAR-HMC-BAIC");
        assertThat(keys("partnerships?sector=AI")).isEmpty();
    }

    @Test
    void question16_chinaBringsTheMarketKoreaTheTechnologyAndThatIsVertical() {
        Api.PUBLIC
                .get("partnerships?localId=ckep-seed:PAR-HMC-BAIC")
                .then()
                .body("data[0].contributions.side", contains("CN", "KR"))
                .body("data[0].contributions.class", contains("MARKET", "TECHNOLOGY"))
                .body("data[0].contributions.weight", contains(3, 3))
                .body("data[0].contributions.assessedBy", contains("SOURCE", "SOURCE"))
                .body("data[0].horizontality", hasSize(1))
                .body("data[0].horizontality[0].assessedBy", is("SOURCE"))
                .body("data[0].horizontality[0].value", is("0.00"))
                .body("data[0].horizontality[0].common", is(0))
                .body("data[0].horizontality[0].total", is(6));
    }

    @Test
    void question17_opinionsAndFactsAreAskedForByModality() {
        Api.PUBLIC.get("complementarities").then().body("data", hasSize(0));
        Api.PUBLIC
                .get("complementarities?modality=OPINION")
                .then()
                .body("data", hasSize(8))
                .body("data.modality", everyItem(is("OPINION")));
        Api.PUBLIC.get("claims?modality=OPINION").then().body("data.attribute", contains("benefit-cn"));
        Api.PUBLIC.get("claims?modality=EXPECTATION").then().body("data.attribute", contains("benefit"));
        Api.PUBLIC
                .get("claims?sector=SEMI")
                .then()
                .body("data.attribute", containsInAnyOrder("evolution", "drivers"))
                .body("data.basis", everyItem(is("COMMENTARY")));
        Api.PUBLIC.get("claims?modality=MEASURED").then().body("data", hasSize(0));
    }

    @Test
    void ranksKeepTheSourcesWordsAndInventNoNumber() {
        Api.PUBLIC
                .get("rank-claims?metric=EV_BATTERY_INSTALLATION")
                .then()
                .body("data", hasSize(2))
                .body("data.organisation.name.en.text", containsInAnyOrder("LG Energy Solution", "SK On"))
                .body("data.level.level", everyItem(is("TOP_TIER")))
                .body(
                        "data.level.words",
                        everyItem(is("consistently rank among the top globally in battery installation capacity")))
                .body("data.rank", everyItem(nullValue()));
    }

    @Test
    void partnershipsAreFoundByPartySideKindSectorAndText() {
        assertThat(keys("partnerships?party=" + urns.get("ORG-HYUNDAI"))).containsExactly("PAR-HMC-BAIC");
        assertThat(keys("partnerships?state=EXPECTED&party=" + urns.get("ORG-HYUNDAI")))
                .containsExactly("PAR-HMC-IDRIVE");
        assertThat(keys("partnerships?side=CN")).containsExactlyInAnyOrder("PAR-HYNIX-YMTC", "PAR-HMC-BAIC");
        assertThat(keys("partnerships?side=THIRD")).isEmpty();
        assertThat(keys("partnerships?kind=JOINT_VENTURE")).containsExactly("PAR-HMC-BAIC");
        assertThat(keys("partnerships?sector=SEMI")).containsExactly("PAR-HYNIX-YMTC");
        assertThat(keys("partnerships?namedCounterparty=true"))
                .containsExactlyInAnyOrder("PAR-HYNIX-YMTC", "PAR-HMC-BAIC");
        assertThat(keys("partnerships?q=PACKAGING")).containsExactly("PAR-HYNIX-YMTC");
        assertThat(keys("partnerships?q=패키징")).containsExactly("PAR-HYNIX-YMTC");
        assertThat(keys("partnerships?q=%25")).isEmpty();
        assertThat(keys("partnerships?thirdMarket=VN")).isEmpty();
        assertThat(keys("partnerships?thirdMarket=ANY")).isEmpty();
        assertThat(keys("partnerships?modality=ASSERTED&modality=STATED_INTENT"))
                .containsExactlyInAnyOrder("PAR-HYNIX-YMTC", "PAR-HMC-BAIC");
    }

    @Test
    void aListIsPagedWithoutRepeatingOrLosingAnything() {
        Response first = Api.PUBLIC.get("organisations?limit=7");
        String next = first.path("next");
        assertThat(first.getHeader("Link")).contains("after=" + next).endsWith("rel=\"next\"");
        Response second = Api.PUBLIC.get("organisations?limit=7&after=" + next);
        List<String> all = new java.util.ArrayList<>(first.<List<String>>path("data.urn"));
        all.addAll(second.<List<String>>path("data.urn"));
        assertThat(all).hasSize(13).doesNotHaveDuplicates();
        second.then().body("next", is(nullValue()));
    }

    @Test
    void theSourceSaysThatItIsCommentary() {
        Api.PUBLIC
                .get("sources/" + urns.get("SRC-0001"))
                .then()
                .body("kind", is("COMMENTARY"))
                .body("author", is("Liu Chunsheng"))
                .body("publishedOn", is(nullValue()))
                .body("disclaimer", not(nullValue()));
    }

    /** The loader's keys of what a list answers. */
    private static List<String> keys(String path) {
        Response answer = Api.PUBLIC.get(path + (path.contains("?") ? "&" : "?") + "expand=record");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.<List<List<String>>>path("data.record.localIds.value").stream()
                .map(List::getFirst)
                .toList();
    }
}
