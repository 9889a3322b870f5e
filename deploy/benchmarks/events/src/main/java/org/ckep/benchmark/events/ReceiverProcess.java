package org.ckep.benchmark.events;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ckep.infrastructure.Ports;
import org.jspecify.annotations.Nullable;

/** A program of {@code docs/receive} as a process of its own: what it has in its file is what events did. */
final class ReceiverProcess implements AutoCloseable {
    private final int port = Ports.free(1).get(0);
    private final Language language;
    private final Path file;
    private final Path log;
    private @Nullable Process process;

    /** What it is written in. */
    enum Language {
        JAVA(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "Receiver.java"),
        NODE("node", "receiver.mjs"),
        PYTHON("python3", "receiver.py");

        private final String command;
        private final String program;

        Language(String command, String program) {
            this.command = command;
            this.program = program;
        }

        /** False where this machine cannot run it. */
        boolean isInstalled() {
            return Shell.succeeds(command, "--version");
        }

        /** Python has no ed25519 of its own. */
        String signing() {
            return this == PYTHON ? "v1" : "v1a";
        }
    }

    ReceiverProcess(Language language, Path folder) {
        this.language = language;
        String name = language.name().toLowerCase(Locale.ROOT) + "-" + port;
        this.file = folder.resolve(name + ".ndjson");
        this.log = folder.resolve(name + ".log");
    }

    Language language() {
        return language;
    }

    int port() {
        return port;
    }

    /** Starts it with the key of its subscription. */
    void start(String key) {
        Path program = Path.of(System.getProperty("ckep.project.dir", "."), "docs", "receive", language.program);
        List<String> command = new ArrayList<>(List.of(language.command));
        if (language == Language.JAVA) {
            command.add("-Xmx64m");
        }
        command.addAll(List.of(program.toString(), Integer.toString(port), file.toString(), key));
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException("cannot start " + program, e);
        }
        Patience.within(Duration.ofSeconds(30), "a receiver, see " + log, () -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            } catch (IOException notYet) {
                return false;
            }
        });
    }

    /** Its effects in the order in which they were made. */
    List<Received> effects() {
        try {
            List<Received> effects = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                Received one = Received.of(line, 0);
                if (one == null) {
                    throw new IllegalStateException("an event without a number in " + file + ": " + line);
                }
                effects.add(one);
            }
            return effects;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
