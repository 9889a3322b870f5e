package org.ckep.benchmark.trade;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import org.ckep.benchmark.Report;
import org.ckep.benchmark.trade.TradeClient.Uploaded;
import org.postgresql.PGConnection;

/** Uploads beside COPY of the same rows in the same server. */
final class UploadMeasures {
    private static final System.Logger LOG = System.getLogger(UploadMeasures.class.getName());
    private static final String SOURCE = "COMTRADE_V1";
    private static final long MILLION = 1_000_000;

    private final Stage stage;
    private final Report report;

    UploadMeasures(Stage stage, Report report) {
        this.stage = stage;
        this.report = report;
    }

    /**
     * Uploads figures that are not measured.
     *
     * @param end of them
     * @param afterTheFirst done when the first file is visible
     */
    void load(long end, Runnable afterTheFirst) {
        for (long from = 0; from < end; from += MILLION) {
            long to = Math.min(end, from + MILLION);
            Path file = stage.file(from, to);
            Uploaded uploaded = stage.client().upload(file, SOURCE);
            delete(file);
            LOG.log(
                    Level.INFO,
                    String.format(Locale.ROOT, "%d rows in place, %.0f rows/s", to, (to - from) / uploaded.seconds()));
            if (from == 0) {
                afterTheFirst.run();
            }
        }
    }

    /** The last figures, once, again, and by COPY. */
    void upload() {
        Scale scale = stage.scale();
        Path file = stage.file(scale.total() - scale.upload(), scale.total());
        stage.execute("checkpoint");
        Uploaded first = stage.client().upload(file, SOURCE);
        requireAll(first.inserted(), scale.upload());
        stage.execute("checkpoint");
        Uploaded second = stage.client().upload(file, SOURCE);
        requireAll(second.unchanged(), scale.upload());

        double asFile = copyFile(file);
        double asStored = copyStored();
        delete(file);
        double rate = scale.upload() / first.seconds();
        String figure =
                String.format(Locale.ROOT, "%,.0f rows/s (%,d rows in %.1f s)", rate, scale.upload(), first.seconds());
        compare(
                "upload until visible, against COPY of the file's 47 columns into a table with the same indexes",
                figure,
                rate,
                asFile);
        compare(
                "upload until visible, against COPY of the stored rows, keys resolved already, into an empty copy of their table",
                figure,
                rate,
                asStored);
        report.add(
                "second upload of the same file",
                String.format(
                        Locale.ROOT, "%.1f s, %d changed", second.seconds(), second.inserted() + second.revised()),
                String.format(Locale.ROOT, "first %.1f s", first.seconds()),
                "0 changed, not slower than the first",
                second.inserted() + second.revised() == 0 && second.seconds() <= first.seconds());
    }

    private void compare(String name, String figure, double rate, double copy) {
        double ratio = rate / copy;
        report.add(
                name,
                figure + String.format(Locale.ROOT, ", ratio %.2f", ratio),
                String.format(Locale.ROOT, "COPY %,.0f rows/s", copy),
                "ratio at least 0.5",
                ratio >= 0.5);
    }

    private static void requireAll(long counted, long rows) {
        if (counted != rows) {
            throw new IllegalStateException("of " + rows + " rows only " + counted + " did what they should");
        }
    }

    /** Rows a second of the file as it is, into typed columns. */
    private double copyFile(Path file) {
        stage.execute("drop table if exists comtrade_row", Baseline.TABLE);
        stage.execute(Baseline.INDEXES);
        stage.execute("checkpoint");
        double rate = copyIn("copy comtrade_row from stdin (format csv, header)", file);
        stage.execute("drop table comtrade_row");
        return rate;
    }

    /** Rows a second of the rows as the service stored them, into a table like theirs. */
    private double copyStored() {
        Path stored = stage.folder().resolve("stored.tsv");
        try (Connection connection = stage.connect();
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(stored), 1 << 20)) {
            connection.unwrap(PGConnection.class).getCopyAPI().copyOut(Baseline.STORED, out);
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
        stage.execute(
                "drop table if exists stored_row",
                "create table stored_row (like trade_observation including indexes)",
                "checkpoint");
        double rate = copyIn("copy stored_row from stdin", stored);
        stage.execute("drop table stored_row");
        delete(stored);
        return rate;
    }

    private double copyIn(String sql, Path file) {
        try (Connection connection = stage.connect();
                InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 20)) {
            long begun = System.nanoTime();
            long rows = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql, in, 1 << 16);
            return rows / ((System.nanoTime() - begun) / 1e9);
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
