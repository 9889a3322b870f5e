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
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.smallrye.common.annotation.Identifier;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.ckep.hub.egress.AgencyTopic;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.messaging.CloudEvent;
import org.ckep.messaging.EventTopics;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What agencies have undertaken, at each place where an event could reach one that has not, or not any more. */
@QuarkusTest
@TestProfile(SignedUndertakings.class)
class BorderTest {
    private static final String FEED = "/events/v1/feed?subject=";

    @Inject
    Undertakings undertakings;

    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @Inject
    EventTopics topics;

    @Inject
    @Identifier("default-kafka-broker")
    Map<String, Object> broker;

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    private final String subject = Events.subject();

    private void become(String text) {
        SignedUndertakings.become(undertakings, text);
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

    private List<String> kotrasRecords(CloudEvent event) {
        return audited(event).stream()
                .filter(record -> record.startsWith("agency-kotra"))
                .toList();
    }

    /** However little of it is wanted. */
    @Test
    void whatIsLeftOfAnEventAsksForWhatTheWholeAsksFor() {
        Map<String, Object> body = pull(subject);
        body.put("projection", List.of("/n"));
        String id = create(kotra(), body);
        sender.sendNow(regulated(Audience.PARTNER, 1));
        sender.sendNow(plain(Audience.PARTNER, 2));
        await(() -> fetched(() -> kotra(), id).equals(List.of(1, 2)));
        withdraw();
        assertThat(fetched(() -> kotra(), id)).containsExactly(2);
        await(() -> states(id).equals(List.of("WITHHELD", "PENDING")));
        sender.sendNow(regulated(Audience.PARTNER, 3));
        sender.sendNow(plain(Audience.PARTNER, 4));
        await(() -> fetched(() -> kotra(), id).equals(List.of(2, 4)));
        assertThat(states(id)).hasSize(3);
    }

    /** One record however often it is asked for, and none of what was not asked for. */
    @Test
    void whatTheFeedKeepsBackLeavesOneRecord() {
        CloudEvent asked = regulated(Audience.PARTNER, 1);
        CloudEvent other = Events.event(Audience.PARTNER, Events.subject(), 3).withExtension("dataregulation", "PIPL");
        sender.sendNow(asked);
        sender.sendNow(other);
        sender.sendNow(plain(Audience.PARTNER, 2));
        await(() -> feed(kotra()).equals(List.of(1, 2)));
        withdraw();
        assertThat(kotrasRecords(asked)).isEmpty();
        assertThat(feed(kotra())).containsExactly(2);
        assertThat(kotrasRecords(asked)).containsExactly("agency-kotra undertaking [PIPL]");
        assertThat(feed(kotra())).containsExactly(2);
        kotra().body(Map.of("filters", pull(subject).get("filters")))
                .post("/subscriptions/v1/dry-run")
                .then()
                .body("matched", equalTo(1));
        assertThat(kotrasRecords(asked)).hasSize(1);
        assertThat(kotrasRecords(other)).isEmpty();
        for (RequestSpecification government : List.of(cn(), kr())) {
            assertThat(audit(government).jsonPath().getList("data.eventId", String.class))
                    .contains(asked.id());
        }
    }

    /** What was done with is not asked for again by who fetches it from an earlier number. */
    @Test
    void whatWasAcknowledgedAndIsKeptBackFromWhoFetchesItAgainLeavesARecord() {
        String id = create(kotra(), pull(subject));
        CloudEvent event = regulated(Audience.PARTNER, 1);
        sender.sendNow(event);
        sender.sendNow(plain(Audience.PARTNER, 2));
        await(() -> states(id).size() == 2);
        kotra().body("{\"ack\":1}").post(PATH + "/" + id + "/cursor").then().statusCode(200);
        withdraw();
        assertThat(fetched(() -> kotra(), id)).containsExactly(2);
        assertThat(states(id)).containsExactly("ACKNOWLEDGED", "PENDING");
        assertThat(kotrasRecords(event)).containsExactly("agency-kotra undertaking [PIPL]");
    }

    /** Else a replay would be past an event and nobody had told the governments. */
    @Test
    void aReplayPassesNothingOverWithoutItsRecord() throws SQLException {
        try (TestSink sink = new TestSink()) {
            String id = create(kotra(), webhook(sink, subject));
            CloudEvent event = regulated(Audience.PARTNER, 1);
            sender.sendNow(event);
            sender.sendNow(plain(Audience.PARTNER, 2));
            await(() -> states(id).equals(List.of("DELIVERED", "DELIVERED")));
            withdraw();
            try (Connection owner = owner();
                    Statement statement = owner.createStatement()) {
                statement.execute("create function refuse_replay() returns trigger language plpgsql as "
                        + "$$ begin raise exception 'refused by the test'; end $$");
                statement.execute("create trigger refuses before insert on border_audit for each row when (new.id = '"
                        + event.id() + "') execute function refuse_replay()");
                String replay;
                try {
                    replay = kotra().body("{\"from\":1,\"to\":2}")
                            .post(PATH + "/" + id + "/replay")
                            .jsonPath()
                            .getString("replayId");
                    await(() -> sink.numbers().size() == 3);
                    assertThat(query(
                                            pool,
                                            "select next_subseq, state from replay_job where id = $1",
                                            UUID.fromString(replay))
                                    .get(0)
                                    .getLong("next_subseq"))
                            .isEqualTo(1);
                } finally {
                    statement.execute("drop function refuse_replay() cascade");
                }
                query(pool, "update replay_job set lease_until = null where id = $1", UUID.fromString(replay));
                await(() -> kotra().get(PATH + "/" + id + "/replays/" + replay)
                        .jsonPath()
                        .getString("state")
                        .equals("DONE"));
            }
            assertThat(kotrasRecords(event)).hasSize(1);
        }
    }

    /** What its owner is to be told. */
    private List<String> told(String id) {
        return query(pool, "select kind, reason from subscription_notice where sub = $1", UUID.fromString(id)).stream()
                .map(row -> row.getString("kind") + " " + row.getString("reason"))
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
            assertThat(told(id)).containsExactly("incomplete withheld");
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
            CloudEvent first = regulated(Audience.PARTNER, 1);
            CloudEvent second = regulated(Audience.PARTNER, 3);
            sender.sendNow(first);
            sender.sendNow(plain(Audience.PARTNER, 2));
            sender.sendNow(second);
            await(() -> states(id).equals(List.of("DELIVERED", "DELIVERED", "DELIVERED")));
            withdraw();
            for (int i = 0; i < 2; i++) {
                kotra().post(PATH + "/" + id + "/deliveries/1/redeliver").then().body("outcome", equalTo("withheld"));
                assertThat(audited(first)).contains("agency-kotra undertaking [PIPL]");
            }
            // What nobody asked for yet was kept from nobody.
            assertThat(kotrasRecords(first)).hasSize(1);
            assertThat(kotrasRecords(second)).isEmpty();
            String replay = kotra().body("{\"from\":1,\"to\":3}")
                    .post(PATH + "/" + id + "/replay")
                    .jsonPath()
                    .getString("replayId");
            String path = PATH + "/" + id + "/replays/" + replay;
            await(() -> kotra().get(path).jsonPath().getString("state").equals("DONE"));
            assertThat(kotra().get(path).jsonPath().getInt("sent")).isEqualTo(1);
            assertThat(kotrasRecords(second)).hasSize(1);
            assertThat(kotrasRecords(first)).hasSize(1);
            assertThat(sink.numbers()).containsExactly(1, 2, 3, 2);
            assertThat(fetched(() -> kotra(), id)).containsExactly(2);
            assertThat(states(id)).containsExactly("DELIVERED", "DELIVERED", "DELIVERED");
            assertThat(audit(cn()).jsonPath().getList("data.eventId", String.class))
                    .contains(first.id(), second.id());
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
        assertThat(told(id)).containsExactly("incomplete withheld");
        assertThat(audited(event)).contains("agency-kotra undertaking [PIPL]");
    }

    @Test
    void whatWaitsWhenAnUndertakingEndsIsWithheldFromATopic() {
        String id = create(kotra(), kafka(subject));
        CloudEvent event = waitsForATopic(id);
        kotra().post(PATH + "/" + id + "/resume").then().statusCode(200);
        await(() -> states(id).equals(List.of("WITHHELD", "DELIVERED")));
        assertThat(topic(id)).containsExactly("2");
        assertThat(told(id)).containsExactly("incomplete withheld");
        assertThat(audited(event)).contains("agency-kotra undertaking [PIPL]");
        kotra().delete(PATH + "/" + id).then().statusCode(204);
    }

    /** Else a number would be done with and nobody told the governments. */
    @Test
    void nothingIsWithheldFromATopicWithoutItsRecord() throws SQLException {
        String id = create(kotra(), kafka(subject));
        CloudEvent event = waitsForATopic(id);
        try (Connection owner = owner();
                Statement statement = owner.createStatement()) {
            statement.execute("create function refuse() returns trigger language plpgsql as "
                    + "$$ begin raise exception 'refused by the test'; end $$");
            statement.execute("create trigger refuses before insert on border_audit for each row when (new.id = '"
                    + event.id() + "') execute function refuse()");
            try {
                kotra().post(PATH + "/" + id + "/resume").then().statusCode(200);
                await(() -> query(pool, "select 1 from egress where sub = $1 and attempt > 0", UUID.fromString(id))
                                .size()
                        == 1);
                assertThat(states(id)).containsExactly("PENDING", "PENDING");
            } finally {
                statement.execute("drop function refuse() cascade");
            }
        }
        await(() -> states(id).equals(List.of("WITHHELD", "DELIVERED")));
        assertThat(audited(event)).contains("agency-kotra undertaking [PIPL]");
        kotra().delete(PATH + "/" + id).then().statusCode(204);
    }

    /** Of two events of a subscription that is paused the undertaking of the first ends. */
    private CloudEvent waitsForATopic(String id) {
        kotra().post(PATH + "/" + id + "/pause").then().statusCode(200);
        CloudEvent event = regulated(Audience.PARTNER, 1);
        sender.sendNow(event);
        sender.sendNow(plain(Audience.PARTNER, 2));
        await(() -> states(id).size() == 2);
        withdraw();
        return event;
    }

    private List<String> topic(String id) {
        return new AgencyTopic(broker, topics.ofAgency("kotra")).numbers(id);
    }

    private static Connection owner() throws SQLException {
        return DriverManager.getConnection(
                setting("quarkus.flyway.jdbc-url"),
                setting("quarkus.flyway.username"),
                setting("quarkus.flyway.password"));
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }

    /** By the name or the subject of an event an agency could tell what was kept from it. */
    @Test
    void theDeliveryLogNamesNothingThatMayNotBeHad() {
        String id = create(kotra(), pull(subject));
        CloudEvent plain = plain(Audience.PARTNER, 3);
        sender.sendNow(regulated(Audience.PARTNER, 1));
        sender.sendNow(regulated(Audience.PARTNER, 2));
        sender.sendNow(plain);
        await(() -> states(id).size() == 3);
        kotra().body("{\"ack\":1}").post(PATH + "/" + id + "/cursor").then().statusCode(200);
        withdraw();
        assertThat(deliveries(id, "state")).containsExactly("acknowledged", "pending", "pending");
        for (String member : List.of("eventId", "type", "subject")) {
            assertThat(deliveries(id, member).subList(0, 2)).as(member).containsOnlyNulls();
        }
        assertThat(deliveries(id, "eventId").get(2)).isEqualTo(plain.id());
        assertThat(fetched(() -> kotra(), id)).containsExactly(3);
        assertThat(deliveries(id, "state")).containsExactly("acknowledged", "withheld", "pending");

        oneHasSigned();
        assertThat(deliveries(id, "eventId").get(0)).isNotNull();
        // A number that was withheld stays so, and so does what stands behind it.
        for (String member : List.of("eventId", "type", "subject")) {
            assertThat(deliveries(id, member).get(1)).as(member).isNull();
        }
    }

    private static List<String> deliveries(String id, String member) {
        return kotra().get(PATH + "/" + id + "/deliveries").jsonPath().getList("data." + member, String.class);
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
            // The endpoint has it a moment before that is written.
            await(() -> states(id).equals(List.of("DELIVERED", "DELIVERED")));
        }
    }
}
