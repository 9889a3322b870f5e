package org.ckep.trade.sdmx;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.ckep.trade.sdmx.NationalRows.upload;
import static org.ckep.trade.sdmx.NationalRows.value;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The state of an instant is the one that was served at it, also while figures were being written. */
@QuarkusTest
class InstantOfRevisionTest {
    /** Where a merge has written its figures and what there are figures for is still to be told. */
    private static final String HOLD = "lock table dataset_content in exclusive mode";

    private static final int NOBODY = -1;

    /** As a merge does between the instant of its revision and its commit. */
    private static final String REVISE = "select pg_advisory_xact_lock(7414, 1)";

    private static final String ASKING =
            "select pid from pg_locks where locktype = 'advisory' and not granted and classid = 7414 and objid = 1";

    private static final String HELD =
            "select pid from pg_locks where not granted and relation = 'dataset_content'::regclass";

    @Inject
    DataSource dataSource;

    private final String product = NationalRows.product();

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    private Instant uploaded(int amount) {
        return upload(List.of(value("R", product, "CN", "2020", Integer.toString(amount), "")));
    }

    private String address() {
        return "/trade/sdmx/v2/data/dataflow/CKEP/DF_BTS_NATIONAL_A/*/A.KR.M." + product;
    }

    /** The value of the product, empty where the answer tells of none. */
    private String served(String parameters) {
        String answer = given().urlEncodingEnabled(false)
                .accept("application/vnd.sdmx.data+csv;version=2.0.0")
                .get(address() + "?lang=en" + (parameters.isEmpty() ? "" : "&" + parameters))
                .asString();
        String[] lines = answer.split("\r\n");
        return lines.length < 2 ? "" : lines[lines.length - 1].split(",")[11];
    }

    private String knownAt(Instant instant) {
        return given().get("/trade/v1/series?source=NATIONAL&commodity=" + product.substring(5) + "&knownAt=" + instant)
                .jsonPath()
                .getString("data[0].observations[0].value");
    }

    /** The session of the merge that waits, which is there within half a minute. */
    private static int waiting(Statement statement) {
        return await().atMost(Duration.ofSeconds(30)).until(() -> held(statement), session -> session != NOBODY);
    }

