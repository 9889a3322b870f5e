package org.ckep.infrastructure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A Keycloak server on the loopback interface with its embedded database. */
public final class KeycloakServer implements AutoCloseable {

    private static final Duration BUILD_LIMIT = Duration.ofMinutes(5);
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final List<String> BUILD_OPTIONS = List.of("--db=dev-file", "--health-enabled=true");
    // The administrator of the cached database, whom nobody can reach: he is replaced at the first start of a copy.
    private static final Administrator FIRST = new Administrator("admin", "of-the-cached-database");
    private static final List<String> LINKED = List.of("conf", "lib", "providers", "themes", "version.txt");
    private static final String MAIN_CLASS = "io.quarkus.bootstrap.runner.QuarkusEntryPoint";

    private final ServerProcess process;
    private final KeycloakAddress address;

    private KeycloakServer(ServerProcess process, KeycloakAddress address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts the server and waits until it is ready. An empty folder gets a new database with one administrator.
     *
     * @param folder database and log of this server
     * @param port of HTTP; tokens name {@code http://127.0.0.1:port} as part of their issuer
     * @param managementPort of the health endpoints
     * @param administrator of the realm {@code master}; only a new database takes it over
     */
    public static KeycloakServer start(Path folder, int port, int managementPort, Administrator administrator) {
        Path absolute = folder.toAbsolutePath().normalize();
        Built built = Built.find();
        Path takeOver = absolute.resolve("administrator-to-be-taken-over");
        try {
            Files.createDirectories(absolute);
            Files.setPosixFilePermissions(absolute, PosixFilePermissions.fromString("rwx------"));
            if (!Files.exists(absolute.resolve("data"))) {
                Files.writeString(takeOver, "");
                Path staging = absolute.resolve("data.new");
                SharedCache.deleteTree(staging);
                SharedCache.copyTree(built.freshDatabase(), staging);
                Files.move(staging, absolute.resolve("data"));
            }
        } catch (IOException e) {
            throw new InfrastructureException("Cannot prepare " + absolute, e);
        }
        KeycloakAddress address = new KeycloakAddress("http://127.0.0.1:" + port, administrator);
        ServerProcess process = run(
                built.home(),
                absolute,
                List.of(
                        "start",
                        "--optimized",
                        "--cache=local",
                        "--http-enabled=true",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port,
                        "--hostname=" + address.url(),
                        "--http-management-port=" + managementPort),
                Map.of());
        try {
            awaitReady(process, managementPort);
            if (Files.exists(takeOver)) {
                replaceFirstAdministrator(address);
                Files.delete(takeOver);
            }
        } catch (IOException e) {
            process.close();
            throw new InfrastructureException("Cannot delete " + takeOver, e);
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
        return new KeycloakServer(process, address);
    }

    /** Name and password of an administrator. */
    public record Administrator(String name, String password) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Gives the administrator of the cached database the name and password wanted here. */
    private static void replaceFirstAdministrator(KeycloakAddress address) {
        Administrator wanted = address.administrator();
        try (KeycloakAdmin admin = new KeycloakAdmin(new KeycloakAddress(address.url(), FIRST))) {
            ObjectNode user = (ObjectNode) admin.get("master", "/users?exact=true&username=" + FIRST.name())
                    .path(0);
            user.put("username", wanted.name());
            ObjectNode password = user.putArray("credentials").addObject();
            password.put("type", "password");
            password.put("value", wanted.password());
            password.put("temporary", false);
            admin.change("PUT", "master", "/users/" + user.path("id").asText(), user);
        }
    }

    private static void awaitReady(ServerProcess process, int managementPort) {
        HttpRequest ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try (HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
            process.awaitReady(
                    () -> http.send(ready, HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200,
                    START_LIMIT);
        }
    }

    /** Runs Keycloak's program with {@code folder} as its home: the software is linked in, the data stays there. */
    private static ServerProcess run(
            Path software, Path folder, List<String> arguments, Map<String, String> environment) {
        try {
            Files.createDirectories(folder);
            for (String name : LINKED) {
                Path link = folder.resolve(name);
                if (Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                    Files.delete(link);
                }
                Files.createSymbolicLink(link, software.resolve(name));
            }
        } catch (IOException e) {
            throw new InfrastructureException("Cannot prepare " + folder, e);
        }
        return ServerProcess.start(
                "Keycloak", command(folder, arguments), environment, folder, folder.resolve("keycloak.log"));
    }

    /** What bin/kc.sh would run, without its shell, so that the process identifier is the server's own. */
    private static List<String> command(Path home, List<String> arguments) {
        List<String> options = new ArrayList<>(List.of(
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED"));
        for (String opened : List.of("java.util", "java.util.concurrent", "java.security", "java.lang")) {
            options.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
        }
        options.addAll(List.of(
                "-Dfile.encoding=UTF-8",
                "-Duser.language=en",
                "-Duser.country=US",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                        + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dpicocli.disable.closures=true",
                "-Dkc.home.dir=" + home,
                "-Djboss.server.config.dir=" + home.resolve("conf")));
        return JavaCommand.of(options, List.of(home.resolve("lib/quarkus-run.jar")), MAIN_CLASS, arguments);
    }

    public KeycloakAddress address() {
        return address;
    }

    public ServerProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.stop(STOP_LIMIT);
    }

    /**
     * Keycloak unpacked and built for our options, and a database in which only the schema and the realm
     * {@code master} with one administrator exist. Both take long to make and never change, so they are cached.
     */
    private record Built(Path home, Path freshDatabase) {

        static Built find() {
            Path zip = ServerArtifacts.locate().keycloakZip();
            String key = String.valueOf(zip.getFileName()).replace(".zip", "") + "-"
                    + Integer.toHexString(String.join(" ", BUILD_OPTIONS).hashCode());
            SharedCache cache = SharedCache.ofUser();
            Path home = cache.entry(key, target -> build(zip, target));
            Path database = cache.entry(key + "-database", target -> createDatabase(home, target));
            return new Built(home, database);
        }

        private static void build(Path zip, Path target) throws IOException {
            unpack(zip, target);
            List<String> arguments = new ArrayList<>(List.of("build"));
            arguments.addAll(BUILD_OPTIONS);
            try (ServerProcess build = ServerProcess.start(
                    "Keycloak's build", command(target, arguments), Map.of(), target, target.resolve("build.log"))) {
                int code = build.onExit()
                        .orTimeout(BUILD_LIMIT.toSeconds(), TimeUnit.SECONDS)
                        .join()
                        .exitCode();
                if (code != 0) {
                    throw new InfrastructureException("Keycloak's build failed with exit code " + code + build.tail());
                }
            } catch (CompletionException e) {
                throw new InfrastructureException("Keycloak's build did not end in time", e);
            }
        }

        private static void createDatabase(Path home, Path target) throws IOException {
            List<Integer> ports = Ports.free(2);
            Path folder = target.resolve("run");
            try (ServerProcess first = run(
                    home,
                    folder,
                    List.of(
                            "start",
                            "--optimized",
                            "--cache=local",
                            "--http-enabled=true",
                            "--hostname-strict=false",
                            "--http-host=127.0.0.1",
                            "--http-port=" + ports.get(0),
                            "--http-management-port=" + ports.get(1)),
                    Map.of(
                            "KC_BOOTSTRAP_ADMIN_USERNAME", FIRST.name(),
                            "KC_BOOTSTRAP_ADMIN_PASSWORD", FIRST.password()))) {
                awaitReady(first, ports.get(1));
            }
            Files.move(folder.resolve("data").resolve("h2"), target.resolve("h2"));
            SharedCache.deleteTree(folder);
        }

        private static void unpack(Path zip, Path target) throws IOException {
            try (ZipFile file = new ZipFile(zip.toFile(), StandardCharsets.UTF_8)) {
                Enumeration<? extends ZipEntry> entries = file.entries();
                while (entries.hasMoreElements()) {
                    ZipEntry entry = entries.nextElement();
                    int top = entry.getName().indexOf('/');
                    Path path =
                            target.resolve(entry.getName().substring(top + 1)).normalize();
                    if (!path.startsWith(target)) {
                        throw new IOException(zip + " leads out of its folder: " + entry.getName());
                    }
                    if (entry.isDirectory()) {
                        Files.createDirectories(path);
                    } else {
                        Files.createDirectories(path.resolveSibling(""));
                        try (InputStream in = file.getInputStream(entry)) {
                            Files.copy(in, path);
                        }
                    }
                }
            }
        }
    }
}
