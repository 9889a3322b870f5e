package org.ckep.policy.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.policy.PolicyApi.as;
import static org.ckep.policy.PolicyApi.asLoader;
import static org.ckep.policy.PolicyApi.created;
import static org.ckep.policy.PolicyApi.etag;
import static org.ckep.policy.PolicyApi.id;
import static org.ckep.policy.PolicyApi.json;
import static org.ckep.policy.PolicyApi.patch;
import static org.ckep.policy.PolicyApi.post;
import static org.ckep.policy.PolicyApi.publicly;
import static org.ckep.policy.PolicyApi.source;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class TargetTest {
    private static final String TARGET = "{'title': {'en': '%s'}, 'owner': 'KR', 'metric': '%s', 'relation': 'LE', "
            + "'value': '50', 'unit': '%%', 'due': '%s', 'modality': 'PLAN', 'sectors': ['MIN']%s}";

    @Test
    void targetsAreFoundByOwnerAndDueDate() {
        String metric = "DEPENDENCE_A";
        String sources = ", 'sources': ['%s']".formatted(source("PRESS"));
        created(asLoader(), "targets/register-observed", json(TARGET, "by 2030", metric, "2030", sources));
        created(asLoader(), "targets/register-observed", json(TARGET, "by mid 2030", metric, "2030-H1", sources));
        created(asLoader(), "targets/register-observed", json(TARGET, "by 2031", metric, "2031", sources));

        assertThat(titles("owner=KR&metric=" + metric + "&dueBy=2030")).containsExactly("by mid 2030", "by 2030");
        assertThat(titles("owner=KR&metric=" + metric + "&dueBy=2030-06-30")).containsExactly("by mid 2030");
        assertThat(titles("owner=CN&metric=" + metric + "&dueBy=2030")).isEmpty();
    }

    private static List<String> titles(String query) {
        return publicly().get("/policy/v1/targets?" + query).jsonPath().getList("data.title.en.text", String.class);
    }

    @Test
    void ownTargetIsHiddenFromTheOtherSide() {
        JsonPath target = created(as("cn-maker"), "targets", json(TARGET, "ours", "DEPENDENCE_B", "2030", ""));

        assertThat(target.getString("stewardship")).isEqualTo("UNILATERAL");
        assertThat(target.getString("classification")).isEqualTo("SIDE");
        Response hidden = as("kr-maker").get("/policy/v1/targets/" + id(target));
        Response unknown = as("kr-maker").get("/policy/v1/targets/00000000-0000-4000-8000-000000000000");
        assertThat(hidden.statusCode()).isEqualTo(404);
        assertThat(body(hidden)).isEqualTo(body(unknown));
        assertThat(as("cn-checker").get("/policy/v1/targets/" + id(target)).statusCode())
                .isEqualTo(200);
    }

    private static String body(Response response) {
        return response.asString().replaceAll("urn:ckep:request:[^\"]+", "");
    }

    @Test
    void patchNeedsTheCurrentTag() {
        JsonPath target = created(as("cn-maker"), "targets", json(TARGET, "ours", "DEPENDENCE_C", "2030", ""));
        String path = "targets/" + id(target);
        String etag = etag(as("cn-maker"), path);

        assertThat(as("cn-maker")
                        .contentType("application/merge-patch+json")
                        .body("{}")
                        .patch("/policy/v1/" + path)
                        .statusCode())
                .isEqualTo(428);
        Response changed = patch(as("cn-maker"), path, etag, json("{'due': '2031', 'unit': null}"));
        assertThat(changed.statusCode()).as(changed.asString()).isEqualTo(200);
        assertThat(changed.jsonPath().getString("due.date")).isEqualTo("2031-01-01");
        assertThat(changed.jsonPath().getString("unit")).isNull();
        assertThat(changed.header("ETag")).isNotEqualTo(etag);
        assertThat(patch(as("cn-maker"), path, etag, json("{'due': '2032'}")).statusCode())
                .isEqualTo(412);
        assertThat(patch(as("cn-maker"), path, changed.header("ETag"), json("{'value': '50.0'}"))
                        .header("ETag"))
                .as("the same number in another form changes nothing")
                .isEqualTo(changed.header("ETag"));
    }

    @Test
    void patchIsReadAsStrictlyAsABody() {
        JsonPath target = created(as("cn-maker"), "targets", json(TARGET, "ours", "DEPENDENCE_D", "2030", ""));
        String path = "targets/" + id(target);
        String etag = etag(as("cn-maker"), path);

        Response unknown = patch(as("cn-maker"), path, etag, json("{'dueDate': '2031'}"));
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.jsonPath().getString("type")).isEqualTo("urn:ckep:problem:unknown-property");
        assertThat(unknown.jsonPath().getString("errors[0].pointer")).isEqualTo("/dueDate");
        Response removed = patch(as("cn-maker"), path, etag, json("{'metric': null}"));
        assertThat(removed.statusCode()).isEqualTo(400);
        assertThat(removed.jsonPath().getString("errors[0].pointer")).isEqualTo("/metric");
        Response once = patch(as("cn-maker"), path, etag, json("{'classification': {'level': 'BILATERAL'}}"));
        assertThat(once.statusCode()).isEqualTo(400);
        assertThat(once.jsonPath().getString("errors[0].code")).isEqualTo("given-once");
        assertThat(patch(as("cn-maker"), path, etag, "[]").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'relation': 'GE', 'metric': 'AI_RANK' | 422 | /relation | rank-upside-down",
                "'relation': null | 422 | /relation | relation-missing",
                "'relation': 'APPROX' | 422 | /relation | relation-without-direction",
                "'due': '1899' | 400 | /due | invalid",
                "'due': '1950' | 422 | /due | date-out-of-range",
                "'due': '2026-02-30' | 400 | /due | invalid",
                "'sectors': ['semi'] | 422 | /sectors/0 | sector-code-malformed",
                "'sectors': ['MIN', 'MIN'] | 422 | /sectors | given-twice",
                "'title': {'en': '<b>x</b>'} | 422 | /title | markup-in-text",
                "'modality': 'MEASURED' | 422 | /modality | not-a-target",
                "'baselineOn': '2031' | 422 | /due | dates-reversed",
                "'value': '３２８' | 400 | /value | invalid"
            })
    void brokenTargetsAreRefused(String change, int status, String pointer, String code) {
        String body = json(TARGET, "broken", "DEPENDENCE_E", "2030", "");
        String broken = merge(body, "{" + change.replace('\'', '"') + "}");
        Response response = post(as("cn-maker"), "targets", broken);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        assertThat(response.contentType()).startsWith("application/problem+json");
        assertThat(response.jsonPath().getString("errors[0].pointer")).isEqualTo(pointer);
        assertThat(response.jsonPath().getString("errors[0].code")).isEqualTo(code);
    }

    private static String merge(String body, String change) {
        io.vertx.core.json.JsonObject merged = new io.vertx.core.json.JsonObject(body);
        new io.vertx.core.json.JsonObject(change).forEach(member -> merged.put(member.getKey(), member.getValue()));
        return merged.encode();
    }

    @ParameterizedTest
    @CsvSource({"owner=XX, owner", "dueBy=soon, dueBy", "unknown=1, unknown", "limit=0, limit", "expand=all, expand"})
    void brokenParametersAreRefused(String query, String parameter) {
        Response response = publicly().get("/policy/v1/targets?" + query);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.jsonPath().getString("errors[0].parameter")).isEqualTo(parameter);
    }

    @Test
    void rolesAreKept() {
        String body = json(TARGET, "not allowed", "DEPENDENCE_F", "2030", "");
        assertThat(post(publicly(), "targets", body).statusCode()).isEqualTo(401);
        assertThat(post(as("cn-checker"), "targets", body).statusCode()).isEqualTo(403);
        assertThat(post(as("cn-statistician"), "targets", body).statusCode()).isEqualTo(403);
        assertThat(post(asLoader(), "targets", body).statusCode()).isEqualTo(403);
        assertThat(post(asLoader(), "targets/register-observed", body).statusCode())
                .as("without a source")
                .isEqualTo(400);
        assertThat(post(as("cn-maker"), "targets", "").statusCode()).isEqualTo(400);
        assertThat(as("cn-maker")
                        .contentType("text/plain")
                        .body(body)
                        .post("/policy/v1/targets")
                        .statusCode())
                .isEqualTo(415);
    }
}