    private static int held(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(HELD)) {
            return row.next() ? row.getInt(1) : NOBODY;
        }
    }

    private static void awaitAsking(Statement statement) {
        await().pollInterval(Duration.ofMillis(20)).until(() -> {
            try (ResultSet waits = statement.executeQuery(ASKING)) {
                return waits.next();
            }
        });
    }

    @Test
    void whatIsServedWhileAMergeWritesIsTheStateOfThatInstant() throws Exception {
        uploaded(10);
        Instant asked;
        CompletableFuture<Instant> second;
        try (Connection holding = dataSource.getConnection();
                Statement statement = holding.createStatement()) {
            holding.setAutoCommit(false);
            statement.execute(HOLD);
            second = CompletableFuture.supplyAsync(() -> uploaded(20));
            waiting(statement);
            asked = now();
            assertThat(served("")).isEqualTo("10");
            holding.rollback();
        }
        Instant known = second.get(30, TimeUnit.SECONDS);
        assertThat(known).isAfter(asked);
        assertThat(served("")).isEqualTo("20");
        assertThat(served("asOf=" + asked)).isEqualTo("10");
        assertThat(served("asOf=" + known.minusNanos(1_000))).isEqualTo("10");
        assertThat(served("asOf=" + known)).isEqualTo("20");
        assertThat(served("updatedAfter=" + asked)).isEqualTo("20");
        assertThat(served("updatedAfter=" + known)).isEmpty();
        assertThat(served("includeHistory=true&updatedAfter=" + asked)).isEqualTo("20");
        assertThat(served("includeHistory=true&asOf=" + asked)).isEqualTo("10");
        assertThat(knownAt(asked)).isEqualTo("10");
        assertThat(knownAt(known)).isEqualTo("20");
        assertThat(given().get("/trade/v1/series?source=NATIONAL&commodity=" + product.substring(5))
                        .jsonPath()
                        .getString("data[0].observations[0].knownSince"))
                .isEqualTo(known.toString());
    }

    /** Told that nothing has changed, a client goes on from the instant at which it asked. */
    @Test
    void whoAsksWhetherAnythingHasChangedWaitsForTheCommitToo() throws Exception {
        uploaded(10);
        String tag = given().urlEncodingEnabled(false).get(address()).header("ETag");
        CompletableFuture<Integer> answer;
        try (Connection revising = dataSource.getConnection();
                Statement statement = revising.createStatement()) {
            revising.setAutoCommit(false);
            statement.execute(REVISE);
            answer = CompletableFuture.supplyAsync(() -> given().urlEncodingEnabled(false)
                    .header("If-None-Match", tag)
                    .get(address())
                    .statusCode());
            awaitAsking(statement);
            assertThat(answer).isNotDone();
            revising.rollback();
        }
        assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo(304);
    }

    /** Who goes on from the instant that a message tells loses nothing that was committed while it was asked for. */
    @Test
    void aMessageIsPreparedBeforeItsStateIsLookedAt() throws Exception {
        uploaded(10);
        CompletableFuture<String> answer;
        Instant asked;
        try (Connection revising = dataSource.getConnection();
                Statement statement = revising.createStatement()) {
            revising.setAutoCommit(false);
            statement.execute(REVISE);
            answer = CompletableFuture.supplyAsync(() -> given().urlEncodingEnabled(false)
                    .accept("application/vnd.sdmx.data+json;version=2.1.0")
                    .get(address())
                    .jsonPath()
                    .getString("meta.id"));
            awaitAsking(statement);
            asked = Instant.now();
            revising.rollback();
        }
        long prepared = Long.parseLong(answer.get(30, TimeUnit.SECONDS).substring("CKEP".length()));
        assertThat(Instant.ofEpochMilli(prepared)).isBeforeOrEqualTo(asked);
    }

    /** Each who waits holds one of a few connections, and one who has waited in vain has waited for all. */
    @Test
    void nobodyWaitsAgainForARevisionThatHasComeToAHalt() throws Exception {
        uploaded(10);
        try (Connection revising = dataSource.getConnection();
                Statement statement = revising.createStatement()) {
            revising.setAutoCommit(false);
            statement.execute(REVISE);
            assertThat(served("")).isEqualTo("10");
            long begin = System.nanoTime();
            for (int i = 0; i < 3; i++) {
                assertThat(served("")).isEqualTo("10");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
            revising.rollback();
        }
        // Once it has ended, the next one is waited for.
        assertThat(served("")).isEqualTo("10");
        CompletableFuture<String> answer;
        try (Connection revising = dataSource.getConnection();
                Statement statement = revising.createStatement()) {
            revising.setAutoCommit(false);
            statement.execute(REVISE);
            answer = CompletableFuture.supplyAsync(() -> served(""));
            awaitAsking(statement);
            revising.rollback();
        }
        assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo("10");
    }

    @Test
    void aMergeThatIsKilledChangesNoState() throws Exception {
        uploaded(10);
        try (Connection holding = dataSource.getConnection();
                Statement statement = holding.createStatement()) {
            holding.setAutoCommit(false);
            statement.execute(HOLD);
            CompletableFuture<Instant> killed = CompletableFuture.supplyAsync(() -> uploaded(20));
            int session = waiting(statement);
            statement.execute("select pg_terminate_backend(" + session + ", 10000)");
            assertThat(failed(killed)).isTrue();
            holding.rollback();
        }
        Instant asked = now();
        assertThat(served("")).isEqualTo("10");
        Instant known = uploaded(30);
        assertThat(served("")).isEqualTo("30");
        assertThat(served("asOf=" + asked)).isEqualTo("10");
        assertThat(served("asOf=" + known)).isEqualTo("30");
    }

    private static boolean failed(CompletableFuture<Instant> upload) throws Exception {
        try {
            upload.get(30, TimeUnit.SECONDS);
            return false;
        } catch (ExecutionException | CompletionException refused) {
            return true;
        }
    }

    private record Sample(Instant before, String served, Instant after) {}

    /** An answer is that of some instant between its question and its end. */
    @Test
    void everyAnswerIsTheStateOfAnInstantWhileItWasGiven() throws Exception {
        uploaded(1);
        CompletableFuture<Void> uploads = CompletableFuture.runAsync(() -> {
            for (int amount = 2; amount < 20; amount++) {
                uploaded(amount);
            }
        });
        List<Sample> samples = new ArrayList<>();
        while (!uploads.isDone()) {
            Instant before = now();
            samples.add(new Sample(before, served(""), now()));
        }
        uploads.get();
        assertThat(samples.stream().map(Sample::served).distinct()).hasSizeGreaterThan(5);
        for (Sample sample : samples) {
            // Every upload brings a larger value than the one before.
            assertThat(Integer.valueOf(sample.served()))
                    .as(sample.toString())
                    .isBetween(
                            Integer.valueOf(served("asOf=" + sample.before())),
                            Integer.valueOf(served("asOf=" + sample.after())));
        }
    }
}
