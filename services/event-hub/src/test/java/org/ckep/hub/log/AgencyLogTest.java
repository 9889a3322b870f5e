package org.ckep.hub.log;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.now;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.as;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kita;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.pull;
import static org.ckep.testing.Problems.problem;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.ckep.hub.Events;
import org.ckep.hub.subscription.Subscriptions;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.messaging.CloudEvent;
import org.ckep.testing.Tokens;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a partner agency reads, what it can infer, and what stops at the border. */
@QuarkusTest
class AgencyLogTest {
    private static final Audience KOTRA = Audience.agency("kotra");
    private static final Audience KITA = Audience.agency("kita");
    private static final String FEED = "/events/v1/feed";

    @Inject
    LogAppender appender;

    @Inject
    MeterRegistry metrics;

    /** Sees everything, like the delivery engine. */
    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    private final String subject = Events.subject();

    private CloudEvent event(Audience audience, int number) {
        return Events.event(audience, subject, number);
    }

    static CloudEvent classified(CloudEvent event, String classification) {
        return event.withExtension(CloudEvent.CLASSIFICATION, classification);
    }

    private LogAppender.Outcome append(CloudEvent... events) {
        return append(appender, events);
    }

    static LogAppender.Outcome append(LogAppender appender, CloudEvent... events) {
        return now(appender.append(
                Stream.of(events)
                        .map(event -> new Arrival(
                                new ConsumerRecord<>("t", 0, 0, null, event.data()),
                                LogEvent.of(event, event.audience(), null),
                                null))
                        .toList(),
                List.of()));
    }

    /** The events of this test's subject that a subscription has, once there are so many. */
    private static Response fetched(Supplier<RequestSpecification> caller, String id, int amount) {
        String path = PATH + "/" + id + "/events?after=0";
        await(() -> caller.get().get(path).jsonPath().getList("").size() == amount);
        return caller.get().get(path);
    }

    @Test
    void anAgencyGetsWhatIsForAllPartnersAndWhatNamesItInOneOrder() {
        String kotras = create(kotra(), pull(subject));
        String kitas = create(kita(), pull(subject));
        append(event(Audience.PARTNER, 1));
        append(classified(event(KITA, 2), "partner"), event(Audience.PARTNER, 3));
        append(event(KOTRA, 4), event(KITA, 5), event(Audience.PUBLIC, 6), event(Audience.SIDE_KR, 7));

        Response forKotra = fetched(Subscriptions::kotra, kotras, 3);
        assertThat(forKotra.jsonPath().getList("data.n", Integer.class)).containsExactly(1, 3, 4);
        assertThat(forKotra.jsonPath().getList("cksubseq", String.class)).containsExactly("1", "2", "3");
        Response forKita = fetched(Subscriptions::kita, kitas, 4);
        assertThat(forKita.jsonPath().getList("data.n", Integer.class)).containsExactly(1, 2, 3, 5);
        assertThat(forKita.jsonPath().getList("cksubseq", String.class)).containsExactly("1", "2", "3", "4");
        kotra().get(PATH + "/" + kotras).then().body("audience", org.hamcrest.Matchers.equalTo("agency-kotra"));

        assertThat(kotra().get(FEED + "?subject=" + subject).jsonPath().getList("data.n", Integer.class))
                .containsExactly(1, 3, 4);
        assertThat(kita().get(FEED + "?subject=" + subject).jsonPath().getList("data.n", Integer.class))
                .containsExactly(1, 2, 3, 5);
        // A cursor of one agency means nothing to another.
        String cursor = kotra().get(FEED + "?after=latest").header("CK-Next-Cursor");
        assertThat(kita().get(FEED + "?after=" + cursor).statusCode()).isEqualTo(400);
    }

    /** One topic for each agency, as for each other audience. */
    @Test
    void whatNamesAnAgencyComesFromItsOwnTopic() {
        String id = create(kotra(), pull(subject));
        sender.sendNow(event(KOTRA, 1));
        sender.sendNow(event(KITA, 2));
        assertThat(fetched(Subscriptions::kotra, id, 1).jsonPath().getList("data.n", Integer.class))
                .containsExactly(1);
    }

    /** Everything that an agency can fetch, byte by byte, before and after something happens that is for others. */
    @Test
    void nothingTellsAnAgencyOfWhatIsForOthers() {
        String kotras = create(kotra(), pull(subject));
        String kitas = create(kita(), pull(subject));
        append(event(Audience.PARTNER, 1));
        fetched(Subscriptions::kotra, kotras, 1);
        fetched(Subscriptions::kita, kitas, 1);
        List<String> before = everythingThatKotraSees(kotras);

        append(event(KITA, 2), event(KITA, 3), classified(event(KOTRA, 4), "side-cn"), event(Audience.SIDE_CN, 5));
        fetched(Subscriptions::kita, kitas, 3);
        assertThat(everythingThatKotraSees(kotras)).isEqualTo(before);

        append(event(Audience.PARTNER, 6));
        assertThat(fetched(Subscriptions::kotra, kotras, 2).jsonPath().getList("cksubseq", String.class))
                .containsExactly("1", "2");
    }

