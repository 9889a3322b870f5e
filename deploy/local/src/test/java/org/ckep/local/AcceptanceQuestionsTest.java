package org.ckep.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * The acceptance questions, each by one public request, on the first data alone. Questions 16 and 18 are answered as far
 * as contributions and links go.
 */
class AcceptanceQuestionsTest {
    private final SystemUnderTest system = SystemUnderTest.get();

    @Test
    void q01_bilateralTradeIn2024IsNamedWithItsSource() {
        JsonNode claim = only(system.get("/trade/v1/claims?attribute=bilateral-goods-trade"));
        assertThat(claim.path("value").path("money").path("amount").asText()).isEqualTo("328080000000.00");
        assertThat(claim.path("value").path("money").path("currency").asText()).isEqualTo("USD");
        assertThat(claim.path("validFrom").path("date").asText()).isEqualTo("2024-01-01");
        assertThat(claim.path("basis").asText()).isEqualTo("COMMENTARY");
        assertThat(claim.path("sources").path(0).path("title").asText())
                .isEqualTo("The restructuring of China-ROK economic and trade cooperation");
    }

    @Test
    void q02_chinaHasBeenTheFirstPartnerFor21Years() {
        JsonNode claim = only(system.get("/trade/v1/claims?attribute=china-rank-one-among-partners-consecutive-years"));
        assertThat(claim.path("value").path("quantity").path("value").asText()).isEqualTo("21");
        assertThat(claim.path("modality").asText()).isEqualTo("ASSERTED");
    }

    @Test
    void q03_fourConglomeratesLedTheDelegation() {
        List<String> leaders = new ArrayList<>();
        businessDelegation().path("members").forEach(member -> {
            if ("LEAD".equals(member.path("role").asText())) {
                leaders.add(english(member.path("name")));
            }
        });
        assertThat(leaders).containsExactlyInAnyOrder("Samsung (group)", "SK (group)", "Hyundai (group)", "LG (group)");
    }

    @Test
    void q04_moreThan200EnterprisesCame() {
        JsonNode counts = businessDelegation().path("counts");
        assertThat(counts).hasSize(1);
        assertThat(counts.path(0).path("value").asText()).isEqualTo("200");
        assertThat(counts.path(0).path("relation").asText()).isEqualTo("GT");
        assertThat(counts.path(0).path("countingUnit").asText()).isEqualTo("ENTERPRISE");
    }

    @Test
    void q05_theLastComparableDelegationWasIn2019() {
        assertThat(businessDelegation().path("highestLevelSince").path("date").asText())
                .startsWith("2019");
    }

    @Test
    void q06_xianHolds40PercentOfItsFirmsWorldOutput() {
        JsonNode share = only(system.get("/investment/v1/capacity-shares?minPercent=30&country=CN&scope=ORG_WORLD"));
        assertThat(share.path("share").path("value").asText()).isEqualTo("40");
        assertThat(share.path("product").asText()).isEqualTo("NAND flash");
        assertThat(english(share.path("site").path("title"))).isEqualTo("Samsung Xi'an NAND plant");
    }

    @Test
    void q07_wuxiSourcesHydrogenFluorideInFull() {
        String wuxi = only(system.get("/investment/v1/sites?localId=ckep-seed:SITE-WUXI"))
                .path("urn")
                .asText();
        JsonNode relation = only(system.get("/partnerships/v1/sourcing-relations?origin=CN&buyer=" + wuxi));
        assertThat(english(relation.path("material"))).isEqualTo("hydrogen fluoride");
        assertThat(relation.path("adoption").asText()).isEqualTo("FULL");
    }

    @Test
    void q08_fourPartnershipsAreOnlyExpected() {
        assertThat(seedKeys(system.get("/partnerships/v1/partnerships?state=EXPECTED&expand=record")))
                .containsExactlyInAnyOrder("PAR-HMC-IDRIVE", "PAR-LG-SSB", "PAR-SAMSUNG-AI", "PAR-SK-AI");
    }

    @Test
    void q09_theSameFourNameNoCounterparty() {
        assertThat(seedKeys(system.get("/partnerships/v1/partnerships?namedCounterparty=false&expand=record")))
                .containsExactlyInAnyOrder("PAR-HMC-IDRIVE", "PAR-LG-SSB", "PAR-SAMSUNG-AI", "PAR-SK-AI");
    }

    @Test
    void q10_onePartnershipIsBeingExplored() {
        assertThat(seedKeys(system.get("/partnerships/v1/partnerships?state=EXPLORING&expand=record")))
                .containsExactly("PAR-HYNIX-YMTC");
    }

    @Test
    void q11_theUpgradeAtXianIsAnIntent() {
        assertThat(seedKeys(system.get("/investment/v1/projects?modality=STATED_INTENT&expand=record")))
                .containsExactly("PRJ-XIAN-UPG");
    }

    @Test
    void q12_theAiTargetFallsDueBy2030() {
        JsonNode target = only(system.get("/policy/v1/targets?owner=KR&dueBy=2030"));
        assertThat(target.path("metric").asText()).isEqualTo("GLOBAL_AI_RANK");
        assertThat(target.path("relation").asText()).isEqualTo("LE");
        assertThat(target.path("value").asText()).isEqualTo("3");
    }

    @Test
    void q13_twoChallengesConcernSemiconductors() {
        assertThat(seedKeys(system.get("/policy/v1/challenges?sector=SEMI&expand=record")))
                .containsExactlyInAnyOrder("CHL-DECOUPLE", "CHL-USCTRL");
    }

