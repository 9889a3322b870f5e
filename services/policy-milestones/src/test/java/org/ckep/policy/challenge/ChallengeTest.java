package org.ckep.policy.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.policy.PolicyApi.as;
import static org.ckep.policy.PolicyApi.asLoader;
import static org.ckep.policy.PolicyApi.created;
import static org.ckep.policy.PolicyApi.foreign;
import static org.ckep.policy.PolicyApi.id;
import static org.ckep.policy.PolicyApi.json;
import static org.ckep.policy.PolicyApi.newSource;
import static org.ckep.policy.PolicyApi.post;
import static org.ckep.policy.PolicyApi.publicly;
import static org.ckep.policy.PolicyApi.source;
import static org.ckep.policy.PolicyApi.withChange;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ChallengeTest {
    private static JsonPath challenge(String more) {
        return created(
                asLoader(),
                "challenges/register-observed",
                json(
                        "{'title': {'en': 'Controls'}, 'kinds': ['TECH_CONTROL'], 'exertedBy': 'US', 'onSide': 'KR', "
                                + "'sectors': ['PREC'], 'sources': ['%s']%s}",
                        source("PRESS"), more));
    }

    @Test
    void severityIsForTheOwnSideAlone() {
        JsonPath challenge = challenge("");
        String path = "/policy/v1/challenges/" + id(challenge);
        Response publicBefore = publicly().get(path + "?expand=record");
        Response otherBefore = as("kr-maker").get(path + "?expand=record");

        Response set = as("cn-maker")
                .contentType("application/json")
                .body(json("{'severity': 'HIGH', 'note': 'seen from our side'}"))
                .put(path + "/severity");
        assertThat(set.statusCode()).as(set.asString()).isEqualTo(200);
        assertThat(set.jsonPath().getString("severity.severity")).isEqualTo("HIGH");
        assertThat(as("cn-checker").get(path).jsonPath().getString("severity.note"))
                .isEqualTo("seen from our side");

        Response publicAfter = publicly().get(path + "?expand=record");
        Response otherAfter = as("kr-maker").get(path + "?expand=record");
        assertThat(publicAfter.asString()).isEqualTo(publicBefore.asString());
        assertThat(publicAfter.header("ETag")).isEqualTo(publicBefore.header("ETag"));
        assertThat(otherAfter.asString()).isEqualTo(otherBefore.asString());
        assertThat(otherAfter.header("ETag")).isEqualTo(otherBefore.header("ETag"));

        as("kr-maker")
                .contentType("application/json")
                .body(json("{'severity': 'LOW'}"))
                .put(path + "/severity");
        assertThat(as("cn-maker").get(path).jsonPath().getString("severity.severity"))
                .isEqualTo("HIGH");
        assertThat(as("kr-maker").get(path).jsonPath().getString("severity.severity"))
                .isEqualTo("LOW");
        assertThat(as("kr-checker")
                        .contentType("application/json")
                        .body(json("{'severity': 'LOW'}"))
                        .put(path + "/severity")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void challengesAreFoundBySectorKindAndWhoExertsThem() {
        JsonPath measure = created(
                asLoader(),
                "measures/register-observed",
                json(
                        "{'title': {'en': 'A rule'}, 'issuer': 'US', 'kind': 'EXPORT_CONTROL', 'sources': ['%s']}",
                        source("PRESS")));
        JsonPath challenge = challenge(", 'measure': '" + measure.getString("urn") + "'");
        for (String query : new String[] {
            "sector=PREC", "kind=TECH_CONTROL", "exertedBy=US", "onSide=KR", "measure=" + measure.getString("urn")
        }) {
            assertThat(publicly()
                            .get("/policy/v1/challenges?limit=500&" + query)
                            .jsonPath()
                            .getList("data.urn", String.class))
                    .as(query)
                    .contains(challenge.getString("urn"));
        }
        assertThat(publicly()
                        .get("/policy/v1/challenges?limit=500&sector=AI&kind=TECH_CONTROL")
                        .jsonPath()
                        .getList("data.urn", String.class))
                .doesNotContain(challenge.getString("urn"));
        assertThat(publicly()
                        .get("/policy/v1/measures/" + id(measure) + "/links")
                        .jsonPath()
                        .getList("links.relation", String.class))
                .containsExactly("challenge");
    }

    @Test
    void indicatorsOfOtherServicesAreWeak() {
        JsonPath challenge = challenge("");
        String indicator = foreign("claim");
        String path = "challenges/" + id(challenge) + "/indicators";
        String linked = json("{'indicator': '%s', 'sources': ['%s']}", indicator, newSource());
        assertThat(post(as("cn-maker"), path, linked).jsonPath().getList("indicators", String.class))
                .containsExactly(indicator);
        assertThat(post(as("cn-maker"), path, linked).jsonPath().getList("indicators", String.class))
                .as("once is enough")
                .containsExactly(indicator);
        assertThat(post(as("cn-maker"), path, json("{'indicator': '%s'}", foreign("target")))
                        .statusCode())
                .as("of this service, and unknown")
                .isEqualTo(422);
        assertThat(publicly()
                        .get("/policy/v1/links?of=" + indicator)
                        .jsonPath()
                        .getList("links.relation", String.class))
                .containsExactly("indicated-challenge");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'kinds': [] | 400 | /kinds",
                "'kinds': ['WEATHER'] | 400 | /kinds/0",
                "'kinds': ['GEOPOLITICS', 'GEOPOLITICS'] | 422 | /kinds",
                "'exertedBy': 'XX' | 422 | /exertedBy",
                "'onSide': 'US' | 400 | /onSide",
                "'measure': 'urn:ckep:measure:00000000-0000-4000-8000-000000000000' | 422 | /measure",
                "'measure': 'urn:ckep:need:00000000-0000-4000-8000-000000000000' | 422 | /measure",
                "'indicators': ['no urn'] | 400 | /indicators/0"
            })
    void brokenChallengesAreRefused(String change, int status, String pointer) {
        Response response = post(
                as("cn-maker"), "challenges", withChange("{'title': {'en': 'x'}, 'kinds': ['GEOPOLITICS']}", change));
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        assertThat(response.jsonPath().getString("errors[0].pointer")).isEqualTo(pointer);
    }
}
