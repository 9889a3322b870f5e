package org.ckep.partnerships;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.ckep.testing.Api;
import org.ckep.testing.PublishedEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each change gives exactly one event to each audience that may know of it, and none to any other. */
@QuarkusTest
class EventsTest {
    @BeforeEach
    void load() {
        Fixture.load(EventsTest.class);
    }

    private static String partnership() {
        return Fixture.resolve("""
                {"title": {"en": "Chips", "ko": "반도체"}, "kind": "SUPPLY", "sectors": ["SEMI"],
                 "parties": [{"orgId": "${ORG-SKHYNIX}"}, {"orgId": "${ORG-YMTC}"}]}""");
    }

    @Test
    void aHiddenPartnershipIsToldToItsOwnSideAlone() {
        Api cn = Api.cnMaker();
        String urn = cn.create("partnerships", partnership());
        cn.patch(
                        "partnerships/" + urn,
                        Fixture.resolve(
                                "{\"parties\": [{\"orgId\": \"${ORG-SKHYNIX}\"}, {\"orgId\": \"${ORG-BAIC}\"}]}"))
                .then()
                .statusCode(200);
        cn.command("partnerships/" + urn, "transitions", "{\"to\": \"DISMISSED\", \"on\": \"2025-12\"}")
                .then()
                .statusCode(200);
        List<PublishedEvent> events = PublishedEvent.about(urn, 5);
        assertThat(events).extracting(PublishedEvent::audience).containsOnly("side-cn");
        assertThat(events).extracting(PublishedEvent::source).containsOnly("/sector-partnerships/side-cn");
        assertThat(events).extracting(PublishedEvent::sector).containsOnly("SEMI");
        assertThat(events)
                .extracting(PublishedEvent::type)
                .containsExactly(
                        type("partnership.registered"),
                        type("partnership.changed"),
                        type("partnership.party_joined"),
                        type("partnership.party_left"),
                        type("partnership.state_changed"));
        assertThat(events.get(2).data().path("party").asText()).isEqualTo(Fixture.urn("ORG-BAIC"));
        assertThat(events.get(3).data().path("party").asText()).isEqualTo(Fixture.urn("ORG-YMTC"));
        JsonNode step = events.getLast().data();
        assertThat(step.path("urn").asText()).isEqualTo(urn);
        assertThat(step.path("displayId").asText()).startsWith("CK-PAR-");
        assertThat(step.at("/title/ko/text").asText()).isEqualTo("반도체");
        assertThat(step.path("previousState").asText()).isEqualTo("EXPECTED");
        assertThat(step.path("state").asText()).isEqualTo("DISMISSED");
    }

    @Test
    void aPublicOrganisationIsToldToEveryAudienceOnce() {
        String urn = Api.loader().create("organisations/register-observed", Fixture.resolve("""
                                {"name": {"en": "Before"}, "kind": "COMPANY", "side": "KR", "sources": ["${SRC-0001}"]}"""));
        Api.krMaker()
                .command("organisations/" + urn, "rename", Fixture.resolve("""
                                {"name": {"en": "After"}, "since": "2025", "asNewRecord": false,
                                 "sources": ["${NEW-SOURCE}"]}"""))
                .then()
                .statusCode(200);
        Api.krMaker()
                .command(
                        "organisations/" + urn,
                        "merge",
                        Fixture.resolve(
                                "{\"into\": \"${ORG-LG}\", \"on\": \"2026\", \"sources\": [\"${NEW-SOURCE}\"]}"))
                .then()
                .statusCode(200);
        List<PublishedEvent> events = PublishedEvent.about(urn, 15);
        assertThat(events).hasSize(15);
        for (String audience : PublishedEvent.AUDIENCES) {
            List<PublishedEvent> ofOne = events.stream()
                    .filter(event -> event.audience().equals(audience))
                    .toList();
            assertThat(ofOne)
                    .extracting(PublishedEvent::type)
                    .containsExactly(
                            type("organisation.registered"), type("organisation.renamed"), type("organisation.merged"));
            JsonNode renamed = ofOne.get(1).data();
            assertThat(renamed.at("/title/en/text").asText()).isEqualTo("After");
            assertThat(renamed.at("/previousTitle/en/text").asText()).isEqualTo("Before");
            JsonNode merged = ofOne.get(2).data();
            assertThat(merged.path("state").asText()).isEqualTo("MERGED");
            assertThat(merged.path("previousState").asText()).isEqualTo("ACTIVE");
            assertThat(merged.path("successor").asText()).isEqualTo(Fixture.urn("ORG-LG"));
        }
    }

