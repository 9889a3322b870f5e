package org.ckep.benchmark.investment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.ckep.benchmark.MeasuredService;

/**
 * Processor time that the service and its connections' processes in PostgreSQL have used since they began, in hundredths of
 * a second. Unlike what a clock on the wall says, it is hardly that of whatever else runs on the machine.
 *
 * @param whole of the service, all of its threads
 * @param serving of the threads that answer requests
 * @param compiling of those that compile its code
 * @param collecting of the thread that collects its garbage
 * @param database of PostgreSQL's processes for the connections that are open
 */
record ProcessorTime(long whole, long serving, long compiling, long collecting, long database) {
    private static final double MILLIS = 10;
    // A statistics line of the kernel: the name in parentheses, then the state as the third field.
    private static final int USER = 14 - 3;
    private static final int SYSTEM = 15 - 3;
    private static final String CONNECTIONS = "select string_agg(cast(pid as text), ' ') from pg_stat_activity "
            + "where backend_type = 'client backend' and datname = current_database() and pid <> pg_backend_pid()";

    static ProcessorTime now(MeasuredService service) {
        Path process = Path.of("/proc", String.valueOf(service.pid()));
        long serving = 0;
        long compiling = 0;
        long collecting = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(process.resolve("task"))) {
            for (Path thread : threads) {
                String line = line(thread);
                String name = line.substring(line.indexOf('(') + 1, Math.max(line.lastIndexOf(')'), 1));
                if (name.startsWith("vert.x-eventl")) {
                    serving += used(line);
                } else if (name.startsWith("C1 Compiler") || name.startsWith("C2 Compiler")) {
                    compiling += used(line);
                } else if (name.startsWith("VM Thread")) {
                    collecting += used(line);
                }
            }
            long database = 0;
            for (String pid : service.text(CONNECTIONS).split(" ")) {
                database += used(line(Path.of("/proc", pid)));
            }
            return new ProcessorTime(used(line(process)), serving, compiling, collecting, database);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty where the thread or process has ended meanwhile. */
    private static String line(Path of) throws IOException {
        try {
            return Files.readString(of.resolve("stat"));
        } catch (NoSuchFileException ended) {
            return "";
        }
    }

    private static long used(String line) {
        if (line.isEmpty()) {
            return 0;
        }
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]);
    }

    /** What was used from then to now for each of so many requests, as a sentence of the report. */
    String since(ProcessorTime then, int requests) {
        return String.format(
                Locale.ROOT,
                "service %.2f ms of processor time each (serving %.2f, compiling %.2f, collecting %.2f), PostgreSQL %.2f ms",
                (whole - then.whole) * MILLIS / requests,
                (serving - then.serving) * MILLIS / requests,
                (compiling - then.compiling) * MILLIS / requests,
                (collecting - then.collecting) * MILLIS / requests,
                (database - then.database) * MILLIS / requests);
    }
}
