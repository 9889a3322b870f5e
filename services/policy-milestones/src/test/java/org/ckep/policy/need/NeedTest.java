package org.ckep.policy.need;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.policy.PolicyApi.as;
import static org.ckep.policy.PolicyApi.asLoader;
import static org.ckep.policy.PolicyApi.created;
import static org.ckep.policy.PolicyApi.etag;
import static org.ckep.policy.PolicyApi.id;
import static org.ckep.policy.PolicyApi.json;
import static org.ckep.policy.PolicyApi.patch;
import static org.ckep.policy.PolicyApi.post;
import static org.ckep.policy.PolicyApi.source;
import static org.ckep.policy.PolicyApi.transition;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class NeedTest {
    private static JsonPath need() {
        return created(
                asLoader(),
                "needs/register-observed",
                json(
                        "{'title': {'en': 'Something is called for'}, 'sectors': ['DIG'], 'sources': ['%s']}",
                        source("PRESS")));
    }

    private static List<String> needs(String user, boolean covered) {
        return as(user).get("/policy/v1/needs?sector=DIG&limit=500&covered=" + covered)
                .jsonPath()
                .getList("data.urn", String.class);
    }

    @Test
    void coverageFollowsFromWhatAnswersTheNeed() {
        JsonPath need = need();
        String urn = need.getString("urn");
        assertThat(need.getBoolean("covered")).isFalse();
        assertThat(needs("kr-maker", false)).contains(urn);

        JsonPath mechanism = created(
                as("cn-maker"),
                "mechanisms",
                json(
                        "{'title': {'en': 'A dialogue'}, 'classification': {'level': 'BILATERAL'}, 'answers': ['%s']}",
                        urn));
        assertThat(mechanism.getList("answers", String.class)).containsExactly(urn);
        JsonPath covered = as("kr-maker").get("/policy/v1/needs/" + id(need)).jsonPath();
        assertThat(covered.getBoolean("covered")).isTrue();
        assertThat(covered.getList("coverage.mechanisms", String.class)).containsExactly(mechanism.getString("urn"));
        assertThat(needs("kr-maker", true)).contains(urn);
        assertThat(needs("kr-maker", false)).doesNotContain(urn);

        String path = "mechanisms/" + id(mechanism);
        patch(as("cn-maker"), path, etag(as("cn-maker"), path), json("{'answers': []}"));
        assertThat(needs("kr-maker", false)).contains(urn);
    }

    @Test
    void hiddenAnswerCoversOnlyForThoseWhoSeeIt() {
        JsonPath need = need();
        JsonPath hidden = created(
                as("cn-maker"),
                "milestones",
                json("{'title': {'en': 'ours'}, 'type': 'LEGAL', 'answers': ['%s']}", need.getString("urn")));
        String before = as("kr-maker").get("/policy/v1/needs/" + id(need)).asString();

        assertThat(needs("cn-maker", true)).contains(need.getString("urn"));
        assertThat(needs("kr-maker", true)).doesNotContain(need.getString("urn"));
        assertThat(as("kr-maker").get("/policy/v1/needs/" + id(need)).jsonPath().getBoolean("covered"))
                .isFalse();
        assertThat(as("cn-maker")
                        .get("/policy/v1/needs/" + id(need) + "/links")
                        .jsonPath()
                        .getList("links.urn", String.class))
                .containsExactly(hidden.getString("urn"));
        assertThat(as("kr-maker").get("/policy/v1/needs/" + id(need)).asString())
                .isEqualTo(before);

        transition("cn-maker", "milestones/" + id(hidden), json("{'to': 'CANCELLED', 'reason': 'given up'}"));
        assertThat(needs("cn-maker", false))
                .as("what was given up answers nothing")
                .contains(need.getString("urn"));
    }

    @Test
    void onlyNeedsAreAnswered() {
        assertThat(post(
                                as("cn-maker"),
                                "mechanisms",
                                json(
                                        "{'title': {'en': 'x'}, 'answers': ['%s']}",
                                        "urn:ckep:target:00000000-0000-4000-8000-000000000000"))
                        .jsonPath()
                        .getString("errors[0].pointer"))
                .isEqualTo("/answers/0");
    }
}
