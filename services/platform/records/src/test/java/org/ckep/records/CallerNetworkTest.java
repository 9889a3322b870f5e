package org.ckep.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.ckep.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The trail says from which class of networks a caller came, and the gateway alone says where that was. */
@QuarkusTest
class CallerNetworkTest {
    @Inject
    CallerNetwork networks;

    @ParameterizedTest
    @CsvSource({
        "127.0.0.9, 10.1.2.3, ministry-cn",
        "127.0.0.9, 10.1.7.3, ministry-cn-vpn",
        "127.0.0.9, 2001:db8:1::7, ministry-cn",
        "127.0.0.9, ::ffff:10.1.2.3, ministry-cn",
        "127.0.0.9, 203.0.113.7, OTHER",
        "127.0.0.9, '10.1.2.3, 203.0.113.7', OTHER",
        "127.0.0.9, nonsense, OTHER",
        "127.0.0.9, '', OTHER",
        "127.0.0.9, , local",
        "127.0.0.1, 10.1.2.3, local",
        "203.0.113.7, 10.1.2.3, OTHER",
        "10.1.2.3, , ministry-cn",
        "unix, , OTHER"
    })
    void theNarrowestNetworkOfTheCallerCounts(String peer, String forwardedFor, String network) {
        assertThat(networks.of(peer, forwardedFor == null ? List.of() : List.of(forwardedFor)))
                .isEqualTo(network);
    }

    @Test
    void nobodyElseThanTheGatewaySaysWhereACallIsFrom() throws IOException, InterruptedException {
        assertThat(networkOfCallFrom("127.0.0.9", "10.1.2.3")).isEqualTo("ministry-cn");
        assertThat(networkOfCallFrom("127.0.0.9", "203.0.113.7")).isEqualTo("OTHER");
        assertThat(networkOfCallFrom("127.0.0.1", "10.1.2.3")).isEqualTo("local");
    }

    private static String networkOfCallFrom(String peer, String forwardedFor) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + RestAssured.port + Api.FACILITIES))
                .header("Authorization", "Bearer " + Tokens.user("cn-maker"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("X-Forwarded-For", forwardedFor)
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"title\":{\"en\":\"Plant\"},\"city\":\"" + Api.city() + "\"}"))
                .build();
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .localAddress(InetAddress.getByName(peer))
                .build()) {
            HttpResponse<String> made = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
            String query = "/investment/v1/audit?record=" + new JsonObject(made.body()).getString("urn");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !trail(query).getList("data").isEmpty());
            return trail(query).getString("data[0].network");
        }
    }

    private static JsonPath trail(String query) {
        return Api.as("cn-auditor").get(query).jsonPath();
    }
}
