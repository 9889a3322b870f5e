package org.ckep.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.now;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.awaitNumbers;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.publish;
import static org.ckep.hub.subscription.Subscriptions.webhook;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.ckep.hub.Events;
import org.ckep.hub.Sql;
import org.ckep.hub.TestSink;
import org.ckep.hub.TestSink.Reply;
import org.ckep.hub.border.Undertakings;
import org.ckep.hub.delivery.LaneResult.Done;
import org.ckep.hub.projection.Projection;
import org.ckep.hub.sink.AccessTokens;
import org.ckep.hub.sink.ClientCertificate;
import org.ckep.hub.sink.EndpointAccess;
import org.ckep.kernel.access.Audience;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens between the statements: crashes, late workers, interleavings. */
@QuarkusTest
class DeliveryFaultsTest {
    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @Inject
    Ledger ledger;

    @Inject
    LaneStore lanes;

    @Inject
    Recipients recipients;

    @Inject
    Housekeeping housekeeping;

    @Inject
    AccessTokens client;

    @Inject
    DeliveryConfig config;

    @Inject
    DeliveryMetrics metrics;

    @Inject
    Undertakings undertakings;

    @AutoClose
    private final TestSink sink = new TestSink();

    private final String subject = Events.subject();

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    private List<Row> query(String sql, Object... parameters) {
        return Sql.query(pool, sql, parameters);
    }

    /** A subscription whose events gather and that no worker touches. */
    private UUID paused(int events) {
        UUID id = UUID.fromString(create(kotra(), webhook(sink, subject)));
        kotra().post(PATH + "/" + id + "/pause").then().statusCode(200);
        publish(sender, Audience.PARTNER, subject, events);
        await(() -> query("select 1 from delivery where sub = $1", id).size() == events);
        return id;
    }

    private LaneClaim take(UUID sub, String lease) {
        Row row = query(
                        "update lane set fence = nextval('lane_fence'), claim_upto = 100, "
                                + "lease_until = now() + interval '" + lease + "' where sub = $1 returning lane, fence",
                        sub)
                .get(0);
        return new LaneClaim(
                sub,
                row.getString("lane"),
                row.getLong("fence"),
                0,
                0,
                List.of(),
                LaneClaim.Kind.LIVE,
                System.currentTimeMillis(),
                System.nanoTime());
    }

    private LaneResult run(LaneClaim claim, Recipient recipient, List<Head> heads) {
        return now(new LaneRun(
                        claim,
                        recipient,
                        heads,
                        lanes,
                        client,
                        config,
                        metrics,
                        undertakings,
                        Runnable::run,
                        RandomGenerator.getDefault())
                .run());
    }

    private static LaneResult delivered(LaneClaim claim, long... numbers) {
        return done(claim, "DELIVERED", numbers);
    }

    private static LaneResult done(LaneClaim claim, String state, long... numbers) {
        List<Done> done = new ArrayList<>();
        for (long number : numbers) {
            done.add(new Done(number, state));
        }
        return new LaneResult(claim, done, List.of(), null, 0, null, false, 0, List.of(), null);
    }

    /** Rule P2: what fan-out adds while the lane is being released keeps its lane. */
    @Test
    void p2_aLaneThatIsReleasedWhileEventsComeInStays() {
        UUID sub = paused(1);
        LaneClaim claim = take(sub, "1 minute");
        // Fan-out holds the lane's row when the release begins, and commits a new delivery afterwards.
        List<Uni<Boolean>> releases = new ArrayList<>();
        now(pool.withTransaction(connection -> connection
                .preparedQuery("""
                        insert into delivery(sub, subseq, pos, lane, hash, chain)
                        select sub, 2, pos, lane, hash, chain from delivery where sub = $1""")
                .execute(Tuple.of(sub))
                .chain(() -> connection
                        .preparedQuery("insert into lane(sub, lane) values ($1, $2) on conflict (sub, lane) "
                                + "do update set sub = excluded.sub")
                        .execute(Tuple.of(sub, claim.lane())))
                .invoke(() -> {
                    Uni<Boolean> release =
                            ledger.write(List.of(delivered(claim, 1))).memoize().indefinitely();
                    release.subscribe().with(done -> {});
                    releases.add(release);
                })
                .chain(() -> waitForLock(connection))));
        now(releases.get(0));

        assertThat(query("select 1 from delivery where sub = $1 and done_at is null", sub))
                .hasSize(1);
        assertThat(query("select 1 from lane where sub = $1 and lease_until is null", sub))
                .hasSize(1);
    }

