package org.ckep.hub.log;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.now;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.as;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.create;
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
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.ckep.hub.Events;
import org.ckep.hub.subscription.Subscriptions;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Viewer;
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
    ReaderLogs logs;

    @Inject
    MeterRegistry metrics;

    /** Sees everything, like the delivery engine. */
    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    private final String subject = Events.subject();

    private static RequestSpecification kita() {
        return as(Tokens.kita());
    }

    private CloudEvent event(Audience audience, int number) {
        return Events.event(audience, subject, number);
    }

    private static CloudEvent classified(CloudEvent event, String classification) {
        return event.withExtension(CloudEvent.CLASSIFICATION, classification);
    }

    private LogAppender.Outcome append(CloudEvent... events) {
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
        Response forKita = fetched(AgencyLogTest::kita, kitas, 4);
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
        fetched(AgencyLogTest::kita, kitas, 1);
        List<String> before = everythingThatKotraSees(kotras);

        append(event(KITA, 2), event(KITA, 3), classified(event(KOTRA, 4), "side-cn"), event(Audience.SIDE_CN, 5));
        fetched(AgencyLogTest::kita, kitas, 3);
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

    /** Subscribed to the partners' log before there were logs of agencies: what it had and what it gets is one sequence. */
    @Test
    void aLogThatIsOpenedHoldsWhatWasBeforeAndSubscriptionsGoOn() {
        String code = "t" + UUID.randomUUID().toString().substring(0, 8);
        Audience agency = Audience.agency(code);
        UUID sub = subscribedToThePartnersLog("agency/" + code);
        CloudEvent[] before = {
            event(agency, 1),
            event(Audience.PARTNER, 2),
            classified(event(agency, 3), "ministry-cn"),
            classified(event(agency, 4), "partner"),
            event(Audience.PARTNER, 5)
        };
        for (CloudEvent one : before) {
            append(one);
        }
        awaitNumbers(sub, before[1], before[4]);

        Viewer viewer = new Viewer("s", "c", null, code, Set.of(Role.AGENCY), true);
        assertThat(now(logs.of(viewer))).isEqualTo(agency);
        assertThat(now(logs.of(viewer))).isEqualTo(agency);
        assertThat(logged(agency)).containsExactly(before[0].id(), before[1].id(), before[3].id(), before[4].id());
        // What was left out leaves no gap: 1 and 2 of the agency's own source.
        assertThat(numbersOfItsOwn(agency)).containsExactly(1L, 2L);
        awaitNumbers(sub, before[1], before[4]);

        CloudEvent partner = event(Audience.PARTNER, 6);
        CloudEvent own = event(agency, 7);
        append(partner, own);
        awaitNumbers(sub, before[1], before[4], partner, own);
        List<Long> positions =
                query(pool, "select pos from event_log where audience = $1 order by pos", agency.id()).stream()
                        .map(row -> row.getLong("pos"))
                        .toList();
        assertThat(positions.get(0)).isEqualTo(1);
        assertThat(numbersOfItsOwn(agency)).containsExactly(1L, 2L, 3L);
        assertThat(positions.get(positions.size() - 1)).isEqualTo(positions.size());
        assertThat(audited(before[2])).containsExactly(agency.id() + " ministry-cn side-cn");
    }

    private List<String> logged(Audience agency) {
        return query(
                        pool,
                        "select id from event_log where audience = $1 and subject = $2 order by pos",
                        agency.id(),
                        subject)
                .stream()
                .map(row -> row.getString("id"))
                .toList();
    }

    /** As they stand in the events and as the log counts them. */
    private List<Long> numbersOfItsOwn(Audience agency) {
        List<Row> rows = query(
                pool,
                "select seq, convert_from(body, 'UTF8')::json ->> 'sequence' as told from event_log "
                        + "where audience = $1 and source like '%/' || $1 order by pos",
                agency.id());
        assertThat(rows).allSatisfy(row -> assertThat(row.getString("told")).isEqualTo(row.getString("seq")));
        return rows.stream().map(row -> Long.parseLong(row.getString("seq"))).toList();
    }

    private UUID subscribedToThePartnersLog(String owner) {
        UUID sub = UUID.randomUUID();
        query(
                pool,
                "insert into subscription(id, owner, audience, protocol, mode, signing, ordering, on_exhausted, types, "
                        + "filters, state, lease_until, created_at, created_by) values ($1, $2, 'partner', 'PULL', "
                        + "'structured', 'v1a', 'subject', 'block-subject', '{}', $3::text::jsonb, 'ACTIVE', "
                        + "now() + interval '1 day', now(), '')",
                sub,
                owner,
                "[{\"exact\":{\"subject\":\"" + subject + "\"}}]");
        query(
                pool,
                "insert into subscription_cursor(sub, next_pos, chain, digest_at, digest_chain) "
                        + "select $1, coalesce((select pos from log_head where audience = 'partner'), 0) + 1, 'x', now(), 'x'",
                sub);
        query(pool, "insert into sub_health(sub, active) values ($1, false)", sub);
        return sub;
    }

    private void awaitNumbers(UUID sub, CloudEvent... events) {
        List<String> ids = Stream.of(events).map(CloudEvent::id).toList();
        await(() -> query(
                        pool,
                        "select e.id from delivery d join subscription s on s.id = d.sub "
                                + "join event_log e on e.audience = s.audience and e.pos = d.pos "
                                + "where d.sub = $1 order by d.subseq",
                        sub)
                .stream()
                .map(row -> row.getString("id"))
                .toList()
                .equals(ids));
    }

    private List<String> audited(CloudEvent event) {
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
        assertThat(audited(chinese)).containsExactly("public side-cn side-cn");
        assertThat(audited(shared)).containsExactly("partner bilateral null");

        assertThat(stopped(as(Tokens.user("cn-maker")))).containsExactlyInAnyOrder(chinese.id(), shared.id());
        assertThat(stopped(as(Tokens.user("kr-maker")))).containsExactly(shared.id());
        kotra().get("/events/v1/border-audit").then().spec(problem(KernelProblem.FORBIDDEN));
        as(Tokens.user("secretariat")).get("/events/v1/border-audit").then().spec(problem(KernelProblem.FORBIDDEN));
        given().get("/events/v1/border-audit").then().spec(problem(KernelProblem.UNAUTHENTICATED));
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
