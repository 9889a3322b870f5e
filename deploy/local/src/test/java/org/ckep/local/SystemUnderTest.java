package org.ckep.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.ckep.infrastructure.KeycloakAddress;
import org.ckep.infrastructure.KeycloakAdmin;
import org.ckep.infrastructure.Ports;

/**
 * The whole platform as {@code deploy/local/up} starts it, with its first data, on free ports and a folder of its own.
 * Started by the first test that asks for it, stopped with the test JVM.
 */
final class SystemUnderTest {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final String PASSWORD_CLIENT = "ckep-system-tests";
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private static SystemUnderTest running;

    private final Settings settings;
    private final Platform platform;
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();

    private SystemUnderTest(Settings settings, Platform platform) {
        this.settings = settings;
        this.platform = platform;
    }

    static synchronized SystemUnderTest get() {
        if (running == null) {
            running = start();
        }
        return running;
    }

    private static SystemUnderTest start() {
        Path project = Path.of(System.getProperty("ckep.project.dir"));
        Path data = project.resolve("deploy/local/target/system-test-data");
        delete(data);
        Settings settings = Settings.of(project, environment(data)::get);
        create(data);
        Platform platform = new Platform(
                settings, new Secrets(data), new Console(new PrintStream(System.out, true, StandardCharsets.UTF_8)));
        Runtime.getRuntime().addShutdownHook(new Thread(platform::close));
        platform.start();
        SystemUnderTest system = new SystemUnderTest(settings, platform);
        system.allowPasswordGrants();
        return system;
    }

    private static Map<String, String> environment(Path data) {
        List<String> variables =
                List.copyOf(Settings.of(data, name -> null).portsByVariable().keySet());
        Iterator<Integer> ports = Ports.free(variables.size()).iterator();
        Map<String, String> environment = new HashMap<>();
        variables.forEach(variable -> environment.put(variable, ports.next().toString()));
        environment.put("CKEP_LOCAL_DATA", data.toString());
        return environment;
    }

    /** The shipped realm has no client for the password grant, so that no script gets used to it. */
    private void allowPasswordGrants() {
        try (KeycloakAdmin admin = new KeycloakAdmin(keycloak())) {
            ObjectNode client = JsonNodeFactory.instance.objectNode();
            client.put("clientId", PASSWORD_CLIENT).put("publicClient", true).put("directAccessGrantsEnabled", true);
            client.set(
                    "defaultClientScopes",
                    admin.findClient("ckep", "ckep-portal").orElseThrow().path("defaultClientScopes"));
            admin.createClient("ckep", client);
        }
    }

    private KeycloakAddress keycloak() {
        return new KeycloakAddress("http://127.0.0.1:" + settings.keycloakPort(), platform.administrator());
    }

    String gateway() {
        return settings.url(Component.GATEWAY);
    }

    /** The API description that a service itself serves. */
    JsonNode description(Component component) {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(URI.create(settings.url(component) + "/q/openapi?format=json"))
                        .GET()
                        .build());
        if (answer.statusCode() != 200) {
            throw new AssertionError(component.title() + " describes itself with " + answer.statusCode());
        }
        return parse(answer.body());
    }

    /** Where a service itself listens. */
    String address(Component component) {
        return settings.url(component);
    }

    /** Process identifier of a service. */
    long pid(Component component) {
        return platform.state().parts().stream()
                .filter(part -> part.name().equals(component.title()))
                .findFirst()
                .orElseThrow()
                .pid();
    }

    /** A token and until when it is used, some time before it ends. */
    private record Token(String value, Instant until) {}

    /** Token of a demo user, fetched when the last one is about to end. */
    String token(String user) {
        return tokens.compute(
                        user,
                        (name, held) -> held != null && Instant.now().isBefore(held.until) ? held : freshToken(name))
                .value;
    }

    private Token freshToken(String name) {
        Map<String, String> form = Map.of(
                "grant_type", "password", "client_id", PASSWORD_CLIENT, "username", name, "password", "Demo-only-2026");
        HttpRequest request = HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:" + settings.keycloakPort() + "/realms/ckep/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(form)))
                .build();
        HttpResponse<String> answer = send(request);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("no token for " + name + ": " + answer.body());
        }
        JsonNode token = parse(answer.body());
        return new Token(
                token.path("access_token").asText(),
                Instant.now().plusSeconds(token.path("expires_in").asLong() - 60));
    }

    /** Asks the gateway as the public and expects 200. */
    JsonNode get(String pathAndQuery) {
        return ask(pathAndQuery, null);
    }

    /** Asks the gateway as a demo user and expects 200. */
    JsonNode get(String pathAndQuery, String user) {
        return ask(pathAndQuery, user);
    }

    private JsonNode ask(String pathAndQuery, String user) {
        HttpResponse<String> answer = send(request(pathAndQuery, user).GET().build());
        if (answer.statusCode() != 200) {
            throw new AssertionError("GET " + pathAndQuery + " answered " + answer.statusCode() + " " + answer.body());
        }
        return parse(answer.body());
    }

    /** A request to the gateway; a null user is the public. */
    HttpRequest.Builder request(String pathAndQuery, String user) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create(gateway() + pathAndQuery)).timeout(Duration.ofSeconds(60));
        return user == null ? builder : builder.header("Authorization", "Bearer " + token(user));
    }

    static HttpResponse<String> send(HttpRequest request) {
        return send(request, HttpResponse.BodyHandlers.ofString());
    }

    static <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return HTTP.send(request, handler);
        } catch (IOException e) {
            throw new AssertionError(request + " got no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + json, e);
        }
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
