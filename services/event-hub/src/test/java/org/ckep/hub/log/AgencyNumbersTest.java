package org.ckep.hub.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.now;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.log.AgencyLogOpeningTest.numbers;
import static org.ckep.hub.log.AgencyLogTest.append;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.ckep.hub.Events;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Viewer;
import org.ckep.messaging.CloudEvent;
import org.junit.jupiter.api.Test;

/** An agency's log counts the events of each source by itself, whoever appends and whatever is kept from it. */
@QuarkusTest
class AgencyNumbersTest {
    private static final String SOURCE = "/investment-projects/partner";

    @Inject
    LogAppender appender;

    @Inject
    ReaderLogs logs;

    @Inject
    LogConfig config;

    /** Sees everything, like the delivery engine. */
    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    private final String code = "n" + UUID.randomUUID().toString().substring(0, 8);
    private final Audience agency = Audience.agency(code);

    private void open() {
        now(logs.of(new Viewer("s", "c", null, code, Set.of(Role.AGENCY), true)));
    }

    private static List<Long> contiguous(int amount) {
        return LongStream.rangeClosed(1, amount).boxed().toList();
    }

    /** In many processes, some of the version before, which write the number of the partners' log. */
    @Test
    void everyNumberIsGivenOnceAndNoneIsMissingWhateverIsKeptFromTheAgency() throws Exception {
        append(appender, Events.event(Audience.PARTNER, Events.subject(), 1));
        open();
        int before = numbers(pool, agency, SOURCE).size();
        List<Future<Integer>> work = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(6);
        for (int writer = 0; writer < 6; writer++) {
            int seed = writer;
            work.add(threads.submit(() -> seed < 4 ? write(new Random(seed)) : writeAsBefore(new Random(seed))));
        }
        int readable = 0;
        for (Future<Integer> one : work) {
            readable += one.get();
        }
        threads.shutdown();
        assertThat(readable).isGreaterThan(300);
        assertThat(numbers(pool, agency, SOURCE)).isEqualTo(contiguous(before + readable));
    }

    /** How many of them the agency may have. */
    private int write(Random random) {
        int readable = 0;
        for (int i = 0; i < 30; i++) {
            List<CloudEvent> batch = new ArrayList<>();
            for (int n = 1 + random.nextInt(8); n > 0; n--) {
                CloudEvent event = Events.event(Audience.PARTNER, Events.subject(), n);
                boolean isKeptFromIt = random.nextInt(3) == 0;
                batch.add(isKeptFromIt ? event.withExtension("dataregulation", "PIPL") : event);
                readable += isKeptFromIt ? 0 : 1;
            }
            append(appender, batch.toArray(CloudEvent[]::new));
        }
        return readable;
    }

    private int writeAsBefore(Random random) {
        int written = 0;
        for (int i = 0; i < 20; i++) {
            int amount = 1 + random.nextInt(5);
            now(pool.withTransaction(connection -> writeAsBefore(connection, amount)));
            written += amount;
        }
        return written;
    }

    private Uni<Void> writeAsBefore(SqlConnection connection, int amount) {
        String sequence = LogEvent.sequence(700_000);
        List<byte[]> bodies = Stream.generate(() -> Events.event(Audience.PARTNER, Events.subject(), amount))
                .limit(amount)
                .map(event -> LogEvent.of(event, Audience.PARTNER, null).body(sequence))
                .toList();
        return connection
                .query(
                        "select set_config('app.system', 'on', true), pg_advisory_xact_lock_shared(hashtext('agency_log'))")
                .execute()
                .chain(() -> connection
                        .preparedQuery("update log_head set pos = pos + $2 where audience = $1 returning pos")
                        .execute(Tuple.of(agency.id(), amount)))
                .map(rows -> rows.iterator().next().getLong("pos"))
                .call(pos -> connection
                        .preparedQuery("select log_make_room($1, $2, $3, $4)")
                        .execute(Tuple.of(agency.id(), pos - amount + 1, pos, config.partitionSize())))
                .chain(pos -> connection
                        .preparedQuery(
                                "insert into event_log(audience, pos, source, id, type, partitionkey, seq, body) "
                                        + "select $1, $2::bigint - $3::bigint + n, $4, gen_random_uuid()::text, 't', 'k', $5, body "
                                        + "from unnest($6::bytea[]) with ordinality as b(body, n)")
                        .execute(Tuple.tuple()
                                .addString(agency.id())
                                .addLong(pos)
                                .addLong((long) amount)
                                .addString(SOURCE)
                                .addString(sequence)
                                .addValue(bodies.stream().map(Buffer::buffer).toArray(Buffer[]::new))))
                .replaceWithVoid();
    }

    /** The partners' log goes on counting all of them. */
    @Test
    void logsThatHoldAnotherAmountOfASourceNumberItDifferently() {
        CloudEvent first = Events.event(Audience.PARTNER, Events.subject(), 1);
        CloudEvent bound = Events.event(Audience.PARTNER, Events.subject(), 2).withExtension("datacategory", "health");
        CloudEvent last = Events.event(Audience.PARTNER, Events.subject(), 3);
        open();
        append(appender, first, bound, last);
        assertThat(number(agency, last)).isEqualTo(number(agency, first) + 1);
        assertThat(number(Audience.PARTNER, last)).isEqualTo(number(Audience.PARTNER, first) + 2);
    }

    private long number(Audience log, CloudEvent event) {
        return Long.parseLong(
                query(pool, "select seq from event_log where audience = $1 and id = $2", log.id(), event.id())
                        .get(0)
                        .getString("seq"));
    }
}
