package org.ckep.hub.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.holds;
import static org.ckep.hub.Sql.now;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.exhaust;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.webhook;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.ckep.hub.TestSink.Reply;
import org.ckep.hub.border.SignedUndertakings;
import org.ckep.hub.border.Undertakings;
import org.ckep.hub.feed.LongPoll;
import org.ckep.kernel.access.Audience;
import org.ckep.messaging.CloudEvent;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is withheld from who fetches, where an endpoint waits for the same events. */
@QuarkusTest
@TestProfile(SignedUndertakings.class)
class WithholdingTest {
    @Inject
    Undertakings undertakings;

    @Inject
    SubscriberFeed feed;

    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @AutoClose
    private final TestSink sink = new TestSink();

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    private final String subject = Events.subject();

    @BeforeEach
    void hasSigned() {
        SignedUndertakings.become(undertakings, "{\"kotra\":[\"PIPL\"]}");
    }

    private void withdraw() {
        SignedUndertakings.become(undertakings, "{\"kotra\":[]}");
    }

    private CloudEvent regulated(int number) {
        return plain(number).withExtension("dataregulation", "PIPL");
    }

    private CloudEvent plain(int number) {
        return Events.event(Audience.PARTNER, subject, number);
    }

    private void send(CloudEvent... events) {
        for (CloudEvent event : events) {
            sender.sendNow(event);
        }
    }

    private static List<Integer> fetched(UUID id) {
        return kotra().get(PATH + "/" + id + "/events?after=0").jsonPath().getList("data.n", Integer.class);
    }

    private List<String> states(UUID id) {
        return query(pool, "select state from delivery where sub = $1 order by subseq", id).stream()
                .map(row -> row.getString("state"))
                .toList();
    }

    private List<String> lanes(UUID id) {
        return query(pool, "select state, attempt from lane where sub = $1", id).stream()
                .map(row -> row.getString("state") + " " + row.getInteger("attempt"))
                .toList();
    }

    private UUID parkedAtTheFirstOf(CloudEvent... events) {
        sink.onDelivery(request -> Reply.of(request.number() == 1 ? 422 : 204));
        String id = create(kotra(), webhook(sink, subject));
        send(events);
        exhaust(pool, id);
        UUID sub = UUID.fromString(id);
        await(() -> lanes(sub).equals(List.of("PARKED 10")) && states(sub).size() == events.length);
        return sub;
    }

    @Test
    void aParkedLaneGoesOnBehindWhatItWaitedAt() {
        UUID id = parkedAtTheFirstOf(regulated(1), plain(2));
        withdraw();
        assertThat(fetched(id)).containsExactly(2);
        await(() -> states(id).equals(List.of("WITHHELD", "DELIVERED")));
        assertThat(sink.numbers()).endsWith(2);
        await(() -> lanes(id).isEmpty());
    }

    @Test
    void aParkedLaneStaysAtWhatIsBeforeIt() {
        UUID id = parkedAtTheFirstOf(plain(1), regulated(2));
        withdraw();
        assertThat(fetched(id)).containsExactly(1);
        assertThat(states(id)).containsExactly("PENDING", "WITHHELD");
        assertThat(lanes(id)).containsExactly("PARKED 10");
    }

    /** Nobody works on the lanes of a subscription that is paused, unless the test does. */
    private UUID pausedWith(CloudEvent... events) {
        UUID id = UUID.fromString(create(kotra(), webhook(sink, subject)));
        kotra().post(PATH + "/" + id + "/pause").then().statusCode(200);
        send(events);
        await(() -> states(id).size() == events.length);
        return id;
    }

    @Test
    void aLaneThatRestsComesAtOnceToWhatIsBehindItAndEndsWhereNothingIs() {
        UUID id = pausedWith(regulated(1), plain(2), regulated(3));
        query(pool, "update lane set attempt = 3, next_at = now() + interval '5 hours' where sub = $1", id);
        withdraw();
        assertThat(fetched(id)).containsExactly(2);
        assertThat(states(id)).containsExactly("WITHHELD", "PENDING", "WITHHELD");
        assertThat(lanes(id)).containsExactly("READY 0");
        assertThat(holds(pool, "next_at <= now()", "lane where sub = $1", id)).isTrue();

        hasSigned();
        UUID alone = pausedWith(regulated(4));
        withdraw();
        assertThat(fetched(alone)).isEmpty();
        assertThat(lanes(alone)).isEmpty();
    }

    @Test
    void aGapThatWasNotToldStaysToBeTold() {
        UUID id = pausedWith(regulated(1));
        query(pool, "update lane set gaps = '{7}' where sub = $1", id);
        withdraw();
        assertThat(fetched(id)).isEmpty();
        assertThat(states(id)).containsExactly("WITHHELD");
        assertThat(holds(pool, "gaps = '{7}' and next_at = 'infinity'", "lane where sub = $1", id))
                .isTrue();
    }

    @Test
    void whatSomebodyWorksOnIsLeftToHim() {
        UUID id = pausedWith(regulated(1));
        query(pool, "update lane set attempt = 3, lease_until = now() + interval '1 minute' where sub = $1", id);
        withdraw();
        assertThat(fetched(id)).isEmpty();
        assertThat(states(id)).containsExactly("PENDING");
        assertThat(lanes(id)).containsExactly("READY 3");
        query(pool, "update lane set lease_until = null where sub = $1", id);
        assertThat(fetched(id)).isEmpty();
        assertThat(states(id)).containsExactly("WITHHELD");
    }

    /** Its work waits for the lane, and goes on when nobody waits for it any more. */
    @Test
    void aClientThatGoesAwayDoesNotStopIt() {
        UUID id = pausedWith(regulated(1));
        withdraw();
        Owner owner = new Owner("agency/kotra", Audience.agency("kotra"), null, "kotra");
        AtomicReference<Cancellable> client = new AtomicReference<>();
        now(pool.withTransaction(connection -> connection
                .preparedQuery("select 1 from lane where sub = $1 for update")
                .execute(Tuple.of(id))
                .invoke(() -> client.set(feed.read(owner, id, 0L, LongPoll.of(null, null))
                        .subscribe()
                        .with(fetched -> {})))
                .chain(() -> awaitWaiting(connection))
                .invoke(() -> client.get().cancel())));
        await(() -> states(id).equals(List.of("WITHHELD")));
        await(() -> query(pool, "select 1 from border_audit where subject = $1 and audience = 'agency-kotra'", subject)
                        .size()
                == 1);
    }

    /** Until somebody waits for this transaction. */
    private static Uni<Void> awaitWaiting(SqlConnection connection) {
        return connection
                .query("select exists (select 1 from pg_stat_activity where datname = current_database() "
                        + "and pg_backend_pid() = any(pg_blocking_pids(pid))) as waits")
                .execute()
                .chain(rows -> rows.iterator().next().getBoolean("waits")
                        ? Uni.createFrom().voidItem()
                        : awaitWaiting(connection));
    }
}
