package org.ckep.hub.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.publish;
import static org.ckep.hub.subscription.Subscriptions.webhook;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.ckep.kernel.access.Audience;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The verifiers that subscribers get find a loss, a reordering and an alteration in what was really delivered. */
@QuarkusTest
class CompletenessTest {
    /** Digests are due every 20 events in these tests. */
    private static final int AMOUNT = 45;

    @TempDir
    Path folder;

    @AutoClose
    private final TestSink sink = new TestSink();

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    private final String subject = Events.subject();
    private String id;

    @BeforeEach
    void deliver() {
        id = create(kotra(), webhook(sink, subject));
        publish(sender, Audience.PARTNER, subject, AMOUNT);
        await(() -> bodies().size() > AMOUNT && bodies().size() == number("lastSubseq"));
    }

    private int number(String name) {
        return Integer.parseInt(
                kotra().get(PATH + "/" + id + "/health").jsonPath().getString(name));
    }

    private List<String> bodies() {
        return sink.all().stream()
                .filter(request -> request.method().equals("POST"))
                .map(TestSink.Request::text)
                .toList();
    }

    private static String platformKey() {
        return RestAssured.get("/.well-known/jwks.json").jsonPath().getString("keys[0].x");
    }

    enum Verifier {
        JAVA,
        PYTHON,
        NODE;

        List<String> command(Path verify) {
            return switch (this) {
                case JAVA ->
                    List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            verify.resolve("Completeness.java").toString());
                case PYTHON ->
                    List.of("python3", verify.resolve("completeness.py").toString());
                case NODE -> List.of("node", verify.resolve("completeness.mjs").toString());
            };
        }
    }

    private List<String> verify(Verifier verifier, List<String> received, String key, String... range)
            throws Exception {
        Path file = folder.resolve("received.ndjson");
        Files.write(file, received, StandardCharsets.UTF_8);
        List<String> command = new ArrayList<>(
                verifier.command(Path.of("..", "..", "docs", "verify").toAbsolutePath()));
        command.addAll(List.of(range));
        command.add(id);
        command.add(file.toString());
        if (key != null && verifier != Verifier.PYTHON) {
            command.add(key);
        }
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException notInstalled) {
            Assumptions.abort(verifier + " is not installed");
            return List.of();
        }
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(String.join("\n", lines)).isEqualTo(lines.size() > 1 ? 1 : 0);
        return lines;
    }

    private static int indexOf(List<String> bodies, int number) {
        for (int i = 0; i < bodies.size(); i++) {
            if (bodies.get(i).contains("\"cksubseq\":\"" + number + "\"")) {
                return i;
            }
        }
        throw new AssertionError("no number " + number);
    }

    @ParameterizedTest
    @EnumSource(Verifier.class)
    void verifiersFindLossReorderingAndAlteration(Verifier verifier) throws Exception {
        List<String> bodies = bodies();
        int all = bodies.size();
        String key = platformKey();
        assertThat(verify(verifier, bodies, key))
                .containsExactly("numbers 1 to " + all + ", received " + all + ", duplicates 0, findings 0");

        List<String> twice = new ArrayList<>(bodies);
        twice.add(bodies.get(3));
        assertThat(verify(verifier, twice, key))
                .containsExactly("numbers 1 to " + all + ", received " + all + ", duplicates 1, findings 0");

        List<String> lossy = new ArrayList<>(bodies);
        lossy.remove(indexOf(bodies, 7));
        assertThat(verify(verifier, lossy, key))
                .containsExactly(
                        "LOST 7", "numbers 1 to " + all + ", received " + (all - 1) + ", duplicates 0, findings 1");

        List<String> late = new ArrayList<>(bodies);
        late.remove(indexOf(bodies, 1));
        assertThat(verify(verifier, late, key).get(0)).isEqualTo("LOST 1");
        assertThat(verify(verifier, late, key, "--from", "2"))
                .containsExactly("numbers 2 to " + all + ", received " + (all - 1) + ", duplicates 0, findings 0");
        assertThat(verify(verifier, bodies, key, "--to", Integer.toString(all + 2))
                        .get(0))
                .isEqualTo("LOST " + (all + 1) + " to " + (all + 2));

        List<String> swapped = new ArrayList<>(bodies);
        Collections.swap(swapped, indexOf(bodies, 9), indexOf(bodies, 10));
        assertThat(verify(verifier, swapped, key).get(0)).isEqualTo("REORDERED 9: came after 10 of the same subject");

        List<String> altered = new ArrayList<>(bodies);
        int at = indexOf(bodies, 12);
        altered.set(at, bodies.get(at).replace("西安", "北京"));
        assertThat(verify(verifier, altered, key).get(0)).isEqualTo("ALTERED 12: it does not fit the chain");

        if (verifier != Verifier.PYTHON) {
            String other = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(HexFormat.of()
                            .parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));
            assertThat(verify(verifier, bodies, other).get(0))
                    .matches("SIGNATURE [0-9]+: the digest was not signed by this key");
        }
    }

    @Test
    void aDigestOnRequestIsSignedAndAgreesWithWhatWasDelivered() throws Exception {
        Response response = kotra().get(PATH + "/" + id + "/digest?from=5&to=9");
        response.then().statusCode(200);
        List<String> bodies = bodies();
        assertThat(response.jsonPath().getString("count")).isEqualTo("5");
        assertThat(bodies.get(indexOf(bodies, 9)))
                .contains("\"ckchain\":\"" + response.jsonPath().getString("chain") + "\"");
        assertThat(bodies.get(indexOf(bodies, 4)))
                .contains("\"ckchain\":\"" + response.jsonPath().getString("chainBefore") + "\"");
        com.fasterxml.jackson.databind.node.ObjectNode document = (com.fasterxml.jackson.databind.node.ObjectNode)
                new com.fasterxml.jackson.databind.ObjectMapper().readTree(response.asString());
        document.remove(List.of("keyId", "signature"));
        byte[] signed = new JsonCanonicalizer(document.toString()).getEncodedUTF8();
        byte[] raw = Base64.getUrlDecoder().decode(platformKey());
        byte[] der = HexFormat.of()
                .parseHex("302a300506032b6570032100" + HexFormat.of().formatHex(raw));
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der)));
        verifier.update(signed);
        assertThat(verifier.verify(
                        Base64.getUrlDecoder().decode(response.jsonPath().getString("signature"))))
                .isTrue();
    }
}
