package org.ckep.hub.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.publish;
import static org.ckep.hub.subscription.Subscriptions.pull;
import static org.ckep.hub.subscription.Subscriptions.webhook;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.ckep.kernel.access.Audience;
import org.erdtman.jcs.JsonCanonicalizer;
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

    private List<String> verify(Verifier verifier, List<String> received, String key, String... options)
            throws Exception {
        return verifier.run(folder.resolve("received.ndjson"), id, received, key, options);
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
                        "LOST 7",
                        "UNPROVED 8: the chain value before it is not known",
                        "numbers 1 to " + all + ", received " + (all - 1) + ", duplicates 0, findings 2");

        List<String> late = new ArrayList<>(bodies);
        late.remove(indexOf(bodies, 1));
        assertThat(verify(verifier, late, key).get(0)).isEqualTo("LOST 1");
        String before =
                kotra().get(PATH + "/" + id + "/digest?from=2&to=9").jsonPath().getString("chainBefore");
        assertThat(verify(verifier, late, key, "--from", "2", "--before", before))
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
    void aDigestOfNothingYetBeginsTheChain() {
        String empty = create(kotra(), pull(Events.subject()));
        kotra().get(PATH + "/" + empty + "/digest")
                .then()
                .statusCode(200)
                .body("count", equalTo("0"))
                .body("chain", equalTo(Chain.text(Chain.genesis(UUID.fromString(empty)))))
                .body("chainBefore", equalTo(Chain.text(Chain.genesis(UUID.fromString(empty)))));
        kotra().get(PATH + "/" + empty + "/digest?from=1")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:ckep:problem:number-ahead"))
                .body("errors[0].parameter", equalTo("from"))
                .body("last", equalTo("0"));
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
