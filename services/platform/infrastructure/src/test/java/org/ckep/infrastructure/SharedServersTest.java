package org.ckep.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedServersTest {

    @TempDir
    Path build;

    private final List<Process> probes = new ArrayList<>();

    @AfterEach
    void endProbes() {
        probes.forEach(Process::destroyForcibly);
    }

    @Test
    void twoProcessesGetOneStartWhichEndsWithTheLastOfThem() throws Exception {
        Process first = probe();
        Process second = probe();
        String firstLine = ForkedJvm.firstLine(first);
        String secondLine = ForkedJvm.firstLine(second);

        assertThat(firstLine).startsWith("supervisor ").isEqualTo(secondLine);
        long supervisor = Long.parseLong(firstLine.split(" ")[1]);
        ProcessHandle holder = ProcessHandle.of(supervisor).orElseThrow();
        List<ProcessHandle> servers = holder.descendants().toList();

        first.destroyForcibly().waitFor();
        assertThat(await("the servers stay for the second process")
                        .during(Duration.ofSeconds(2))
                        .atMost(Duration.ofSeconds(3))
                        .until(holder::isAlive, alive -> alive))
                .isTrue();
        Process third = probe();
        assertThat(ForkedJvm.firstLine(third)).isEqualTo(firstLine);

        second.destroyForcibly().waitFor();
        third.getOutputStream().close();
        await("the supervisor and its servers have ended")
                .atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> {
                    assertThat(holder.isAlive()).isFalse();
                    assertThat(servers).noneMatch(ProcessHandle::isAlive);
                });
        assertThat(build.resolve("servers/servers.json")).doesNotExist();
    }

    @Test
    void serversStartAsSoonAsTheFormerOnesHaveEnded() throws Exception {
        Process former = probe();
        long supervisor = Long.parseLong(ForkedJvm.firstLine(former).split(" ")[1]);
        List<ProcessHandle> servers =
                ProcessHandle.of(supervisor).orElseThrow().descendants().toList();
        former.destroyForcibly().waitFor();
        await("nobody can attach any more")
                .pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofSeconds(10))
                .until(() -> Files.notExists(build.resolve("servers/servers.json")));

        Process next = probe();

        assertThat(ForkedJvm.firstLine(next)).startsWith("supervisor ").isNotEqualTo("supervisor " + supervisor);
        assertThat(servers).isNotEmpty().noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void aFileOfServersThatDoNotRunIsRefusedByName() throws Exception {
        Path file = build.resolve("stopped.json");
        new ServerAddresses(
                        new PostgresAddress(1, "x"),
                        new KafkaAddress("127.0.0.1:2"),
                        new KeycloakAddress("http://127.0.0.1:3", new KeycloakServer.Administrator("admin", "x")),
                        build.toString(),
                        Long.MAX_VALUE)
                .write(file);
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);

        Process process = ForkedJvm.start(
                Probe.class,
                List.of(build.toString()),
                environment -> environment.put(SharedServers.ATTACH_VARIABLE, file.toString()));

        assertThat(ForkedJvm.firstLine(process))
                .isEqualTo("The servers that CKEP_TEST_SERVERS=" + file + " names do not run");
        assertThatThrownBy(() -> ServerAddresses.read(build.resolve("absent.json")))
                .isInstanceOf(InfrastructureException.class)
                .hasMessageContaining("absent.json");
    }

    private Process probe() throws Exception {
        Process probe = ForkedJvm.start(Probe.class, List.of(build.toString()), environment -> {});
        probes.add(probe);
        return probe;
    }

    /** Prints who holds the servers and stays until standard input ends. */
    static final class Probe {
        public static void main(String[] args) throws Exception {
            try {
                System.out.println("supervisor "
                        + SharedServers.attachOrStart(Path.of(args[0])).supervisorPid());
            } catch (InfrastructureException e) {
                // In one line, with the log of what could not be started.
                System.out.println(e.getMessage().replace("\n", " | "));
                return;
            }
            System.in.read();
        }
    }
}
