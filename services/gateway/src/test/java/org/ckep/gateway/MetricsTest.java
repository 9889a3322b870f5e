package org.ckep.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.ckep.gateway.stub.Calls;
import org.ckep.gateway.stub.StubToken;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@GatewayTest
class MetricsTest {

    private static String scrape() {
        int port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
        return RestAssured.given()
                .port(port)
                .get("/q/metrics")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private static Set<String> values(String metrics, String label) {
        return Pattern.compile("[{,]" + label + "=\"([^\"]*)\"")
                .matcher(metrics)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toSet());
    }

    @Test
    void fiveHundredIdsMakeOneSeries() {
        String token = "Bearer " + StubToken.of("metrics");
        for (int i = 0; i < 500; i++) {
            Calls.anonymous("198.51.101." + i / 90).get("/investment/v1/projects/" + i);
            Calls.anonymous("198.51.102." + i / 90).get("/ko/pages/" + i);
        }
        Calls.anonymous().header("Authorization", token).get("/trade/v1/series");
        Calls.anonymous().get("/policy/v1/milestones");
        String metrics = scrape();
        assertThat(values(metrics, "uri")).allMatch(uri -> uri.length() < 25).hasSizeLessThan(25);
        assertThat(values(metrics, "upstream"))
                .contains("investment", "trade", "policy", "portal")
                .hasSizeLessThanOrEqualTo(6);
        assertThat(metrics)
                .contains(
                        "gateway_upstream_seconds_count{outcome=\"2xx\",route=\"investment\",upstream=\"investment\"}")
                .contains("gateway_upstream_seconds_count{outcome=\"5xx\",route=\"policy\",upstream=\"policy\"}")
                .contains("gateway_ratelimit_allowed_total{client=\"anonymous\"}")
                .contains("gateway_ratelimit_allowed_total{client=\"metrics\"}");
    }
}
