package org.ckep.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.policy.PolicyApi.publicly;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A filter that cannot mean anything is an error that names it, not an empty list. */
@QuarkusTest
class ParametersTest {
    @ParameterizedTest
    @CsvSource({
        "measures, hs, abc",
        "measures, hs, 123",
        "measures, inForceOn, -999999999-01-01",
        "measures, inForceOn, 2026-02-30",
        "challenges, measure, anything",
        "challenges, measure, urn:ckep:need:00000000-0000-4000-8000-000000000000",
        "challenges, kind, WEATHER",
        "delegations, engagement, 12",
        "delegations, organisation, Samsung",
        "engagements, mechanism, committee",
        "engagements, track, urn:ckep:track:1",
        "engagements, from, -999999999-01-01",
        "engagements, to, 0000-01-01",
        "tracks, instrument, CKFTA",
        "instruments, inForceOn, -999999999-01-01",
        "milestones, subject, round 14",
        "milestones, dueBy, soon",
        "milestones, flag, LATE",
        "targets, dueBy, 1e9",
        "links, of, me",
        "needs, colour, red"
    })
    void whatCannotBeMeantIsRefusedByName(String list, String parameter, String value) {
        Response refused = publicly().queryParam(parameter, value).get("/policy/v1/" + list);
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
        assertThat(refused.jsonPath().getString("errors[0].parameter")).isEqualTo(parameter);
        assertThat(refused.jsonPath().getString("detail")).contains(parameter);
    }
}
