package org.ckep.policy;

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
import static org.ckep.policy.PolicyApi.transition;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No side stands behind an observed record: whoever changes it brings a source that the record did not have. */
@QuarkusTest
class ObservedChangeTest {
    static List<String> registers() {
        return List.copyOf(Samples.BODIES.keySet());
    }

    private static void assertSourceNeeded(Response refused) {
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(422);
        assertThat(refused.jsonPath().getString("type")).isEqualTo("urn:ckep:problem:source-needed");
        assertThat(refused.jsonPath().getString("errors[0].pointer")).isEqualTo("/sources");
    }

    /** Refused without a source and with one that the record has; done with a new one, given as a JSON member. */
    private static JsonPath onlyWithANewSource(JsonPath record, Function<String, Response> change) {
        assertSourceNeeded(change.apply(""));
        assertSourceNeeded(change.apply(", 'sources': []"));
        String known = record.getString("sources[0]");
        assertSourceNeeded(change.apply(", 'sources': ['%s']".formatted(known)));
        String later = newSource();
        Response done = change.apply(", 'sources': ['%s', '%s']".formatted(known, later));
        assertThat(done.statusCode()).as(done.asString()).isIn(200, 201);
        return JsonPath.from(json("{'known': '%s', 'later': '%s'}", known, later));
    }

    @ParameterizedTest
    @MethodSource("registers")
    void aPatchBringsASource(String register) {
        JsonPath record = Samples.observed(register);
        String path = register + "/" + id(record);
        String before = publicly().get("/policy/v1/" + path).asString();
        Function<String, Response> rename = sources -> patch(
                as("kr-maker"),
                path,
                etag(as("kr-maker"), path),
                json("{'title': {'en': 'As seen later'}" + sources + "}"));
        assertSourceNeeded(rename.apply(""));
        assertThat(publicly().get("/policy/v1/" + path).asString()).isEqualTo(before);
        JsonPath sources = onlyWithANewSource(record, rename);
        JsonPath after = publicly().get("/policy/v1/" + path).jsonPath();
        assertThat(after.getString("title.en.text")).isEqualTo("As seen later");
        assertThat(after.getList("sources", String.class))
                .containsExactly(sources.getString("known"), sources.getString("later"));
        assertThat(patch(asLoader(), path, etag(asLoader(), path), json("{'title': {'en': 'By the loader'}}"))
                        .statusCode())
                .as("the loader enters and changes nothing")
                .isEqualTo(403);
    }

    @Test
    void aSourceThatNotEveryReaderMayKnowIsRefused() {
        String path = "needs/" + id(Samples.observed("needs"));
        String hidden = created(as("kr-maker"), "sources", json("{'kind': 'PRESS', 'title': 'Not for all'}"))
                .getString("urn");
        for (String source : List.of(hidden, foreign("source"))) {
            Response refused = patch(
                    as("kr-maker"),
                    path,
                    etag(as("kr-maker"), path),
                    json("{'title': {'en': 'x'}, 'sources': ['%s']}", source));
            assertThat(refused.statusCode()).as(refused.asString()).isBetween(400, 422);
            assertThat(refused.jsonPath().getString("errors[0].pointer")).startsWith("/sources");
        }
    }

    @Test
    void aSidesOwnRecordTakesASourceAndNeedsNone() {
        JsonPath need = Samples.entered("cn-maker", "needs", "");
        String path = "needs/" + id(need);
        assertThat(patch(as("cn-maker"), path, etag(as("cn-maker"), path), json("{'title': {'en': 'Other'}}"))
                        .statusCode())
                .isEqualTo(200);
        String source = newSource();
        Response added = patch(as("cn-maker"), path, etag(as("cn-maker"), path), json("{'sources': ['%s']}", source));
        assertThat(added.jsonPath().getList("sources", String.class)).containsExactly(source);
    }

    @Test
    void aStepBringsASource() {
        JsonPath instrument = Samples.observed("instruments");
        onlyWithANewSource(
                instrument,
                sources -> transition(
                        "cn-maker",
                        "instruments/" + id(instrument),
                        json("{'to': 'SUBSTANTIVELY_CONCLUDED'" + sources + "}")));
        JsonPath track = Samples.observed("tracks");
        onlyWithANewSource(
                track,
                sources -> transition("kr-maker", "tracks/" + id(track), json("{'to': 'ACTIVE'" + sources + "}")));
        JsonPath engagement = Samples.observed("engagements");
        onlyWithANewSource(
                engagement,
                sources -> transition(
                        "kr-maker", "engagements/" + id(engagement), json("{'to': 'CONFIRMED'" + sources + "}")));
    }

    @Test
    void whatIsAddedBringsASource() {
        JsonPath instrument = Samples.observed("instruments");
        onlyWithANewSource(
                instrument,
                sources -> post(
                        as("cn-maker"),
                        "instruments/" + id(instrument) + "/acts",
                        json("{'party': 'CN', 'act': 'SIGNATURE', 'depositedOn': '2025'" + sources + "}")));
        JsonPath challenge = Samples.observed("challenges");
        onlyWithANewSource(
                challenge,
                sources -> post(
                        as("cn-maker"),
                        "challenges/" + id(challenge) + "/indicators",
                        json("{'indicator': '" + foreign("claim") + "'" + sources + "}")));
    }

    @Test
    void aLinkOfAnObservedMilestoneComesAndGoesWithASource() {
        JsonPath milestone = observedMilestone();
        String first = observedMilestone().getString("urn");
        String path = "milestones/" + id(milestone) + "/dependencies";
        onlyWithANewSource(
                milestone, sources -> post(as("cn-maker"), path, json("{'from': '" + first + "'" + sources + "}")));
        String link = "/policy/v1/" + path + "/"
                + publicly().get("/policy/v1/" + path).jsonPath().getString("predecessors[0].id");
        assertSourceNeeded(as("kr-maker").delete(link));
        assertThat(as("kr-maker").delete(link + "?source=" + newSource()).statusCode())
                .isEqualTo(204);
    }

    @Test
    void evidenceOfAnObservedMilestoneCanBeLookedUp() {
        String path = "milestones/" + id(observedMilestone()) + "/evidence";
        Response refused = post(as("cn-maker"), path, json("{'title': {'en': 'A letter'}}"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.jsonPath().getString("errors[0].pointer")).isEqualTo("/url");
        assertThat(post(as("cn-maker"), path, json("{'url': 'https://example.org/letter'}"))
                        .statusCode())
                .isEqualTo(200);
    }

    private static JsonPath observedMilestone() {
        return Samples.observed("milestones");
    }
}
