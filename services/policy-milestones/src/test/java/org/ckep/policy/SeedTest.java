package org.ckep.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.policy.PolicyApi.as;
import static org.ckep.policy.PolicyApi.asLoader;
import static org.ckep.policy.PolicyApi.created;
import static org.ckep.policy.PolicyApi.etag;
import static org.ckep.policy.PolicyApi.id;
import static org.ckep.policy.PolicyApi.json;
import static org.ckep.policy.PolicyApi.newSource;
import static org.ckep.policy.PolicyApi.patch;
import static org.ckep.policy.PolicyApi.publicly;
import static org.ckep.policy.PolicyApi.source;
import static org.ckep.policy.PolicyApi.transition;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The shipped first data are accepted as they stand and answer this service's acceptance questions, each by one public
 * request; and the answers follow the records.
 */
@QuarkusTest
class SeedTest {
    private static Seed seed;

    /** Once for all tests, yet not before the first of them: requests know their port only then. */
    @BeforeEach
    void load() {
        if (seed == null) {
            seed = Seed.load();
        }
    }

    private static JsonPath get(String path) {
        Response answer = publicly().get("/policy/v1/" + path);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.jsonPath();
    }

    private static JsonPath change(String path, String body) {
        String withSource = body.replaceFirst("}$", ", 'sources': ['" + newSource() + "']}");
        Response changed = patch(as("kr-maker"), path, etag(as("kr-maker"), path), json(withSource));
        assertThat(changed.statusCode()).as(changed.asString()).isEqualTo(200);
        return changed.jsonPath();
    }

    private static JsonPath businessDelegation() {
        return get("delegations?kind=BUSINESS&engagement=" + seed.urn("ENG-VISIT"));
    }

    @Test
    void loadingTwiceChangesNothing() {
        assertThat(Seed.load().urns()).isEqualTo(seed.urns());
        JsonPath visit = get("engagements?expand=record&localId=ckep-seed:ENG-VISIT");
        assertThat(visit.getList("data.urn", String.class)).containsExactly(seed.urn("ENG-VISIT"));
        assertThat(visit.getString("data[0].stewardship")).isEqualTo("OBSERVED");
        assertThat(visit.getString("data[0].classification")).isEqualTo("PUBLIC");
        assertThat(visit.getList("data[0].sources", String.class))
                .containsExactly(seed.urn("SRC-0001"), seed.urn("SRC-F33"));
        assertThat(visit.getString("data[0].title.zh-Hans.status")).isEqualTo("WORKING");
    }

    @Test
    void q3_fourConglomeratesLedTheDelegation() {
        JsonPath delegation = businessDelegation();
        assertThat(delegation.getList("data.urn", String.class)).containsExactly(seed.urn("DEL-1"));
        assertThat(delegation.getList("data[0].members.findAll { it.role == 'LEAD' }.organisation", String.class))
                .containsExactly(
                        seed.urn("ORG-SAMSUNG"), seed.urn("ORG-SK"), seed.urn("ORG-HYUNDAI"), seed.urn("ORG-LG"));
    }

    @Test
    void q4_moreThanTwoHundredEnterprisesCame() {
        JsonPath delegation = businessDelegation();
        assertThat(delegation.getList("data[0].counts")).hasSize(1);
        assertThat(delegation.getString("data[0].counts[0].value")).isEqualTo("200");
        assertThat(delegation.getString("data[0].counts[0].relation")).isEqualTo("GT");
        assertThat(delegation.getString("data[0].counts[0].countingUnit")).isEqualTo("ENTERPRISE");
        assertThat(delegation.getString("data[0].counts[0].modality")).isEqualTo("ASSERTED");
        assertThat(delegation.getString("data[0].counts[0].basis")).isEqualTo("COMMENTARY");
        assertThat(delegation.getList("data[0].counts[0].sources", String.class))
                .containsExactly(seed.urn("SRC-0001"));
    }

    /** Another source counts otherwise: both numbers stand, and no third one between them. */
    @Test
    void q4_anotherSourcesCountStandsBesideTheFirst() {
        JsonPath claim = created(
                asLoader(),
                "claims",
                json(
                        "{'subject': '%s', 'attribute': 'delegation-size', 'modality': 'ASSERTED', 'sources': ['%s'], "
                                + "'value': {'type': 'quantity', 'quantity': {'value': '161', 'relation': 'EQ', "
                                + "'countingUnit': 'ENTERPRISE'}}}",
                        seed.urn("DEL-1"), source("PRESS")));
        assertThat(businessDelegation().getList("data[0].counts.value", String.class))
                .containsExactlyInAnyOrder("200", "161");
        String path = "claims/" + id(claim);
        Response deprecated = asLoader()
                .contentType("application/json")
                .header("If-Match", etag(asLoader(), path))
                .body(json("{'reason': 'Counted other things.'}"))
                .post("/policy/v1/" + path + "/deprecate");
        assertThat(deprecated.statusCode()).isEqualTo(200);
        assertThat(businessDelegation().getList("data[0].counts.value", String.class))
                .containsExactly("200");
    }

