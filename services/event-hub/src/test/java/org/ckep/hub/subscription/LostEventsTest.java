package org.ckep.hub.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ckep.hub.Sql.now;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.subscription.Subscriptions.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.ckep.hub.delivery.Digests;
import org.ckep.hub.feed.LongPoll;
import org.ckep.hub.proof.Chain;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.problem.ProblemException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the log has dropped is missed by nobody without being told, whether it had a number or not. Events get old in no time here. */
@QuarkusTest
class LostEventsTest {
    /** Sees everything, like the delivery engine. */
    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @Inject
    SubscriptionStore store;

    @Inject
    SubscriberFeed feed;

    @Inject
    DigestService digests;

    @Inject
    MeterRegistry metrics;

    private final String code = "l" + UUID.randomUUID().toString().substring(0, 8);
    private final Audience log = Audience.agency(code);
    private final Owner owner = new Owner("agency/" + code, log, null, "test");
    private final UUID sub = UUID.randomUUID();

    @AfterEach
    void endTheSubscription() {
        query(pool, "update subscription set state = 'RETIRED' where id = $1", sub);
    }

    /**
     * The first four were recorded 100 days ago, the next two 50 days ago. A log never has a last number before its event, so
     * both are written at once.
     */
    private void write(int from, int to) {
        query(pool, "select log_make_room($1, $2, $3, 500)", log.id(), (long) from, (long) to);
        query(
                pool,
                "with head as (insert into log_head(audience, pos) values ($1, $3) "
                        + "on conflict (audience) do update set pos = excluded.pos) "
                        + "insert into event_log(audience, pos, source, id, type, partitionkey, seq, recorded, body) "
                        + "select $1, n, '/s', $1 || n, 't', 'k' || n, n::text, "
                        + "now() - case when n <= 4 then 100 when n <= 6 then 50 else 1 end * interval '1 day', convert_to('{\"id\":\"' || $1 || n "
                        + "|| '\",\"source\":\"/s\",\"specversion\":\"1.0\",\"type\":\"t\"}', 'UTF8') "
                        + "from generate_series($2::int, $3::int) n",
                log.id(),
                from,
                to);
    }

    private void subscribe(String protocol, long nextPos) {
        query(
                pool,
                "insert into subscription(id, owner, audience, protocol, sink, mode, signing, ordering, on_exhausted, types, "
                        + "filters, state, lease_until, created_at, created_by) values ($1, $2, $3, $4, "
                        + "case $4 when 'HTTP' then 'https://hooks.example.org/' end, 'structured', 'v1a', 'subject', "
                        + "'block-subject', '{}', '[]', 'ACTIVE', now() + interval '20 days', now(), '')",
                sub,
                owner.id(),
                log.id(),
                protocol);
        query(
                pool,
                "insert into subscription_cursor(sub, next_pos, chain, digest_at, digest_chain) "
                        + "values ($1, $2, $3, now(), $3)",
                sub,
                nextPos,
                Buffer.buffer(Chain.genesis(sub)));
    }

    /** From here on events are taken over into it, and none is delivered. */
    private void takeOver() {
        query(pool, "insert into sub_health(sub, active) values ($1, false)", sub);
    }

    private void awaitLast(long number) {
        await(() -> query(
                                pool,
                                "select 1 from subscription_cursor c join log_head h on h.audience = $2 "
                                        + "where c.sub = $1 and c.subseq = $3 and c.next_pos = h.pos + 1",
                                sub,
                                log.id(),
                                number)
                        .size()
                == 1);
    }

    /** As retention does when so many are too old: time goes on by its limit. */
    private void drop(int upTo) {
        String keptSince = "now() - interval '" + (upTo == 4 ? 90 : 40) + " days'";
        query(pool, "select log_expire_before(" + keptSince + ", 50000)");
        assertThat(query(pool, "select log_trim_before($1, " + keptSince + ", 1000) as dropped", log.id())
                        .get(0)
                        .getLong("dropped"))
                .isGreaterThan(0);
        assertThat(query(pool, "select first_pos from log_head where audience = $1", log.id())
                        .get(0)
                        .getLong("first_pos"))
                .isEqualTo(upTo + 1);
    }

