package org.ckep.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.policy.PolicyApi.as;
import static org.ckep.policy.PolicyApi.created;
import static org.ckep.policy.PolicyApi.etag;
import static org.ckep.policy.PolicyApi.foreign;
import static org.ckep.policy.PolicyApi.id;
import static org.ckep.policy.PolicyApi.json;
import static org.ckep.policy.PolicyApi.newSource;
import static org.ckep.policy.PolicyApi.patch;
import static org.ckep.policy.PolicyApi.post;
import static org.ckep.policy.PolicyApi.source;
import static org.ckep.policy.PolicyApi.transition;
import static org.ckep.policy.PolicyEvents.EVERYBODY;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each write tells exactly those audiences that may know of it, once and with the right type, and no other. */
@QuarkusTest
class EventsTest {
    private static final List<String> BOTH_SIDES = List.of("bilateral", "side-cn", "side-kr");
    private static final String BILATERAL = "{'level': 'BILATERAL'}";

    private static void done(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isBetween(200, 204);
    }

    private static void step(String user, String path, String body) {
        done(transition(user, path, json(body)));
    }

    @Test
    void everyRegisterTellsOfItsRecordsToThoseWhoMayKnow() {
        Map<String, String> hidden = new LinkedHashMap<>();
        Map<String, String> open = new LinkedHashMap<>();
        String secret = "Between ourselves " + Samples.unknownId();
        for (String register : Samples.BODIES.keySet()) {
            JsonPath record = Samples.entered("kr-maker", register, "");
            String path = register + "/" + id(record);
            done(patch(as("kr-maker"), path, etag(as("kr-maker"), path), json("{'title': {'en': '%s'}}", secret)));
            hidden.put(register, record.getString("urn"));
            open.put(register, Samples.observed(register).getString("urn"));
        }
        PolicyEvents events = PolicyEvents.untilNow();
        hidden.forEach((register, urn) -> {
            assertThat(events.verbs(urn, List.of("side-kr"))).as(register).containsExactly("registered", "changed");
            JsonNode change = events.about(urn).getLast().data();
            assertThat(change.path("urn").asText()).isEqualTo(urn);
            assertThat(change.path("displayId").asText()).startsWith("CK-");
            assertThat(change.at("/title/en/text").asText()).isEqualTo(secret);
            assertThat(events.audiencesThatRead(urn)).as(register).containsExactly("side-kr");
        });
        assertThat(events.audiencesThatRead(secret)).containsExactly("side-kr");
        open.forEach((register, urn) ->
                assertThat(events.verbs(urn, EVERYBODY)).as(register).containsExactly("registered"));
    }

    @Test
    void aRecordOfOneMinistryIsToldToThatMinistryAlone() {
        String urn = Samples.entered(
                        "cn-maker", "challenges", "{'level': 'MINISTRY', 'side': 'CN', 'agency': 'mofcom'}")
                .getString("urn");
        done(as("cn-maker")
                .contentType("application/json")
                .body(json("{'severity': 'CRITICAL'}"))
                .put("/policy/v1/challenges/" + urn + "/severity"));
        PolicyEvents events = PolicyEvents.untilNow();
        assertThat(events.verbs(urn, List.of("agency-mofcom"))).containsExactly("registered", "severity_changed");
        assertThat(events.audiencesThatRead(urn)).containsExactly("agency-mofcom");
    }

    @Test
    void aSeverityIsToldToTheSideWhoseViewItIs() {
        JsonPath challenge = Samples.observed("challenges");
        String urn = challenge.getString("urn");
        done(post(
                as("cn-maker"),
                "challenges/" + id(challenge) + "/indicators",
                json("{'indicator': '%s', 'sources': ['%s']}", foreign("claim"), newSource())));
        for (String severity : List.of("LOW", "HIGH", "HIGH")) {
            done(as("cn-maker")
                    .contentType("application/json")
                    .body(json("{'severity': '%s', 'note': 'for us'}", severity))
                    .put("/policy/v1/challenges/" + urn + "/severity"));
        }
        PolicyEvents events = PolicyEvents.untilNow();
        for (String audience : List.of("public", "partner", "bilateral", "side-kr")) {
            assertThat(events.about(urn, audience))
                    .extracting(PolicyEvents.Event::type)
                    .containsExactly("org.ckep.policy.challenge.registered.v1", "org.ckep.policy.challenge.changed.v1");
        }
        List<PolicyEvents.Event> own = events.about(urn, "side-cn");
        assertThat(own)
                .extracting(PolicyEvents.Event::type)
                .endsWith(
                        "org.ckep.policy.challenge.severity_changed.v1",
                        "org.ckep.policy.challenge.severity_changed.v1")
                .as("the same again is no change")
                .hasSize(4);
        JsonNode change = own.getLast().data();
        assertThat(change.path("previousSeverity").asText()).isEqualTo("LOW");
        assertThat(change.path("severity").asText()).isEqualTo("HIGH");
        assertThat(change.path("side").asText()).isEqualTo("CN");
    }

