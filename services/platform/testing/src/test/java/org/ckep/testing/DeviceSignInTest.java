package org.ckep.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieHandler;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How a person gets a token at a command line: the program shows an address, the person signs in with a browser. */
class DeviceSignInTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern FORM = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");
    private static final Pattern HIDDEN =
            Pattern.compile("<input[^>]*type=\"hidden\"[^>]*name=\"([^\"]+)\"[^>]*value=\"([^\"]*)\"");

    private static TestPlatform platform;

    private final HttpClient browser = HttpClient.newBuilder()
            .cookieHandler(new LoopbackCookies())
            .followRedirects(HttpClient.Redirect.ALWAYS)
            .build();

    @BeforeAll
    static void open() {
        platform = TestPlatform.open("device");
    }

    @AfterAll
    static void close() {
        platform.close();
    }

    @Test
    void aPersonSignsInWithABrowserAndTheProgramGetsTheToken() throws Exception {
        JsonNode device = JSON.readTree(post(protocol("auth/device"), Map.of("client_id", "ckep-cli")));
        Map<String, String> asking = Map.of(
                "client_id",
                "ckep-cli",
                "grant_type",
                "urn:ietf:params:oauth:grant-type:device_code",
                "device_code",
                device.path("device_code").asText());
        assertThat(JSON.readTree(post(protocol("token"), asking)).path("error").asText())
                .isEqualTo("authorization_pending");

        String signIn = get(URI.create(device.path("verification_uri_complete").asText()));
        String password = submit(signIn, Map.of("username", "kr-checker"));
        String consent = submit(password, Map.of("password", "Demo-only-2026"));
        submit(consent, Map.of("accept", "Yes"));

        // Whoever asks again before the interval has passed is told to slow down.
        String token = await().pollInterval(
                        Duration.ofSeconds(device.path("interval").asInt()))
                .atMost(Duration.ofSeconds(60))
                .until(() -> JSON.readTree(post(protocol("token"), asking)), answer -> answer.has("access_token"))
                .path("access_token")
                .asText();
        JsonNode claims = Tokens.claims(token);
        assertThat(claims.path("preferred_username").asText()).isEqualTo("kr-checker");
        assertThat(claims.path("side").toString()).isEqualTo("[\"KR\"]");
        assertThat(claims.path("aud").toString()).contains("ckep-api");
        assertThat(claims.path("scope").asText()).contains("policy:write");
    }

    @Test
    void theClientHasNoOtherWayIn() throws Exception {
        Map<String, String> password = Map.of(
                "client_id",
                "ckep-cli",
                "grant_type",
                "password",
                "username",
                "kr-checker",
                "password",
                "Demo-only-2026");
        assertThat(JSON.readTree(post(protocol("token"), password))
                        .path("error")
                        .asText())
                .isEqualTo("unauthorized_client");
    }

    private static URI protocol(String endpoint) {
        return URI.create(platform.realmUrl() + "/protocol/openid-connect/" + endpoint);
    }

    /** Sends the page's form with its hidden fields and what the person adds. */
    private String submit(String page, Map<String, String> added) throws IOException, InterruptedException {
        Matcher form = FORM.matcher(page);
        assertThat(form.find()).as("a form in %s", page).isTrue();
        Map<String, String> fields = HIDDEN.matcher(page)
                .results()
                .collect(Collectors.toMap(
                        field -> field.group(1), field -> field.group(2), (first, second) -> first, HashMap::new));
        fields.putAll(added);
        return post(URI.create(platform.realmUrl()).resolve(form.group(1).replace("&amp;", "&")), fields);
    }

    private String get(URI address) throws IOException, InterruptedException {
        return browser.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private String post(URI address, Map<String, String> fields) throws IOException, InterruptedException {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return browser.send(
                        HttpRequest.newBuilder(address)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** Sends Secure cookies over plain HTTP too, as browsers do on the loopback interface. */
    private static final class LoopbackCookies extends CookieHandler {
        private final Map<String, String> cookies = new LinkedHashMap<>();

        @Override
        public Map<String, List<String>> get(URI address, Map<String, List<String>> headers) {
            return Map.of(
                    "Cookie",
                    List.of(cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; "))));
        }

        @Override
        public void put(URI address, Map<String, List<String>> headers) {
            headers.forEach((name, values) -> {
                if ("Set-Cookie".equalsIgnoreCase(name)) {
                    values.stream()
                            .flatMap(value -> HttpCookie.parse(value).stream())
                            .forEach(cookie -> cookies.put(cookie.getName(), cookie.getValue()));
                }
            });
        }
    }
}
