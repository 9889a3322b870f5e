package org.ckep.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestsTest {

    static Stream<String> overlays() {
        return Manifests.overlays().stream();
    }

    @Test
    void everyFileHoldsOnlyFieldsThatItsKindHas() {
        assertThat(Manifests.raw()).hasSizeGreaterThan(80).allSatisfy(document -> assertThat(
                        StrictWalk.unknownFields(document))
                .as(document.origin())
                .isEmpty());
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    void theFilesKeepTheRule(Rule rule) {
        assertThat(rule.findings(Manifests.raw())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void anOverlayBuildsAndKeepsEveryRule(String overlay) throws IOException, InterruptedException {
        List<Document> documents = Manifests.overlay(overlay, kustomizeOrSkip());
        assertThat(documents).hasSize(Manifests.raw().size()).allSatisfy(document -> assertThat(
                        StrictWalk.unknownFields(document))
                .as(document.origin())
                .isEmpty());
        for (Rule rule : Rule.values()) {
            assertThat(rule.findings(documents)).as("%s", rule).isEmpty();
        }
        assertThat(documents).filteredOn(document -> !document.is("Namespace")).allSatisfy(document -> assertThat(
                        document.text("metadata.namespace"))
                .as(document.id())
                .isEqualTo("ckep"));
    }

    /** The hub reads the file again; a file that is mounted alone never changes. */
    @Test
    void theHubReadsTheUndertakingsFromAFolderThatFollowsItsConfigMap() {
        Workload hub = Workload.of(Manifests.raw()).stream()
                .filter(workload -> workload.id().equals("Deployment/event-hub"))
                .findFirst()
                .orElseThrow();
        assertThat(hub.variables())
                .filteredOn(variable -> variable.name().equals("CKEP_HUB_BORDER_UNDERTAKINGS"))
                .extracting(Workload.Variable::value)
                .containsExactly("/etc/ckep-undertakings/undertakings.json");
        Map<String, Object> mount = Document.objectsOf(
                        hub.containers().getFirst().get("volumeMounts"))
                .stream()
                .filter(each -> "undertakings".equals(each.get("name")))
                .findFirst()
                .orElseThrow();
        assertThat(mount).containsEntry("mountPath", "/etc/ckep-undertakings").doesNotContainKey("subPath");
    }

    /** As the hub reads it: agencies with what they have signed. */
    @Test
    void withoutASiteNoAgencyIsNamed() throws IOException {
        String file = undertakings(Manifests.raw());
        assertThat(new ObjectMapper().readValue(file, new TypeReference<Map<String, Set<String>>>() {}))
                .isEmpty();
    }

    @Test
    void aSiteNamesItsAgencies() throws IOException {
        String file = undertakings(Manifests.parse(
                "undertakings.yaml", Manifests.read(Manifests.ROOT.resolve("overlays/production/undertakings.yaml"))));
        assertThat(new ObjectMapper().readValue(file, new TypeReference<Map<String, Set<String>>>() {}))
                .containsExactly(Map.entry("kotra", Set.of()));
    }

    private static String undertakings(List<Document> documents) {
        return documents.stream()
                .filter(document -> document.id().equals("ConfigMap/ckep-undertakings"))
                .map(document -> document.map("data").get("undertakings.json").toString())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void sevenServicesRunInTwoReplicas() {
        assertThat(Manifests.raw())
                .filteredOn(document -> document.is("Deployment"))
                .extracting(Document::name)
                .containsExactlyInAnyOrder(
                        "gateway",
                        "trade-statistics",
                        "investment-projects",
                        "sector-partnerships",
                        "policy-milestones",
                        "event-hub",
                        "portal");
    }

    /** Without the program the files alone are checked; a build server must have it. */
    private static List<String> kustomizeOrSkip() {
        Optional<List<String>> kustomize = Manifests.kustomize();
        if (kustomize.isEmpty()) {
            String reason = "neither kubectl nor kustomize is on the PATH: overlays are not built, only files checked";
            if ("true".equals(System.getenv("CI"))) {
                fail(reason);
            }
            abort(reason);
        }
        return kustomize.orElseThrow();
    }

    @Test
    void aLineOfDashesInsideATextSplitsNothing() {
        List<Document> documents =
                Manifests.parse("planted", "kind: ConfigMap\ndata:\n  a: |\n    one\n    ---\n    two\n");
        assertThat(documents).hasSize(1);
        assertThat(documents.getFirst().text("data.a")).isEqualTo("one\n---\ntwo\n");
    }

    @Test
    void anOverlayThatNamesAMissingFileDoesNotBuild(@TempDir Path folder) throws Exception {
        org.junit.jupiter.api.Assumptions.assumeTrue(Manifests.kustomize().isPresent());
        Files.writeString(folder.resolve("kustomization.yaml"), "resources:\n  - missing.yaml\n");
        assertThatThrownBy(() -> Manifests.build(folder, Manifests.kustomize().orElseThrow()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("missing.yaml");
    }
}