    @Test
    void anAssessmentIsToldToThoseWhoMayReadIt() {
        String urn = Api.loader()
                .create(
                        "partnerships/register-observed",
                        partnership()
                                .replaceFirst(
                                        "\\{",
                                        Fixture.resolve("{\"state\": \"EXPLORING\", \"sources\": [\"${SRC-0001}\"], "
                                                + "\"guardsNotShown\": [\"STATEMENT_OF_A_PARTY\"], ")));
        Api.krMaker()
                .post("partnerships/" + urn + "/contributions", "{\"side\": \"CN\", \"class\": \"IP\", \"weight\": 2}")
                .then()
                .statusCode(201);
        List<PublishedEvent> events = PublishedEvent.about(urn, 6);
        assertThat(events).hasSize(6);
        assertThat(events)
                .filteredOn(event -> event.type().equals(type("contribution.assessed")))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.audience()).isEqualTo("side-kr");
                    assertThat(event.data().path("assessedBy").asText()).isEqualTo("KR");
                    assertThat(event.data().path("weight").asInt()).isEqualTo(2);
                });
    }

    @Test
    void anAdoptionThatChangesSaysFromWhat() {
        String urn = Fixture.urn("SRCG-HF");
        Api.krMaker()
                .patch(
                        "sourcing-relations/" + urn,
                        Fixture.resolve("{\"adoption\": \"PARTIAL\", \"sources\": [\"${NEW-SOURCE}\"]}"))
                .then()
                .statusCode(200);
        List<PublishedEvent> events = PublishedEvent.about(urn, 10);
        assertThat(events)
                .filteredOn(event -> event.audience().equals("public"))
                .extracting(PublishedEvent::type)
                .containsExactly(type("sourcing.registered"), type("sourcing.adoption_changed"));
        JsonNode change = events.getLast().data();
        assertThat(change.path("previousAdoption").asText()).isEqualTo("FULL");
        assertThat(change.path("adoption").asText()).isEqualTo("PARTIAL");
    }

    @Test
    void aRefusedWriteTellsNobody() {
        Api cn = Api.cnMaker();
        String urn = cn.create("partnerships", partnership());
        cn.patch("partnerships/" + urn, "{\"kind\": \"PARTY\"}").then().statusCode(400);
        cn.command("partnerships/" + urn, "transitions", "{\"to\": \"ACTIVE\"}")
                .then()
                .statusCode(409);
        // A later event of another record has passed; nothing more came of this one.
        PublishedEvent.about(cn.create("partnerships", partnership()), 1);
        assertThat(PublishedEvent.about(urn, 1)).hasSize(1);
    }

    @Test
    void everyKindOfRecordIsAnnounced() {
        assertThat(PublishedEvent.about(Fixture.urn("SEC-BATT"), 5))
                .extracting(PublishedEvent::type)
                .containsOnly(type("sector.registered"));
        assertThat(PublishedEvent.about(Fixture.urn("CMP-1"), 5))
                .extracting(PublishedEvent::type)
                .containsOnly(type("complementarity.registered"));
        List<PublishedEvent> ranks = PublishedEvent.about(Fixture.urn("RNK-SKON"), 5);
        assertThat(ranks).extracting(PublishedEvent::type).containsOnly(type("rank_claim.registered"));
        assertThat(ranks.getFirst().data().at("/title/ko/text").asText()).isEqualTo("SK온");
    }

    private static String type(String name) {
        return "org.ckep.partnerships." + name + ".v1";
    }
}
