package org.ckep.policy.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.policy.PolicyApi.as;
import static org.ckep.policy.PolicyApi.asLoader;
import static org.ckep.policy.PolicyApi.created;
import static org.ckep.policy.PolicyApi.etag;
import static org.ckep.policy.PolicyApi.foreign;
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
class EngagementTest {
    private static JsonPath meeting(String more) {
        return created(
                as("cn-maker"),
                "engagements",
                json(
                        "{'title': {'en': 'A meeting'}, 'kind': 'COMMITTEE_SESSION', 'start': '2026-03-16', "
                                + "'end': '2026-03-20', 'hostSide': 'KR', 'guestSide': 'CN', "
                                + "'place': {'iso3166_2': 'KR-11', 'city': 'Seoul'}, "
                                + "'classification': {'level': 'BILATERAL'}%s}",
                        more));
    }

    private static JsonPath step(String user, String path, String body) {
        Response response = transition(user, path, json(body));
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.jsonPath();
    }

    private static JsonPath mechanism(String counterparts) {
        return created(
                as("cn-maker"),
                "mechanisms",
                json(
                        "{'title': {'en': 'A committee'}, 'level': 'VICE_MINISTER', 'periodicity': 'P1Y', "
                                + "'names': {'cn': {'zh-Hans': '联委会'}, 'kr': {'ko': '공동위'}}, "
                                + "'counterparts': [%s], 'classification': {'level': 'BILATERAL'}}",
                        counterparts));
    }

    private static String counterpart(String side, String more) {
        return "{'side': '%s', 'organisation': '%s'%s}".formatted(side, foreign("organisation"), more);
    }

    @Test
    void engagementTakesItsWayAndKeepsFormerDates() {
        String path = "engagements/" + id(meeting(""));
        JsonPath postponed =
                step("cn-checker", path, "{'to': 'POSTPONED', 'start': '2026-04-20', 'reason': 'an election'}");
        assertThat(postponed.getString("start.date")).isEqualTo("2026-04-20");
        assertThat(postponed.getString("formerDates[0].start.date")).isEqualTo("2026-03-16");
        assertThat(postponed.getString("formerDates[0].reason")).isEqualTo("an election");
        step("cn-checker", path, "{'to': 'CONFIRMED'}");
        assertThat(transition("cn-checker", path, json("{'to': 'HELD'}")).statusCode())
                .as("without the actual dates")
                .isEqualTo(422);
        JsonPath held = step("cn-checker", path, "{'to': 'HELD', 'start': '2026-04-21', 'end': '2026-04-22'}");
        assertThat(held.getString("state")).isEqualTo("HELD");
        assertThat(held.getString("end.date")).isEqualTo("2026-04-22");
        Response back = transition("cn-checker", path, json("{'to': 'PLANNED'}"));
        assertThat(back.statusCode()).isEqualTo(409);
        assertThat(back.jsonPath().getList("allowed", String.class)).containsExactly("MINUTES_AGREED");
    }

    @Test
    void minutesAreAgreedByACheckerOfEachSide() {
        JsonPath meeting = meeting(", 'minutesSha256': '" + "b".repeat(64) + "'");
        String path = "engagements/" + id(meeting);
        step("cn-checker", path, "{'to': 'CONFIRMED'}");
        step("cn-checker", path, "{'to': 'HELD', 'start': '2026-03-16', 'end': '2026-03-18'}");
        assertThat(transition("kr-maker", path, json("{'to': 'MINUTES_AGREED'}"))
                        .statusCode())
                .isEqualTo(403);
        JsonPath first = step("kr-checker", path, "{'to': 'MINUTES_AGREED'}");
        assertThat(first.getString("state")).isEqualTo("HELD");
        assertThat(first.getList("minutesAgreedBy", String.class)).containsExactly("KR");
        assertThat(step("kr-checker", path, "{'to': 'MINUTES_AGREED'}").getString("state"))
                .as("one side twice is not both")
                .isEqualTo("HELD");
        JsonPath agreed = step("cn-checker", path, "{'to': 'MINUTES_AGREED'}");
        assertThat(agreed.getString("state")).isEqualTo("MINUTES_AGREED");
        assertThat(agreed.getList("minutesAgreedBy")).isNull();
    }

