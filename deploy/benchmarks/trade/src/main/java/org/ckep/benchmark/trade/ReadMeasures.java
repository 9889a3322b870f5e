package org.ckep.benchmark.trade;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.ckep.benchmark.Report;
import org.ckep.benchmark.trade.TradeClient.Answer;
import org.ckep.testing.GeneratedTradeFile;
import org.postgresql.PGConnection;

/** Answers beside their targets, and beside COPY where there is something to copy. */
final class ReadMeasures {
    private static final String DATA = "/trade/sdmx/v1/data/DF_BTS_COMTRADE_A/";
    private static final String AVAILABILITY = "/trade/sdmx/v1/availableconstraint/DF_BTS_COMTRADE_A/all";
    private static final String XML = "application/vnd.sdmx.structure+xml;version=2.1";
    private static final String[] PARTNERS = {"W0", "CN", "US", "JP", "DE", "VN"};
    private static final int WARMING = 50;
    private static final int REPEATED = 50;
    private static final int READERS = 20;

    /** The number of figures grows twenty-fold meanwhile; what is left is the noise of short answers. */
    private static final int MOST_GROWTH = 2;

    /** Years of the generated figures that RCA is asked for. */
    private static final int YEARS = 30;

    /** How often all of them are asked for after the first time. */
    private static final int WARM_PASSES = 3;

    /** Answers that are computed before the measured ones. */
    private static final int WARMING_COMPUTED = 10;

    /** Of resident memory, in MiB: 96 MB, for one answer as for many at once. */
    private static final long MOST_MEMORY = 91;

    private final Stage stage;
    private final Report report;
    private final Histogram ofFew = new Histogram(3);

    ReadMeasures(Stage stage, Report report) {
        this.stage = stage;
        this.report = report;
    }

    /** Availability while there are few figures, for comparison. */
    void availabilityOfFew() {
        ofFew.add(repeated(AVAILABILITY, XML));
    }

    void availability() {
        Histogram times = repeated(AVAILABILITY, XML);
        report.add(
                "availability of the whole flow",
                String.format(Locale.ROOT, "median %s, p99 %s", millis(times, 50), millis(times, 99)),
                String.format(Locale.ROOT, "with the first file's figures alone median %s", millis(ofFew, 50)),
                "under 100 ms, independent of the number of observations: at most " + MOST_GROWTH
                        + " times the median of few",
                times.getValueAtPercentile(99) < 100_000
                        && times.getValueAtPercentile(50) <= MOST_GROWTH * ofFew.getValueAtPercentile(50));
    }

    /**
     * All products' RCA. The service keeps the last few answers that it has computed, so that each request is for another
     * reporter and year than those before it and is computed; the reporters are those of the generated figures. These have
     * no totals, so that the products are summed: with reported totals each value would be missing, and nothing divided.
     *
     * <p>Who asks for a reporter and year for the first time waits for the hash of its inputs too, which is kept, and for
     * pages that nobody has read yet; from the second time on both are there, and the answer is computed alone.
     */
    void advantage() {
        Histogram touched = new Histogram(3);
        Histogram warm = new Histogram(3);
        long first = 0;
        for (int pass = 0; pass <= WARM_PASSES; pass++) {
            Histogram times = pass == 0 ? touched : warm;
            int asked = 0;
            for (String reporter : List.of("KR", "CN")) {
                for (int back = 0; back < YEARS; back++) {
                    long micros = micros(advantageOf(reporter, GeneratedTradeFile.LAST_YEAR - back));
                    if (pass == 0 && asked == 0) {
                        first = micros;
                    } else if (pass > 0 || asked >= WARMING_COMPUTED) {
                        times.recordValue(micros);
                    }
                    asked++;
                }
            }
        }
        long again = micros(advantageOf("CN", GeneratedTradeFile.LAST_YEAR - YEARS + 1));
        report.add(
                "all products' RCA of one year (" + stage.scale().products() + " codes), computed for each of "
                        + 2 * YEARS + " reporters and years",
                String.format(
                        Locale.ROOT,
                        "warm median %s, p99 %s (%d answers)",
                        millis(warm, 50),
                        millis(warm, 99),
                        warm.getTotalCount()),
                String.format(
                        Locale.ROOT,
                        "each asked for the first time, with the hash of its inputs: median %s, p99 %s, the very first %.1f ms;"
                                + " the last once more, as it is kept, %.1f ms",
                        millis(touched, 50),
                        millis(touched, 99),
                        first / 1000.0,
                        again / 1000.0),
                "p99 under 100 ms warm",
                warm.getValueAtPercentile(99) < 100_000);
    }

