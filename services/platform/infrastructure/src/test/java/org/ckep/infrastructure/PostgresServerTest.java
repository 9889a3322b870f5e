package org.ckep.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.ckep.infrastructure.PostgresAddress.Database;
import org.ckep.infrastructure.PostgresAddress.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {

    private static final Role OWNER = new Role("sample_owner", "owner's secret");
    private static final Role APPLICATION = new Role("sample_app", "application's secret");

    @TempDir
    static Path folder;

    private static PostgresServer server;
    private static Database database;

    @BeforeAll
    static void start() {
        server = PostgresServer.start(folder.resolve("server"), Ports.free(1).getFirst(), "super secret", false);
        database = server.address().createDatabase("sample", OWNER, APPLICATION);
    }

    @AfterAll
    static void stop() {
        server.close();
        assertThat(server.process().isAlive()).isFalse();
    }

    @Test
    void theVersionIs18() throws SQLException {
        try (Connection connection = server.address().connect("postgres")) {
            assertThat(connection.getMetaData().getDatabaseProductVersion()).startsWith("18.");
        }
    }

    /** What tests and benchmarks show of rows that are written often holds with the settings of the manifests alone. */
    @Test
    void oldVersionsOfRowsAreClearedAsOftenAsInTheManifests() throws SQLException, IOException {
        Path manifest = Path.of("../../../deploy/kubernetes/platform/postgres/cluster.yaml");
        List<String> there = Files.readAllLines(manifest).stream()
                .map(String::strip)
                .filter(line -> line.startsWith("autovacuum"))
                .toList();
        try (Connection connection = server.address().connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show autovacuum_naptime")) {
            row.next();
            assertThat(there).containsExactly("autovacuum_naptime: " + row.getString(1));
        }
        try (Connection connection = server.address().connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet changed = statement.executeQuery(
                        "select name from pg_settings where name like 'autovacuum%' and source = 'command line'")) {
            changed.next();
            assertThat(changed.getString(1)).isEqualTo("autovacuum_naptime");
            assertThat(changed.next()).isFalse();
        }
    }

    @Test
    void theOwnerMigratesAndTheApplicationOnlyUsesWhatItIsGranted() throws SQLException {
        execute(OWNER, "create table note(text text)", "grant select, insert on note to sample_app");

        execute(APPLICATION, "insert into note values ('kept')");

        assertThatThrownBy(() -> execute(APPLICATION, "delete from note"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied for table note");
        assertThatThrownBy(() -> execute(APPLICATION, "create table other(id int)"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied for schema public");
    }

    @Test
    void theApplicationCannotStepRoundRowLevelSecurity() throws SQLException {
        execute(
                OWNER,
                "create table secret(text text)",
                "insert into secret values ('hidden')",
                "alter table secret enable row level security",
                "alter table secret force row level security",
                "grant select on secret to sample_app");

        assertThat(count(APPLICATION, "select count(*) from secret")).isZero();
        assertThat(count(
                        APPLICATION,
                        "select count(*) from pg_roles where rolname = 'sample_app' and (rolbypassrls or rolsuper)"))
                .isZero();
    }

    @Test
    void nobodyElseMayConnect() {
        Database other =
                server.address().createDatabase("other", new Role("other_owner", "1"), new Role("other_app", "2"));

        assertThatThrownBy(
                        () -> DriverManager.getConnection(other.jdbcUrl(), APPLICATION.name(), APPLICATION.password())
                                .close())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied for database");
        assertThatThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), APPLICATION.name(), "guessed")
                        .close())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void creatingTheSameAgainKeepsTheDataAndTakesNewPasswords() throws SQLException {
        Database first = server.address().createDatabase("again", OWNER, APPLICATION);
        Role renewed = new Role("again_app", "new");
        try (Connection connection = DriverManager.getConnection(first.jdbcUrl(), OWNER.name(), OWNER.password());
                Statement statement = connection.createStatement()) {
            statement.execute("create table kept(id int)");
        }

        Database second = server.address().createDatabase("again", OWNER, renewed);

        try (Connection connection = DriverManager.getConnection(second.jdbcUrl(), OWNER.name(), OWNER.password());
                Statement statement = connection.createStatement()) {
            assertThat(statement.execute("select * from kept")).isTrue();
        }
    }

    @Test
    void namesThatWouldNeedQuotingAreRefused() {
        assertThatThrownBy(() -> server.address().createDatabase("a; drop table x", OWNER, APPLICATION))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPortInUseIsNamedWithTheLog() throws IOException {
        Path second = folder.resolve("second");

        assertThatThrownBy(() -> PostgresServer.start(second, server.address().port(), "x", false))
                .isInstanceOf(InfrastructureException.class)
                .hasMessageContaining("PostgreSQL ended with exit code 1 while starting")
                .hasMessageContaining("Address already in use")
                .hasMessageContaining(second.resolve("postgres.log").toString());
    }

    @Test
    void aKilledPostmasterStartsAgainWithItsData() throws SQLException {
        Path place = folder.resolve("crashing");
        int port = Ports.free(1).getFirst();
        PostgresServer crashing = PostgresServer.start(place, port, "x", true);
        try (Connection connection = crashing.address().connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("create table kept as select 42 as answer");
        }

        ProcessHandle.of(crashing.postmasterPid()).orElseThrow().destroyForcibly();
        await().atMost(Duration.ofSeconds(10)).until(() -> !crashing.process().isAlive());

        try (PostgresServer again = PostgresServer.start(place, port, "x", true);
                Connection connection = again.address().connect("postgres");
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("select answer from kept")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(42);
        }
    }

    /** Where the kernel forbids user namespaces, root falls back to another account. */
    @Test
    void rootWithoutUserNamespacesRunsItUnderAnotherAccount(@TempDir Path tools) throws Exception {
        assumeTrue(Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid")), "needs root");
        Path forbidden = tools.resolve("unshare");
        Files.writeString(forbidden, "#!/bin/sh\necho 'unshare: Operation not permitted' >&2\nexit 1\n");
        Files.setPosixFilePermissions(forbidden, PosixFilePermissions.fromString("rwxr-xr-x"));
        // JUnit's temporary folders are closed to other accounts.
        Path open = Files.createTempDirectory("ckep-postgres");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        try {
            Process process = ForkedJvm.start(
                    PostgresProbe.class,
                    List.of(open.toString()),
                    environment -> environment.merge("PATH", tools.toString(), (path, first) -> first + ":" + path));

            assertThat(ForkedJvm.firstLine(process)).isEqualTo("answers as 65534");
            process.getOutputStream().close();
            assertThat(process.waitFor()).isZero();
        } finally {
            SharedCache.deleteTree(open);
        }
    }

    /** Prints under which account PostgreSQL answers, and stops it when standard input ends. */
    static final class PostgresProbe {
        public static void main(String[] args) throws Exception {
            try (PostgresServer server = PostgresServer.start(
                    Path.of(args[0], "server"), Ports.free(1).getFirst(), "x", false)) {
                System.out.println(
                        "answers as " + Files.getAttribute(Path.of("/proc/" + server.postmasterPid()), "unix:uid"));
                System.in.read();
            }
        }
    }

    private static void execute(Role role, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), role.name(), role.password());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static int count(Role role, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), role.name(), role.password());
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
