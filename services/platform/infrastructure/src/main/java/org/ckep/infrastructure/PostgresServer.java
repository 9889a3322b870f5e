package org.ckep.infrastructure;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** A PostgreSQL server on the loopback interface with password authentication (SCRAM). */
public final class PostgresServer implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    /**
     * Runs "$@" and ends it with SIGINT (fast shutdown), later SIGQUIT, when standard input closes. The guard uses the
     * shell's own read, so nothing is left behind, and its signal cannot hit a stranger: the shell has not reaped the
     * server before.
     */
    private static final String GUARDED = """
            exec 3<&0
            "$@" </dev/null 3<&- &
            server=$!
            (read -r line <&3; kill -INT $server; sleep 10; kill -QUIT $server) &
            guard=$!
            exec 3<&-
            wait $server
            code=$?
            kill $guard 2>/dev/null
            exit $code
            """;

    private final ServerProcess process;
    private final Path dataFolder;
    private final PostgresAddress address;

    private PostgresServer(ServerProcess process, Path dataFolder, PostgresAddress address) {
        this.process = process;
        this.dataFolder = dataFolder;
        this.address = address;
    }

    /**
     * Starts the server and waits until it answers. A folder without data is initialised.
     *
     * @param folder data and log of this server
     * @param password of the superuser {@code postgres}; must be the same at every start with this folder
     * @param durable false leaves out the flushes to disk, for data that does not outlive a test run
     */
    public static PostgresServer start(Path folder, int port, String password, boolean durable) {
        Path absolute = folder.toAbsolutePath().normalize();
        Path data = absolute.resolve("data");
        UnprivilegedRun run = UnprivilegedRun.choose();
        Path home = unpacked(run);
        try {
            Files.createDirectories(absolute);
            if (!Files.exists(data.resolve("PG_VERSION"))) {
                initialise(home, data, password, run, durable);
            }
        } catch (IOException e) {
            throw new InfrastructureException("Cannot prepare " + data, e);
        }
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", GUARDED, "postgres"));
        command.addAll(run.prefix());
        command.add(home.resolve("bin/postgres").toString());
        command.addAll(List.of("-D", data.toString(), "-p", Integer.toString(port)));
        settings(durable).forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        ServerProcess process = ServerProcess.start(
                "PostgreSQL", command, Map.of("LC_ALL", "C"), absolute, absolute.resolve("postgres.log"));
        PostgresAddress address = new PostgresAddress(port, password);
        try {
            process.awaitReady(address::answers, START_LIMIT);
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
        return new PostgresServer(process, data, address);
    }

    private static Map<String, String> settings(boolean durable) {
        Map<String, String> settings = new java.util.LinkedHashMap<>();
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("unix_socket_directories", "");
        settings.put("max_connections", "300");
        settings.put("shared_buffers", "128MB");
        settings.put("timezone", "UTC");
        settings.put("log_timezone", "UTC");
        // As in operation: rows that every delivery writes are cleared while there are few old versions of them.
        settings.put("autovacuum_naptime", "5s");
        if (!durable) {
            settings.put("fsync", "off");
            settings.put("synchronous_commit", "off");
            settings.put("full_page_writes", "off");
        }
        return settings;
    }

    private static void initialise(Path home, Path data, String password, UnprivilegedRun run, boolean durable)
            throws IOException {
        SharedCache.deleteTree(data);
        Path passwordFile = data.resolveSibling("initial-password");
        Files.deleteIfExists(passwordFile);
        Files.createFile(
                passwordFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(passwordFile, password + "\n", StandardCharsets.UTF_8);
            Files.createDirectory(data);
            Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
            run.giveAway(passwordFile);
            run.giveAway(data);
            List<String> command = new ArrayList<>(run.prefix());
            command.addAll(List.of(
                    home.resolve("bin/initdb").toString(),
                    "--pgdata=" + data,
                    "--username=postgres",
                    "--pwfile=" + passwordFile,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8"));
            if (!durable) {
                command.add("--no-sync");
            }
            Path log = data.resolveSibling("initdb.log");
            ShortRun.require(command, Map.of("LC_ALL", "C"), log, "initdb could not create " + data);
        } finally {
            Files.deleteIfExists(passwordFile);
        }
    }

    private static Path unpacked(UnprivilegedRun run) {
        Path jar = ServerArtifacts.locate().postgresJar();
        String name = String.valueOf(jar.getFileName()).replace(".jar", "");
        Path home = SharedCache.ofUser().entry(name, target -> unpack(jar, target));
        if (run.canExecute(home.resolve("bin/postgres"))) {
            return home;
        }
        // The unprivileged account cannot look into the user's home.
        Path open = Path.of(System.getProperty("java.io.tmpdir"), "ckep-cache");
        return new SharedCache(open).entry(name, target -> unpack(jar, target));
    }

    private static void unpack(Path jar, Path target) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            var archive = zip.stream()
                    .filter(entry -> entry.getName().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow(() -> new IOException(jar + " holds no .txz"));
            try (InputStream in = new BufferedInputStream(zip.getInputStream(archive));
                    TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(in))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    Path path = target.resolve(entry.getName()).normalize();
                    if (!path.startsWith(target)) {
                        throw new IOException(jar + " leads out of its folder: " + entry.getName());
                    }
                    if (entry.isDirectory()) {
                        Files.createDirectories(path);
                    } else if (entry.isSymbolicLink()) {
                        Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                    } else {
                        Files.createDirectories(path.resolveSibling(""));
                        Files.copy(tar, path);
                        Files.setPosixFilePermissions(path, permissions(entry.getMode()));
                    }
                }
            }
        }
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        return PosixFilePermissions.fromString((mode & 0100) == 0 ? "rw-r--r--" : "rwxr-xr-x");
    }

    public PostgresAddress address() {
        return address;
    }

    public ServerProcess process() {
        return process;
    }

    /** Process identifier of the postmaster itself, for tests that freeze or kill it. */
    public long postmasterPid() {
        try (Stream<String> lines = Files.lines(dataFolder.resolve("postmaster.pid"))) {
            return Long.parseLong(lines.findFirst().orElseThrow().strip());
        } catch (IOException e) {
            throw new InfrastructureException("PostgreSQL does not run in " + dataFolder, e);
        }
    }

    /** Stops the server after ending all sessions; open transactions are rolled back. */
    @Override
    public void close() {
        process.stop(STOP_LIMIT);
    }

    /** PostgreSQL refuses to run as root: the ways around it. */
    private record UnprivilegedRun(List<String> prefix, boolean otherAccount) {

        private static final String NOBODY = "65534";

        static UnprivilegedRun choose() {
            if (!runsAsRoot()) {
                return new UnprivilegedRun(List.of(), false);
            }
            // In a user namespace of its own the process is not root but keeps its files.
            List<String> namespace = List.of("unshare", "--user");
            if (ShortRun.succeeds(with(namespace, "true"))) {
                return new UnprivilegedRun(namespace, false);
            }
            List<String> account = List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
            if (ShortRun.succeeds(with(account, "true"))) {
                return new UnprivilegedRun(account, true);
            }
            throw new InfrastructureException(
                    "PostgreSQL does not run as root, and neither 'unshare --user' nor 'setpriv'"
                            + " works here: run as an ordinary user or install util-linux");
        }

        private static boolean runsAsRoot() {
            try {
                return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
            } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
                return "root".equals(System.getProperty("user.name", "").toLowerCase(Locale.ROOT));
            }
        }

        private static List<String> with(List<String> prefix, String... command) {
            return Stream.concat(prefix.stream(), Stream.of(command)).toList();
        }

        boolean canExecute(Path file) {
            return !otherAccount || ShortRun.succeeds(with(prefix, "test", "-x", file.toString()));
        }

        void giveAway(Path path) {
            if (otherAccount
                    && (!ShortRun.succeeds(List.of("chown", NOBODY + ":" + NOBODY, path.toString()))
                            || !ShortRun.succeeds(with(prefix, "test", "-r", path.toString())))) {
                throw new InfrastructureException("PostgreSQL runs as user " + NOBODY
                        + " here (root without user namespaces), which cannot reach " + path);
            }
        }
    }

    /** Commands that end by themselves. */
    private static final class ShortRun {

        private ShortRun() {}

        static boolean succeeds(List<String> command) {
            try {
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                return finish(process) == 0;
            } catch (IOException e) {
                return false;
            }
        }

        static void require(List<String> command, Map<String, String> environment, Path log, String failure)
                throws IOException {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            int code = finish(builder.start());
            if (code != 0) {
                String output =
                        Files.readAllLines(log, StandardCharsets.UTF_8).stream().collect(Collectors.joining("\n  "));
                throw new InfrastructureException(failure + " (exit code " + code + "):\n  " + output);
            }
        }

        private static int finish(Process process) {
            try {
                if (process.waitFor(60, TimeUnit.SECONDS)) {
                    return process.exitValue();
                }
                process.destroyForcibly();
                return -1;
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
                throw new InfrastructureException("Interrupted while preparing PostgreSQL", e);
            }
        }
    }
}
