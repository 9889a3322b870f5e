package org.ckep.hub.sink;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ckep.testing.Problems.problem;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.problem.KernelProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class OwnAddressesTest {
    private static SinkConfig configured(String ranges) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(SinkConfig.class)
                .withDefaultValues(Map.of("ckep.hub.sink.egress-ranges", ranges))
                .build();
        return config.getConfigMapping(SinkConfig.class);
    }

    @Test
    void nothingIsPromisedWhereNothingIsConfigured() {
        given().get("/events/v1/egress-ips").then().spec(problem(KernelProblem.NOT_FOUND));
    }

    @Test
    void rangesArePublishedAsConfigured() {
        assertThat(new OwnAddressesResource(configured("203.0.113.0/28,2001:db8:40::/64"))
                        .read()
                        .getEntity()
                        .ranges())
                .isEqualTo(List.of("203.0.113.0/28", "2001:db8:40::/64"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.0", "203.0.113.0/33", "203.0.113.300/28", "2001:db8::/129", "proxy.example/32"})
    void aRangeThatIsNoneEndsTheStart(String range) {
        assertThatThrownBy(() -> configured(range)).hasStackTraceContaining(range.split("/")[0]);
    }
}
