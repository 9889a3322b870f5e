package org.ckep.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every check is shown to find a fault of its kind, planted into a copy in memory. */
class PlantedFaultsTest {

    static Stream<Arguments> faults() {
        return Stream.of(
                fault(
                        Rule.API_VERSIONS,
                        "Kafka/ckep-kafka",
                        kafka -> kafka.put("apiVersion", "kafka.strimzi.io/v1beta2"),
                        "apiVersion kafka.strimzi.io/v1beta2"),
                fault(
                        Rule.NO_DUPLICATES,
                        "Service/portal",
                        service -> at(service, "metadata").put("name", "gateway"),
                        "Service/gateway: twice"),
                fault(
                        Rule.LABELS,
                        "Deployment/gateway",
                        gateway -> at(gateway, "metadata.labels").clear(),
                        "part-of"),
                fault(
                        Rule.PODS_ARE_CONFINED,
                        "Deployment/gateway",
                        gateway -> at(gateway, "spec.template.spec.securityContext")
                                .remove("runAsNonRoot"),
                        "runAsNonRoot is null"),
                fault(
                        Rule.PODS_ARE_CONFINED,
                        "Job/trade-statistics-migration",
                        job -> container(job).remove("securityContext"),
                        "readOnlyRootFilesystem is null"),
                fault(
                        Rule.PODS_ARE_CONFINED,
                        "Deployment/portal",
                        portal -> at(portal, "spec.template.spec").remove("enableServiceLinks"),
                        "enableServiceLinks"),
                fault(
                        Rule.RESOURCES,
                        "Deployment/gateway",
                        gateway -> at(container(gateway), "resources.limits").put("cpu", "1"),
                        "has a CPU limit"),
                fault(
                        Rule.RESOURCES,
                        "Deployment/gateway",
                        gateway -> at(container(gateway), "resources.limits").put("memory", "1Gi"),
                        "memory limit is 1Gi"),
                fault(
                        Rule.RESOURCES,
                        "Deployment/gateway",
                        gateway -> {
                            at(container(gateway), "resources.limits").put("memory", "512Mi");
                            at(container(gateway), "resources.requests").put("memory", "512Mi");
                        },
                        "leaves too little"),
                fault(
                        Rule.RESOURCES,
                        "ResourceQuota/ckep",
                        quota -> at(quota, "spec.hard").put("limits.cpu", "1"),
                        "names limits.cpu"),
                fault(
                        Rule.ROLLOUT,
                        "Deployment/event-hub",
                        hub -> at(hub, "spec").put("replicas", 1),
                        "fewer than 2 replicas"),
                fault(
                        Rule.ROLLOUT,
                        "Deployment/event-hub",
                        hub -> at(hub, "spec.template.spec").put("terminationGracePeriodSeconds", 30),
                        "do not fit into 30 s"),
                fault(
                        Rule.ROLLOUT,
                        "Deployment/event-hub",
                        hub -> at(hub, "spec.template.spec").remove("topologySpreadConstraints"),
                        "not spread"),
                fault(
                        Rule.PROBES,
                        "Deployment/portal",
                        portal -> at(container(portal), "livenessProbe.httpGet").put("port", "manegement"),
                        "unknown port manegement"),
                fault(
                        Rule.PROBES,
                        "Deployment/portal",
                        portal -> container(portal).remove("startupProbe"),
                        "startupProbe path is null"),
                fault(
                        Rule.IMAGES,
                        "Deployment/portal",
                        portal -> container(portal).put("image", "ckep/portal:latest"),
                        "ckep/portal:latest"),
                fault(
                        Rule.IMAGES,
                        "Deployment/portal",
                        portal -> container(portal).put("image", "ckep/portal"),
                        "has no version"),
                fault(
                        Rule.IMAGES,
                        "Deployment/portal",
                        portal -> container(portal).put("image", "ckep/gateway:1.0.0"),
                        "of another service"),
                fault(
                        Rule.SELECTORS,
                        "Service/gateway",
                        service -> at(service, "spec.selector").put("app.kubernetes.io/name", "gatway"),
                        "selects 0 workloads"),
                fault(
                        Rule.SELECTORS,
                        "Service/trade-statistics",
                        service -> at(service, "spec.selector").remove("app.kubernetes.io/component"),
                        "selects 2 workloads"),
                fault(
                        Rule.SELECTORS,
                        "Service/gateway",
                        service -> first(service, "spec.ports").put("targetPort", "htp"),
                        "leads to null"),
                fault(
                        Rule.SELECTORS,
                        "PodMonitor/ckep-services",
                        monitor -> first(monitor, "spec.podMetricsEndpoints").put("port", "metrics"),
                        "port metrics"),
                fault(
                        Rule.DISRUPTION,
                        "PodDisruptionBudget/portal",
                        budget -> at(budget, "spec").put("minAvailable", 2),
                        "minAvailable is 2"),
                fault(
                        Rule.DISRUPTION,
                        "PodDisruptionBudget/portal",
                        budget -> at(budget, "spec.selector.matchLabels").put("app.kubernetes.io/name", "x"),
                        "has 0 disruption budgets"),
                fault(
                        Rule.REFERENCES,
                        "Deployment/trade-statistics",
                        trade -> at(variable(trade, "QUARKUS_DATASOURCE_PASSWORD"), "valueFrom.secretKeyRef")
                                .put("name", "trade-db"),
                        "unknown Secret trade-db"),
                fault(
                        Rule.REFERENCES,
                        "Deployment/trade-statistics",
                        trade -> at(variable(trade, "KAFKA_SASL_JAAS_CONFIG"), "valueFrom.secretKeyRef")
                                .put("key", "jaas"),
                        "has no key jaas"),
                fault(
                        Rule.REFERENCES,
                        "Deployment/gateway",
                        gateway -> at(gateway, "spec.template.spec").put("serviceAccountName", "default"),
                        "unknown ServiceAccount default"),
                fault(
                        Rule.REFERENCES,
                        "ConfigMap/ckep-addresses",
                        map -> at(map, "data").remove("public-url"),
                        "unknown entry"),
                fault(
                        Rule.REFERENCES,
                        "ConfigMap/ckep-undertakings",
                        map -> at(map, "data").remove("undertakings.json"),
                        "unknown entry undertakings.json of ckep-undertakings"),
                fault(
                        Rule.REFERENCES,
                        "ConfigMap/ckep-undertakings",
                        map -> at(map, "metadata").put("name", "undertakings"),
                        "unknown ConfigMap ckep-undertakings"),
                fault(
                        Rule.REFERENCES,
                        "KafkaTopic/ckep.events.public.v1",
                        topic -> at(topic, "metadata.labels").put("strimzi.io/cluster", "other"),
                        "unknown Kafka other"),
                fault(
                        Rule.ADDRESSES,
                        "Deployment/gateway",
                        gateway -> variable(gateway, "CKEP_GATEWAY_UPSTREAMS_TRADE")
                                .put("value", "http://trade:8081"),
                        "no service trade:8081"),
                fault(
                        Rule.DEFAULT_DENY,
                        "NetworkPolicy/default-deny",
                        policy -> at(policy, "spec").put("policyTypes", List.of("Ingress")),
                        "denies everything"),
                fault(
                        Rule.DEFAULT_DENY,
                        "NetworkPolicy/portal",
                        policy -> first(policy, "spec.ingress").remove("from"),
                        "open to everyone"),
                fault(
                        Rule.EGRESS,
                        "NetworkPolicy/sector-partnerships",
                        policy -> at(policy, "spec").put("egress", new ArrayList<>()),
                        "may not reach"),
                fault(
                        Rule.EGRESS,
                        "NetworkPolicy/portal",
                        policy -> at(policy, "spec.podSelector.matchLabels").put("app.kubernetes.io/name", "x"),
                        "no network policy of its own"),
                fault(
                        Rule.NO_SECRETS,
                        "ConfigMap/ckep-service",
                        map -> {
                            map.put("kind", "Secret");
                        },
                        "do not stand in manifests"),
                fault(
                        Rule.NO_SECRETS,
                        "Deployment/portal",
                        portal -> {
                            variable(portal, "CKEP_PORTAL_STATE_SECRET").remove("valueFrom");
                            variable(portal, "CKEP_PORTAL_STATE_SECRET").put("value", "x");
                        },
                        "CKEP_PORTAL_STATE_SECRET does not come from a Secret"),
                fault(
                        Rule.NO_SECRETS,
                        "ConfigMap/ckep-addresses",
                        map -> at(map, "data").put("public-url", "demo-only"),
                        "of the demonstration"),
                fault(
                        Rule.NAMESPACE,
                        "Namespace/ckep",
                        namespace ->
                                at(namespace, "metadata.labels").put("pod-security.kubernetes.io/enforce", "baseline"),
                        "is baseline"),
                fault(
                        Rule.KAFKA,
                        "KafkaNodePool/broker",
                        pool -> at(pool, "spec").put("replicas", 1),
                        "fewer than 3 replicas"),
                fault(
                        Rule.KAFKA,
                        "KafkaNodePool/broker",
                        pool -> first(pool, "spec.storage.volumes").remove("kraftMetadata"),
                        "exactly one volume"),
                fault(
                        Rule.KAFKA,
                        "KafkaTopic/ckep.events.side-cn.v1",
                        topic -> at(topic, "spec.config").put("min.insync.replicas", 3),
                        "min.insync.replicas 3"),
                fault(
                        Rule.KAFKA,
                        "KafkaUser/event-hub",
                        user -> at(first(user, "spec.authorization.acls"), "resource")
                                .put("name", "*"),
                        "everywhere"),
                fault(
                        Rule.KAFKA,
                        "Kafka/ckep-kafka",
                        kafka -> first(kafka, "spec.kafka.listeners").put("tls", false),
                        "listener tls is open"),
                fault(
                        Rule.POSTGRES,
                        "Database/trade",
                        database -> at(database, "spec").put("owner", "trade_app"),
                        "no role of the application"),
                fault(
                        Rule.POSTGRES,
                        "Cluster/ckep-postgres",
                        cluster -> list(cluster, "spec.managed.roles")
                                .forEach(role -> role.computeIfPresent("bypassrls", (name, value) -> true)),
                        "row-level security does not bind"),
                fault(
                        Rule.POSTGRES,
                        "Deployment/trade-statistics",
                        trade -> at(variable(trade, "QUARKUS_DATASOURCE_USERNAME"), "valueFrom.secretKeyRef")
                                .put("name", "trade-db-owner"),
                        "runs as the owner"),
                fault(
                        Rule.POSTGRES,
                        "Deployment/trade-statistics",
                        trade -> variable(trade, "QUARKUS_FLYWAY_MIGRATE_AT_START")
                                .put("value", "true"),
                        "race to migrate"),
                fault(
                        Rule.ROUTES,
                        "HTTPRoute/ckep",
                        route -> at(route, "spec").put("hostnames", List.of("other.example")),
                        "serves ckep.example"),
                fault(
                        Rule.ROUTES,
                        "HTTPRoute/ckep",
                        route -> list(route, "spec.rules").forEach(rule -> rule.remove("backendRefs")),
                        "leads nowhere"));
    }

