package org.ckep.hub.subscription;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.subscription.EndpointCertificateTest.AUTHORITY;
import static org.ckep.hub.subscription.EndpointCertificateTest.ENDPOINT;
import static org.ckep.hub.subscription.EndpointCertificateTest.PLATFORM;
import static org.ckep.hub.subscription.EndpointCertificateTest.STRANGER;
import static org.ckep.hub.subscription.EndpointCertificateTest.pem;
import static org.ckep.hub.subscription.EndpointCertificateTest.requireState;
import static org.ckep.hub.subscription.EndpointCertificateTest.set;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.as;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.pull;
import static org.ckep.hub.subscription.Subscriptions.webhook;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.ckep.hub.Events;
import org.ckep.hub.TestCertificates;
import org.ckep.hub.TestCertificates.Issued;
import org.ckep.hub.TestSink;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.testing.Problems;
import org.ckep.testing.Tokens;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Certificates that are refused, and who may not set any. */
@QuarkusTest
class EndpointCertificateRefusalTest {
    @AutoClose
    private final TestSink sink = new TestSink(ENDPOINT.tls(AUTHORITY.authority()));

    private final String subject = Events.subject();

    private String known() {
        String id = create(kotra(), webhook(sink, subject));
        set(id, pem(PLATFORM)).then().statusCode(204);
        requireState(id, "ACTIVE");
        return id;
    }

    static Stream<Arguments> wrong() {
        Issued expired =
                AUTHORITY.client("expired", TestCertificates.elliptic(), Duration.ofDays(-9), Duration.ofDays(-1));
        Issued early = AUTHORITY.client("early", TestCertificates.elliptic(), Duration.ofDays(1), Duration.ofDays(9));
        Issued weak = AUTHORITY.client("weak", TestCertificates.rsa(1024), Duration.ofDays(-1), Duration.ofDays(9));
        Issued other = AUTHORITY.client("other");
        return Stream.of(
                arguments("certificate", null, "/certificate", "required"),
                arguments("privateKey", null, "/privateKey", "required"),
                arguments("certificate", "no PEM", "/certificate", "invalid"),
                arguments("certificate", "x".repeat(65_537), "/certificate", "too-long"),
                arguments("certificate", PLATFORM.keyPem(), "/certificate", "invalid"),
                arguments("certificate", broken(PLATFORM.pem()), "/certificate", "invalid"),
                arguments("certificate", PLATFORM.pem().repeat(11), "/certificate", "invalid"),
                arguments("certificate", PLATFORM.pem() + other.pem(), "/certificate", "chain-broken"),
                arguments(
                        "certificate",
                        STRANGER.client("x").pem() + AUTHORITY.authority().pem(),
                        "/certificate",
                        "chain-broken"),
                arguments("certificate", expired.pem(), "/certificate", "expired"),
                arguments("certificate", early.pem(), "/certificate", "not-yet-valid"),
                arguments("certificate", weak.pem(), "/certificate", "unsupported-key"),
                arguments("certificate", ENDPOINT.pem(), "/certificate", "not-for-clients"),
                arguments("certificate", other.pem(), "/privateKey", "key-mismatch"),
                arguments("privateKey", other.keyPem(), "/privateKey", "key-mismatch"),
                arguments("privateKey", weak.keyPem(), "/privateKey", "key-mismatch"),
                arguments("privateKey", PLATFORM.keyPem("ENCRYPTED PRIVATE KEY"), "/privateKey", "not-pkcs8"),
                arguments("privateKey", PLATFORM.keyPem("EC PRIVATE KEY"), "/privateKey", "not-pkcs8"),
                arguments("privateKey", PLATFORM.pem(), "/privateKey", "invalid"),
                arguments("authorities", "no PEM", "/authorities", "invalid"),
                arguments("authorities", expired.pem(), "/authorities", "expired"),
                arguments("password", "of what", "/password", "not-allowed"),
                arguments("pkcs12", PLATFORM.pkcs12("opens it"), "/pkcs12", "not-allowed"),
                arguments("colour", "red", "/colour", "unknown-property"));
    }

    /** A certificate with a byte that its encoding does not have. */
    private static String broken(String pem) {
        return pem.replace("-----BEGIN CERTIFICATE-----\nMI", "-----BEGIN CERTIFICATE-----\nAA");
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatIsWrongIsNamed(String member, String value, String pointer, String code) {
        String id = known();
        Map<String, Object> wanted = pem(PLATFORM);
        wanted.put(member, value);
        set(id, wanted)
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo(pointer))
                .body("errors[0].code", equalTo(code));
        requireState(id, "ACTIVE");
    }

