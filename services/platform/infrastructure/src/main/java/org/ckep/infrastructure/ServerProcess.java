package org.ckep.infrastructure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One child process with its log file. It ends with this process, however this process ends. */
public final class ServerProcess implements AutoCloseable {

    /** Asks whether the server is ready; an exception means not yet. */
    @FunctionalInterface
    public interface Probe {
        boolean isReady() throws Exception;
    }

    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final int TAIL_LINES = 15;

    private final String name;
    private final Process process;
    private final Path log;

    private ServerProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a command whose program ends when its standard input closes.
     *
     * @param name for messages
     * @param environment variables on top of the inherited ones
     * @param folder working directory
     * @param log receives standard output and error; an earlier log is kept beside it as {@code .1}
     */
    public static ServerProcess start(
            String name, List<String> command, Map<String, String> environment, Path folder, Path log) {
        List<String> line = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            // In its own session, so that Ctrl-C in a terminal reaches the parent alone, which stops things in order.
            line.add(SETSID.toString());
        }
        line.addAll(command);
        try {
            Files.createDirectories(folder);
            Files.createDirectories(parent(log));
            if (Files.exists(log)) {
                Files.move(
                        log,
                        log.resolveSibling(log.getFileName() + ".1"),
                        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
            ProcessBuilder builder = new ProcessBuilder(line)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            return new ServerProcess(name, builder.start(), log);
        } catch (IOException e) {
            throw new InfrastructureException("Cannot start " + name + ": " + e.getMessage(), e);
        }
    }

    private static Path parent(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file : parent;
    }

    /** Waits until the probe says yes; fails with the log's tail when the process ends or the time is over. */
    public void awaitReady(Probe probe, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        @Nullable Exception last = null;
        while (System.nanoTime() < deadline) {
            if (!process.isAlive()) {
                throw new InfrastructureException(
                        name + " ended with exit code " + process.exitValue() + " while starting" + tail());
            }
            try {
                if (probe.isReady()) {
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InfrastructureException("Interrupted while " + name + " was starting", e);
            } catch (Exception e) {
                last = e;
            }
            pause();
        }
        throw new InfrastructureException(
                name + " was not ready within " + timeout.toSeconds() + " s"
                        + (last == null ? "" : " (" + last.getMessage() + ")") + tail(),
                last);
    }

    private void pause() {
        try {
            if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                // The exit is reported by the next round of the caller's loop.
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfrastructureException("Interrupted while " + name + " was starting", e);
        }
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public Path log() {
        return log;
    }

    /** Completes when the process has ended. */
    public java.util.concurrent.CompletableFuture<ServerProcess> onExit() {
        return process.onExit().thenApply(ended -> this);
    }

    /** Exit code of the ended process. */
    public int exitCode() {
        return process.exitValue();
    }

    /** Closes the lifeline, which asks the process to end, and kills it when it has not ended within {@code grace}. */
    public void stop(Duration grace) {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // The process has already closed its end.
        }
        boolean interrupted = false;
        try {
            if (process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        kill();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Kills the process and its children at once (SIGKILL). */
    public void kill() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        process.onExit()
                .orTimeout(10, TimeUnit.SECONDS)
                .exceptionally(late -> process)
                .join();
    }

    @Override
    public void close() {
        stop(Duration.ofSeconds(20));
    }

    /** The last lines of the log with its path, for messages. */
    public String tail() {
        try {
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            List<String> last = lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
            return "; log " + log + (last.isEmpty() ? " is empty" : ":\n  " + String.join("\n  ", last));
        } catch (IOException e) {
            return "; log " + log + " cannot be read";
        }
    }
}
