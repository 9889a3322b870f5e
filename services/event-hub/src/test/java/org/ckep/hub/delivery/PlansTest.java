package org.ckep.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.query;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * Delivery's statements are planned once for each connection, often while its tables are empty. Each of these plans has to
 * find its rows by their whole keys: with a part of a key or a join filter it would go through everything that is open.
 */
@QuarkusTest
class PlansTest {
    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    private List<String> plan(String sql) {
        return pool.query("explain (generic_plan) " + sql)
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString(0).strip())
                        .toList())
                .await()
                .atMost(Duration.ofSeconds(20));
    }

    /** Deliveries are read by this index alone, row by row or, where statistics know of more rows, by a bitmap of it. */
    private static void requireOnly(String index, List<String> plan) {
        assertThat(plan).noneMatch(line -> line.contains("Seq Scan on delivery_"));
        assertThat(plan)
                .filteredOn(line -> line.contains("Index Scan") && line.contains(" delivery_"))
                .isNotEmpty()
                .allMatch(line -> line.contains(index));
    }

    @Test
    void whatIsDueIsFoundByItsLane() {
        List<String> plan = plan(LaneStore.ANNOUNCE);
        assertThat(plan.subList(0, plan.indexOf("CTE held"))).noneMatch(line -> line.startsWith("Join Filter"));
        requireOnly("_sub_lane_subseq_idx", plan);
        assertThat(plan)
                .anyMatch(line -> line.equals("Index Cond: ((sub = l.sub) AND (lane >= l.lane) AND (lane <= l.lane))"));
    }

    @Test
    void whatIsDoneIsFoundByItsNumber() {
        List<String> plan = plan(Ledger.DONE);
        requireOnly("_pkey", plan);
        assertThat(plan).anyMatch(line -> line.equals("Index Cond: ((sub = r.sub) AND (subseq = r.subseq))"));
    }

    /** Of all kinds, of which few are listed nowhere: a subscription may have a million that are done with. */
    @Test
    void whatWasGivenUpIsFoundByTheIndexOfWhatIsListedNowhere() {
        List<String> plan = plan(Digests.GAPS);
        List<String> indexes = query(
                        pool,
                        "select i.inhrelid::regclass::text as name from pg_inherits i "
                                + "where i.inhparent = 'delivery_unlisted'::regclass")
                .stream()
                .map(row -> row.getString("name"))
                .toList();
        assertThat(indexes).hasSize(8);
        assertThat(plan)
                .filteredOn(line -> line.contains("Index Scan") && line.contains(" delivery_"))
                .hasSize(8)
                .allMatch(line -> indexes.stream().anyMatch(index -> line.contains(" " + index + " ")));
        assertThat(plan).noneMatch(line -> line.contains("Seq Scan on delivery_"));
    }

    @Test
    void whatMayBeSentIsFoundByWholeKeys() {
        List<String> plan = plan(LaneStore.MAY_SEND);
        requireOnly("_pkey", plan);
        assertThat(plan).noneMatch(line -> line.startsWith("Join Filter"));
        assertThat(plan)
                .filteredOn(line -> line.startsWith("Index Cond"))
                .contains("Index Cond: ((sub = q.sub) AND (lane = q.lane))")
                .contains("Index Cond: ((sub = q.sub) AND (subseq = q.subseq))")
                .contains("Index Cond: (id = q.sub)")
                .contains("Index Cond: (sub = q.sub)");
    }
}