    @Test
    void otherSidesWordCanBeTheLastOne() {
        String path = "engagements/" + id(meeting(""));
        step("cn-checker", path, "{'to': 'CONFIRMED'}");
        step("cn-checker", path, "{'to': 'HELD', 'start': '2026-03-16', 'end': '2026-03-18'}");
        step("cn-checker", path, "{'to': 'MINUTES_AGREED'}");
        assertThat(step("kr-checker", path, "{'to': 'MINUTES_AGREED'}").getString("state"))
                .isEqualTo("MINUTES_AGREED");
    }

    @Test
    void m7_ordinalsFollowEachOtherInTheirMechanism() {
        String mechanism = mechanism("").getString("urn");
        String other = mechanism("").getString("urn");
        meeting(", 'mechanism': '" + mechanism + "', 'ordinal': 12, 'gapReason': 'earlier ones are not recorded'");
        Response gap = post(
                as("cn-maker"),
                "engagements",
                json(
                        "{'title': {'en': 'x'}, 'kind': 'COMMITTEE_SESSION', 'mechanism': '%s', 'ordinal': 14}",
                        mechanism));
        assertThat(gap.statusCode()).isEqualTo(422);
        assertThat(gap.jsonPath().getString("errors[0].code")).isEqualTo("ordinal-out-of-sequence");
        Response taken = post(
                as("cn-maker"),
                "engagements",
                json(
                        "{'title': {'en': 'x'}, 'kind': 'COMMITTEE_SESSION', 'mechanism': '%s', 'ordinal': 12, "
                                + "'gapReason': 'again'}",
                        mechanism));
        assertThat(taken.statusCode()).isEqualTo(409);
        meeting(", 'mechanism': '" + mechanism + "', 'ordinal': 13");
        meeting(", 'mechanism': '" + other + "', 'ordinal': 1");
        assertThat(as("kr-maker")
                        .get("/policy/v1/engagements?mechanism=" + mechanism)
                        .jsonPath()
                        .getList("data.ordinal", Integer.class))
                .containsExactly(13, 12);
    }