    @Test
    void q5_theLastComparableDelegationCameIn2019() {
        assertThat(businessDelegation().getString("data[0].highestLevelSince.date"))
                .isEqualTo("2019-01-01");
        assertThat(businessDelegation().getString("data[0].highestLevelSince.precision"))
                .isEqualTo("YEAR");
    }

    @Test
    void q12_theAiTargetFallsDueBy2030() {
        assertThat(seed.keys("targets?owner=KR&dueBy=2030")).containsExactlyInAnyOrder("TGT-AI3");
        JsonPath target = get("targets/" + seed.urn("TGT-AI3"));
        assertThat(target.getString("metric")).isEqualTo("GLOBAL_AI_RANK");
        assertThat(target.getString("relation")).isEqualTo("LE");
        assertThat(target.getString("value")).isEqualTo("3");
        assertThat(target.getString("unknown.baseline")).isEqualTo("NOT_STATED");
        assertThat(seed.keys("targets?owner=KR&dueBy=2029")).isEmpty();
        assertThat(seed.keys("targets?owner=CN&dueBy=2030")).isEmpty();
    }

    @Test
    void q12_aLaterDueDateTakesItOutOfTheAnswer() {
        String path = "targets/" + seed.urn("TGT-AI3");
        change(path, "{'due': '2031'}");
        assertThat(seed.keys("targets?owner=KR&dueBy=2030")).isEmpty();
        change(path, "{'due': '2030'}");
        assertThat(seed.keys("targets?owner=KR&dueBy=2030")).containsExactlyInAnyOrder("TGT-AI3");
    }

    @Test
    void q13_twoChallengesConcernSemiconductors() {
        assertThat(seed.keys("challenges?sector=SEMI")).containsExactlyInAnyOrder("CHL-DECOUPLE", "CHL-USCTRL");
        JsonPath pressure = get("challenges/" + seed.urn("CHL-DECOUPLE"));
        assertThat(pressure.getString("exertedBy")).isEqualTo("US");
        assertThat(pressure.getString("onSide")).isEqualTo("KR");
        assertThat(pressure.getList("sources", String.class)).containsExactly(seed.urn("SRC-0001"));
        assertThat(pressure.getList("indicators", String.class))
                .containsExactly(seed.urn("IND-SEMIDEP"), seed.urn("IND-BATTDEP"));
    }

    @Test
    void q13_aChallengeThatNamesTheSectorJoinsTheAnswer() {
        String path = "challenges/" + seed.urn("CHL-COMPETE");
        change(path, "{'sectors': ['SEMI']}");
        assertThat(seed.keys("challenges?sector=SEMI"))
                .containsExactlyInAnyOrder("CHL-DECOUPLE", "CHL-USCTRL", "CHL-COMPETE");
        change(path, "{'sectors': null}");
        assertThat(seed.keys("challenges?sector=SEMI")).containsExactlyInAnyOrder("CHL-DECOUPLE", "CHL-USCTRL");
    }

    @Test
    void q14_noNeedOfTheArticleIsAnsweredYet() {
        assertThat(seed.keys("needs?covered=false")).containsExactlyInAnyOrder("NEED-MECH", "NEED-COORD", "NEED-IP");
        assertThat(seed.keys("needs?covered=true")).isEmpty();
    }

    @Test
    void q14_aMilestoneThatAnswersANeedTakesItOutOfTheAnswer() {
        JsonPath milestone = created(
                asLoader(),
                "milestones/register-observed",
                json(
                        "{'title': {'en': 'A dialogue on intellectual property'}, 'type': 'NEGOTIATION', "
                                + "'state': 'DRAFT', 'answers': ['%s'], 'sources': ['%s']}",
                        seed.urn("NEED-IP"), source("PRESS")));
        assertThat(seed.keys("needs?covered=false")).containsExactlyInAnyOrder("NEED-MECH", "NEED-COORD");
        assertThat(get("needs/" + seed.urn("NEED-IP")).getList("coverage.milestones", String.class))
                .containsExactly(milestone.getString("urn"));
        change("milestones/" + id(milestone), "{'answers': []}");
        assertThat(seed.keys("needs?covered=false")).containsExactlyInAnyOrder("NEED-MECH", "NEED-COORD", "NEED-IP");
    }