    /** Until the other transaction waits for ours. */
    private static Uni<Void> waitForLock(io.vertx.mutiny.sqlclient.SqlConnection connection) {
        return connection
                .query("select exists (select 1 from pg_locks where not granted and pid <> pg_backend_pid()) as waits")
                .execute()
                .chain(rows -> rows.iterator().next().getBoolean("waits")
                        ? Uni.createFrom().voidItem()
                        : waitForLock(connection));
    }

    @Test
    void anEmptyLaneIsDeleted() {
        UUID sub = paused(2);
        LaneClaim claim = take(sub, "1 minute");
        now(ledger.write(List.of(delivered(claim, 1, 2))));
        assertThat(query("select 1 from lane where sub = $1", sub)).isEmpty();
        assertThat(query("select 1 from delivery where sub = $1 and state = 'DELIVERED'", sub))
                .hasSize(2);
    }

    /** The audit and the owner are told of what an agency did not get, and it has taken this one itself. */
    @ParameterizedTest
    @ValueSource(strings = {"WITHHELD", "EXPIRED"})
    void whatWasAcknowledgedMeanwhileIsNotToldToBeAGap(String state) {
        UUID sub = paused(2);
        LaneClaim claim = take(sub, "1 minute");
        kotra().body("{\"ack\":1}").post(PATH + "/" + sub + "/cursor").then().statusCode(200);
        now(ledger.write(List.of(done(claim, state, 1))));
        assertThat(notices(sub)).isEmpty();
        assertThat(records(sub)).isEmpty();

        now(ledger.write(List.of(done(take(sub, "1 minute"), state, 2))));
        assertThat(notices(sub)).containsExactly(state.toLowerCase(Locale.ROOT));
        assertThat(records(sub)).hasSize(state.equals("WITHHELD") ? 1 : 0);
    }

    private List<String> notices(UUID sub) {
        return query("select reason from subscription_notice where kind = 'incomplete' and sub = $1", sub).stream()
                .map(row -> row.getString("reason"))
                .toList();
    }

    private List<Row> records(UUID sub) {
        return query("""
                select b.id from border_audit b join event_log e on e.source = b.source and e.id = b.id
                join subscription s on s.audience = e.audience join delivery d on d.sub = s.id and d.pos = e.pos
                where s.id = $1 and b.rule = 'undertaking'""", sub);
    }

    /** Rule P5: a worker that was paused for too long changes nothing, not even on a lane that was made anew. */
    @Test
    void p5_aLateResultIsDropped() {
        UUID sub = paused(2);
        LaneClaim late = take(sub, "-1 second");
        LaneClaim next = take(sub, "1 minute");
        now(ledger.write(List.of(delivered(late, 1, 2))));
        assertThat(query("select 1 from delivery where sub = $1 and done_at is not null", sub))
                .isEmpty();

        now(ledger.write(List.of(delivered(next, 1, 2))));
        assertThat(query("select 1 from lane where sub = $1", sub)).isEmpty();
        now(pool.preparedQuery("insert into lane(sub, lane) values ($1, $2)").execute(Tuple.of(sub, next.lane())));
        now(pool.preparedQuery("update delivery set state = 'PENDING', done_at = null where sub = $1")
                .execute(Tuple.of(sub)));
        now(ledger.write(List.of(delivered(next, 1))));
        assertThat(query("select 1 from delivery where sub = $1 and done_at is not null", sub))
                .isEmpty();
    }

    /** What a worker that died had announced is marked when it is sent again. */
    @Test
    void afterACrashWhatMayHaveBeenSentIsMarked() {
        UUID sub = paused(3);
        query("update lane set claim_upto = 2, lease_until = now() - interval '1 second' where sub = $1", sub);
        kotra().post(PATH + "/" + sub + "/resume").then().statusCode(200);
        awaitNumbers(sink, 3);
        assertThat(sink.received().stream().map(request -> request.header("ck-redelivery")))
                .containsExactly("possible", "possible", null);
    }

