package org.ckep.hub.border;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.awaitNumbers;
import static org.ckep.hub.subscription.Subscriptions.cn;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kafka;
import static org.ckep.hub.subscription.Subscriptions.kita;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.kr;
import static org.ckep.hub.subscription.Subscriptions.pull;
import static org.ckep.hub.subscription.Subscriptions.webhook;
import static org.ckep.testing.Problems.problem;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.messaging.CloudEvent;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What agencies have undertaken, at each place where an event could reach one that has not, or not any more. */
@QuarkusTest
@TestProfile(BorderTest.WithUndertakings.class)
class BorderTest {
    private static final Path FILE = Path.of("target", "undertakings-" + UUID.randomUUID() + ".json");
    private static final String FEED = "/events/v1/feed?subject=";

    @Inject
    Undertakings undertakings;

    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    private final String subject = Events.subject();

    /** Agencies with undertakings. */
    public static final class WithUndertakings implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            write("{}");
            return Map.of("ckep.hub.border.undertakings", FILE.toAbsolutePath().toString());
        }
    }

    private static void write(String text) {
        try {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void become(String text) {
        write(text);
        undertakings.reread();
    }

    @BeforeEach
    void oneHasSigned() {
        become("{\"kotra\":[\"PIPL\"],\"kita\":[]}");
    }

    private void withdraw() {
        become("{\"kotra\":[],\"kita\":[]}");
    }

    private CloudEvent regulated(Audience audience, int number) {
        return Events.event(audience, subject, number).withExtension("dataregulation", "PIPL");
    }

    private CloudEvent plain(Audience audience, int number) {
        return Events.event(audience, subject, number);
    }

    private static List<Integer> fetched(Supplier<RequestSpecification> caller, String id) {
        return caller.get().get(PATH + "/" + id + "/events?after=0").jsonPath().getList("data.n", Integer.class);
    }

    private List<Integer> feed(RequestSpecification caller) {
        return caller.get(FEED + subject).jsonPath().getList("data.n", Integer.class);
    }

    private List<String> states(String id) {
        return query(pool, "select state from delivery where sub = $1 order by subseq", UUID.fromString(id)).stream()
                .map(row -> row.getString("state"))
                .toList();
    }

    private List<String> audited(CloudEvent event) {
        return query(
                        pool,
                        "select audience, rule, undertakings from border_audit where id = $1 order by audience",
                        event.id())
                .stream()
                .map(row -> row.getString("audience") + " " + row.getString("rule") + " "
                        + List.of(row.getArrayOfStrings("undertakings")))
                .toList();
    }

    private static Response audit(RequestSpecification government) {
        return government.get("/events/v1/border-audit?limit=200");
    }

    @Test
    void whatAnAgencyHasNotUndertakenGetsNoNumberForIt() {
        String kotras = create(kotra(), pull(subject));
        String kitas = create(kita(), pull(subject));
        CloudEvent event = regulated(Audience.PARTNER, 1);
        sender.sendNow(event);
        sender.sendNow(plain(Audience.PARTNER, 2));
        await(() -> fetched(() -> kotra(), kotras).equals(List.of(1, 2)));
        await(() -> fetched(() -> kita(), kitas).equals(List.of(2)));
        assertThat(kita().get(PATH + "/" + kitas + "/events?after=0").jsonPath().getList("cksubseq", String.class))
                .containsExactly("1");
        assertThat(feed(kotra())).containsExactly(1, 2);
        assertThat(feed(kita())).containsExactly(2);
        // Its positions tell nothing either.
        List<Long> positions =
                query(pool, "select pos from event_log where audience = 'agency-kita' order by pos").stream()
                        .map(row -> row.getLong("pos"))
                        .toList();
        assertThat(positions.get(positions.size() - 1)).isEqualTo(positions.size());
        assertThat(audited(event)).containsExactly("agency-kita undertaking [PIPL]");
        for (RequestSpecification government : List.of(cn(), kr())) {
            assertThat(audit(government).jsonPath().getList("data.eventId", String.class))
                    .contains(event.id());
        }
    }

    /** An undertaking that ended after the log took it and before a subscription did. */
    @Test
    void whatTheLogHasIsLookedAtAgainWhereASubscriptionTakesIt() {
        CloudEvent event = regulated(Audience.PARTNER, 1);
        String first = create(kotra(), pull(subject));
        sender.sendNow(event);
        sender.sendNow(plain(Audience.PARTNER, 2));
        await(() -> states(first).size() == 2);
        withdraw();
        Map<String, Object> body = pull(subject);
        body.put("start", "earliest");
        String later = create(kotra(), body);
        await(() -> fetched(() -> kotra(), later).equals(List.of(2)));
        assertThat(states(later)).hasSize(1);
        assertThat(audited(event)).contains("agency-kotra undertaking [PIPL]");
        assertThat(feed(kotra())).containsExactly(2);
    }

    @Test
    void whatIsForEverybodyAsksForNothing() {
        CloudEvent event = regulated(Audience.PUBLIC, 1);
        CloudEvent after = plain(Audience.PUBLIC, 2);
        sender.sendNow(event);
        sender.sendNow(after);
        await(() ->
                query(pool, "select 1 from event_log where id = $1", after.id()).size() == 1);
        assertThat(query(pool, "select 1 from event_log where id = $1", event.id()))
                .isEmpty();
        assertThat(audited(event)).containsExactly("public undertaking [PIPL]");
    }

    @Test
    void aSubscriptionThatAsksForItByNameIsRefusedWithTheUndertaking() {
        List<Map<String, Object>> filters = List.of(
                Map.of("exact", Map.of("subject", subject)),
                Map.of("any", List.of(Map.of("exact", Map.of("dataregulation", "PIPL")))));
        Map<String, Object> body = Map.of("protocol", "PULL", "filters", filters);
        kita().body(body)
                .post(PATH)
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:ckep:problem:undertaking-missing"))
                .body("undertakings", contains("PIPL"))
                .body("errors[0].pointer", equalTo("/filters/1"));
        kotra().body(body).post(PATH).then().statusCode(201);
        cn().body(body).post(PATH).then().statusCode(201);
    }

    @Test
    void whatWaitsWhenAnUndertakingEndsIsWithheldFromAWebhookAndListed() {
        try (TestSink sink = new TestSink()) {
            String id = create(kotra(), webhook(sink, subject));
            kotra().post(PATH + "/" + id + "/pause").then().statusCode(200);
            CloudEvent event = regulated(Audience.PARTNER, 1);
            sender.sendNow(event);
            sender.sendNow(plain(Audience.PARTNER, 2));
            await(() -> states(id).size() == 2);
            withdraw();
            kotra().post(PATH + "/" + id + "/resume").then().statusCode(200);
            awaitNumbers(sink, 1);
            await(() -> states(id).equals(List.of("WITHHELD", "DELIVERED")));
            assertThat(sink.numbers()).containsExactly(2);
            await(() -> audited(event).contains("agency-kotra undertaking [PIPL]"));
            Response digest = kotra().get(PATH + "/" + id + "/digest?from=1&to=2");
            assertThat(digest.jsonPath().getList("gaps.subseq", String.class)).containsExactly("1");
            assertThat(digest.jsonPath().getList("gaps.reason", String.class)).containsExactly("withheld");
            oneHasSigned();
            kotra().post(PATH + "/" + id + "/deliveries/1/redeliver").then().spec(problem(KernelProblem.STATE_FORBIDS));
        }
    }

    @Test
    void whatWasDeliveredIsNotSentOnceMoreWhenItsUndertakingHasEnded() {
        try (TestSink sink = new TestSink()) {
            String id = create(kotra(), webhook(sink, subject));
            sender.sendNow(regulated(Audience.PARTNER, 1));
            sender.sendNow(plain(Audience.PARTNER, 2));
            await(() -> states(id).equals(List.of("DELIVERED", "DELIVERED")));
            withdraw();
            kotra().post(PATH + "/" + id + "/deliveries/1/redeliver").then().body("outcome", equalTo("withheld"));
            String replay = kotra().body("{\"from\":1,\"to\":2}")
                    .post(PATH + "/" + id + "/replay")
                    .jsonPath()
                    .getString("replayId");
            String path = PATH + "/" + id + "/replays/" + replay;
            await(() -> kotra().get(path).jsonPath().getString("state").equals("DONE"));
            assertThat(kotra().get(path).jsonPath().getInt("sent")).isEqualTo(1);
            assertThat(sink.numbers()).containsExactly(1, 2, 2);
            assertThat(fetched(() -> kotra(), id)).containsExactly(2);
            assertThat(states(id)).containsExactly("DELIVERED", "DELIVERED");
        }
    }

    @Test
    void whatWaitsWhenAnUndertakingEndsIsWithheldFromWhoFetches() {
        String id = create(kotra(), pull(subject));
        CloudEvent event = regulated(Audience.PARTNER, 1);
        sender.sendNow(event);
        sender.sendNow(plain(Audience.PARTNER, 2));
        await(() -> states(id).size() == 2);
        withdraw();
        assertThat(fetched(() -> kotra(), id)).containsExactly(2);
        assertThat(states(id)).containsExactly("WITHHELD", "PENDING");
        assertThat(audited(event)).contains("agency-kotra undertaking [PIPL]");
    }

    @Test
    void whatWaitsWhenAnUndertakingEndsIsWithheldFromATopic() {
        String id = create(kotra(), kafka(subject));
        kotra().post(PATH + "/" + id + "/pause").then().statusCode(200);
        sender.sendNow(regulated(Audience.PARTNER, 1));
        sender.sendNow(plain(Audience.PARTNER, 2));
        await(() -> states(id).size() == 2);
        withdraw();
        kotra().post(PATH + "/" + id + "/resume").then().statusCode(200);
        await(() -> states(id).equals(List.of("WITHHELD", "DELIVERED")));
        kotra().delete(PATH + "/" + id).then().statusCode(204);
    }

    /** Within a minute of the file, here at once. */
    @Test
    void anAgencyThatIsNamedNoMoreGetsNothing() {
        try (TestSink sink = new TestSink()) {
            String id = create(kotra(), webhook(sink, subject));
            sender.sendNow(plain(Audience.PARTNER, 1));
            awaitNumbers(sink, 1);
            become("{\"kita\":[]}");
            String kitas = create(kita(), pull(subject));
            sender.sendNow(plain(Audience.PARTNER, 2));
            await(() -> fetched(() -> kita(), kitas).equals(List.of(2)));
            kotra().get(FEED + subject).then().spec(problem(KernelProblem.FORBIDDEN));
            kotra().accept("text/event-stream").get(FEED + subject).then().spec(problem(KernelProblem.FORBIDDEN));
            kotra().get(PATH + "/" + id + "/events?after=0").then().spec(problem(KernelProblem.FORBIDDEN));
            kotra().body(pull(subject)).post(PATH).then().spec(problem(KernelProblem.FORBIDDEN));
            assertThat(sink.numbers()).containsExactly(1);
            oneHasSigned();
            sender.sendNow(plain(Audience.PARTNER, 3));
            awaitNumbers(sink, 2);
            assertThat(sink.numbers()).containsExactly(1, 3);
            assertThat(states(id)).containsExactly("DELIVERED", "DELIVERED");
        }
    }
}