    private List<String> everythingThatKotraSees(String id) {
        List<String> seen = new ArrayList<>();
        for (String path : List.of("/events?after=0", "/health", "/deliveries", "/digest", "")) {
            Response response = kotra().get(PATH + "/" + id + path);
            seen.add(response.statusCode() + response.asString() + response.header("CK-Last-Subseq"));
        }
        for (String after : List.of("latest", "earliest")) {
            Response response = kotra().accept("application/json").get(FEED + "?limit=1000&after=" + after);
            seen.add(response.asString() + response.header("ETag") + response.header("CK-Head-Cursor"));
        }
        seen.add(kotra().body("{}").post(PATH + "/dry-run").asString());
        return seen;
    }

    static List<String> audited(Pool pool, CloudEvent event) {
        return query(pool, "select audience, classification, origin from border_audit where id = $1", event.id())
                .stream()
                .map(row -> row.getString("audience") + " " + row.getString("classification") + " "
                        + row.getString("origin"))
                .toList();
    }

    @Test
    void whatReadersMayNotKnowGetsNoNumberAndARecordForTheSideWhoseItIs() {
        CloudEvent chinese = classified(event(Audience.PUBLIC, 1), "side-cn");
        CloudEvent shared = classified(event(Audience.PARTNER, 2), "bilateral");
        CloudEvent fine = classified(event(Audience.PUBLIC, 3), "public");
        double stopped = metrics.get("hub.border.block").counter().count();
        assertThat(append(chinese, shared, fine, chinese))
                .extracting(
                        LogAppender.Outcome::appended, LogAppender.Outcome::duplicates, LogAppender.Outcome::blocked)
                .containsExactly(1, 0, 3);
        assertThat(append(chinese).blocked()).isEqualTo(1);
        assertThat(metrics.get("hub.border.block").counter().count()).isEqualTo(stopped + 4);
        List<Row> logged = query(pool, "select id, audience from event_log where subject = $1", subject);
        assertThat(logged).extracting(row -> row.getString("id")).containsExactly(fine.id());
        assertThat(audited(pool, chinese)).containsExactly("public side-cn side-cn");
        assertThat(audited(pool, shared)).containsExactly("partner bilateral null");

        assertThat(stopped(as(Tokens.user("cn-maker")))).containsExactlyInAnyOrder(chinese.id(), shared.id());
        assertThat(stopped(as(Tokens.user("kr-maker")))).containsExactly(shared.id());
        kotra().get("/events/v1/border-audit").then().spec(problem(KernelProblem.FORBIDDEN));
        as(Tokens.user("secretariat")).get("/events/v1/border-audit").then().spec(problem(KernelProblem.FORBIDDEN));
        given().get("/events/v1/border-audit").then().spec(problem(KernelProblem.UNAUTHENTICATED));
    }

    /** Nothing says whose it is, so neither side is told of it. */
    @Test
    void anEventThatDoesNotSayWhoseItIsGetsNoNumberInAnyLog() {
        List<CloudEvent> silent = Stream.of(
                        Audience.PUBLIC,
                        Audience.PARTNER,
                        Audience.BILATERAL,
                        Audience.SIDE_CN,
                        Audience.SIDE_KR,
                        KOTRA)
                .map(audience -> silent(event(audience, 1)))
                .toList();
        assertThat(append(silent.toArray(CloudEvent[]::new)))
                .extracting(LogAppender.Outcome::appended, LogAppender.Outcome::blocked)
                .containsExactly(0, silent.size());
        assertThat(query(pool, "select 1 from event_log where subject = $1", subject))
                .isEmpty();
        assertThat(silent)
                .allSatisfy(event -> assertThat(audited(pool, event)).containsExactly(event.audience() + " null null"));
        CloudEvent odd = classified(event(Audience.SIDE_CN, 2), "secret");
        assertThat(append(odd).blocked()).isEqualTo(1);
        assertThat(audited(pool, odd)).containsExactly("side-cn secret null");
        assertThat(stopped(as(Tokens.user("cn-maker")))).isEmpty();
        assertThat(stopped(as(Tokens.user("kr-maker")))).isEmpty();
    }

    static CloudEvent silent(CloudEvent event) {
        TreeMap<String, String> extensions = new TreeMap<>(event.extensions());
        extensions.remove(CloudEvent.CLASSIFICATION);
        return new CloudEvent(
                event.id(),
                event.source(),
                event.type(),
                event.subject(),
                event.time(),
                event.dataContentType(),
                event.dataSchema(),
                extensions,
                event.data());
    }

    /** By pages of one record. */
    private List<String> stopped(RequestSpecification caller) {
        List<String> ids = new ArrayList<>();
        String after = null;
        do {
            RequestSpecification request = given().spec(caller).queryParam("limit", 1);
            Response page =
                    (after == null ? request : request.queryParam("after", after)).get("/events/v1/border-audit");
            page.then().statusCode(200);
            for (Map<String, String> one : page.jsonPath().<Map<String, String>>getList("data")) {
                if (subject.equals(one.get("subject"))) {
                    ids.add(one.get("eventId"));
                }
            }
            after = page.jsonPath().getString("next");
        } while (after != null);
        return ids;
    }
}
