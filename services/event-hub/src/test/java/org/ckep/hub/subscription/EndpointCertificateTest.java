package org.ckep.hub.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.awaitNumbers;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.kr;
import static org.ckep.hub.subscription.Subscriptions.publish;
import static org.ckep.hub.subscription.Subscriptions.webhook;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.ckep.hub.Events;
import org.ckep.hub.Sql;
import org.ckep.hub.TestCertificates;
import org.ckep.hub.TestCertificates.Issued;
import org.ckep.hub.TestSink;
import org.ckep.hub.TestSink.Reply;
import org.ckep.kernel.access.Audience;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Deliveries to an endpoint that asks in TLS who delivers. */
@QuarkusTest
class EndpointCertificateTest {
    static final TestCertificates AUTHORITY = new TestCertificates("agency authority");
    static final TestCertificates STRANGER = new TestCertificates("another authority");
    static final Issued PLATFORM = AUTHORITY.client("platform");
    static final Issued ENDPOINT = AUTHORITY.server("127.0.0.1");

    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @AutoClose
    private final TestSink sink = new TestSink(ENDPOINT.tls(AUTHORITY.authority()));

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    private final String subject = Events.subject();

    static Map<String, Object> pem(Issued shown) {
        return pem(shown, AUTHORITY);
    }

    private static Map<String, Object> pem(Issued shown, TestCertificates trusted) {
        Map<String, Object> wanted = new HashMap<>();
        wanted.put("certificate", shown.pem());
        wanted.put("privateKey", shown.keyPem());
        wanted.put("authorities", trusted.authority().pem());
        return wanted;
    }

    static Response set(String id, Map<String, Object> wanted) {
        return kotra().body(wanted).put(PATH + "/" + id + "/certificate");
    }

    static void requireState(String id, String state) {
        kotra().get(PATH + "/" + id).then().body("state", equalTo(state));
    }

    private static void requireNoTls(String id) {
        kotra().get(PATH + "/" + id)
                .then()
                .body("state", equalTo("PENDING"))
                .body("stateReason", startsWith("consent-missing: no answer"));
    }

    /** A subscription whose endpoint knows the platform by its certificate. */
    private String known() {
        String id = create(kotra(), webhook(sink, subject));
        set(id, pem(PLATFORM)).then().statusCode(204);
        requireState(id, "ACTIVE");
        return id;
    }

    private List<String> peers() {
        return sink.received().stream().map(TestSink.Request::peer).toList();
    }

    private List<String> attempts(String id) {
        return Sql.query(pool, "select outcome from attempt where sub = $1", UUID.fromString(id)).stream()
                .map(row -> row.getString("outcome"))
                .toList();
    }

    @Test
    void handshakeTestAndDeliveriesShowIt() {
        String id = create(kotra(), webhook(sink, subject));
        requireNoTls(id);
        assertThat(sink.all()).isEmpty();
        set(id, pem(PLATFORM)).then().statusCode(204);
        requireState(id, "ACTIVE");
        kotra().post(PATH + "/" + id + "/test").then().body("outcome", equalTo("delivered"));
        publish(sender, Audience.PARTNER, subject, 3);
        awaitNumbers(sink, 3);
        assertThat(sink.all().stream().map(TestSink.Request::peer)).hasSize(5).containsOnly("CN=platform");
        assertThat(sink.handshakes()).hasSize(1);
    }

    @Test
    void itMayComeAsAFile() {
        String id = create(kotra(), webhook(sink, subject));
        Map<String, Object> wanted = new HashMap<>();
        wanted.put("pkcs12", PLATFORM.pkcs12("opens it"));
        wanted.put("password", "opens it");
        wanted.put("authorities", AUTHORITY.authority().pem());
        set(id, wanted).then().statusCode(204);
        publish(sender, Audience.PARTNER, subject, 1);
        awaitNumbers(sink, 1);
        assertThat(peers()).containsExactly("CN=platform");
    }