    @Test
    void anInstrumentTellsOfActsAndStages() {
        JsonPath instrument = Samples.entered("cn-maker", "instruments", BILATERAL);
        String path = "instruments/" + id(instrument);
        step("cn-checker", path, "{'to': 'SUBSTANTIVELY_CONCLUDED'}");
        for (String party : List.of("CN", "KR")) {
            done(post(
                    as("cn-maker"),
                    path + "/acts",
                    json("{'party': '%s', 'act': 'SIGNATURE', 'depositedOn': '2025-06-01'}", party)));
        }
        step("cn-checker", path, "{'to': 'SIGNED'}");
        for (String party : List.of("CN", "KR")) {
            done(post(
                    as("cn-maker"),
                    path + "/acts",
                    json("{'party': '%s', 'act': 'ENTRY_INTO_FORCE', 'effectiveOn': '2025-12-20'}", party)));
        }
        PolicyEvents events = PolicyEvents.untilNow();
        String urn = instrument.getString("urn");
        assertThat(events.verbs(urn, BOTH_SIDES))
                .containsExactly(
                        "registered",
                        "stage_changed",
                        "party_act",
                        "party_act",
                        "stage_changed",
                        "party_act",
                        "party_act",
                        "stage_changed");
        JsonNode last = events.about(urn, "side-kr").getLast().data();
        assertThat(last.path("previousState").asText()).isEqualTo("SIGNED");
        assertThat(last.path("state").asText()).isEqualTo("IN_FORCE");
        assertThat(events.audiencesThatRead(urn)).containsExactlyElementsOf(BOTH_SIDES);
    }

    @Test
    void tracksAndEngagementsTellOfTheirStates() {
        JsonPath track = Samples.entered("cn-maker", "tracks", BILATERAL);
        step("cn-checker", "tracks/" + id(track), "{'to': 'ACTIVE'}");
        JsonPath meeting = Samples.entered("cn-maker", "engagements", BILATERAL);
        String path = "engagements/" + id(meeting);
        step("cn-checker", path, "{'to': 'POSTPONED', 'start': '2026-04-20', 'reason': 'an election'}");
        step("cn-checker", path, "{'to': 'CONFIRMED'}");
        step("cn-checker", path, "{'to': 'HELD', 'start': '2026-04-20', 'end': '2026-04-21'}");
        step("kr-checker", path, "{'to': 'MINUTES_AGREED'}");
        step("cn-checker", path, "{'to': 'MINUTES_AGREED'}");
        JsonPath off = Samples.entered("cn-maker", "engagements", BILATERAL);
        step("cn-checker", "engagements/" + id(off), "{'to': 'CANCELLED', 'reason': 'no time'}");

        PolicyEvents events = PolicyEvents.untilNow();
        assertThat(events.verbs(track.getString("urn"), BOTH_SIDES)).containsExactly("registered", "state_changed");
        assertThat(events.verbs(off.getString("urn"), BOTH_SIDES)).containsExactly("registered", "cancelled");
        assertThat(events.verbs(meeting.getString("urn"), BOTH_SIDES))
                .startsWith("registered", "postponed", "confirmed", "held")
                .endsWith("minutes_agreed");
        JsonNode agreed =
                events.about(meeting.getString("urn"), "side-kr").getLast().data();
        assertThat(agreed.path("previousState").asText()).isEqualTo("HELD");
        assertThat(agreed.path("state").asText()).isEqualTo("MINUTES_AGREED");
    }