    @Test
    void q15_bothAgreementsAreInForceAndOneIsNegotiatedFurther() {
        assertThat(seed.keys("instruments?stage=IN_FORCE")).containsExactlyInAnyOrder("INS-CKFTA", "INS-RCEP");
        assertThat(seed.keys("instruments?stage=NEGOTIATING")).containsExactlyInAnyOrder("INS-CKFTA");
        JsonPath agreement = get("instruments/" + seed.urn("INS-CKFTA"));
        assertThat(agreement.getBoolean("underNegotiation")).isTrue();
        assertThat(agreement.getString("stageBasis")).isEqualTo("REPORTED");
        assertThat(agreement.getString("unknown.inForceSince")).isEqualTo("NOT_STATED");
        assertThat(get("instruments/" + seed.urn("INS-RCEP")).getBoolean("partiesComplete"))
                .isFalse();
    }

    @Test
    void q15_aTrackThatOpensAndEndsChangesTheAnswer() {
        JsonPath track = created(
                asLoader(),
                "tracks/register-observed",
                json(
                        "{'title': {'en': 'General review'}, 'instrument': '%s', 'topics': ['TRADE'], 'state':"
                                + " 'ACTIVE', 'guardsNotShown': ['LAUNCH_DATE'], 'sources': ['%s']}",
                        seed.urn("INS-RCEP"), source("PRESS")));
        assertThat(seed.keys("instruments?stage=NEGOTIATING")).containsExactlyInAnyOrder("INS-CKFTA", "INS-RCEP");
        assertThat(transition(
                                "kr-maker",
                                "tracks/" + id(track),
                                json("{'to': 'CONCLUDED', 'sources': ['%s']}", newSource()))
                        .statusCode())
                .isEqualTo(200);
        assertThat(seed.keys("instruments?stage=NEGOTIATING")).containsExactlyInAnyOrder("INS-CKFTA");
    }

    @Test
    void q17_measuredFactsAndOpinionsAreToldApart() {
        assertThat(seed.keys("claims?modality=MEASURED")).isEmpty();
        assertThat(seed.keys("claims?modality=OPINION"))
                .containsExactlyInAnyOrder("CLM-TIES", "CLM-SYMBIOTIC", "CLM-HEDGE", "CLM-SELFHARM");
        assertThat(seed.keys("claims?modality=EXPECTATION"))
                .containsExactlyInAnyOrder("CLM-MOMENTUM", "CLM-BENEFIT", "CLM-DEALS");
        assertThat(seed.keys("claims")).as("neither stands in the plain list").isEmpty();
        assertThat(seed.keys("targets?modality=STATED_INTENT")).containsExactlyInAnyOrder("TGT-AI3");
        assertThat(seed.keys("targets?modality=MEASURED")).isEmpty();
    }

    @Test
    void q18_whatTheSecondPhaseBelongsTo() {
        JsonPath links = get("instruments/" + seed.urn("INS-CKFTA") + "/links");
        assertThat(links.getList("links.urn", String.class)).containsExactly(seed.urn("TRK-CKFTA2"));
        assertThat(links.getString("links[0].relation")).isEqualTo("track");
        assertThat(links.getString("links[0].state")).isEqualTo("ACTIVE");
        assertThat(get("tracks/" + seed.urn("TRK-CKFTA2")).getString("aim.en.text"))
                .isEqualTo("Liberalise trade and investment");
    }

    @Test
    void q18_aMilestoneOfTheTrackIsAffectedForThoseWhoMaySeeIt() {
        JsonPath milestone = created(
                as("cn-maker"),
                "milestones",
                json(
                        "{'title': {'en': 'Texts agreed'}, 'type': 'NEGOTIATION', 'subject': '%s'}",
                        seed.urn("TRK-CKFTA2")));
        String links = "/policy/v1/instruments/" + seed.urn("INS-CKFTA") + "/links";
        assertThat(as("cn-checker").get(links).jsonPath().getList("links.urn", String.class))
                .containsExactly(seed.urn("TRK-CKFTA2"), milestone.getString("urn"));
        assertThat(publicly().get(links).jsonPath().getList("links.urn", String.class))
                .containsExactly(seed.urn("TRK-CKFTA2"));
    }

    @Test
    void theVisitIsTheMilestoneThatTheArticleCallsIt() {
        JsonPath milestone = get("milestones/" + seed.urn("MIL-VISIT"));
        assertThat(milestone.getString("state")).isEqualTo("MET");
        assertThat(milestone.getList("evidence.ref", String.class)).containsExactly(seed.urn("ENG-VISIT"));
        assertThat(List.of("due", "owner", "criteria", "metOn"))
                .allSatisfy(member ->
                        assertThat(milestone.getString("unknown." + member)).isEqualTo("NOT_STATED"));
        assertThat(get("engagements/" + seed.urn("ENG-VISIT") + "/links").getList("links.urn", String.class))
                .contains(seed.urn("MIL-VISIT"), seed.urn("DEL-1"), seed.urn("DEL-2"));
    }
}
