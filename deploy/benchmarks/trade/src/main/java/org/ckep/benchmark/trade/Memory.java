package org.ckep.benchmark.trade;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Watches the resident memory of a process. */
final class Memory implements AutoCloseable {
    private final Path status;
    private final Thread watch;
    private volatile boolean ended;
    private volatile long most;

    /** Begins to watch. */
    Memory(long pid) {
        status = Path.of("/proc", Long.toString(pid), "status");
        most = now();
        watch = Thread.ofVirtual().start(() -> {
            while (!ended) {
                most = Math.max(most, now());
                sleep();
            }
        });
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
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The most there was since the beginning, in MiB. */
    long most() {
        return most;
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