    @Test
    void aMilestoneTellsOfEveryWordAndStep() {
        JsonPath milestone = Samples.entered("cn-maker", "milestones", BILATERAL);
        String urn = milestone.getString("urn");
        String path = "milestones/" + id(milestone);
        step("cn-checker", path, "{'to': 'PROPOSED'}");
        step("cn-checker", path, "{'to': 'AGREED'}");
        step("kr-checker", path, "{'to': 'AGREED'}");
        done(post(as("kr-maker"), path + "/evidence", json("{'title': {'en': 'A letter'}}")));
        step("cn-maker", path, "{'to': 'IN_PROGRESS'}");
        done(declare("kr-checker", path, "assessments", "{'assessment': 'PARTIALLY_MET'}"));
        done(declare("cn-checker", path, "sign-off", "{}"));
        done(declare("kr-checker", path, "sign-off", "{}"));

        PolicyEvents events = PolicyEvents.untilNow();
        assertThat(events.verbs(urn, BOTH_SIDES))
                .containsExactly(
                        "registered",
                        "proposed",
                        "consented",
                        "agreed",
                        "evidence_added",
                        "started",
                        "assessed",
                        "assessed",
                        "met");
        JsonNode consented = events.about(urn, "bilateral").get(2).data();
        assertThat(consented.path("side").asText()).isEqualTo("CN");
        assertThat(consented.path("to").asText()).isEqualTo("AGREED");
        assertThat(consented.path("state").asText()).isEqualTo("PROPOSED");
        assertThat(events.about(urn, "bilateral")
                        .getLast()
                        .data()
                        .path("previousState")
                        .asText())
                .isEqualTo("IN_PROGRESS");
    }

    private static Response declare(String user, String path, String what, String body) {
        return as(user).contentType("application/json")
                .header("If-Match", etag(as(user), path))
                .body(json(body))
                .post("/policy/v1/" + path + "/" + what);
    }

    @Test
    void theEndsOfAMilestoneAreToldToo() {
        JsonPath deferred = Samples.entered("cn-maker", "milestones", BILATERAL);
        String path = "milestones/" + id(deferred);
        step("cn-checker", path, "{'to': 'PROPOSED'}");
        String later = "{'to': 'AGREED', 'due': '2029', 'reason': 'late'}";
        for (String body : List.of("{'to': 'AGREED'}", later, "{'to': 'CANCELLED', 'reason': 'over'}")) {
            step("cn-checker", path, body);
            step("kr-checker", path, body);
        }
        JsonPath replaced = Samples.entered("cn-maker", "milestones", BILATERAL);
        step("cn-checker", "milestones/" + id(replaced), "{'to': 'PROPOSED'}");
        step(
                "cn-checker",
                "milestones/" + id(replaced),
                "{'to': 'SUPERSEDED', 'reason': 'new', 'supersededBy': '" + deferred.getString("urn") + "'}");
        PolicyEvents events = PolicyEvents.untilNow();
        assertThat(events.verbs(deferred.getString("urn"), BOTH_SIDES))
                .containsExactly(
                        "registered",
                        "proposed",
                        "consented",
                        "agreed",
                        "consented",
                        "deferred",
                        "consented",
                        "cancelled");
        assertThat(events.verbs(replaced.getString("urn"), BOTH_SIDES))
                .containsExactly("registered", "proposed", "superseded");
    }