    /** A fault of ours, here an event that is none, takes nothing back that was delivered before it. */
    @Test
    void whatWasDeliveredBeforeAFaultStaysDelivered() {
        UUID sub = paused(2);
        LaneClaim claim = take(sub, "1 minute");
        kotra().post(PATH + "/" + sub + "/resume").then().statusCode(200);
        Head sound = now(lanes.heads(List.of(claim), 1)).get(claim.key()).get(0);
        Head broken = new Head(2, sound.chain(), new byte[] {'?', '?'}, Projection.WHOLE, null, false);
        LaneResult result = run(claim, now(recipients.of(List.of(sub))).get(sub), List.of(sound, broken));
        assertThat(result.done()).containsExactly(new Done(1, "DELIVERED"));
        assertThat(result.dirtyUpto()).isEqualTo(2);
        assertThat(result.pause()).isNotNull();
        now(ledger.write(List.of(result)));
        awaitNumbers(sink, 2);
        assertThat(sink.numbers()).containsExactly(1, 2);
    }

    /** Whoever stood still for longer than his lease, between his claim and his request, asks before he sends. */
    @Test
    void whoHasLostHisLaneSendsNothing() {
        UUID sub = paused(1);
        LaneClaim claim = take(sub, "1 minute");
        kotra().post(PATH + "/" + sub + "/resume").then().statusCode(200);
        List<Head> heads = now(lanes.heads(List.of(claim), 1)).get(claim.key());
        take(sub, "1 minute");
        long before = System.nanoTime() - Duration.ofSeconds(1).toNanos();
        LaneClaim lost =
                new LaneClaim(sub, claim.lane(), claim.fence(), 0, 0, List.of(), LaneClaim.Kind.LIVE, 0, before);
        LaneResult result = run(lost, now(recipients.of(List.of(sub))).get(sub), heads);
        assertThat(result.attempts()).isEmpty();
        assertThat(result.done()).isEmpty();
        assertThat(sink.received()).isEmpty();
    }

    /** Its last try is left to the event for when the endpoint is asked again. */
    @Test
    void anEndedCertificateUsesUpNoTry() {
        UUID sub = paused(1);
        LaneClaim claim = take(sub, "1 minute");
        LaneClaim tired = new LaneClaim(
                sub,
                claim.lane(),
                claim.fence(),
                9,
                0,
                List.of(),
                LaneClaim.Kind.LIVE,
                claim.claimedAt(),
                claim.claimedNanos());
        kotra().post(PATH + "/" + sub + "/resume").then().statusCode(200);
        Recipient known = now(recipients.of(List.of(sub))).get(sub);
        Recipient ended = new Recipient(
                sub,
                known.version(),
                known.sink(),
                known.isBinary(),
                known.isOrdered(),
                true,
                known.keys(),
                new EndpointAccess(
                        known.access().owner(),
                        null,
                        new ClientCertificate("ended", "", new byte[0], null, Instant.EPOCH)));
        LaneResult result =
                run(tired, ended, now(lanes.heads(List.of(claim), 1)).get(claim.key()));
        assertThat(result.attempts().stream().map(Attempt::outcome)).containsExactly(Outcome.CERTIFICATE_EXPIRED);
        assertThat(result.used()).isEqualTo(9);
        assertThat(result.done()).isEmpty();
        assertThat(result.isParked()).isFalse();
        assertThat(result.pause()).isPositive();
        assertThat(sink.received()).isEmpty();
    }

    /** Rule P22, and what a dead endpoint costs: one request per pause, however many subjects wait. */
    @Test
    void p22_anOutageOpensTheBreakerAndParksNothing() {
        AtomicBoolean up = new AtomicBoolean();
        sink.onDelivery(request -> Reply.of(up.get() ? 200 : 503));
        List<String> subjects = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            subjects.add(Events.subject());
        }
        UUID sub = UUID.fromString(create(kotra(), webhook(sink, subjects.toArray(String[]::new))));
        for (String each : subjects) {
            publish(sender, Audience.PARTNER, each, 1);
        }
        await(() -> query("select open_n from sub_health where sub = $1", sub)
                        .get(0)
                        .getInteger("open_n")
                >= 4);
        int probes = query("select 1 from attempt where sub = $1 and kind = 'probe'", sub)
                .size();
        int all = sink.received().size();
        assertThat(probes).isBetween(3, 6);
        assertThat(all - probes).isLessThanOrEqualTo(32);
        assertThat(query("select 1 from lane where sub = $1 and state = 'PARKED'", sub))
                .isEmpty();
        // Else an outage of some hours would park every subject: a probe uses up no try.
        Row used = query(
                        "select (select sum(attempt) from lane where sub = $1) as used, "
                                + "(select count(*) from attempt where sub = $1 and kind = 'live') as live",
                        sub)
                .get(0);
        assertThat(used.getLong("used")).isEqualTo(used.getLong("live"));
        kotra().get(PATH + "/" + sub + "/health")
                .then()
                .body("pausedUntil", org.hamcrest.Matchers.notNullValue())
                .body("lastOutcome", org.hamcrest.Matchers.equalTo("server-error"));

