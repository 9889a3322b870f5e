package org.ckep.trade.sdmx;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.trade.code.StoredText;
import org.ckep.trade.observation.Frequency;
import org.jspecify.annotations.Nullable;

/** Dataflows, provision agreements and categorisations as they stand in the database. For worker threads: it blocks. */
@ApplicationScoped
class Dataflows {
    private static final String FLOWS = """
            select dataflow as id, source, frequency, '%s' as structure_agency, '%s' as structure, names, described_at,
                   revised_at
            from dataset where dataflow is not null
            union all
            select further.id, dataset.source, dataset.frequency, further.structure_agency, further.structure,
                   further.names, further.described_at, dataset.revised_at
            from further_dataflow further join dataset on dataset.id = further.dataset
            order by id""".formatted(DataStructure.BTS.agency(), DataStructure.BTS.id());

    private static final String AGREEMENTS = """
            select id, dataflow, provider, reporter, names, described_at from provision_agreement order by position, id""";

    /** Of each dataset its newest revision, and what changes with every change of a description and every submission. */
    private static final String STATE = "select * from sdmx_state()";

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /**
     * First waits until a revision that has taken its instant is to be seen, so that whatever the request is answered with,
     * also that nothing has changed, holds at its instant. Each statement of a message sees what was committed before it.
     * A revision that takes longer than this has come to a halt.
     */
    private static final String STATE_AFTER_REVISION = "set local lock_timeout = " + PATIENCE.toMillis()
            + "; select pg_advisory_xact_lock_shared(7414, 1); " + STATE;

    /** Begins with whether no revision has taken its instant without being to be seen. */
    private static final String STATE_AT_ONCE = "select pg_try_advisory_xact_lock_shared(7414, 1); " + STATE;

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final String CATEGORISATIONS = """
            select id, dataflow, category, names, described_at from categorisation order by id""";

    private final Pool pool;
    private final ObjectMapper json;
    private final BoundedWait bounded;
    private final Clock clock;

    /**
     * When a revision was last seen to halt. Until this is long ago nobody waits for it: each who waits holds one of the few
     * connections that all requests share.
     */
    private volatile Instant halted = Instant.MIN;

    private volatile Kept kept = new Kept("", new Offerings(List.of(), List.of(), List.of()));

    /** What was read when the descriptions were like that; its revisions are of then. */
    private record Kept(String described, Offerings offerings) {}

    /** What is offered of ours, and what had been submitted beside it. */
    record Seen(Offerings offerings, SubmittedStructures.Count submitted) {}

    Dataflows(Pool pool, ObjectMapper json, BoundedWait bounded, Clock clock) {
        this.pool = pool;
        this.json = json;
        this.bounded = bounded;
        this.clock = clock;
    }

    /** All of them, as {@link #seen} tells them. */
    Offerings all() {
        return seen().offerings();
    }

    /**
     * All of them as they are now.
     *
     * @throws SdmxException with UNAVAILABLE where the database does not answer in time
     */
    Seen seen() {
        String described = "";
        SubmittedStructures.Count submitted = SubmittedStructures.Count.UNKNOWN;
        Map<String, @Nullable Instant> revisions = new HashMap<>();
        for (Row row : bounded.await(state())) {
            described = row.getString("described");
            submitted = new SubmittedStructures.Count(
                    row.getLong("submissions"),
                    row.getOffsetDateTime("submitted_at").toInstant());
            OffsetDateTime revised = row.getOffsetDateTime("revised_at");
            revisions.put(
                    row.getString("source") + row.getString("frequency"), revised == null ? null : revised.toInstant());
        }
        Kept now = kept;
        if (!now.described().equals(described)) {
            now = new Kept(described, read());
            kept = now;
        }
        return new Seen(now.offerings().revised(flow -> revisions.get(flow.source() + flow.frequency())), submitted);
    }

    private Uni<RowSet<Row>> state() {
        if (halted.isAfter(clock.instant().minus(PATIENCE))) {
            return pool.query(STATE_AT_ONCE).execute().map(rows -> {
                halted = rows.iterator().next().getBoolean(0) ? Instant.MIN : clock.instant();
                return last(rows);
            });
        }
        return pool.query(STATE_AFTER_REVISION)
                .execute()
                .onFailure(failure ->
                        failure instanceof PgException refused && LOCK_NOT_AVAILABLE.equals(refused.getSqlState()))
                .recoverWithUni(() -> {
                    halted = clock.instant();
                    return pool.query(STATE).execute();
                })
                .map(Dataflows::last);
    }

    /** What the last statement of a message gave. */
    private static RowSet<Row> last(RowSet<Row> rows) {
        RowSet<Row> following = rows.next();
        return following == null ? rows : last(following);
    }

    private Offerings read() {
        // One connection takes the three questions without waiting for the answers in between.
        return bounded.await(pool.withConnection(connection -> Uni.combine()
                .all()
                .unis(
                        connection.query(FLOWS).execute(),
                        connection.query(AGREEMENTS).execute(),
                        connection.query(CATEGORISATIONS).execute())
                .asTuple()
                .map(all -> new Offerings(
                        each(all.getItem1(), this::flow),
                        each(all.getItem2(), this::agreement),
                        each(all.getItem3(), this::categorisation)))));
    }

    private Dataflow flow(Row row) {
        OffsetDateTime revised = row.getOffsetDateTime("revised_at");
        return new Dataflow(
                row.getString("id"),
                row.getString("source"),
                Frequency.valueOf(row.getString("frequency")),
                DataStructure.of(row.getString("structure_agency"), row.getString("structure")),
                names(row),
                row.getOffsetDateTime("described_at").toInstant(),
                revised == null ? null : revised.toInstant());
    }

    private ProvisionAgreement agreement(Row row) {
        return new ProvisionAgreement(
                row.getString("id"),
                row.getString("dataflow"),
                row.getString("provider"),
                row.getString("reporter"),
                names(row),
                row.getOffsetDateTime("described_at").toInstant());
    }

    private Categorisation categorisation(Row row) {
        return new Categorisation(
                row.getString("id"),
                row.getString("dataflow"),
                row.getString("category"),
                names(row),
                row.getOffsetDateTime("described_at").toInstant());
    }

    private static <T> List<T> each(RowSet<Row> rows, Function<Row, T> one) {
        List<T> all = new ArrayList<>();
        rows.forEach(row -> all.add(one.apply(row)));
        return all;
    }

    private LocalizedText names(Row row) {
        return StoredText.read(json, row.getJsonObject("names").toString());
    }
}