    private static String advantageOf(String reporter, int year) {
        return "/trade/v1/indicators/rca/values?source=COMTRADE_V1&totals=summed&reporter=" + reporter + "&period="
                + year;
    }

    private long micros(String address) {
        return (long) (stage.client().read(address, "application/json").seconds() * 1e6);
    }

    private Histogram repeated(String address, String accept) {
        Histogram times = new Histogram(3);
        for (int i = 0; i < WARMING + REPEATED; i++) {
            Answer answer = stage.client().read(address, accept);
            if (i >= WARMING) {
                times.recordValue((long) (answer.seconds() * 1e6));
            }
        }
        return times;
    }

    private static String millis(Histogram micros, double percentile) {
        return String.format(Locale.ROOT, "%.1f ms", micros.getValueAtPercentile(percentile) / 1000.0);
    }

    /**
     * Requests begin evenly, whether or not earlier ones were answered; what counts is the time since they were due. Beside
     * them stands what the service answers from memory, with the same checks of the caller and at the same rate.
     */
    void lastObservation() {
        int perSecond = 50;
        evenly(perSecond * 20, perSecond, new ConcurrentHistogram(3), this::readLast);
        Histogram fromMemory = evenly(perSecond * 10, perSecond, new ConcurrentHistogram(3), this::readFromMemory);
        Histogram times = evenly(perSecond * 30, perSecond, new ConcurrentHistogram(3), this::readLast);
        report.add(
                "lastNObservations=1 for one series, 50 requests/s",
                String.format(
                        Locale.ROOT,
                        "median %s, p99 %s, most %s (%d requests)",
                        millis(times, 50),
                        millis(times, 99),
                        millis(times, 100),
                        times.getTotalCount()),
                String.format(
                        Locale.ROOT,
                        "the explanation of an indicator, from memory, at the same rate: median %s, p99 %s",
                        millis(fromMemory, 50),
                        millis(fromMemory, 99)),
                "p99 under 10 ms",
                times.getValueAtPercentile(99) < 10_000);
    }

    private void readLast() {
        String address = DATA + "A.KR.M.HS22_"
                + GeneratedTradeFile.product(
                        ThreadLocalRandom.current().nextLong(stage.scale().products()))
                + "." + PARTNERS[ThreadLocalRandom.current().nextInt(PARTNERS.length)]
                + ".C00.TRADE_VALUE?lastNObservations=1";
        Answer answer = stage.client().read(address, TradeClient.CSV);
        if (answer.lines() != 2) {
            throw new IllegalStateException(address + " had " + answer.lines() + " lines");
        }
    }

    private void readFromMemory() {
        stage.client().read("/trade/v1/indicators/rca", "application/json");
    }

