package org.ckep.hub.proof;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.awaitNumbers;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.publish;
import static org.ckep.hub.subscription.Subscriptions.pull;
import static org.ckep.hub.subscription.Subscriptions.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.ckep.kernel.access.Audience;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the hub sends is right also for libraries that this project has no part in: npm standardwebhooks, cloudevents and
 * &#64;asyncapi/parser. Skipped where there is no Node or its libraries cannot be had.
 */
@QuarkusTest
class LibrariesTest {
    private static final int AMOUNT = 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @AutoClose
    private final TestSink structured = new TestSink();

    @AutoClose
    private final TestSink binary = new TestSink();

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    private final String subject = Events.subject();

    /** Of deliveries to a sink, by the keys that were good when each was sent. */
    private record Signed(String id, List<String> secrets) {}

    @Test
    void librariesOfSubscribersFindEverythingRight() throws Exception {
        Path libraries = libraries();
        Signed one = subscribe(structured, "structured");
        Signed two = subscribe(binary, "binary");
        String fetched = create(kotra(), pull(subject));
        publish(sender, Audience.PARTNER, subject, AMOUNT);
        awaitNumbers(structured, AMOUNT);
        awaitNumbers(binary, AMOUNT);
        String fresh = kotra().body("{\"overlap\":\"PT1H\"}")
                .post(PATH + "/" + one.id + "/keys")
                .then()
                .statusCode(200)
                .extract()
                .path("secret");
        publish(sender, Audience.PARTNER, subject, AMOUNT + 1, 2 * AMOUNT);
        awaitNumbers(structured, 2 * AMOUNT);
        awaitNumbers(binary, 2 * AMOUNT);

        await(() -> batch(eventsOf(fetched)).split("\"cksubseq\":").length > 2 * AMOUNT);

        List<Map<String, Object>> deliveries = new ArrayList<>();
        structured.received().forEach(request -> {
            boolean isBefore = request.number() <= AMOUNT;
            deliveries.add(delivery(
                    request,
                    isBefore ? one.secrets : List.of(one.secrets.get(0), fresh),
                    isBefore ? List.of(fresh) : two.secrets));
        });
        binary.received().forEach(request -> deliveries.add(delivery(request, two.secrets, one.secrets)));
        Path material = folder.resolve("material.json");
        JSON.writeValue(
                material.toFile(),
                Map.of(
                        "deliveries", deliveries,
                        "batches", List.of(batch(eventsOf(fetched)), batch(feed())),
                        "asyncapi", List.of(asyncApi(false), asyncApi(true))));
        JsonNode found = JSON.readTree(run(libraries, 60, "node", "libraries.mjs", material.toString()));

        assertThat(found.get("structured").asInt()).isEqualTo(2 * AMOUNT);
        assertThat(found.get("binary").asInt()).isEqualTo(2 * AMOUNT);
        assertThat(found.get("verified").asInt()).isEqualTo(5 * AMOUNT);
        assertThat(found.get("alteredRefused").asInt()).isEqualTo(5 * AMOUNT);
        assertThat(found.get("otherKeysRefused").asInt()).isEqualTo(4 * AMOUNT);
        // What is fetched has digests among the events.
        assertThat(found.get("batched").asInt()).isGreaterThanOrEqualTo(4 * AMOUNT);
        assertThat(found.get("messages").asInt()).isPositive();
    }

    private Signed subscribe(TestSink sink, String mode) {
        Map<String, Object> body = webhook(sink, subject);
        body.put("signing", "v1");
        body.put("mode", mode);
        var created = kotra().body(body).post(PATH).then().statusCode(201).extract();
        return new Signed(created.path("id"), List.of(created.<String>path("secret")));
    }

    private static Map<String, Object> delivery(TestSink.Request request, List<String> secrets, List<String> others) {
        return Map.of("headers", request.headers(), "body", request.text(), "secrets", secrets, "others", others);
    }

    private static String eventsOf(String id) {
        return PATH + "/" + id + "/events?limit=100";
    }

    private String feed() {
        return "/events/v1/feed?after=earliest&limit=100&subject=" + subject;
    }

    private static String batch(String address) {
        return kotra().accept("application/cloudevents-batch+json")
                .get(address)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private static String asyncApi(boolean isAgency) {
        return (isAgency ? kotra() : given())
                .get("/events/v1/asyncapi.json")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    /** The folder in which the libraries are, of the versions and digests that the project names. */
    private static Path libraries() throws Exception {
        Path sources = Path.of("src", "test", "node");
        Path installed = Files.createDirectories(Path.of("target", "node"));
        for (String file : List.of("package.json", "libraries.mjs")) {
            Files.copy(sources.resolve(file), installed.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Path lock = installed.resolve("package-lock.json");
        Path wanted = sources.resolve("package-lock.json");
        if (!Files.exists(installed.resolve("node_modules")) || Files.mismatch(lock, wanted) != -1) {
            Files.copy(wanted, lock, StandardCopyOption.REPLACE_EXISTING);
            run(installed, 300, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");
        }
        return installed;
    }

    private static String run(Path where, int seconds, String... command) throws Exception {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(where.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException notInstalled) {
            return Assumptions.abort(command[0] + " is not installed");
        }
        try {
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(seconds, TimeUnit.SECONDS)).isTrue();
            if (command[0].equals("npm")) {
                Assumptions.assumeTrue(process.exitValue() == 0, () -> "npm cannot install the libraries: " + said);
            }
            assertThat(process.exitValue()).as(said).isZero();
            return said;
        } finally {
            process.destroy();
        }
    }
}
