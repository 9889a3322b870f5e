package org.ckep.policy.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.policy.PolicyApi.as;
import static org.ckep.policy.PolicyApi.asLoader;
import static org.ckep.policy.PolicyApi.created;
import static org.ckep.policy.PolicyApi.etag;
import static org.ckep.policy.PolicyApi.id;
import static org.ckep.policy.PolicyApi.json;
import static org.ckep.policy.PolicyApi.newSource;
import static org.ckep.policy.PolicyApi.patch;
import static org.ckep.policy.PolicyApi.post;
import static org.ckep.policy.PolicyApi.publicly;
import static org.ckep.policy.PolicyApi.source;
import static org.ckep.policy.PolicyApi.transition;
import static org.ckep.policy.PolicyApi.withChange;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class InstrumentTest {
    private static JsonPath agreement(String more) {
        return created(
                as("cn-maker"),
                "instruments",
                json(
                        "{'title': {'en': 'An agreement'}, 'kind': 'FTA', 'level': 'BILATERAL', 'parties': ['CN',"
                                + " 'KR'], 'stage': 'NEGOTIATING', 'sectors': ['DIG'], 'classification': {'level':"
                                + " 'BILATERAL'}%s}",
                        more));
    }

    private static Response act(String path, String body) {
        return post(as("cn-maker"), path + "/acts", json(body));
    }

    private static JsonPath stage(String path, String to) {
        Response response = transition("cn-checker", path, json("{'to': '%s'}", to));
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.jsonPath();
    }

    private static List<String> found(String query) {
        Response response = as("kr-maker").get("/policy/v1/instruments?limit=500&" + query);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.jsonPath().getList("data.urn", String.class);
    }

    @Test
    void beingInForceFollowsFromTheActs() {
        JsonPath agreement = agreement("");
        String path = "instruments/" + id(agreement);
        String urn = agreement.getString("urn");
        assertThat(agreement.getBoolean("underNegotiation")).isTrue();
        assertThat(agreement.getString("stageBasis")).isEqualTo("DECLARED");

        stage(path, "SUBSTANTIVELY_CONCLUDED");
        Response unsigned = transition("cn-checker", path, json("{'to': 'SIGNED'}"));
        assertThat(unsigned.statusCode()).isEqualTo(409);
        assertThat(unsigned.jsonPath().getString("detail")).isEqualTo("There is no signature by CN, KR yet.");
        act(path, "{'party': 'CN', 'act': 'SIGNATURE', 'depositedOn': '2015-06-01'}");
        act(path, "{'party': 'KR', 'act': 'SIGNATURE', 'depositedOn': '2015-06-01'}");
        stage(path, "SIGNED");
        assertThat(transition("cn-checker", path, json("{'to': 'IN_FORCE'}"))
                        .jsonPath()
                        .getString("detail"))
                .startsWith("IN_FORCE is derived");

        act(path, "{'party': 'KR', 'act': 'ENTRY_INTO_FORCE', 'effectiveOn': '2015-12-20'}");
        JsonPath half = as("kr-maker").get("/policy/v1/" + path).jsonPath();
        assertThat(half.getString("stage")).isEqualTo("SIGNED");
        assertThat(half.getList("parties.inForce", Boolean.class)).containsExactly(false, true);
        assertThat(found("stage=IN_FORCE")).doesNotContain(urn);

        JsonPath whole = act(path, "{'party': 'CN', 'act': 'ENTRY_INTO_FORCE', 'effectiveOn': '2015-12-20'}")
                .jsonPath();
        assertThat(whole.getString("stage")).isEqualTo("IN_FORCE");
        assertThat(whole.getString("stageBasis")).isEqualTo("DERIVED");
        assertThat(whole.getString("inForceSince")).isEqualTo("2015-12-20");
        assertThat(whole.getBoolean("underNegotiation")).isFalse();
        assertThat(found("stage=IN_FORCE")).contains(urn);
        assertThat(found("stage=SIGNED")).doesNotContain(urn);
        assertThat(found("inForceOn=2015-12-20&sector=DIG")).contains(urn);
        assertThat(found("inForceOn=2015-12-19&sector=DIG")).doesNotContain(urn);

        stage(path, "SUSPENDED");
        assertThat(found("stage=SUSPENDED&party=KR")).contains(urn);
    }

    @Test
    void pluralateralAgreementIsInForcePerParty() {
        JsonPath agreement = created(
                as("cn-maker"),
                "instruments",
                json("{'title': {'en': 'A partnership of many'}, 'kind': 'FTA', 'level': 'PLURILATERAL', "
                        + "'parties': ['CN', 'JP', 'KR'], 'minParties': 2, 'stage': 'NEGOTIATING'}"));
        String path = "instruments/" + id(agreement);
        stage(path, "SUBSTANTIVELY_CONCLUDED");
        for (String party : List.of("CN", "JP", "KR")) {
            act(path, "{'party': '" + party + "', 'act': 'SIGNATURE', 'depositedOn': '2020-11-15'}");
        }
        stage(path, "SIGNED");
        act(path, "{'party': 'CN', 'act': 'ENTRY_INTO_FORCE', 'effectiveOn': '2022-01-01'}");
        JsonPath inForce = act(path, "{'party': 'JP', 'act': 'ENTRY_INTO_FORCE', 'effectiveOn': '2022-01-01'}")
                .jsonPath();
        assertThat(inForce.getString("stage")).isEqualTo("IN_FORCE");
        assertThat(inForce.getList("parties.inForce", Boolean.class)).containsExactly(true, true, false);
        JsonPath later = act(path, "{'party': 'KR', 'act': 'ENTRY_INTO_FORCE', 'effectiveOn': '2022-02-01'}")
                .jsonPath();
        assertThat(later.getString("parties[2].since.date")).isEqualTo("2022-02-01");
    }

    @Test
    void openTrackPutsAnInstrumentUnderNegotiation() {
        JsonPath inForce = created(
                asLoader(),
                "instruments/register-observed",
                json(
                        "{'title': {'en': 'An agreement in force'}, 'kind': 'FTA', 'level': 'BILATERAL', "
                                + "'parties': ['CN', 'KR'], 'stage': 'IN_FORCE', 'guardsNotShown': ['PARTY_ACTS'], "
                                + "'sources': ['%s']}",
                        source("PRESS")));
        assertThat(inForce.getString("stageBasis")).isEqualTo("REPORTED");
        assertThat(inForce.getBoolean("underNegotiation")).isFalse();
        assertThat(inForce.getList("parties.inForce")).containsOnlyNulls();
        JsonPath track = created(
                asLoader(),
                "tracks/register-observed",
                json(
                        "{'title': {'en': 'Second phase'}, 'instrument': '%s', 'topics': ['SERVICES'], 'state':"
                                + " 'ACTIVE', 'guardsNotShown': ['LAUNCH_DATE'], 'sources': ['%s']}",
                        inForce.getString("urn"), source("PRESS")));

        JsonPath now = publicly().get("/policy/v1/instruments/" + id(inForce)).jsonPath();
        assertThat(now.getString("stage")).isEqualTo("IN_FORCE");
        assertThat(now.getBoolean("underNegotiation")).isTrue();
        assertThat(now.getList("tracks.urn", String.class)).containsExactly(track.getString("urn"));
        assertThat(found("stage=NEGOTIATING")).contains(inForce.getString("urn"));
        assertThat(found("stage=IN_FORCE")).contains(inForce.getString("urn"));
        assertThat(publicly()
                        .get("/policy/v1/instruments/" + id(inForce) + "/links")
                        .jsonPath()
                        .getList("links.relation", String.class))
                .containsExactly("track");

        Response concluded = transition(
                "kr-maker", "tracks/" + id(track), json("{'to': 'CONCLUDED', 'sources': ['%s']}", newSource()));
        assertThat(concluded.statusCode()).as(concluded.asString()).isEqualTo(200);
        assertThat(found("stage=NEGOTIATING")).doesNotContain(inForce.getString("urn"));
    }

    @Test
    void stageIsMovedByACheckerWhoDidNotWriteTheRecord() {
        JsonPath agreement = agreement("");
        String path = "instruments/" + id(agreement);
        assertThat(transition("cn-maker", path, json("{'to': 'ABANDONED'}")).statusCode())
                .isEqualTo(403);
        assertThat(transition("kr-checker", path, json("{'to': 'ABANDONED'}")).statusCode())
                .isEqualTo(403);
        Response jump = transition("cn-checker", path, json("{'to': 'SIGNED'}"));
        assertThat(jump.statusCode()).isEqualTo(409);
        assertThat(jump.jsonPath().getList("allowed", String.class))
                .containsExactly("SUBSTANTIVELY_CONCLUDED", "ABANDONED");
        Response patched = patch(as("cn-maker"), path, etag(as("cn-maker"), path), json("{'stage': 'SIGNED'}"));
        assertThat(patched.jsonPath().getString("errors[0].code")).isEqualTo("moved-by-transition");
    }

    @Test
    void memorandumGoesFromSignedToEffective() {
        JsonPath memorandum = created(
                as("cn-maker"),
                "instruments",
                json(
                        "{'title': {'en': 'A memorandum'}, 'kind': 'MOU', 'level': 'BILATERAL', 'parties': ['CN',"
                                + " 'KR'], 'stage': 'NEGOTIATING', 'documents': [{'sha256': '%s', 'language': 'ko'}]}",
                        "a".repeat(64)));
        String path = "instruments/" + id(memorandum);
        stage(path, "SUBSTANTIVELY_CONCLUDED");
        act(path, "{'party': 'CN', 'act': 'SIGNATURE', 'depositedOn': '2026-01-05'}");
        act(path, "{'party': 'KR', 'act': 'SIGNATURE', 'depositedOn': '2026-01-05'}");
        stage(path, "SIGNED");
        assertThat(stage(path, "EFFECTIVE").getString("documents[0].language")).isEqualTo("ko");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'party': 'KR', 'act': 'ENTRY_INTO_FORCE', 'effectiveOn': '2015-05-31' | 422 | /effectiveOn",
                "'party': 'KR', 'act': 'DEPOSIT', 'depositedOn': '2015-12-09', 'effectiveOn': '2015-12-08' | 422 |"
                        + " /effectiveOn",
                "'party': 'JP', 'act': 'SIGNATURE', 'depositedOn': '2015-06-01' | 422 | /party",
                "'party': 'KOR', 'act': 'SIGNATURE', 'depositedOn': '2015-06-01' | 422 | /party",
                "'party': 'KR', 'act': 'SIGNATURE' | 422 | /depositedOn",
                "'party': 'KR', 'act': 'APPLAUSE', 'depositedOn': '2015' | 400 | /act",
                "'party': 'KR', 'act': 'RATIFICATION', 'depositedOn': '30.11.2015' | 400 | /depositedOn"
            })
    void m5_brokenActsAreRefused(String act, int status, String pointer) {
        String path = "instruments/" + id(agreement(""));
        act(path, "{'party': 'KR', 'act': 'SIGNATURE', 'depositedOn': '2015-06-01'}");
        Response refused = act(path, "{" + act + "}");
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(status);
        assertThat(refused.jsonPath().getList("errors.pointer", String.class)).contains(pointer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'parties': ['CN', 'KR', 'JP'] | 422 | /parties",
                "'parties': ['CN'] | 422 | /parties",
                "'parties': ['CN', 'Korea'] | 422 | /parties/1",
                "'stage': 'SIGNED' | 422 | /stage",
                "'stage': 'EFFECTIVE' | 422 | /stage",
                "'minParties': 2 | 422 | /minParties",
                "'prevailing': 'en' | 422 | /prevailing",
                "'hs': ['8542.32'] | 422 | /hs/0",
                "'documents': [{'sha256': 'abc'}] | 400 | /documents/0/sha256",
                "'parent': 'urn:ckep:instrument:00000000-0000-4000-8000-000000000000' | 422 | /parent/0"
            })
    void brokenInstrumentsAreRefused(String change, int status, String pointer) {
        Response response = post(
                as("cn-maker"),
                "instruments",
                withChange(
                        "{'title': {'en': 'x'}, 'kind': 'FTA', 'level': 'BILATERAL', 'parties': ['CN', 'KR']}",
                        change));
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        assertThat(response.jsonPath().getList("errors.pointer", String.class)).contains(pointer);
    }

    @Test
    void observedStageNeedsItsActsOrSaysThatTheyAreNotShown() {
        Response refused = post(
                asLoader(),
                "instruments/register-observed",
                json(
                        "{'title': {'en': 'x'}, 'kind': 'FTA', 'level': 'PLURILATERAL', 'parties': ['CN', 'KR'], "
                                + "'partiesComplete': false, 'stage': 'IN_FORCE', 'sources': ['%s']}",
                        source("PRESS")));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.jsonPath().getList("errors.pointer", String.class)).containsExactly("/parties", "/stage");
    }

    @Test
    void m6_oneOpenTrackForTheSameTopics() {
        String instrument = agreement("").getString("urn");
        String track = "{'title': {'en': 'A track'}, 'instrument': '%s', 'topics': [%s], 'launchedOn': '2017-12-14', "
                + "'classification': {'level': 'BILATERAL'}}";
        JsonPath first = created(as("cn-maker"), "tracks", json(track, instrument, "'SERVICES', 'INVESTMENT'"));
        Response second = post(as("cn-maker"), "tracks", json(track, instrument, "'INVESTMENT', 'SERVICES'"));
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.jsonPath().getString("existing")).isEqualTo(first.getString("urn"));
        created(as("cn-maker"), "tracks", json(track, instrument, "'FINANCE'"));
        assertThat(first.getString("state"))
                .as("launched years ago, and no round since")
                .isEqualTo("DORMANT");
        assertThat(first.getString("instrumentTitle.en.text")).isEqualTo("An agreement");
        assertThat(post(as("cn-maker"), "tracks", json(track, instrument, "'FINANCE', 'FINANCE'"))
                        .statusCode())
                .isEqualTo(422);
    }
}