    private static Histogram evenly(int requests, int perSecond, ConcurrentHistogram times, Runnable request) {
        long start = System.nanoTime();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int i = 0; i < requests; i++) {
                long due = start + i * 1_000_000_000L / perSecond;
                sleepUntil(due);
                all.add(CompletableFuture.runAsync(
                        () -> {
                            request.run();
                            times.recordValue((System.nanoTime() - due) / 1000);
                        },
                        clients));
            }
            all.forEach(CompletableFuture::join);
        }
        return times;
    }

    private static void sleepUntil(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos - System.nanoTime());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The full flow, by a service that was started anew and has warmed up on single products. */
    void extraction() {
        stage.execute("vacuum analyze trade_series", "vacuum analyze trade_observation", "checkpoint");
        stage.restartService();
        for (int i = 0; i < WARMING; i++) {
            stage.client()
                    .read(
                            DATA + "A...HS22_"
                                    + GeneratedTradeFile.product(
                                            i % stage.scale().products()) + "...",
                            TradeClient.CSV);
        }
        long idle = Memory.of(stage.servicePid());
        Answer answer;
        long most;
        String how;
        try (Memory memory = new Memory(stage.servicePid())) {
            answer = stage.client().read(DATA + "all", TradeClient.CSV);
            most = memory.most();
            how = memory.how();
        }
        long rows = answer.lines() - 1;
        double copied = Math.max(copyOut(rows), copyOut(rows, Baseline.AS_THE_SERVICE));
        double rate = rows / answer.seconds();
        report.add(
                "full flow as SDMX-CSV, against COPY (SELECT) TO STDOUT of the same rows in the same order",
                String.format(
                        Locale.ROOT,
                        "%,.0f rows/s (%,d rows, %,d MB in %.1f s), ratio %.2f",
                        rate,
                        rows,
                        answer.bytes() / 1_000_000,
                        answer.seconds(),
                        rate / copied),
                String.format(Locale.ROOT, "COPY %,.0f rows/s", copied),
                "ratio at least 0.4",
                rate / copied >= 0.4);
        report.add(
                "its first byte",
                String.format(Locale.ROOT, "%.0f ms", answer.firstByte() * 1000),
                "",
                "under 200 ms",
                answer.firstByte() < 0.2);
        report.add(
                "resident memory of the service meanwhile",
                String.format(Locale.ROOT, "%d MiB above idle", most - idle),
                String.format(Locale.ROOT, "idle %d MiB, most %d MiB (%s)", idle, most, how),
                "at most 96 MB above idle",
                most - idle <= MOST_MEMORY);
    }

    /** Rows per second of COPY under these settings of the planner, none for PostgreSQL's own. */
    private double copyOut(long rows, String... settings) {
        try (Connection connection = stage.connect();
                Statement statement = connection.createStatement()) {
            for (String setting : settings) {
                statement.execute(setting);
            }
            long begun = System.nanoTime();
            long copied = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut(Baseline.EXTRACTION, OutputStream.nullOutputStream());
            double seconds = (System.nanoTime() - begun) / 1e9;
            if (copied != rows) {
                throw new IllegalStateException("COPY gave " + copied + " rows, the service " + rows);
            }
            return rows / seconds;
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Twenty readers of one flow of a million observations. */
    void parallel() {
        Path file = stage.file(0, stage.scale().parallel());
        stage.client().upload(file, "NATIONAL");
        long idle = Memory.of(stage.servicePid());
        long begun = System.nanoTime();
        try (Memory memory = new Memory(stage.servicePid());
                ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Answer>> answers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                answers.add(CompletableFuture.supplyAsync(
                        () -> stage.client().read("/trade/sdmx/v1/data/DF_BTS_NATIONAL_A/all", TradeClient.CSV),
                        readers));
            }
            long rows = 3 * stage.scale().parallel();
            long whole = answers.stream()
                    .map(CompletableFuture::join)
                    .filter(answer -> answer.lines() - 1 == rows)
                    .count();
            double seconds = (System.nanoTime() - begun) / 1e9;
            long most = memory.most();
            report.add(
                    READERS + " parallel extractions of a flow of " + String.format(Locale.ROOT, "%,d", rows)
                            + " observations",
                    String.format(
                            Locale.ROOT,
                            "%d whole, no error, in %.1f s (%,.0f rows/s together)",
                            whole,
                            seconds,
                            READERS * rows / seconds),
                    String.format(
                            Locale.ROOT,
                            "resident memory %d MiB before, %d MiB at most (%s)",
                            idle,
                            most,
                            memory.how()),
                    "all finish, memory at most 96 MB above what it was before",
                    whole == READERS && most - idle <= MOST_MEMORY);
        }
    }
}