    @Test
    void m12_sessionNeedsACounterpartOfEachSideOnItsDay() {
        String empty = mechanism(counterpart("CN", "") + ", " + counterpart("KR", ", 'to': '2025'"))
                .getString("urn");
        String path = "engagements/" + id(meeting(", 'mechanism': '" + empty + "'"));
        step("cn-checker", path, "{'to': 'CONFIRMED'}");
        Response refused =
                transition("cn-checker", path, json("{'to': 'HELD', 'start': '2026-03-16', 'end': '2026-03-18'}"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.jsonPath().getString("detail"))
                .isEqualTo("On 2026-03-16 the mechanism has no organisation of [KR].");

        JsonPath manned = mechanism(counterpart("CN", "") + ", " + counterpart("KR", ", 'from': '2025'"));
        String session = "engagements/" + id(meeting(", 'mechanism': '" + manned.getString("urn") + "', 'ordinal': 1"));
        step("cn-checker", session, "{'to': 'CONFIRMED'}");
        step("cn-checker", session, "{'to': 'HELD', 'start': '2026-03-16', 'end': '2026-03-18'}");
        JsonPath mechanism =
                as("kr-maker").get("/policy/v1/mechanisms/" + id(manned)).jsonPath();
        assertThat(mechanism.getString("names.kr.ko.text")).isEqualTo("공동위");
        assertThat(mechanism.getInt("lastSession.ordinal")).isEqualTo(1);
        assertThat(mechanism.getString("nextDue")).isEqualTo("2027-03-18");
        assertThat(as("kr-maker")
                        .get("/policy/v1/mechanisms/" + id(manned) + "/links")
                        .jsonPath()
                        .getList("links.relation", String.class))
                .containsExactly("session");
    }

    @Test
    void roundsKeepATrackAwake() {
        String instrument = created(
                        as("cn-maker"),
                        "instruments",
                        json("{'title': {'en': 'x'}, 'kind': 'FTA', 'level': 'BILATERAL', 'parties': ['CN', 'KR'], "
                                + "'classification': {'level': 'BILATERAL'}}"))
                .getString("urn");
        JsonPath track = created(
                as("cn-maker"),
                "tracks",
                json(
                        "{'title': {'en': 'A track'}, 'instrument': '%s', 'launchedOn': '2017', "
                                + "'classification': {'level': 'BILATERAL'}}",
                        instrument));
        assertThat(track.getString("state")).isEqualTo("DORMANT");
        String round = "engagements/"
                + id(created(
                        as("cn-maker"),
                        "engagements",
                        json(
                                "{'title': {'en': 'Round 1'}, 'kind': 'ROUND', 'track': '%s', 'ordinal': 1, "
                                        + "'classification': {'level': 'BILATERAL'}}",
                                track.getString("urn"))));
        String day = java.time.LocalDate.now().minusDays(3).toString();
        step("cn-checker", round, "{'to': 'CONFIRMED'}");
        step("cn-checker", round, "{'to': 'HELD', 'start': '" + day + "', 'end': '" + day + "'}");
        JsonPath awake = as("kr-maker").get("/policy/v1/tracks/" + id(track)).jsonPath();
        assertThat(awake.getString("state")).isEqualTo("ACTIVE");
        assertThat(awake.getInt("lastRound.ordinal")).isEqualTo(1);
        assertThat(as("kr-maker")
                        .get("/policy/v1/instruments/" + instrument + "/links")
                        .jsonPath()
                        .getList("links.relation", String.class))
                .containsExactly("track", "round");
    }

    @Test
    void delegationSizesAreClaimsSideBySide() {
        JsonPath visit = created(
                asLoader(),
                "engagements/register-observed",
                json(
                        "{'title': {'en': 'A visit'}, 'kind': 'STATE_VISIT', 'state': 'HELD', 'start': '2026-01-04', "
                                + "'end': '2026-01-07', 'sources': ['%s']}",
                        source("COMMENTARY")));
        String organisation = foreign("organisation");
        JsonPath delegation = created(
                asLoader(),
                "delegations/register-observed",
                json(
                        "{'title': {'en': 'Business'}, 'engagement': '%s', 'side': 'KR', 'kind': 'BUSINESS',"
                                + " 'members': [{'organisation': '%s', 'role': 'LEAD'}], 'counts': [{'quantity': {'value':"
                                + " '200', 'relation': 'GT', 'countingUnit': 'ENTERPRISE'}}], 'highestLevelSince': '2019',"
                                + " 'sources': ['%s']}",
                        visit.getString("urn"), organisation, source("COMMENTARY")));
        created(
                asLoader(),
                "claims",
                json(
                        "{'subject': '%s', 'attribute': 'delegation-size', 'value': {'type': 'quantity', "
                                + "'quantity': {'value': '416', 'countingUnit': 'PERSON'}}, 'modality': 'ASSERTED', "
                                + "'sources': ['%s']}",
                        delegation.getString("urn"), source("PRESS")));

        JsonPath seen = publicly().get("/policy/v1/engagements/" + id(visit)).jsonPath();
        assertThat(seen.getList("delegations.urn", String.class)).containsExactly(delegation.getString("urn"));
        assertThat(seen.getList("delegations[0].counts.value", String.class)).containsExactly("416", "200");
        assertThat(seen.getList("delegations[0].counts.relation", String.class)).containsExactly("EQ", "GT");
        assertThat(seen.getList("delegations[0].counts.countingUnit", String.class))
                .containsExactly("PERSON", "ENTERPRISE");
        assertThat(seen.getList("delegations[0].counts.basis", String.class)).containsExactly("PRESS", "COMMENTARY");
        assertThat(seen.getString("delegations[0].highestLevelSince.date")).isEqualTo("2019-01-01");
        assertThat(publicly()
                        .get("/policy/v1/delegations?organisation=" + organisation)
                        .jsonPath()
                        .getList("data.urn", String.class))
                .containsExactly(delegation.getString("urn"));
        String path = "delegations/" + id(delegation);
        String change = json("{'counts': [], 'sources': ['%s']}", newSource());
        assertThat(patch(as("cn-maker"), path, etag(as("cn-maker"), path), change)
                        .jsonPath()
                        .getString("errors[0].code"))
                .isEqualTo("given-once");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'counts': [{'quantity': {'value': '-5', 'countingUnit': 'PERSON'}}] | 400 | /counts/0/quantity",
                "'counts': [{'quantity': {'value': '5'}}] | 422 | /counts/0/quantity/countingUnit",
                "'counts': [{'quantity': {'value': '5', 'countingUnit': 'PERSON'}, 'modality': 'OPINION'}] | 422 |"
                        + " /counts/0/modality",
                "'members': [{'role': 'LEAD'}] | 422 | /members/0",
                "'side': 'US' | 400 | /side",
                "'engagement': 'urn:ckep:engagement:00000000-0000-4000-8000-000000000000' | 422 | /engagement"
            })
    void brokenDelegationsAreRefused(String change, int status, String pointer) {
        io.vertx.core.json.JsonObject body = new io.vertx.core.json.JsonObject(json(
                "{'title': {'en': 'x'}, 'engagement': '%s', 'side': 'CN', 'kind': 'EXPERT', 'sources': ['%s'], "
                        + "'classification': {'level': 'BILATERAL'}}",
                meeting("").getString("urn"), source("PRESS")));
        new io.vertx.core.json.JsonObject("{" + change.replace('\'', '"') + "}")
                .forEach(member -> body.put(member.getKey(), member.getValue()));
        Response response = post(as("cn-maker"), "delegations", body.encode());
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        assertThat(response.jsonPath().getList("errors.pointer", String.class)).contains(pointer);
    }