    static Stream<Arguments> wrongFiles() {
        Issued expired =
                AUTHORITY.client("expired", TestCertificates.elliptic(), Duration.ofDays(-9), Duration.ofDays(-1));
        return Stream.of(
                arguments(PLATFORM.pkcs12("opens it"), "does not", "/password", "wrong"),
                arguments(PLATFORM.pkcs12("opens it"), null, "/password", "wrong"),
                arguments("bm8gZmlsZQ==", "opens it", "/pkcs12", "invalid"),
                arguments("no base64!", "opens it", "/pkcs12", "invalid"),
                arguments("", "opens it", "/pkcs12", "invalid"),
                arguments("x".repeat(24_001), "opens it", "/pkcs12", "too-long"),
                arguments(TestCertificates.pkcs12(11, "opens it"), "opens it", "/pkcs12", "invalid"),
                arguments(
                        Pkcs12RoundsTest.base64(Pkcs12RoundsTest.withMacRounds(PLATFORM.pkcs12("opens it"), 2_000_001)),
                        "opens it",
                        "/pkcs12",
                        "too-many-rounds"),
                arguments(expired.pkcs12("opens it"), "opens it", "/pkcs12", "expired"));
    }

    @ParameterizedTest
    @MethodSource("wrongFiles")
    void whatIsWrongWithAFileIsNamed(String file, String password, String pointer, String code) {
        String id = create(kotra(), webhook(sink, subject));
        Map<String, Object> wanted = new HashMap<>();
        wanted.put("pkcs12", file);
        wanted.put("password", password);
        set(id, wanted)
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo(pointer))
                .body("errors[0].code", equalTo(code));
        kotra().get(PATH + "/" + id + "/certificate").then().statusCode(404);
    }

    @Test
    void theLongestChainInAFileIsReadAgain() {
        String id = create(kotra(), webhook(sink, subject));
        set(id, Map.of("pkcs12", TestCertificates.pkcs12(10, "opens it"), "password", "opens it"))
                .then()
                .statusCode(204);
        kotra().get(PATH + "/" + id + "/certificate").then().statusCode(200).body("subject", equalTo("CN=platform"));
    }

    /** Written again with line ends, a text becomes longer than it came. */
    @Test
    void whatWasAcceptedIsReadAgainHoweverLongItBecame() {
        String kept = AUTHORITY.authority().pem().repeat(200);
        assertThat(kept).hasSizeGreaterThan(65_536);
        assertThat(CertificateReader.kept("/certificate", kept)).hasSize(200);
    }

    @Test
    void filesAreOpenedOneAtATime() {
        String id = create(kotra(), webhook(sink, subject));
        Map<String, Object> wanted = Map.of("pkcs12", PLATFORM.pkcs12("opens it"), "password", "opens it");
        assertThat(CertificateReader.OPENING.tryAcquire()).isTrue();
        try {
            set(id, wanted).then().spec(Problems.problem(KernelProblem.UNAVAILABLE));
        } finally {
            CertificateReader.OPENING.release();
        }
        set(id, wanted).then().statusCode(204);
        // One that does not open makes way for the next, too.
        set(id, Map.of("pkcs12", PLATFORM.pkcs12("opens it"), "password", "does not"))
                .then()
                .statusCode(400);
        set(id, wanted).then().statusCode(204);
    }

    @Test
    void whoMayNotChangeSubscriptionsMayNotSetIt() {
        String path = PATH + "/" + known() + "/certificate";
        as(Tokens.user("kr-statistician"))
                .body(pem(PLATFORM))
                .put(path)
                .then()
                .spec(Problems.problem(KernelProblem.FORBIDDEN));
        as(Tokens.user("kr-statistician")).delete(path).then().spec(Problems.problem(KernelProblem.FORBIDDEN));
        given().contentType("application/json")
                .body(pem(PLATFORM))
                .put(path)
                .then()
                .spec(Problems.problem(KernelProblem.UNAUTHENTICATED));
    }

    @Test
    void onlyAWebhookWithTlsHasOne() {
        set(create(kotra(), pull(subject)), pem(PLATFORM)).then().spec(Problems.problem(KernelProblem.STATE_FORBIDS));
        try (TestSink plain = new TestSink()) {
            set(create(kotra(), webhook(plain, subject)), pem(PLATFORM))
                    .then()
                    .spec(Problems.problem(KernelProblem.STATE_FORBIDS));
        }
    }
}
