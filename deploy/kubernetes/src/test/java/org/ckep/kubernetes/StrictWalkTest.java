package org.ckep.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The walk over the models of the kinds finds what they do not have. */
class StrictWalkTest {

    @ParameterizedTest
    @CsvSource({
        "Deployment/gateway, spec.template.spec.containers, resorces",
        "Deployment/gateway, spec, replica",
        "Service/gateway, spec, selectors",
        "NetworkPolicy/gateway, spec, egres",
        "PodDisruptionBudget/gateway, spec, minAvalable",
        "Job/event-hub-migration, spec, backofLimit",
        "HTTPRoute/ckep, spec.rules, backendRef",
        "Gateway/ckep, spec.listeners, hostnames",
        "Certificate/ckep, spec, dnsName",
        "PodMonitor/ckep-services, spec.podMetricsEndpoints, pth",
        "KafkaNodePool/broker, spec.storage.volumes, deletClaim",
        "Kafka/ckep-kafka, spec.kafka, storge",
        "KafkaTopic/ckep.events.public.v1, spec, partition",
        "KafkaUser/event-hub, spec, quota",
        "Cluster/ckep-postgres, spec.managed.roles, bypassRLS",
        "Database/trade, spec, clusterName",
        "Keycloak/ckep-keycloak, spec.hostname, host",
        "KeycloakRealmImport/ckep, spec, realms",
        "ExternalSecret/trade-db-app, spec.target, templte",
    })
    void theStrictWalkFindsAFieldThatTheKindDoesNotHave(String target, String path, String field) {
        List<Document> documents = PlantedFaultsTest.planted(target, tree -> {
            Object node = new Document("", tree).at(path);
            (node instanceof List<?> list
                            ? PlantedFaultsTest.castMap(list.getFirst())
                            : PlantedFaultsTest.castMap(node))
                    .put(field, "planted");
        });
        Document document = documents.stream()
                .filter(candidate -> candidate.id().equals(target))
                .findFirst()
                .orElseThrow();
        assertThat(StrictWalk.unknownFields(document)).isNotEmpty().allSatisfy(found -> assertThat(found)
                .contains(field));
    }

    @Test
    void theStrictWalkRefusesAKindThatItDoesNotKnow() {
        Document unknown = new Document(
                "planted",
                Map.of(
                        "apiVersion",
                        "example.org/v1",
                        "kind",
                        "Thing",
                        "metadata",
                        Map.of("name", "x"),
                        "spec",
                        Map.of()));
        assertThat(StrictWalk.unknownFields(unknown)).containsExactly("Thing/x: no model for example.org/v1 Thing");
    }
}
