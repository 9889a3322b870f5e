package org.ckep.policy.milestone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.policy.PolicyApi.as;
import static org.ckep.policy.PolicyApi.asLoader;
import static org.ckep.policy.PolicyApi.created;
import static org.ckep.policy.PolicyApi.id;
import static org.ckep.policy.PolicyApi.json;
import static org.ckep.policy.PolicyApi.post;
import static org.ckep.policy.PolicyApi.publicly;
import static org.ckep.policy.PolicyApi.source;
import static org.ckep.policy.PolicyApi.transition;
import static org.ckep.policy.PolicyApi.withChange;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a milestone is entered, and what is refused. */
@QuarkusTest
class MilestoneEntryTest {
    @Test
    void observedMilestoneSaysWhatItCannotShow() {
        String incomplete = json(
                "{'title': {'en': 'A visit'}, 'type': 'ENGAGEMENT', 'state': 'MET', 'sources': ['%s'], "
                        + "'guardsNotShown': [%s], 'evidence': [{'title': {'en': 'the visit'}}]}",
                source("COMMENTARY"), "%s");
        Response missing = post(asLoader(), "milestones/register-observed", incomplete.formatted(""));
        assertThat(missing.statusCode()).isEqualTo(422);
        assertThat(missing.jsonPath().getList("errors.pointer", String.class))
                .containsExactly("/due", "/owner", "/criteria", "/metOn", "/state");
        JsonPath observed = created(
                asLoader(),
                "milestones/register-observed",
                incomplete.formatted("\"DUE\", \"OWNER\", \"CRITERIA\", \"MET_ON\", \"ASSESSMENTS\""));
        assertThat(observed.getString("state")).isEqualTo("MET");
        assertThat(publicly()
                        .get("/policy/v1/milestones/" + id(observed) + "?expand=record")
                        .jsonPath()
                        .getList("record.guardsNotShown", String.class))
                .containsExactly("DUE", "OWNER", "CRITERIA", "MET_ON", "ASSESSMENTS");
        assertThat(transition("cn-checker", "milestones/" + id(observed), json("{'to': 'CANCELLED', 'reason': 'x'}"))
                        .statusCode())
                .as("nobody stands behind it")
                .isEqualTo(409);
        assertThat(post(asLoader(), "milestones/register-observed", incomplete.formatted("\"DUE\", \"WEATHER\""))
                        .jsonPath()
                        .getString("errors[0].code"))
                .isEqualTo("unknown-guard");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'due': '1899-01-01' | 400 | /due",
                "'due': '2026-02-30' | 400 | /due",
                "'due': '2026-06-30T00:30:00+09:00' | 400 | /due",
                "'due': '1980' | 422 | /due",
                "'start': '2027', 'due': '2026' | 422 | /due",
                "'state': 'AGREED' | 422 | /state",
                "'state': 'MET', 'metOn': '2999-01-01' | 422 | /metOn",
                "'owner': 'US' | 400 | /owner",
                "'evidence': [{}] | 422 | /evidence/0",
                "'evidence': [{'url': 'javascript:alert(1)'}] | 400 | /evidence/0/url",
                "'guardsNotShown': ['DUE'] | 400 | /guardsNotShown",
                "'title': {'en': ''} | 400 | /title",
                "'answers': ['urn:ckep:need:00000000-0000-4000-8000-000000000000'] | 422 | /answers/0"
            })
    void brokenMilestonesAreRefused(String change, int status, String pointer) {
        Response response = post(
                as("cn-maker"),
                "milestones",
                withChange(
                        "{'title': {'en': 'x'}, 'type': 'LEGAL', 'owner': 'CN', 'due': '2026-12-31', 'criteria':"
                                + " {'en': 'y'}}",
                        change));
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        assertThat(response.jsonPath().getList("errors.pointer", String.class)).contains(pointer);
    }

    @Test
    void repeatedRequestIsAnsweredOnce() {
        String body = json(
                "{'title': {'en': 'Once'}, 'type': 'LEGAL', 'due': '%s'}",
                LocalDate.now().plusYears(1));
        String key = "milestone-once-" + System.nanoTime();
        Response first = post(as("cn-maker").header("Idempotency-Key", key), "milestones", body);
        Response second = post(as("cn-maker").header("Idempotency-Key", key), "milestones", body);
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(first.header("Location")).endsWith("/policy/v1/milestones/" + id(first.jsonPath()));
        assertThat(post(as("cn-maker").header("Idempotency-Key", key), "milestones", body.replace("Once", "Twice"))
                        .statusCode())
                .isEqualTo(409);
    }
}