    /** Rule C9: who may not read both ends of a link is told nothing of it. */
    @Test
    void aLinkIsToldToThoseWhoReadBothEnds() {
        String agencies = "{'level': 'PARTNER', 'agencies': ['%s']}";
        JsonPath open = Samples.entered("cn-maker", "milestones", BILATERAL);
        JsonPath hidden = Samples.entered("cn-maker", "milestones", "");
        JsonPath kotra = Samples.entered("cn-maker", "milestones", agencies.formatted("kotra"));
        JsonPath kita = Samples.entered("cn-maker", "milestones", agencies.formatted("kita"));
        link(hidden, open);
        String shared = link(kita, kotra);
        done(as("cn-maker").delete("/policy/v1/milestones/" + id(kotra) + "/dependencies/" + shared));

        PolicyEvents events = PolicyEvents.untilNow();
        String urn = open.getString("urn");
        assertThat(events.about(urn, "side-cn"))
                .extracting(PolicyEvents.Event::type)
                .containsExactly(
                        "org.ckep.policy.milestone.registered.v1", "org.ckep.policy.milestone.dependency_added.v1");
        assertThat(events.about(urn, "side-kr")).hasSize(1);
        assertThat(events.about(urn, "bilateral")).hasSize(1);
        assertThat(events.audiencesThatRead(hidden.getString("urn"))).containsExactly("side-cn");
        assertThat(events.about(kotra.getString("urn"), "agency-kotra")).hasSize(1);
        assertThat(events.about(kotra.getString("urn"), "bilateral"))
                .extracting(event -> event.type().split("\\.", -1)[4])
                .containsExactly("registered", "dependency_added", "dependency_removed");
        assertThat(events.audiencesThatRead(kita.getString("urn")))
                .containsExactly("agency-kita", "bilateral", "side-cn", "side-kr");
    }

    private static String link(JsonPath from, JsonPath to) {
        return created(
                        as("cn-maker"),
                        "milestones/" + id(to) + "/dependencies",
                        json("{'from': '%s'}", from.getString("urn")))
                .getString("id");
    }

    @Test
    void aHiddenAnswerToAPublicNeedIsToldToNobodyElse() {
        JsonPath need = Samples.observed("needs");
        String urn = need.getString("urn");
        JsonPath answer = created(
                as("cn-maker"),
                "milestones",
                json("{'title': {'en': 'Our answer'}, 'type': 'LEGAL', 'answers': ['%s']}", urn));
        PolicyEvents events = PolicyEvents.untilNow();
        assertThat(events.verbs(urn, EVERYBODY)).containsExactly("registered");
        assertThat(events.audiencesThatRead(answer.getString("urn"))).containsExactly("side-cn");
    }

    @Test
    void aClaimIsToldToThoseWhoMayReadIt() {
        JsonPath need = Samples.observed("needs");
        JsonPath claim = created(as("kr-maker"), "claims", Routes.claim(need.getString("urn"), source("PRESS")));
        String path = "claims/" + id(claim);
        done(as("kr-maker")
                .contentType("application/json")
                .header("If-Match", etag(as("kr-maker"), path))
                .body(json("{'reason': 'It was wrong.'}"))
                .post("/policy/v1/" + path + "/deprecate"));
        PolicyEvents events = PolicyEvents.untilNow();
        assertThat(events.verbs(claim.getString("urn"), List.of("side-kr"))).containsExactly("recorded", "deprecated");
        assertThat(events.audiencesThatRead(claim.getString("urn"))).containsExactly("side-kr");
    }

    @Test
    void whatIsRefusedOrChangesNothingIsToldToNobody() {
        JsonPath milestone = Samples.entered("cn-maker", "milestones", BILATERAL);
        String path = "milestones/" + id(milestone);
        String etag = etag(as("cn-maker"), path);
        assertThat(patch(as("cn-maker"), path, etag, json("{'type': 'PARTY'}")).statusCode())
                .isEqualTo(400);
        assertThat(patch(as("cn-maker"), path, etag, json("{'due': null}")).statusCode())
                .isEqualTo(422);
        assertThat(patch(as("cn-maker"), path, "\"old\"", json("{'type': 'REVIEW'}"))
                        .statusCode())
                .isEqualTo(412);
        assertThat(patch(as("cn-maker"), path, etag, "{}").statusCode()).isEqualTo(200);
        assertThat(transition("cn-checker", path, json("{'to': 'MET'}")).statusCode())
                .isEqualTo(409);
        String key = "told-once-" + Samples.unknownId();
        String body = json("{'title': {'en': 'Once'}}");
        JsonPath once = created(as("cn-maker").header("Idempotency-Key", key), "needs", body);
        created(as("cn-maker").header("Idempotency-Key", key), "needs", body);

        PolicyEvents events = PolicyEvents.untilNow();
        assertThat(events.verbs(milestone.getString("urn"), BOTH_SIDES)).containsExactly("registered");
        assertThat(events.verbs(once.getString("urn"), List.of("side-cn"))).containsExactly("registered");
    }
}
