package org.ckep.policy.milestone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.policy.PolicyApi.as;
import static org.ckep.policy.PolicyApi.created;
import static org.ckep.policy.PolicyApi.etag;
import static org.ckep.policy.PolicyApi.id;
import static org.ckep.policy.PolicyApi.json;
import static org.ckep.policy.PolicyApi.publicly;
import static org.ckep.policy.PolicyApi.withToken;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.LocalDate;
import org.ckep.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sign-off with the authorisation services of the real Keycloak. */
@QuarkusTest
class SignOffTest {
    static Response signOff(RequestSpecification request, String path, String etag, String body) {
        return request.contentType("application/json")
                .header("If-Match", etag)
                .body(json(body))
                .post("/policy/v1/" + path + "/sign-off");
    }

    private static Response signOff(String user, String path, String body) {
        return signOff(as(user), path, etag(as(user), path), body);
    }

    @Test
    void metByBothSidesIsMet() {
        String path = MilestoneTest.underWay();

        Response first = signOff("cn-checker", path, "{'metOn': '2026-03-20', 'note': 'as agreed'}");
        assertThat(first.statusCode()).as(first.asString()).isEqualTo(200);
        assertThat(first.jsonPath().getString("state")).isEqualTo("IN_PROGRESS");
        assertThat(first.jsonPath().getString("assessments[0].assessment")).isEqualTo("MET");
        assertThat(first.jsonPath().getString("metOn")).isNull();

        Response second = signOff(
                "kr-checker",
                path,
                "{'evidence': [{'title': {'en': 'Minutes'}, 'url': 'https://example.org/m'}], 'metOn': '2026-03-21'}");
        assertThat(second.statusCode()).as(second.asString()).isEqualTo(200);
        JsonPath met = second.jsonPath();
        assertThat(met.getString("state")).isEqualTo("MET");
        assertThat(met.getString("metOn")).as("the later of the two").isEqualTo("2026-03-21");
        assertThat(met.getString("ocdsStatus")).isEqualTo("met");
        assertThat(met.getList("evidence.side", String.class)).containsExactly("KR", "KR");

        assertThat(signOff("kr-checker", path, "{}").statusCode())
                .as("met already")
                .isEqualTo(200);
        MilestoneTest.step("cn-checker", path, "{'to': 'IN_PROGRESS', 'reason': 'wrong text'}", "MET");
        MilestoneTest.step("kr-checker", path, "{'to': 'IN_PROGRESS', 'reason': 'yes'}", "IN_PROGRESS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cn-maker", "cn-statistician", "kr-maker"})
    void onlyACheckerSignsOff(String user) {
        String path = MilestoneTest.underWay();
        Response refused = signOff(user, path, "{}");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.contentType()).startsWith("application/problem+json");
        assertThat(refused.jsonPath().getString("type")).isEqualTo("urn:ckep:problem:forbidden");
    }

    @Test
    void withoutATokenNobodySignsOff() {
        String path = MilestoneTest.underWay();
        assertThat(signOff(publicly(), path, "*", "{}").statusCode()).isEqualTo(401);
        assertThat(signOff(withToken(Tokens.withoutScopes()), path, "*", "{}").statusCode())
                .isEqualTo(403);
        assertThat(signOff(withToken(Tokens.client("cn-ministry")), path, "*", "{}")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void signOffOfWhatOneMayNotSeeIsNotFound() {
        JsonPath hidden = created(
                as("cn-maker"), "milestones", json("{'title': {'en': 'hidden'}, 'type': 'LEGAL', 'owner': 'BOTH'}"));
        Response secret = signOff(as("kr-checker"), "milestones/" + id(hidden), "*", "{}");
        Response unknown = signOff(as("kr-checker"), "milestones/00000000-0000-4000-8000-000000000000", "*", "{}");
        assertThat(secret.statusCode()).isEqualTo(404);
        assertThat(secret.asString().replaceAll("urn:ckep:request:[^\"]+", ""))
                .isEqualTo(unknown.asString().replaceAll("urn:ckep:request:[^\"]+", ""));
    }

    @Test
    void m4_metNeedsEvidenceAndADayThatHasCome() {
        JsonPath draft = MilestoneTest.draft("CN", ", 'start': '2026-01-01'");
        String path = "milestones/" + id(draft);
        MilestoneTest.step("cn-checker", path, "{'to': 'PROPOSED'}", "PROPOSED");
        MilestoneTest.step("cn-checker", path, "{'to': 'AGREED'}", "AGREED");
        MilestoneTest.step("cn-maker", path, "{'to': 'IN_PROGRESS'}", "IN_PROGRESS");

        assertThat(signOff("cn-checker", path, "{}").jsonPath().getString("detail"))
                .isEqualTo("Met needs evidence.");
        Response tomorrow = signOff(
                "cn-checker",
                path,
                "{'evidence': [{'title': {'en': 'x'}}], 'metOn': '"
                        + LocalDate.now().plusDays(2) + "'}");
        assertThat(tomorrow.statusCode()).isEqualTo(422);
        assertThat(signOff("kr-checker", path, "{'evidence': [{'title': {'en': 'x'}}]}")
                        .statusCode())
                .as("the other side does not owe it")
                .isEqualTo(403);
        assertThat(signOff("cn-checker", path, "{'evidence': [{'title': {'en': 'x'}}]}")
                        .jsonPath()
                        .getString("state"))
                .isEqualTo("MET");
    }

    @Test
    void metWaitsForHardPredecessors() {
        String path = MilestoneTest.underWay();
        JsonPath first = MilestoneTest.draft("BOTH", "");
        created(as("cn-maker"), path + "/dependencies", json("{'from': '%s'}", first.getString("urn")));
        Response refused = signOff("cn-checker", path, "{}");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.jsonPath().getString("detail"))
                .isEqualTo("It may be met only after " + first.getString("urn") + " is met.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sign-off/", "sign-off;x=1", "sign%2Doff"})
    void noTrickWithThePathLeadsAroundTheDecision(String tricky) {
        String path = MilestoneTest.underWay();
        int status = as("cn-maker")
                .urlEncodingEnabled(false)
                .contentType("application/json")
                .header("If-Match", "*")
                .body("{}")
                .post("/policy/v1/" + path + "/" + tricky)
                .statusCode();
        assertThat(status).isIn(400, 403, 404);
    }
}
