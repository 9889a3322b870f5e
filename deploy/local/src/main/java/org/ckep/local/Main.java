package org.ckep.local;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.ckep.infrastructure.InfrastructureException;
import org.ckep.infrastructure.RealmFile;
import org.ckep.infrastructure.ServerProcess;

/** The commands of {@code deploy/local/up}, which finds the JDK and builds what is missing. */
public final class Main {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(90);

    private final Settings settings;
    private final Console console;

    private Main(Settings settings, Console console) {
        this.settings = settings;
        this.console = console;
    }

    /**
     * Runs one command.
     *
     * @param args {@code up}, {@code fresh}, {@code status} or {@code down}; the system property
     *     {@code ckep.project.dir} names the root of the repository
     */
    public static void main(String[] args) {
        Console console = new Console(new PrintStream(System.out, true, StandardCharsets.UTF_8));
        int code;
        try {
            Main main = new Main(
                    Settings.of(
                            Path.of(System.getProperty("ckep.project.dir", "."))
                                    .toAbsolutePath()
                                    .normalize(),
                            System::getenv),
                    console);
            code = switch (args.length == 1 ? args[0] : "") {
                case "up" -> main.up(false);
                case "fresh" -> main.up(true);
                case "status" -> main.status();
                case "down" -> main.down();
                default -> {
                    System.err.println("usage: up | fresh | status | down");
                    yield 2;
                }
            };
        } catch (InfrastructureException | SeedException e) {
            System.err.println("up: " + firstLine(e));
            code = 1;
        }
        System.exit(code);
    }

    /** The log's tail that follows in the message stands in the log. */
    private static String firstLine(RuntimeException e) {
        String message = String.valueOf(e.getMessage());
        String first = message.lines().findFirst().orElse("");
        return first.endsWith(":") ? first.substring(0, first.length() - 1) : first;
    }

    private int up(boolean fresh) {
        DataFolder folder = DataFolder.take(settings.data());
        if (fresh) {
            folder.empty();
        }
        return run(folder);
    }

    private int run(DataFolder folder) {
        long from = System.nanoTime();
        Secrets secrets = new Secrets(settings.data());
        Platform platform = new Platform(settings, secrets, console);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            console.say("stopping");
            platform.close();
            // Not earlier: who waits for the folder, such as `down`, finds the ports free too.
            folder.close();
            console.say("stopped");
        }));
        console.say("China-ROK Economic Cooperation Platform, data in " + settings.data());
        platform.state().write(settings.state());
        RealmFile realm = platform.start();
        platform.state().write(settings.state());
        console.say(String.format(Locale.ROOT, "ready after %.1f s", (System.nanoTime() - from) / 1_000_000_000.0));
        new Welcome(settings, platform.administrator(), realm).print(console);
        try {
            platform.watch(this::report);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private void report(ServerProcess ended) {
        console.say(ended.name() + " has ended with exit code " + ended.exitCode() + ", log " + ended.log()
                + "; the other parts go on");
    }

    private int status() {
        Optional<RunState> state =
                DataFolder.isTaken(settings.data()) ? RunState.read(settings.state()) : Optional.empty();
        if (state.isEmpty()) {
            console.say("not running");
            return 3;
        }
        if (state.get().parts().isEmpty()) {
            console.say("starting, process " + state.get().launcherPid());
            return 1;
        }
        boolean whole = true;
        try (HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
            for (RunState.Part part : state.get().parts()) {
                String condition = condition(http, part);
                whole &= condition.equals("ready");
                console.say(String.format(
                        Locale.ROOT,
                        "  %-22s %-10s %5d MB   %s",
                        part.name(),
                        condition,
                        memory(part.pid()),
                        part.address()));
            }
        }
        return whole ? 0 : 1;
    }

    private Optional<RunState> running() {
        return DataFolder.isTaken(settings.data()) ? RunState.read(settings.state()) : Optional.empty();
    }

    private static String condition(HttpClient http, RunState.Part part) {
        if (!ProcessHandle.of(part.pid()).map(ProcessHandle::isAlive).orElse(false)) {
            return "ended";
        }
        if (part.readyUrl().isEmpty()) {
            return "ready";
        }
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(part.readyUrl()))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200
                    ? "ready"
                    : "not ready";
        } catch (IOException e) {
            return "silent";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }

    /** Resident memory of a process and its children in MB, 0 where the system does not tell. */
    private static long memory(long pid) {
        return ProcessHandle.of(pid).stream()
                        .flatMap(process -> java.util.stream.Stream.concat(
                                java.util.stream.Stream.of(process), process.descendants()))
                        .mapToLong(process -> residentKilobytes(process.pid()))
                        .sum()
                / 1024;
    }

    /** The process's proportional share: memory that several processes share is counted once. */
    private static long residentKilobytes(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/smaps_rollup"), StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong)
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }

    private int down() {
        Optional<RunState> state =
                DataFolder.isTaken(settings.data()) ? RunState.read(settings.state()) : Optional.empty();
        if (state.isEmpty()) {
            console.say("not running");
            return 0;
        }
        Optional<ProcessHandle> launcher = ProcessHandle.of(state.get().launcherPid());
        launcher.ifPresent(ProcessHandle::destroy);
        long deadline = System.nanoTime() + STOP_LIMIT.toNanos();
        while (DataFolder.isTaken(settings.data())) {
            if (System.nanoTime() > deadline) {
                throw new InfrastructureException("Process " + state.get().launcherPid() + " has not stopped within "
                        + STOP_LIMIT.toSeconds() + " s");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(200);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return 1;
            }
        }
        console.say("stopped");
        return 0;
    }
}
