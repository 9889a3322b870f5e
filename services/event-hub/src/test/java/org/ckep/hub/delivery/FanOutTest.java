package org.ckep.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.now;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.awaitNumbers;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.publish;
import static org.ckep.hub.subscription.Subscriptions.pull;
import static org.ckep.hub.subscription.Subscriptions.webhook;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.ckep.hub.Events;
import org.ckep.hub.Sql;
import org.ckep.hub.TestSink;
import org.ckep.hub.TestSink.Reply;
import org.ckep.kernel.access.Audience;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** How events come from the log into lanes, for several subscriptions at once. */
@QuarkusTest
class FanOutTest {
    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @AutoClose
    private final TestSink sink = new TestSink();

    @AutoClose
    private final TestSink otherSink = new TestSink();

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    private final String subject = Events.subject();
    private final CountDownLatch mayAnswer = new CountDownLatch(1);

    private List<Row> query(String sql, Object... parameters) {
        return Sql.query(pool, sql, parameters);
    }

    /** A subscription whose endpoint has taken one event and answers no further one before it may. */
    private UUID proven() {
        UUID sub = UUID.fromString(create(kotra(), webhook(sink, subject)));
        publish(sender, Audience.PARTNER, subject, 1);
        await(() -> !query("select 1 from sub_health where sub = $1 and last_success_at is not null", sub)
                .isEmpty());
        await(() -> query("select 1 from lane where sub = $1", sub).isEmpty());
        sink.onDelivery(request -> {
            try {
                mayAnswer.await(25, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Reply.of(204);
        });
        return sub;
    }

    /** The lane begins its life claimed, and says before anything is sent what may be sent. */
    @Test
    void aNewLaneOfAProvenEndpointIsClaimedWhereItIsMade() {
        UUID sub = proven();
        publish(sender, Audience.PARTNER, subject, 2, 2);
        awaitNumbers(sink, 2);
        Row lane = query("select fence, claim_upto, lease_until > now() as held from lane where sub = $1", sub)
                .get(0);
        assertThat(lane.getLong("fence")).isPositive();
        assertThat(lane.getLong("claim_upto")).isEqualTo(2);
        assertThat(lane.getBoolean("held")).isTrue();

        // What comes behind it waits for it.
        publish(sender, Audience.PARTNER, subject, 3, 3);
        await(() -> query("select 1 from delivery where sub = $1", sub).size() == 3);
        assertThat(sink.numbers()).containsExactly(1, 2);
        mayAnswer.countDown();
        awaitNumbers(sink, 3);
        assertThat(sink.numbers()).containsExactly(1, 2, 3);
        assertThat(sink.received().stream().map(request -> request.header("ck-redelivery")))
                .containsOnlyNulls();
    }

    /** As after the death of the process that made the lane. */
    @Test
    void whatWasClaimedWithTheLaneIsMarkedWhenItIsSentAgain() {
        UUID sub = proven();
        publish(sender, Audience.PARTNER, subject, 2, 2);
        awaitNumbers(sink, 2);
        query("update lane set lease_until = now() - interval '1 second' where sub = $1", sub);
        await(() -> sink.received().size() == 3);
        mayAnswer.countDown();
        await(() -> query("select 1 from delivery where sub = $1 and done_at is null", sub)
                .isEmpty());
        assertThat(sink.numbers()).containsExactly(1, 2, 2);
        assertThat(sink.received().stream().map(request -> request.header("ck-redelivery")))
                .containsExactly(null, null, "possible");
    }

    /** Before an endpoint that nobody knows has answered once, few lanes are under way to it, however many are due. */
    @Test
    void anUnknownEndpointIsAskedByFewLanesAtOnce() {
        AtomicInteger open = new AtomicInteger();
        AtomicInteger mostUnanswered = new AtomicInteger();
        AtomicBoolean answered = new AtomicBoolean();
        CountDownLatch tooMany = new CountDownLatch(1);
        sink.onDelivery(request -> {
            int now = open.incrementAndGet();
            if (!answered.get()) {
                mostUnanswered.accumulateAndGet(now, Math::max);
            }
            if (now > LaneStore.UNPROVEN) {
                tooMany.countDown();
            }
            try {
                tooMany.await(1, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            answered.set(true);
            open.decrementAndGet();
            return Reply.of(204);
        });
        List<String> subjects =
                IntStream.range(0, 40).mapToObj(i -> Events.subject()).toList();
        subjects.forEach(each -> publish(sender, Audience.PARTNER, each, 1));
        Object[] wanted = {subjects.toArray(String[]::new)};
        await(() -> query("select 1 from event_log where audience = 'partner' and subject = any($1)", wanted)
                        .size()
                == 40);
        Map<String, Object> fromTheBeginning = webhook(sink, subjects.toArray(String[]::new));
        fromTheBeginning.put("start", "earliest");
        create(kotra(), fromTheBeginning);
        // On a busy machine an answer may come after its time, and its event once more.
        await(() -> sink.received().stream()
                        .map(TestSink.Request::subject)
                        .distinct()
                        .count()
                == 40);
        assertThat(mostUnanswered.get()).isBetween(1, LaneStore.UNPROVEN);
    }

    /**
     * Rule P3: the place to go on at is the end of the page that was read, and not of the log at that moment. Whatever is
     * appended while pages are taken over has a number.
     */
    @Test
    void p3_whatIsAppendedWhileAPageIsTakenOverIsNotSkipped() throws Exception {
        int writers = 4;
        int each = 150;
        List<String> subjects =
                IntStream.range(0, writers).mapToObj(i -> Events.subject()).toList();
        UUID sub = UUID.fromString(create(kotra(), pull(subjects.toArray(String[]::new))));
        List<Thread> publishing = subjects.stream()
                .map(one -> Thread.ofVirtual().start(() -> publish(sender, Audience.PARTNER, one, each)))
                .toList();
        for (Thread one : publishing) {
            one.join();
        }
        await(() -> query("select 1 from delivery where sub = $1 and pos is not null", sub)
                        .size()
                >= writers * each);
        Row numbered = query(
                        "select count(*) as n, count(distinct e.id) as events from delivery d "
                                + "join subscription s on s.id = d.sub "
                                + "join event_log e on e.audience = s.audience and e.pos = d.pos where d.sub = $1",
                        sub)
                .get(0);
        assertThat(numbered.getLong("n")).isEqualTo(writers * each);
        assertThat(numbered.getLong("events")).isEqualTo(writers * each);
        List<Row> gaps = query(
                "select n from generate_series(1, (select subseq from subscription_cursor where sub = $1)) n "
                        + "where not exists (select 1 from delivery d where d.sub = $1 and d.subseq = n)",
                sub);
        assertThat(gaps).isEmpty();
    }

    /** A page of the one that is far behind cannot end before the other's new event was taken over. */
    @Test
    void whoCatchesUpFromFarBehindKeepsNobodyWaiting() throws Exception {
        int behind = 3 * FanOut.FAR_BEHIND;
        UUID live = UUID.fromString(create(kotra(), pull(subject)));
        String many = Events.subject();
        List<Future<?>> sent = new ArrayList<>();
        for (int i = 1; i <= behind; i++) {
            sent.add(sender.send(Events.event(Audience.PARTNER, many, i)));
        }
        for (Future<?> one : sent) {
            one.get();
        }
        String logged = "from event_log where audience = 'agency-kotra' and subject = $1";
        await(() -> query("select count(*) as n " + logged, many).get(0).getLong("n") == behind);
        // Otherwise it may be far behind itself, and then it waits with those that are.
        await(() -> !query(
                        "select 1 from subscription_cursor where sub = $2 and next_pos > (select max(pos) " + logged
                                + ")",
                        many,
                        live)
                .isEmpty());
        UUID laggard = UUID.fromString(create(kotra(), webhook(otherSink, many)));
        // Numbers are given to it as before, and nothing is sent.
        kotra().post(PATH + "/" + laggard + "/pause").then().statusCode(200);

        SqlConnection holder = now(pool.getConnection());
        try {
            Transaction held = now(holder.begin());
            now(holder.preparedQuery("insert into lane(sub, lane) values ($1, $2)")
                    .execute(Tuple.of(laggard, many)));
            query(
                    "update subscription_cursor set next_pos = (select min(pos) " + logged + ") where sub = $2",
                    many,
                    laggard);
            await(() -> !query("select 1 from pg_locks where not granted and locktype = 'transactionid'")
                    .isEmpty());
            publish(sender, Audience.PARTNER, subject, 1);
            await(() -> numbered(live) == 1);
            assertThat(numbered(laggard)).isZero();
            now(held.rollback());
        } finally {
            now(holder.close());
        }
        await(() -> numbered(laggard) == behind);
        Row all = query(
                        "select count(*) as n, min(d.subseq) as first, max(d.subseq) as last, c.subseq as given "
                                + "from delivery d join subscription_cursor c on c.sub = d.sub where d.sub = $1 "
                                + "group by c.subseq",
                        laggard)
                .get(0);
        assertThat(all.getLong("first")).isEqualTo(1);
        assertThat(all.getLong("last")).isEqualTo(all.getLong("n")).isEqualTo(all.getLong("given"));
        assertThat(query(
                        "select 1 from (select pos, lag(pos) over (order by subseq) as before from delivery "
                                + "where sub = $1 and pos is not null) d where pos <= before",
                        laggard))
                .isEmpty();
        kotra().delete(PATH + "/" + laggard).then().statusCode(204);
    }

    private int numbered(UUID sub) {
        return query("select 1 from delivery where sub = $1 and pos is not null", sub)
                .size();
    }

    /** Subscriptions at the same place are served in one transaction; what is wrong with one concerns that one. */
    @Test
    void aSubscriptionThatCannotBeServedStopsNoOther() {
        UUID sound = UUID.fromString(create(kotra(), webhook(sink, subject)));
        UUID broken = UUID.fromString(create(kotra(), webhook(otherSink, subject)));
        query("update subscription set filters = '[{\"unknown\":{}}]', version = version + 1 where id = $1", broken);
        publish(sender, Audience.PARTNER, subject, 3);
        awaitNumbers(sink, 3);
        assertThat(sink.numbers()).containsExactly(1, 2, 3);
        assertThat(query("select 1 from delivery where sub = $1", sound)).hasSize(3);
        assertThat(query("select 1 from delivery where sub = $1", broken)).isEmpty();

        // It has missed nothing.
        query(
                "update subscription set filters = '[]', types = array['none'], version = version + 1 where id = $1",
                broken);
        await(() -> query(
                                "select 1 from subscription_cursor a join subscription_cursor b on b.sub = $2 "
                                        + "where a.sub = $1 and a.next_pos >= b.next_pos",
                                broken,
                                sound)
                        .size()
                == 1);
    }
}
