package org.ckep.investment.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.ckep.infrastructure.Ports;
import org.ckep.investment.SimultaneousChanges;
import org.ckep.testing.Api;
import org.ckep.testing.PackagedService;
import org.ckep.testing.TestPlatform;
import org.junit.jupiter.api.Test;

/** Two processes of the packaged service with one database. */
class ReplicasIT {
    private static final String READ_PATH = "/investment/v1/projects";

    @Test
    void ofManyChangeSetsOnOneBaseOneIsAppliedWhicheverReplicaIsAsked() throws Exception {
        Path folder = Files.createTempDirectory("ckep-investment-replicas");
        List<Integer> ports = Ports.free(2);
        try (TestPlatform platform = TestPlatform.open("investment");
                PackagedService first = replica(platform, ports.get(0), folder);
                PackagedService second = replica(platform, ports.get(1), folder)) {
            // The first makes the tables.
            serve(first);
            serve(second);
            RestAssured.port = first.port();
            Api checker = Api.krChecker();
            AtomicIntegerArray asked = new AtomicIntegerArray(2);
            SimultaneousChanges.assertOneIsApplied(number -> {
                asked.incrementAndGet(number % 2);
                return checker.request().port(ports.get(number % 2));
            });
            assertThat(asked.get(0)).isEqualTo(asked.get(1)).isEqualTo(SimultaneousChanges.COUNT / 2);
        } finally {
            RestAssured.reset();
        }
    }

    private static PackagedService replica(TestPlatform platform, int port, Path folder) {
        return new PackagedService(port, platform.configuration(), folder.resolve(port + ".log"));
    }

    private static void serve(PackagedService replica) {
        replica.start();
        replica.awaitReady(READ_PATH);
    }
}