    @ParameterizedTest(name = "{0}: {3}")
    @MethodSource("faults")
    void theRuleFindsTheFault(Rule rule, String target, Consumer<Map<String, Object>> plant, String finding) {
        assertThat(rule.findings(planted(target, plant)))
                .anySatisfy(found -> assertThat(found).contains(finding));
    }

    @Test
    void twoScalersOfOneDeploymentAreFound() {
        List<Document> documents = new ArrayList<>(Manifests.raw());
        for (String kind : List.of("HorizontalPodAutoscaler", "ScaledObject")) {
            documents.add(new Document(
                    "planted",
                    Map.of(
                            "kind", kind,
                            "metadata", Map.of("name", "gateway"),
                            "spec", Map.of("scaleTargetRef", Map.of("name", "gateway")))));
        }
        assertThat(Rule.SCALERS.findings(documents))
                .containsExactly("ScaledObject/gateway: a second scaler of gateway");
    }

    @Test
    void everyRuleIsShownToFindAFault() {
        Set<Object> shown = faults().map(fault -> fault.get()[0]).collect(Collectors.toCollection(HashSet::new));
        shown.add(Rule.SCALERS);
        assertThat(shown).containsExactlyInAnyOrder((Object[]) Rule.values());
    }

    private static Arguments fault(Rule rule, String target, Consumer<Map<String, Object>> plant, String finding) {
        return Arguments.of(rule, target, plant, finding);
    }

    /** The manifests with a fault planted into one of them. */
    static List<Document> planted(String target, Consumer<Map<String, Object>> plant) {
        List<Document> documents = Manifests.raw();
        Document document = documents.stream()
                .filter(candidate -> candidate.id().equals(target))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(target));
        plant.accept(document.tree());
        return documents;
    }

    private static Map<String, Object> at(Map<String, Object> tree, String path) {
        return castMap(new Document("", tree).at(path));
    }

    private static List<Map<String, Object>> list(Map<String, Object> tree, String path) {
        return ((List<?>) new Document("", tree).at(path))
                .stream().map(PlantedFaultsTest::castMap).toList();
    }

    private static Map<String, Object> first(Map<String, Object> tree, String path) {
        return list(tree, path).getFirst();
    }

    private static Map<String, Object> container(Map<String, Object> tree) {
        return first(tree, "spec.template.spec.containers");
    }

    private static Map<String, Object> variable(Map<String, Object> tree, String name) {
        return list(container(tree), "env").stream()
                .filter(variable -> variable.get("name").equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name));
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> castMap(Object node) {
        return (LinkedHashMap<String, Object>) node;
    }
}