    private List<String> states() {
        return query(pool, "select state from delivery where sub = $1 order by subseq", sub).stream()
                .map(row -> row.getString("state"))
                .toList();
    }

    private List<Long> fetch(long after) {
        return now(feed.read(owner, sub, after, new LongPoll(100, 0))).events().stream()
                .map(SubscriberFeed.Numbered::number)
                .toList();
    }

    /** Events, of all subscriptions. */
    private double takenOver() {
        return metrics.get("hub.fanout").counter().count();
    }

    private static void assertGone(ThrowingCallable act, long earliest) {
        assertThatThrownBy(act).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.type()).isEqualTo(SubscriptionProblem.NUMBER_EXPIRED);
            assertThat(problem.members()).containsEntry("earliest", Long.toString(earliest));
        });
    }

    private List<String> gaps() {
        List<String> gaps = new ArrayList<>();
        JsonNode digest = now(digests.digest(owner, sub, null, null));
        assertThat(digest.path("firstSubseq").asText()).isEqualTo("1");
        digest.path("gaps")
                .forEach(gap -> gaps.add(
                        gap.path("subseq").asText() + " " + gap.path("reason").asText()));
        return gaps;
    }

    private List<String> told() {
        return query(pool, "select kind || ' ' || reason as told from subscription_notice where sub = $1", sub).stream()
                .map(row -> row.getString("told"))
                .toList();
    }

    /** As the receiver computes it, with the hashes of the numbers that he did not get. */
    private void requireChain() {
        byte[] chain = Chain.genesis(sub);
        for (Row row : query(pool, "select hash, chain from delivery where sub = $1 order by subseq", sub)) {
            chain = Chain.next(chain, row.getBuffer("hash").getBytes());
            assertThat(row.getBuffer("chain").getBytes()).isEqualTo(chain);
        }
    }

    @Test
    void whoAsksForWhatHasJustExpiredIsToldAtOnce() {
        write(1, 6);
        subscribe("PULL", 1);
        takeOver();
        awaitLast(6);
        assertThat(fetch(0)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        drop(4);
        assertThat(states()).containsExactly("EXPIRED", "EXPIRED", "EXPIRED", "EXPIRED", "PENDING", "PENDING");
        for (long after = 0; after < 4; after++) {
            long asked = after;
            assertGone(() -> fetch(asked), 5);
            assertGone(() -> now(feed.from(owner, sub, asked)), 5);
            assertGone(() -> now(feed.seek(owner, sub, new SubscriberFeed.Target(asked, null))), 5);
            assertGone(() -> NumberRange.ofNumbers(asked + 1, 6L, ends(), NumberRange::inBody), 5);
        }
        assertGone(() -> now(feed.from(owner, sub, null)), 5);
        assertThat(fetch(4)).containsExactly(5L, 6L);
        assertThat(NumberRange.ofNumbers(null, null, ends(), NumberRange::inBody))
                .isEqualTo(new NumberRange(5, 6));
        assertThat(now(feed.seek(owner, sub, new SubscriberFeed.Target(null, null))))
                .isEqualTo(4);
        // What became of them is known for longer.
        assertThat(gaps()).containsExactly("1 expired", "2 expired", "3 expired", "4 expired");
        drop(6);
        assertGone(() -> fetch(5), 7);
        assertThat(fetch(6)).isEmpty();
    }

    private SubscriberFeed.Ends ends() {
        return now(store.within(owner, connection -> feed.ends(connection, sub)));
    }

    /** Of three it is not known how many were wanted: one number is given up for them. */
    @ParameterizedTest
    @ValueSource(strings = {"PULL", "HTTP"})
    void whatIsDroppedBeforeItIsTakenOverIsAGapThatItsOwnerIsToldOf(String protocol) {
        write(1, 6);
        subscribe(protocol, 2);
        drop(4);
        assertThat(told()).isEmpty();
        double before = takenOver();
        takeOver();
        awaitLast(3);
        assertThat(states()).containsExactly("EXPIRED", "PENDING", "PENDING");
        // Behind the first number there is no event. Counted after the commit, at once.
        await(() -> takenOver() == before + 2);
        assertThat(told()).containsExactly("incomplete expired");
        assertThat(gaps()).containsExactly("1 expired");
        requireChain();
        assertGone(() -> fetch(0), 2);
        assertThat(fetch(1)).containsExactly(2L, 3L);
        assertThat(query(pool, "select lane from lane where sub = $1 order by lane", sub))
                .extracting(row -> row.getString("lane"))
                .isEqualTo(protocol.equals("HTTP") ? List.of("k5", "k6") : List.of());
        // It is told of once.
        write(7, 7);
        awaitLast(4);
        assertThat(states()).containsExactly("EXPIRED", "PENDING", "PENDING", "PENDING");
    }

    /** The one that covers it when it is made, not only the next: who checks it has no hash of that number. */
    @Test
    void theDigestOfTheSameTransactionListsWhatIsGivenUp() throws IOException {
        write(1, 30);
        subscribe("PULL", 2);
        drop(4);
        takeOver();
        awaitLast(28);
        JsonNode issued = new ObjectMapper()
                .readTree(now(feed.read(owner, sub, 27L, new LongPoll(100, 0)))
                        .events()
                        .get(0)
                        .body());
        assertThat(issued.path("type").asText()).isEqualTo(Digests.TYPE);
        assertThat(issued.path("data").path("firstSubseq").asText()).isEqualTo("1");
        assertThat(issued.path("data").path("gaps")).hasSize(1);
        assertThat(issued.path("data").path("gaps").get(0).path("subseq").asText())
                .isEqualTo("1");
        assertThat(issued.path("data").path("gaps").get(0).path("reason").asText())
                .isEqualTo("expired");
        assertThat(query(pool, "select 1 from delivery where sub = $1 and subseq = 1 and listed", sub))
                .hasSize(1);
    }

    @Test
    void aLogOfWhichNothingIsLeftIsAGapAsWell() {
        write(1, 6);
        subscribe("PULL", 1);
        drop(6);
        takeOver();
        awaitLast(1);
        assertThat(states()).containsExactly("EXPIRED");
        assertThat(gaps()).containsExactly("1 expired");
        assertGone(() -> fetch(0), 2);
        write(7, 8);
        awaitLast(3);
        assertThat(fetch(1)).containsExactly(2L, 3L);
        requireChain();
    }

    /** Its own log begins where the one before had dropped what came next: what stands at that place there has a number too. */
    @ParameterizedTest
    @ValueSource(longs = {3, 7})
    void whatTheLogBeforeHadDroppedIsAGapAsWell(long nextPos) {
        write(1, 6);
        subscribe("PULL", nextPos);
        query(pool, "update subscription_cursor set is_cut = true where sub = $1", sub);
        takeOver();
        long last = 1 + 7 - nextPos;
        awaitLast(last);
        assertThat(states()).hasSize((int) last).startsWith("EXPIRED").containsOnlyOnce("EXPIRED");
        assertThat(query(pool, "select pos from delivery where sub = $1 order by subseq", sub).stream()
                        .map(row -> row.getLong("pos"))
                        .toList())
                .isEqualTo(LongStream.concat(LongStream.of(0), LongStream.range(nextPos, 7))
                        .boxed()
                        .toList());
        assertThat(told()).containsExactly("incomplete expired");
        assertThat(gaps()).containsExactly("1 expired");
        requireChain();
        assertGone(() -> fetch(0), 2);
        // It is told of once.
        write(7, 7);
        awaitLast(last + 1);
        assertThat(states()).containsOnlyOnce("EXPIRED");
    }

    /** What it stood behind had been taken over. */
    @Test
    void whatWasDroppedAfterItWasTakenOverIsNoGapOfTheLog() {
        write(1, 4);
        subscribe("PULL", 5);
        takeOver();
        drop(4);
        write(5, 6);
        awaitLast(2);
        assertThat(states()).containsExactly("PENDING", "PENDING");
        assertThat(told()).isEmpty();
    }
}
