package org.ckep.benchmark.trade;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/**
 * Watches the resident memory of a process. The kernel keeps the peak since it was last reset (VmHWM), which sees what
 * comes and goes between two looks. Where this user may not reset it for that process, only what the looks find counts.
 */
final class Memory implements AutoCloseable {
    /** What the kernel takes for it (proc(5), clear_refs). */
    private static final String RESET_PEAK = "5";

    private final Path status;
    private final Thread watch;
    private volatile boolean ended;
    private volatile long most;
    private final boolean fromPeak;

    /** Begins to watch. */
    Memory(long pid) {
        status = Path.of("/proc", Long.toString(pid), "status");
        fromPeak = resetPeak(pid);
        most = now();
        watch = Thread.ofVirtual().start(() -> {
            while (!ended) {
                most = Math.max(most, now());
                sleep();
            }
        });
    }

    private static boolean resetPeak(long pid) {
        try (OutputStream references =
                Files.newOutputStream(Path.of("/proc", Long.toString(pid), "clear_refs"), StandardOpenOption.WRITE)) {
            references.write(RESET_PEAK.getBytes(StandardCharsets.US_ASCII));
            return true;
        } catch (IOException notAllowed) {
            return false;
        }
    }

    private static void sleep() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Resident memory of a process in MiB. */
    static long of(long pid) {
        try (Memory memory = new Memory(pid)) {
            return memory.now();
        }
    }

    private long now() {
        return mebibytes("VmRSS:");
    }

    private long mebibytes(String field) {
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The most there was since the beginning, in MiB. */
    long most() {
        return fromPeak ? Math.max(most, mebibytes("VmHWM:")) : most;
    }

    /** By what the most was found. */
    String how() {
        return fromPeak ? "VmHWM" : "sampled, since VmHWM could not be reset";
    }

    @Override
    public void close() {
        ended = true;
        try {
            watch.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
