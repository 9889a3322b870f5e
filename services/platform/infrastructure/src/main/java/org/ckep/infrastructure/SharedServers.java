package org.ckep.infrastructure;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The servers that all modules' tests of one build share. The first test JVM starts a supervisor process that holds
 * them; it ends with the last build process that uses it, so servers outlive test JVMs but never a build.
 */
public final class SharedServers {

    /** Names a file of running servers to use instead: environment variable or system property. */
    public static final String ATTACH_VARIABLE = "CKEP_TEST_SERVERS";

    private static final Duration START_LIMIT = Duration.ofMinutes(8);
    private static final Object IN_THIS_JVM = new Object();

    private SharedServers() {}

    /**
     * Finds the servers of this build, or starts them.
     *
     * @param buildFolder the same for all modules of the build; servers, logs and lock lie in its folder {@code servers}
     */
    public static ServerAddresses attachOrStart(Path buildFolder) {
        String attach = System.getProperty(ATTACH_VARIABLE, System.getenv(ATTACH_VARIABLE));
        if (attach != null && !attach.isBlank()) {
            return attach(Path.of(attach));
        }
        ServersFolder folder =
                new ServersFolder(buildFolder.toAbsolutePath().normalize().resolve("servers"));
        // FileChannel locks exclude other processes only; within one JVM a second lock attempt would throw.
        synchronized (IN_THIS_JVM) {
            try {
                Files.createDirectories(folder.owners());
                try (FileChannel channel =
                                FileChannel.open(folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        var lock = channel.lock()) {
                    folder.register(ProcessIdentity.ofBuild());
                    @Nullable ServerAddresses running = folder.running();
                    return running == null ? start(folder) : running;
                }
            } catch (IOException e) {
                throw new InfrastructureException("Cannot use " + folder.root(), e);
            }
        }
    }

    private static ServerAddresses attach(Path file) {
        ServerAddresses servers = ServerAddresses.read(file);
        if (!servers.areAlive()) {
            throw new InfrastructureException("The servers that " + ATTACH_VARIABLE + "=" + file + " names do not run");
        }
        return servers;
    }

    private static ServerAddresses start(ServersFolder folder) throws IOException {
        Files.deleteIfExists(folder.addresses());
        Process supervisor = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        ownClassPath(),
                        Supervisor.class.getName(),
                        folder.root().toString())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(folder.supervisorLog().toFile())
                .start();
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            if (Files.exists(folder.addresses())) {
                return ServerAddresses.read(folder.addresses());
            }
            if (!supervisor.isAlive()) {
                throw new InfrastructureException("The servers for the tests could not be started; log "
                        + folder.supervisorLog() + ":\n"
                        + Files.readString(folder.supervisorLog(), StandardCharsets.UTF_8));
            }
            pause();
        }
        supervisor.destroy();
        throw new InfrastructureException(
                "The servers for the tests did not start in time; log " + folder.supervisorLog());
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfrastructureException("Interrupted while the servers for the tests were starting", e);
        }
    }

    /** This module and what it needs, without the test's own class path, which may be a class loader's secret. */
    static String ownClassPath() {
        try (InputStream in = SharedServers.class.getResourceAsStream("/META-INF/ckep/infrastructure-class-path.txt")) {
            var source = SharedServers.class.getProtectionDomain().getCodeSource();
            if (in == null || source == null) {
                throw new InfrastructureException("The module ckep-infrastructure is not built completely");
            }
            Path own = Path.of(source.getLocation().toURI());
            return own + File.pathSeparator + new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException | URISyntaxException e) {
            throw new InfrastructureException("Cannot find the class path of ckep-infrastructure", e);
        }
    }

    /** Files by which the processes of a build find each other. */
    record ServersFolder(Path root) {

        Path lock() {
            return root.resolve("lock");
        }

        /** Held by the supervisor whose servers use {@link #data()}. */
        Path turn() {
            return root.resolve("turn");
        }

        Path addresses() {
            return root.resolve("servers.json");
        }

        Path owners() {
            return root.resolve("owners");
        }

        Path supervisorLog() {
            return root.resolve("supervisor.log");
        }

        Path data() {
            return root.resolve("run");
        }

        void register(ProcessIdentity owner) throws IOException {
            Files.writeString(owners().resolve(Long.toString(owner.pid())), owner.toString());
        }

        @Nullable
        ServerAddresses running() {
            if (!Files.exists(addresses())) {
                return null;
            }
            ServerAddresses found = ServerAddresses.read(addresses());
            return found.areAlive() ? found : null;
        }

        /** Whether any registered build process is still there; the entries of ended ones are removed. */
        boolean hasOwner() throws IOException {
            boolean found = false;
            try (var entries = Files.list(owners())) {
                for (Path entry : entries.toList()) {
                    if (ProcessIdentity.parse(Files.readString(entry)).isAlive()) {
                        found = true;
                    } else {
                        Files.deleteIfExists(entry);
                    }
                }
            }
            return found;
        }
    }
}
