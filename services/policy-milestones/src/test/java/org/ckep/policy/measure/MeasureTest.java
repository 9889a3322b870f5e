package org.ckep.policy.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.policy.PolicyApi.as;
import static org.ckep.policy.PolicyApi.asLoader;
import static org.ckep.policy.PolicyApi.created;
import static org.ckep.policy.PolicyApi.json;
import static org.ckep.policy.PolicyApi.post;
import static org.ckep.policy.PolicyApi.publicly;
import static org.ckep.policy.PolicyApi.source;
import static org.ckep.policy.PolicyApi.withChange;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class MeasureTest {
    private static List<String> found(String query) {
        Response response = publicly().get("/policy/v1/measures?limit=500&" + query);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.jsonPath().getList("data.urn", String.class);
    }

    @Test
    void measuresAreFoundByDayAndGoods() {
        JsonPath measure = created(
                asLoader(),
                "measures/register-observed",
                json(
                        "{'title': {'en': 'Licences'}, 'issuer': 'US', 'kind': 'EXPORT_CONTROL', 'announcedOn':"
                                + " '2025-08-29', 'inForceOn': '2025-12-31', 'removedOn': '2026-06-30', 'hs': ['8542'],"
                                + " 'affectedSides': ['KR'], 'evaluation': 'RED', 'sources': ['%s']}",
                        source("PRESS")));
        String urn = measure.getString("urn");
        assertThat(measure.getString("state")).isEqualTo("REMOVED");
        assertThat(found("inForceOn=2025-12-30")).doesNotContain(urn);
        assertThat(found("inForceOn=2025-12-31")).contains(urn);
        assertThat(found("inForceOn=2026-06-30")).doesNotContain(urn);
        assertThat(found("hs=854232")).as("a part of the heading").contains(urn);
        assertThat(found("hs=85")).as("its chapter").contains(urn);
        assertThat(found("hs=8541")).doesNotContain(urn);
        assertThat(found("issuer=US&kind=EXPORT_CONTROL")).contains(urn);
        assertThat(found("issuer=CN")).doesNotContain(urn);
        Response letters = publicly().get("/policy/v1/measures?hs=85AB");
        assertThat(letters.statusCode()).isEqualTo(400);
        assertThat(letters.jsonPath().getString("errors[0].parameter")).isEqualTo("hs");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'removedOn': '2025-01-01' | 422 | /removedOn",
                "'inForceOn': '2025-06-01', 'removedOn': '2025-01-01' | 422 | /removedOn",
                "'hs': ['85AB'] | 422 | /hs/0",
                "'hs': ['85423'] | 422 | /hs/0",
                "'issuer': 'EU1' | 422 | /issuer",
                "'kind': 'WISH' | 400 | /kind",
                "'announcedOn': '1970' | 422 | /announcedOn",
                "'affectedSides': ['US'] | 400 | /affectedSides/0"
            })
    void m10_brokenMeasuresAreRefused(String change, int status, String pointer) {
        Response response = post(
                as("cn-maker"),
                "measures",
                withChange("{'title': {'en': 'x'}, 'issuer': 'US', 'kind': 'TARIFF'}", change));
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        assertThat(response.jsonPath().getString("errors[0].pointer")).isEqualTo(pointer);
    }
}