    @Test
    void aTokenMayBeAskedForAsWell() {
        try (TestSink tokens = new TestSink()) {
            tokens.onDelivery(request ->
                    new Reply(200, Map.of(), "{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":60}"));
            String id = known();
            kotra().body(Map.of("tokenUrl", tokens.url(), "clientId", "ckep", "clientSecret", "secret"))
                    .put(PATH + "/" + id + "/authorization")
                    .then()
                    .statusCode(204);
            publish(sender, Audience.PARTNER, subject, 1);
            awaitNumbers(sink, 1);
            assertThat(peers()).containsExactly("CN=platform");
            assertThat(sink.received().get(0).header("authorization")).isEqualTo("Bearer t");
        }
    }

    @Test
    void anEndpointThatDoesNotKnowItsAuthorityGetsNothing() {
        String id = create(kotra(), webhook(sink, subject));
        set(id, pem(STRANGER.client("platform"))).then().statusCode(204);
        requireNoTls(id);
        assertThat(sink.all()).isEmpty();
    }

    @Test
    void anEndpointThatNobodyVouchesForGetsNothing() {
        String id = create(kotra(), webhook(sink, subject));
        set(id, pem(PLATFORM, STRANGER)).then().statusCode(204);
        requireNoTls(id);
        Map<String, Object> byPublicOnes = pem(PLATFORM);
        byPublicOnes.remove("authorities");
        set(id, byPublicOnes).then().statusCode(204);
        requireNoTls(id);
        assertThat(sink.all()).isEmpty();
    }

    @Test
    void anEndpointWithAnotherNameGetsNothing() {
        try (TestSink other = new TestSink(AUTHORITY.server("192.0.2.1").tls(AUTHORITY.authority()))) {
            String id = create(kotra(), webhook(other, subject));
            set(id, pem(PLATFORM)).then().statusCode(204);
            requireNoTls(id);
            assertThat(other.all()).isEmpty();
        }
    }

    @Test
    void anotherOneIsShownFromTheChangeOn() {
        String id = known();
        publish(sender, Audience.PARTNER, subject, 2);
        awaitNumbers(sink, 2);
        set(id, pem(AUTHORITY.client("successor"))).then().statusCode(204);
        publish(sender, Audience.PARTNER, subject, 3, 4);
        awaitNumbers(sink, 4);
        assertThat(peers()).containsExactly("CN=platform", "CN=platform", "CN=successor", "CN=successor");
    }

    /** What one subscription may show does not open the endpoint to another one. */
    @Test
    void noConnectionServesTwo() {
        String second = Events.subject();
        known();
        String other = create(kotra(), webhook(sink, second));
        requireNoTls(other);
        set(other, pem(AUTHORITY.client("other"))).then().statusCode(204);
        for (int i = 1; i <= 5; i++) {
            publish(sender, Audience.PARTNER, subject, i, i);
            publish(sender, Audience.PARTNER, second, i, i);
        }
        await(() -> sink.received().size() == 10);
        Map<Integer, Long> namesByConnection = sink.all().stream()
                .collect(Collectors.groupingBy(
                        TestSink.Request::port,
                        Collectors.collectingAndThen(
                                Collectors.mapping(TestSink.Request::peer, Collectors.toSet()),
                                names -> (long) names.size())));
        assertThat(namesByConnection.values()).hasSizeGreaterThan(1).containsOnly(1L);
        assertThat(sink.received()).allSatisfy(request -> assertThat(request.peer())
                .isEqualTo(request.subject().equals(second) ? "CN=other" : "CN=platform"));
    }

    @Test
    void afterItsEndNothingIsSentUntilAnotherOneComes() {
        String id = known();
        Sql.query(
                pool,
                "update subscription_certificate set ends_at = now() - interval '1 second' where sub = $1",
                UUID.fromString(id));
        Sql.query(pool, "update subscription set version = version + 1 where id = $1", UUID.fromString(id));
        publish(sender, Audience.PARTNER, subject, 1);
        await(() -> attempts(id).contains("certificate-expired"));
        assertThat(sink.received()).isEmpty();
        kotra().post(PATH + "/" + id + "/verify")
                .then()
                .body("state", equalTo("PAUSED"))
                .body("stateReason", equalTo("consent-missing: the certificate for it has ended"));

        set(id, pem(AUTHORITY.client("successor"))).then().statusCode(204);
        awaitNumbers(sink, 1);
        assertThat(peers()).containsExactly("CN=successor");
        // It was not sent before, and that is known.
        assertThat(sink.received().get(0).header("ck-redelivery")).isNull();
    }

    @Test
    void neitherKeyNorCertificateIsInAnAnswerAndTheKeyNotInTheDatabase() {
        String id = known();
        String path = PATH + "/" + id + "/certificate";
        Response read = kotra().get(path);
        read.then()
                .statusCode(200)
                .body("subject", equalTo("CN=platform"))
                .body("issuer", equalTo("CN=agency authority"))
                .body(
                        "notAfter",
                        equalTo(PLATFORM.certificate().getNotAfter().toInstant().toString()))
                .body("authorities.subject", equalTo(List.of("CN=agency authority")));
        assertThat(read.jsonPath().getString("fingerprint")).matches("[0-9a-f]{64}");
        String answers = read.asString() + kotra().get(PATH + "/" + id).asString();
        assertThat(answers).doesNotContain("BEGIN", PLATFORM.pem().substring(30, 90));
        kotra().get(PATH + "/" + id + "/health")
                .then()
                .body(
                        "certificateEndsAt",
                        equalTo(PLATFORM.certificate().getNotAfter().toInstant().toString()));
        byte[] stored = Sql.query(
                        pool, "select private_key from subscription_certificate where sub = $1", UUID.fromString(id))
                .get(0)
                .getBuffer("private_key")
                .getBytes();
        String key = new String(PLATFORM.keys().getPrivate().getEncoded(), StandardCharsets.ISO_8859_1);
        assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain(key.substring(key.length() - 16));
        kr().get(path).then().statusCode(404);
        kr().body(pem(PLATFORM)).put(path).then().statusCode(404);
        kr().delete(path).then().statusCode(404);
    }

    @Test
    void withoutItDeliveriesShowNothing() {
        String id = known();
        String path = PATH + "/" + id + "/certificate";
        kotra().delete(path).then().statusCode(204);
        kotra().get(path).then().statusCode(404);
        kotra().delete(path).then().statusCode(404);
        // This endpoint wants one.
        requireNoTls(id);
    }

    @Test
    void withItsSubscriptionItIsForgotten() {
        String id = known();
        kotra().delete(PATH + "/" + id).then().statusCode(204);
        kotra().get(PATH + "/" + id + "/certificate").then().statusCode(404);
        assertThat(Sql.query(pool, "select 1 from subscription_certificate where sub = $1", UUID.fromString(id)))
                .isEmpty();
    }
}
