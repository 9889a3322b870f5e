package org.ckep.benchmark.trade;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.ckep.benchmark.MeasuredService;
import org.ckep.testing.GeneratedTradeFile;

/** The service with its servers, the files for it and what asks it. */
final class Stage implements AutoCloseable {
    private static final long SEED = 1;

    private final Scale scale;
    private final MeasuredService service;
    private final TradeClient client;

    Stage(Scale scale) throws IOException {
        this.scale = scale;
        service = new MeasuredService("trade", "trade-statistics", "/trade/v1/codelists");
        client = new TradeClient(service.address());
    }

    MeasuredService service() {
        return service;
    }

    /** Lets the service begin anew, so that its memory is that of a process that has served nothing yet. */
    void restartService() {
        service.restart();
    }

    Scale scale() {
        return scale;
    }

    Path folder() {
        return service.folder();
    }

    TradeClient client() {
        return client;
    }

    long servicePid() {
        return service.pid();
    }

    /** Writes the rows of these numbers into a file of the run's folder. */
    Path file(long from, long to) {
        Path file = folder().resolve("rows-" + from + "-" + to + ".csv");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            GeneratedTradeFile.write(out, from, to, SEED);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A connection with all rights. */
    Connection connect() throws SQLException {
        return service.connect();
    }

    /** Runs statements one by one, each in a transaction of its own. */
    void execute(String... statements) {
        service.execute(statements);
    }

    @Override
    public void close() {
        service.close();
    }
}
