package org.ckep.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The one recipe of the images, read as text: building it needs a Docker daemon. */
class ImagesTest {
    private static final Path PROJECT = Path.of(System.getProperty("ckep.project.dir"));
    private static final List<String> LINES = Manifests.read(Manifests.ROOT.resolve("images/Dockerfile.jvm"))
            .lines()
            .toList();

    @Test
    void everyImageOfTheManifestsIsAModuleThatPackagesAnApplication() {
        Set<String> images = Workload.of(Manifests.raw()).stream()
                .flatMap(workload -> workload.containers().stream())
                .map(container -> container.get("image").toString().replaceAll("^ckep/|:.*$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(images).hasSize(7).allSatisfy(image -> assertThat(Manifests.read(
                        PROJECT.resolve("services").resolve(image).resolve("pom.xml")))
                .contains("<artifactId>quarkus-maven-plugin</artifactId>"));
    }

    @Test
    void theOverlayGivesEveryImageAVersion() {
        String overlay = Manifests.read(Manifests.ROOT.resolve("overlays/production/kustomization.yaml"));
        for (Workload workload : Workload.of(Manifests.raw())) {
            assertThat(overlay).contains("name: ckep/" + workload.service() + "\n");
        }
    }

    @Test
    void itRunsAsTheUserThatTheManifestsDemand() {
        assertThat(LINES).contains("USER 10001:10001");
        assertThat(LINES).filteredOn(line -> line.startsWith("FROM ")).allSatisfy(line -> assertThat(line)
                .matches("FROM [\\w/.-]+:[\\w.-]+")
                .doesNotContain("latest"));
        assertThat(LINES)
                .filteredOn(line -> line.startsWith("COPY "))
                .hasSize(4)
                .allSatisfy(line ->
                        assertThat(line).startsWith("COPY --chown=root:root services/${SERVICE}/target/quarkus-app/"));
    }

    @Test
    void itsContextHoldsNothingButTheApplications() throws Exception {
        assertThat(Files.readAllLines(Manifests.ROOT.resolve("images/Dockerfile.jvm.dockerignore")))
                .filteredOn(line -> !line.startsWith("#"))
                .containsExactly("**", "!services/*/target/quarkus-app");
    }

    @Test
    void theHeapLeavesRoomInTheContainer() {
        assertThat(LINES.getLast()).startsWith("ENTRYPOINT [\"java\", \"-XX:MaxRAMPercentage=70\"");
    }
}