    @Test
    void q14_noNeedOfTheArticleHasAMilestoneYet() {
        assertThat(seedKeys(system.get("/policy/v1/needs?covered=false&expand=record")))
                .containsExactlyInAnyOrder("NEED-MECH", "NEED-COORD", "NEED-IP");
    }

    @Test
    void q15_theSecondPhaseIsUnderNegotiation() {
        JsonNode instruments = system.get("/policy/v1/instruments?expand=record");
        List<String> negotiated = new ArrayList<>();
        instruments.path("data").forEach(instrument -> {
            if (instrument.path("underNegotiation").asBoolean()) {
                negotiated.addAll(seedKeys(instrument));
            }
        });
        assertThat(negotiated).containsExactly("INS-CKFTA");
        assertThat(seedKeys(instruments)).containsExactlyInAnyOrder("INS-CKFTA", "INS-RCEP");
    }

    @Test
    void q16_chineseMarketAndKoreanTechnologyAreAPureDivisionOfLabour() {
        JsonNode partnership = only(system.get("/partnerships/v1/partnerships?localId=ckep-seed:PAR-HMC-BAIC"));
        List<String> contributions = new ArrayList<>();
        partnership
                .path("contributions")
                .forEach(one -> contributions.add(one.path("side").asText() + " "
                        + one.path("class").asText() + " " + one.path("weight").asInt()));
        assertThat(contributions).containsExactlyInAnyOrder("CN MARKET 3", "KR TECHNOLOGY 3");
        assertThat(partnership.path("horizontality").path(0).path("value").decimalValue())
                .isEqualByComparingTo("0");
    }

    @Test
    void q17_measuredFactsAndOpinionsCanBeToldApart() {
        assertThat(seedKeys(system.get("/trade/v1/claims?modality=MEASURED&expand=record")))
                .containsExactly("IND-TRADE");
        assertThat(seedKeys(system.get("/partnerships/v1/claims?modality=OPINION&expand=record")))
                .containsExactly("CLM-FILLGAP");
        assertThat(seedKeys(system.get("/investment/v1/claims?modality=OPINION&expand=record")))
                .containsExactly("CLM-HMC-SUCCESS");
        assertThat(seedKeys(system.get("/policy/v1/claims?modality=OPINION&limit=100&expand=record")))
                .contains("CLM-TIES", "CLM-SYMBIOTIC", "CLM-HEDGE", "CLM-SELFHARM")
                .doesNotContain("CLM-DEALS", "CLM-MOMENTUM");
    }

    @Test
    void q18_theSecondPhaseBelongsToTheFreeTradeAgreement() {
        String agreement = only(system.get("/policy/v1/instruments?localId=ckep-seed:INS-CKFTA"))
                .path("urn")
                .asText();
        String links =
                system.get("/policy/v1/instruments/" + agreement + "/links").toString();
        assertThat(links).contains("urn:ckep:track:");
    }

    @Test
    void q19_noJointActivityInThirdMarketsIsKnown() {
        assertThat(system.get("/investment/v1/projects?direction=JOINT_THIRD_MARKET")
                        .path("data"))
                .isEmpty();
    }

    @Test
    void q20_onePageShowsEverythingAboutSemiconductors() {
        JsonNode cockpit = system.get("/partnerships/v1/sectors/SEMI/cockpit");
        for (String source : List.of("trade", "investment", "policy")) {
            assertThat(cockpit.path("parts").path(source).path("state").asText())
                    .as(source)
                    .isEqualTo("ok");
        }
        assertThat(cockpit.path("partnerships")).hasSize(1);
        assertThat(cockpit.path("sourcing")).hasSize(1);
        assertThat(cockpit.path("complementarities")).hasSize(2);
        assertThat(cockpit.path("investment").path("capacityShares")).hasSize(1);
        assertThat(cockpit.path("policy").path("challenges")).hasSize(2);
        assertThat(cockpit.path("policy").path("measures")).hasSize(1);
    }

    @Test
    void anAnswerFollowsTheRecords() {
        assertThat(system.get("/policy/v1/challenges?sector=DIG").path("data")).isEmpty();
        String source = created(
                "/policy/v1/sources",
                "{\"kind\":\"PRESS\",\"title\":\"Data flows\",\"language\":\"en\","
                        + "\"classification\":{\"level\":\"PUBLIC\"}}");
        created("/policy/v1/challenges/register-observed", """
                {"title":{"en":"Rules for data crossing the border differ"},"kinds":["GEOPOLITICS"],"sectors":["DIG"],
                 "sources":["%s"]}""".formatted(source));
        assertThat(english(only(system.get("/policy/v1/challenges?sector=DIG")).path("title")))
                .isEqualTo("Rules for data crossing the border differ");
    }

    private String created(String path, String body) {
        HttpResponse<String> answer = SystemUnderTest.send(system.request(path, "kr-maker")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return SystemUnderTest.parse(answer.body()).path("urn").asText();
    }

    private JsonNode businessDelegation() {
        return only(system.get("/policy/v1/delegations?kind=BUSINESS"));
    }

    private static JsonNode only(JsonNode page) {
        assertThat(page.path("data")).as(page.toString()).hasSize(1);
        return page.path("data").path(0);
    }

    private static String english(JsonNode text) {
        return text.path("en").path("text").asText();
    }

    /** The keys under which the first data were loaded, of a page or of one record. */
    private static List<String> seedKeys(JsonNode answer) {
        List<String> keys = new ArrayList<>();
        answer.findValues("localIds")
                .forEach(ids -> ids.forEach(id -> {
                    if ("ckep-seed".equals(id.path("scheme").asText())) {
                        keys.add(id.path("value").asText());
                    }
                }));
        return keys;
    }
}