        up.set(true);
        await(() -> query("select 1 from delivery where sub = $1 and done_at is null", sub)
                .isEmpty());
        assertThat(query("select open_n, consecutive from sub_health where sub = $1", sub)
                        .get(0)
                        .getInteger("open_n"))
                .isZero();
    }

    @Test
    void aRateIsKept() {
        Map<String, Object> body = webhook(sink, subject);
        body.put("ratePerMinute", 120);
        create(kotra(), body);
        publish(sender, Audience.PARTNER, subject, 30);
        awaitNumbers(sink, 26);
        List<TestSink.Request> received = sink.received();
        // Twenty at once at most, then two a second.
        Duration forSix =
                Duration.ofNanos(received.get(25).nanos() - received.get(0).nanos());
        assertThat(forSix).isGreaterThan(Duration.ofMillis(2_000));
        assertThat(sink.numbers()).isSorted();
    }

    @Test
    void anEndpointThatHasFailedForDaysIsPausedAndOneThatNobodyUsesToo() {
        UUID failing = UUID.fromString(create(kotra(), webhook(sink, subject)));
        UUID unused = UUID.fromString(create(kotra(), webhook(sink, subject)));
        UUID healthy = UUID.fromString(create(kotra(), webhook(sink, subject)));
        query(
                "update sub_health set failures = 10, first_failure_at = now() - interval '6 days' where sub = $1",
                failing);
        query("update subscription set lease_until = now() - interval '1 minute' where id = $1", unused);
        now(housekeeping.pause(OffsetDateTime.now()));
        state(failing, "PAUSED", "failing");
        state(unused, "PAUSED", "lease-expired");
        state(healthy, "ACTIVE", null);
        kotra().post(PATH + "/" + unused + "/resume")
                .then()
                .statusCode(409)
                .body("allowed", org.hamcrest.Matchers.equalTo(List.of("verify")));
        kotra().post(PATH + "/" + unused + "/verify").then().statusCode(200);
        state(unused, "ACTIVE", null);
        kotra().post(PATH + "/" + failing + "/resume").then().statusCode(200);
        state(failing, "ACTIVE", null);
    }

    private static void state(UUID id, String state, String reason) {
        kotra().get(PATH + "/" + id)
                .then()
                .body("state", org.hamcrest.Matchers.equalTo(state))
                .body("stateReason", org.hamcrest.Matchers.equalTo(reason));
    }

    /** The number stays, and with it the chain: the next digest says what happened to it. */
    @Test
    void whatTheLogHasDroppedExpires() {
        UUID sub = paused(2);
        query("update delivery set pos = 0 where sub = $1 and subseq = 1", sub);
        query("update log_head set first_pos = greatest(first_pos, 1) where audience = 'agency-kotra'");
        now(housekeeping.clear(OffsetDateTime.now()));
        kotra().get(PATH + "/" + sub + "/deliveries")
                .then()
                .body("data.state", org.hamcrest.Matchers.equalTo(List.of("expired", "pending")));
        kotra().get(PATH + "/" + sub + "/digest")
                .then()
                .body("gaps[0].reason", org.hamcrest.Matchers.equalTo("expired"))
                .body("gaps[0].hash.length()", org.hamcrest.Matchers.equalTo(43));
        kotra().post(PATH + "/" + sub + "/resume").then().statusCode(200);
        awaitNumbers(sink, 1);
        assertThat(sink.numbers()).containsExactly(2);
        kotra().post(PATH + "/" + sub + "/deliveries/1/redeliver").then().statusCode(409);
    }
}
