package org.ckep.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.ckep.infrastructure.KeycloakAdmin;
import org.ckep.infrastructure.RealmFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shipped realm on the real Keycloak: what its tokens say and what it refuses. */
class RealmTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static TestPlatform platform;

    @BeforeAll
    static void open() {
        platform = TestPlatform.open("realm");
    }

    @AfterAll
    static void close() {
        platform.close();
    }

    @ParameterizedTest
    @CsvSource({
        "cn-maker,       CN, mofcom, maker viewer",
        "cn-checker,     CN, mofcom, checker releaser viewer",
        "cn-statistician,CN, gacc,   statistician viewer",
        "kr-maker,       KR, motir,  maker viewer",
        "kr-checker,     KR, motir,  checker releaser viewer",
        "kr-statistician,KR, kcs,    statistician viewer",
        "cn-auditor,     CN, ndrc,   auditor viewer",
        "kr-auditor,     KR, mofa,   auditor viewer",
        "secretariat,      ,       , secretariat viewer",
    })
    void aPersonsTokenSaysWhoActsForWhom(String user, String side, String agency, String roles) {
        JsonNode claims = Tokens.claims(Tokens.user(user));

        assertThat(claims.path("preferred_username").asText()).isEqualTo(user);
        assertIdentity(claims, side, agency, roles);
        assertThat(scopes(claims)).contains("trade:read", "trade:write", "events:read", "policy:write");
    }

    @ParameterizedTest
    @CsvSource({
        "cn-ministry,  CN, mofcom, maker statistician viewer",
        "kr-ministry,  KR, motir,  maker statistician viewer",
        "agency-kotra,   , kotra,  agency viewer",
        "ckep-loader,    ,       , loader",
    })
    void aMachinesTokenSaysWhoActsForWhom(String clientId, String side, String agency, String roles) {
        JsonNode claims = Tokens.claims(Tokens.client(clientId));

        assertThat(claims.path("azp").asText()).isEqualTo(clientId);
        assertThat(claims.path("preferred_username").asText()).isEqualTo("service-account-" + clientId);
        assertIdentity(claims, side, agency, roles);
    }

    private static void assertIdentity(JsonNode claims, String side, String agency, String roles) {
        assertThat(claims.path("iss").asText()).isEqualTo(platform.realmUrl());
        assertThat(claims.path("sub").asText()).isNotBlank();
        assertThat(texts(claims.path("aud"))).contains("ckep-api");
        assertThat(texts(claims.path("side"))).isEqualTo(side == null ? Set.of() : Set.of(side));
        assertThat(texts(claims.path("agency"))).isEqualTo(agency == null ? Set.of() : Set.of(agency));
        Set<String> functions = texts(claims.at("/realm_access/roles"));
        functions.removeIf(role -> role.startsWith("default-roles-") || role.equals("offline_access"));
        functions.remove("uma_authorization");
        assertThat(functions).isEqualTo(Set.of(roles.split(" ")));
    }

    @Test
    void aMinistryReadsAndWritesEverywhereAndAnAgencyOnlyReadsAndSubscribes() {
        assertThat(scopes(Tokens.claims(Tokens.client("kr-ministry"))))
                .containsExactlyInAnyOrder(
                        "trade:read",
                        "trade:write",
                        "investment:read",
                        "investment:write",
                        "partnerships:read",
                        "partnerships:write",
                        "policy:read",
                        "policy:write",
                        "events:read",
                        "events:write");
        assertThat(scopes(Tokens.claims(Tokens.client("agency-kotra"))))
                .containsExactlyInAnyOrder(
                        "trade:read",
                        "investment:read",
                        "partnerships:read",
                        "policy:read",
                        "events:read",
                        "events:write");
    }

    @Test
    void theTokensForNegativeTestsAreWhatTheyClaimToBe() {
        assertThat(scopes(Tokens.claims(Tokens.withoutScopes()))).noneMatch(scope -> scope.contains(":"));
        assertThat(texts(Tokens.claims(Tokens.twoSides()).path("side"))).containsExactlyInAnyOrder("CN", "KR");

        JsonNode expired = Tokens.claims(Tokens.expired());
        assertThat(Instant.ofEpochSecond(expired.path("exp").asLong()))
                .isBefore(Instant.now().minusSeconds(10));
        assertThat(expired.path("iss").asText()).isEqualTo(platform.realmUrl());
    }

    @Test
    void anUnknownScopeIsRefused() {
        HttpResponse<String> response = Tokens.clientRequest("kr-ministry", Map.of("scope", "trade:erase"));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("invalid_scope");
    }

    @Test
    void aWrongSecretIsRefused() {
        HttpResponse<String> response = Tokens.clientRequest("kr-ministry", Map.of("client_secret", "wrong"));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).contains("unauthorized_client");
    }

    /** The lock must not be an oracle: the answer to the right password is that to a wrong one. */
    @Test
    void afterFiveWrongPasswordsTheRightOneIsRefusedWithTheSameText() throws Exception {
        try (KeycloakAdmin admin = new KeycloakAdmin(platform.servers().keycloak())) {
            String realm = System.getProperty(TestPlatform.REALM);
            var user = JSON.createObjectNode()
                    .put("username", "locked-" + platform.topicPrefix())
                    .put("enabled", true)
                    .put("email", platform.topicPrefix() + "@ckep.example")
                    .put("firstName", "Lo")
                    .put("lastName", "Cked");
            user.putArray("credentials").addObject().put("type", "password").put("value", "Right-password-1");
            admin.change("POST", realm, "/users", user);
            String name = user.path("username").asText();
            assertThat(Tokens.passwordRequest(name, "Right-password-1").statusCode())
                    .isEqualTo(200);

            HttpResponse<String> wrong = Tokens.passwordRequest(name, "Wrong-password-0");
            for (int attempt = 1; attempt < 6; attempt++) {
                Tokens.passwordRequest(name, "Wrong-password-" + attempt);
            }
            HttpResponse<String> right = Tokens.passwordRequest(name, "Right-password-1");

            assertThat(wrong.statusCode()).isEqualTo(400);
            assertThat(right.statusCode()).isEqualTo(400);
            assertThat(right.body()).isEqualTo(wrong.body()).contains("Invalid user credentials");
        }
    }

    @ParameterizedTest
    @CsvSource({"cn-checker, true", "kr-checker, true", "cn-maker, false", "secretariat, false"})
    void onlyACheckerIsPermittedToSignAMilestoneOff(String user, boolean permitted) throws Exception {
        HttpResponse<String> response = HTTP.send(
                HttpRequest.newBuilder(URI.create(platform.realmUrl() + "/protocol/openid-connect/token"))
                        .header("Authorization", "Bearer " + Tokens.user(user))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form(Map.of(
                                "grant_type", "urn:ietf:params:oauth:grant-type:uma-ticket",
                                "audience", "policy-milestones",
                                "permission", "milestone-sign-off#sign-off",
                                "response_mode", "decision"))))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).as(response.body()).isEqualTo(permitted ? 200 : 403);
    }

    @Test
    void theResourceServerMayAskForPermissions() {
        JsonNode claims = Tokens.claims(Tokens.client("policy-milestones"));

        assertThat(texts(claims.at("/resource_access/policy-milestones/roles"))).contains("uma_protection");
    }

    /** A scope that the file does not list does not exist after the import, and tokens lose claims without an error. */
    @Test
    void everyScopeThatTheRealmRefersToExists() {
        try (KeycloakAdmin admin = new KeycloakAdmin(platform.servers().keycloak())) {
            String realm = System.getProperty(TestPlatform.REALM);
            RealmFile shipped = TestRealm.shipped();
            Set<String> existing = StreamSupport.stream(
                            admin.get(realm, "/client-scopes").spliterator(), false)
                    .map(scope -> scope.path("name").asText())
                    .collect(Collectors.toSet());
            assertThat(existing)
                    .contains(
                            "basic",
                            "roles",
                            "profile",
                            "email",
                            "web-origins",
                            "acr",
                            "offline_access",
                            "organization",
                            "microprofile-jwt",
                            "service_account",
                            "ckep-api");
            for (JsonNode client : shipped.json().path("clients")) {
                JsonNode imported = admin.findClient(
                                realm, client.path("clientId").asText())
                        .orElseThrow();
                assertThat(texts(imported.path("defaultClientScopes")))
                        .as(client.path("clientId").asText())
                        .isEqualTo(texts(client.path("defaultClientScopes")));
            }
        }
    }

    @Test
    void thePortalLogsInWithPkceOnlyAndOnlyToItsOwnAddress() throws Exception {
        Map<String, String> request = Map.of(
                "client_id", "ckep-portal",
                "response_type", "code",
                "scope", "openid",
                "redirect_uri", "http://127.0.0.1:45678/signed-in");

        HttpResponse<String> withoutChallenge = authorize(request, Map.of());
        assertThat(withoutChallenge.statusCode()).isEqualTo(302);
        assertThat(withoutChallenge.headers().firstValue("Location").orElseThrow())
                .contains("error=invalid_request")
                .contains("code_challenge");

        Map<String, String> challenge = Map.of(
                "code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", "code_challenge_method", "S256");
        HttpResponse<String> page = authorize(request, challenge);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("kc-form-login");

        HttpResponse<String> elsewhere = authorize(
                Map.of(
                        "client_id", "ckep-portal",
                        "response_type", "code",
                        "redirect_uri", "https://elsewhere.example/signed-in"),
                challenge);
        assertThat(elsewhere.statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"en, Sign In", "zh-CN, 登录", "ko, 로그인"})
    void theLoginPageSpeaksThreeLanguages(String locale, String signIn) throws Exception {
        HttpResponse<String> page = authorize(
                Map.of(
                        "client_id", "ckep-portal",
                        "response_type", "code",
                        "scope", "openid",
                        "redirect_uri", "http://127.0.0.1:45678/signed-in"),
                Map.of(
                        "code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
                        "code_challenge_method", "S256",
                        "ui_locales", locale));

        assertThat(page.body()).contains(signIn);
    }

    @Test
    void theShippedRealmHasNeitherTestClientsNorPasswordGrantsNorWildcards() throws Exception {
        String text = Files.readString(TestRealm.projectFolder().resolve(Path.of("deploy/keycloak/ckep-realm.json")));

        assertThat(text).doesNotContain("ckep-tests").doesNotContain("\"directAccessGrantsEnabled\": true");
        for (JsonNode client : TestRealm.shipped().json().path("clients")) {
            assertThat(texts(client.path("redirectUris"))).noneMatch(uri -> uri.contains("*"));
        }
    }

    private static HttpResponse<String> authorize(Map<String, String> request, Map<String, String> more)
            throws Exception {
        String query = form(request) + (more.isEmpty() ? "" : "&" + form(more));
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(platform.realmUrl() + "/protocol/openid-connect/auth?" + query))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static List<String> scopes(JsonNode claims) {
        return List.of(claims.path("scope").asText().split(" ")).stream()
                .filter(scope -> scope.contains(":"))
                .toList();
    }

    private static Set<String> texts(JsonNode values) {
        if (values.isTextual()) {
            return new java.util.HashSet<>(Set.of(values.asText()));
        }
        return StreamSupport.stream(values.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toCollection(java.util.HashSet::new));
    }
}
