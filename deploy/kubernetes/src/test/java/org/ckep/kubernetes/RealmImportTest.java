package org.ckep.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
                .map(Document::name)
                .filter(name -> name.startsWith("ckep.events."))
                .map(name -> name.replaceAll("^ckep\\.events\\.|\\.v1$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(topics).isEqualTo(expected);
    }

    /** What leaves the platform: a topic of one partition for each partner agency, which it alone reads. */
    @Test
    void everyPartnerAgencyHasATopicOfItsOwnThatNobodyElseReads() {
        Set<String> partners = new TreeSet<>();
        for (JsonNode group : ProductionRealm.shipped().path("groups")) {
            if (group.path("name").asText().equals("agencies")) {
                agencies(group.path("subGroups"), partners);
            }
        }
        Map<String, Object> partitions = new TreeMap<>();
        Map<String, Set<String>> readers = new TreeMap<>();
        for (Document document : Manifests.raw()) {
            if (document.is("KafkaTopic") && document.name().startsWith("ckep.agency.")) {
                partitions.put(document.name(), document.at("spec.partitions"));
            }
            if (document.is("KafkaUser")) {
                readers.put(document.name(), topicsOf(document));
            }
        }
        assertThat(partitions.keySet())
                .isEqualTo(partners.stream().map(RealmImportTest::topicOf).collect(Collectors.toSet()));
        assertThat(partitions.values()).containsOnly(1);
        for (String partner : partners) {
            assertThat(readers.get(partner)).containsExactly(topicOf(partner));
            assertThat(readers.entrySet().stream()
                            .filter(reader -> reader.getValue().stream().anyMatch(topicOf(partner)::startsWith))
                            .map(Map.Entry::getKey))
                    .containsExactlyInAnyOrder(partner, "event-hub");
        }
    }

    private static String topicOf(String partner) {
        return partner.replaceFirst("^agency-", "ckep.agency.") + ".v1";
    }

    /** The topics, or beginnings of topics, that a user may do anything with. */
    private static Set<String> topicsOf(Document user) {
        return user.objects("spec.authorization.acls").stream()
                .map(acl -> Document.mapOf(acl.get("resource")))
                .filter(resource -> "topic".equals(resource.get("type")))
                .map(resource -> String.valueOf(resource.get("name")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void agencies(JsonNode groups, Set<String> audiences) {
        for (JsonNode group : groups) {
            group.path("attributes").path("agency").forEach(agency -> audiences.add("agency-" + agency.asText()));
            agencies(group.path("subGroups"), audiences);
        }
    }
}
