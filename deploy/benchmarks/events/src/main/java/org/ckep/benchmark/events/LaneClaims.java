package org.ckep.benchmark.events;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;

/**
 * What claims leave behind in the table of the lanes, which every claim writes three times, and lanes that empty and come
 * back.
 */
final class LaneClaims {
    private static final int CLAIMS = 1_000_000;
    private static final int LANES = 2_048;

    /** A quarter of what one claim of a hub takes at most. */
    private static final int AT_ONCE = 64;

    /** The columns that a hub writes, in the statements in which it does. No hub claims these lanes: nobody subscribed. */
    private static final String CLAIM = """
            update lane set fence = nextval('lane_fence'), lease_until = now() + interval '30 s'
            where sub = ? and lane = any(?)""";

    private static final String ANNOUNCE =
            "update lane set claim_upto = claim_upto + 1 where sub = ? and lane = any(?)";

    private static final String RELEASE = """
            update lane set lease_until = null, attempt = 1 - attempt, next_at = now() where sub = ? and lane = any(?)""";

    /** A lane in which nothing is left is deleted by whoever gives it back, and made again by the next event for it. */
    private static final String EMPTY = "delete from lane where sub = ? and lane = any(?)";

    private static final String COME_BACK = """
            insert into lane(sub, lane) select ?, lane from unnest(?) as l(lane) order by lane
            on conflict (sub, lane) do update set sub = excluded.sub""";

    private static final String IS_CLEARED_EARLY = """
            select count(*) from pg_class where relname = 'lane' and reloptions @>
              '{fillfactor=70,autovacuum_vacuum_scale_factor=0,autovacuum_vacuum_threshold=1000}'""";

    private final Stage stage;
    private final Report report;

    LaneClaims(Stage stage, Report report) {
        this.stage = stage;
        this.report = report;
    }

    /**
     * P18: a million claims take little more room than the first hundred thousand. Half of the lanes empty with each claim
     * and come back. The table grows by what is claimed between two looks of the server at it, which are as far apart as in
     * the manifests. What is delivered beside the claims must not suffer.
     */
    void bounded() {
        stage.hubs(1, Stage.Pace.SHIPPED);
        Database database = stage.hubDatabase();
        UUID sub = UUID.randomUUID();
        try (Run run = new Run(stage, "P18", 500, stage.topics())) {
            Run.Subscription good = run.webhook("good");
            run.publish(100, 50);
            run.settle(good);
            int before = run.acceptedAmount();
            CompletableFuture<Growth> claims = CompletableFuture.supplyAsync(() -> claim(database, sub));
            while (!claims.isDone()) {
                run.publish(50, 50);
            }
            Growth growth = claims.join();
            int beside = run.acceptedAmount() - before;
            run.settle(good);
            boolean isCleared = database.number(IS_CLEARED_EARLY) == 1;
            report.fault(
                    "P18",
                    "1,000,000 claims in %d s beside it, half of the lanes emptied with each".formatted(growth.seconds),
                    "good",
                    run.verdict(good),
                    beside,
                    String.format(
                            Locale.ROOT,
                            "%d events delivered beside them; lanes took %.1f MB at most in the first 100,000 claims, %.1f MB in all%s",
                            beside,
                            growth.first / 1e6,
                            growth.most / 1e6,
                            isCleared ? "" : ", NOT SET UP to be cleared early"),
                    isCleared && growth.most <= 3 * growth.first);
        } finally {
            database.execute("delete from lane where sub = '" + sub + "'");
        }
    }

    /**
     * What the table and its indexes took, in bytes.
     *
     * @param first at most while the first tenth was claimed
     * @param most at any time
     */
    private record Growth(long first, long most, long seconds) {}

    private static Growth claim(Database database, UUID sub) {
        database.execute("insert into lane(sub, lane) select '" + sub + "', 'lane ' || n from generate_series(0, "
                + (LANES - 1) + ") n");
        long begun = System.nanoTime();
        long first = 0;
        long most = 0;
        try (Connection connection = database.connect();
                PreparedStatement claim = connection.prepareStatement(CLAIM);
                PreparedStatement announce = connection.prepareStatement(ANNOUNCE);
                PreparedStatement release = connection.prepareStatement(RELEASE);
                PreparedStatement empty = connection.prepareStatement(EMPTY);
                PreparedStatement comeBack = connection.prepareStatement(COME_BACK)) {
            for (int done = 0; done < CLAIMS; done += AT_ONCE) {
                Array lanes = lanes(connection, done % LANES, AT_ONCE);
                Array emptied = lanes(connection, done % LANES, AT_ONCE / 2);
                for (PreparedStatement one : new PreparedStatement[] {claim, announce, release}) {
                    one.setObject(1, sub);
                    one.setArray(2, lanes);
                    one.executeUpdate();
                }
                for (PreparedStatement one : new PreparedStatement[] {empty, comeBack}) {
                    one.setObject(1, sub);
                    one.setArray(2, emptied);
                    one.executeUpdate();
                }
                if (done % (100 * AT_ONCE) == 0) {
                    most = Math.max(most, database.number("select pg_total_relation_size('lane')"));
                    first = done <= CLAIMS / 10 ? most : first;
                }
            }
        } catch (SQLException failure) {
            throw new CompletionException(failure);
        }
        return new Growth(first, most, (System.nanoTime() - begun) / 1_000_000_000L);
    }

    private static Array lanes(Connection connection, int from, int amount) throws SQLException {
        return connection.createArrayOf(
                "text",
                IntStream.range(from, from + amount).mapToObj(n -> "lane " + n).toArray());
    }
}
