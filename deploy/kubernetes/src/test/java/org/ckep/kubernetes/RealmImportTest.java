package org.ckep.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class RealmImportTest {

    @Test
    void theImportIsTheShippedRealmWithoutItsDemonstration() throws IOException {
        ObjectNode expected = ProductionRealm.manifest();
        if (Boolean.getBoolean("ckep.write")) {
            Files.writeString(ProductionRealm.IMPORT, ProductionRealm.yaml(expected));
        }
        assertThat(ProductionRealm.written())
                .as("write it anew with ./mvnw test -pl deploy/kubernetes -Dtest=RealmImportTest -Dckep.write=true")
                .isEqualTo(expected);
    }

    @Test
    void aDifferenceWouldBeSeen() {
        ObjectNode changed = ProductionRealm.written();
        ((ObjectNode) changed.path("spec").path("realm")).put("accessTokenLifespan", 301);
        assertThat(changed).isNotEqualTo(ProductionRealm.manifest());
    }

    @Test
    void nothingOfTheDemonstrationIsLeft() {
        JsonNode realm = ProductionRealm.written().path("spec").path("realm");
        assertThat(realm.toString()).doesNotContainIgnoringCase("demo-only").doesNotContain("127.0.0.1", "localhost");
        assertThat(realm.path("users"))
                .allSatisfy(user ->
                        assertThat(user.path("serviceAccountClientId").asText()).isNotEmpty());
        Set<String> clients = StreamSupport.stream(realm.path("clients").spliterator(), false)
                .map(client -> client.path("clientId").asText())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(clients)
                .contains("ckep-portal", "cn-ministry", "kr-ministry", "admin-cli")
                .doesNotContain("ckep-loader");
        assertThat(realm.path("clients")).allSatisfy(client -> {
            assertThat(client.path("directAccessGrantsEnabled").asBoolean()).isFalse();
            assertThat(client.path("redirectUris").toString()).doesNotContain("*");
        });
    }

    @Test
    void everyAudienceHasItsTopic() {
        Set<String> expected = new TreeSet<>(Set.of("public", "partner", "bilateral", "side-cn", "side-kr"));
        agencies(ProductionRealm.shipped().path("groups"), expected);
        Set<String> topics = Manifests.raw().stream()
                .filter(document -> document.is("KafkaTopic"))
                .map(document -> document.name().replaceAll("^ckep\\.events\\.|\\.v1$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(topics).isEqualTo(expected);
    }

    private static void agencies(JsonNode groups, Set<String> audiences) {
        for (JsonNode group : groups) {
            group.path("attributes").path("agency").forEach(agency -> audiences.add("agency-" + agency.asText()));
            agencies(group.path("subGroups"), audiences);
        }
    }
}