    @Test
    void readersOfADelegationAreReadersOfItsEngagement() {
        JsonPath secret =
                created(as("cn-maker"), "engagements", json("{'title': {'en': 'secret'}, 'kind': 'WORKING_MEETING'}"));
        Response wide = post(
                as("cn-maker"),
                "delegations",
                json(
                        "{'title': {'en': 'x'}, 'engagement': '%s', 'side': 'CN', 'kind': 'EXPERT', "
                                + "'classification': {'level': 'BILATERAL'}}",
                        secret.getString("urn")));
        assertThat(wide.statusCode()).isEqualTo(422);
        assertThat(wide.jsonPath().getString("errors[0].code")).isEqualTo("narrower-than-its-reader");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'end': '2026-03-01' | 422 | /end",
                "'start': '2026-02-30' | 400 | /start",
                "'start': '2026-03-16T00:30:00+09:00' | 400 | /start",
                "'heads': [{'side': 'KR', 'person': {'en': 'A'}}, {'side': 'KR', 'person': {'en': 'B'}}] | 422 |"
                        + " /heads",
                "'ordinal': 0 | 422 | /ordinal",
                "'hostSide': 'CN', 'guestSide': 'CN' | 422 | /guestSide",
                "'video': true, 'place': {'iso3166_2': 'KR-11'} | 422 | /place",
                "'place': {'iso3166_2': 'KR-99'} | 400 | /place/iso3166_2",
                "'state': 'HELD' | 422 | /state",
                "'outcomes': [{'kind': 'MOU', 'title': {'en': '<script>'}}] | 422 | /outcomes/0/title",
                "'agendaSectors': ['semi'] | 422 | /agendaSectors/0"
            })
    void brokenEngagementsAreRefused(String change, int status, String pointer) {
        Response response = post(
                as("cn-maker"),
                "engagements",
                withChange(
                        "{'title': {'en': 'x'}, 'kind': 'ROUND', 'start': '2026-03-16', 'end': '2026-03-20'}", change));
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        assertThat(response.jsonPath().getList("errors.pointer", String.class)).contains(pointer);
    }

    @Test
    void engagementsAreFoundByDateAndSector() {
        JsonPath march = meeting(", 'agendaSectors': ['H2']");
        for (String query : List.of(
                "from=2026-03-20&sector=H2", "to=2026-03-16&sector=H2", "from=2026-03-01&to=2026-03-31&sector=H2")) {
            assertThat(as("kr-maker")
                            .get("/policy/v1/engagements?" + query)
                            .jsonPath()
                            .getList("data.urn", String.class))
                    .as(query)
                    .containsExactly(march.getString("urn"));
        }
        assertThat(as("kr-maker")
                        .get("/policy/v1/engagements?from=2026-03-21&sector=H2")
                        .jsonPath()
                        .getList("data"))
                .isEmpty();
    }
}
