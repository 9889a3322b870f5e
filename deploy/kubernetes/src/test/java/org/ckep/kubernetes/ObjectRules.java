package org.ckep.kubernetes;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What every object of the manifests must be. */
final class ObjectRules {

    private static final Map<String, String> VERSIONS = Map.ofEntries(
            Map.entry("Deployment", "apps/v1"),
            Map.entry("Job", "batch/v1"),
            Map.entry("Service", "v1"),
            Map.entry("ServiceAccount", "v1"),
            Map.entry("ConfigMap", "v1"),
            Map.entry("Namespace", "v1"),
            Map.entry("ResourceQuota", "v1"),
            Map.entry("LimitRange", "v1"),
            Map.entry("PodDisruptionBudget", "policy/v1"),
            Map.entry("NetworkPolicy", "networking.k8s.io/v1"),
            Map.entry("HorizontalPodAutoscaler", "autoscaling/v2"),
            Map.entry("ScaledObject", "keda.sh/v1alpha1"),
            Map.entry("Gateway", "gateway.networking.k8s.io/v1"),
            Map.entry("HTTPRoute", "gateway.networking.k8s.io/v1"),
            Map.entry("Kafka", "kafka.strimzi.io/v1"),
            Map.entry("KafkaNodePool", "kafka.strimzi.io/v1"),
            Map.entry("KafkaTopic", "kafka.strimzi.io/v1"),
            Map.entry("KafkaUser", "kafka.strimzi.io/v1"),
            Map.entry("Cluster", "postgresql.cnpg.io/v1"),
            Map.entry("Database", "postgresql.cnpg.io/v1"),
            Map.entry("Keycloak", "k8s.keycloak.org/v2beta1"),
            Map.entry("KeycloakRealmImport", "k8s.keycloak.org/v2beta1"),
            Map.entry("PodMonitor", "monitoring.coreos.com/v1"),
            Map.entry("Certificate", "cert-manager.io/v1"),
            Map.entry("ExternalSecret", "external-secrets.io/v1"));
    private static final Pattern SECRET_NAME =
            Pattern.compile("PASSWORD|SECRET|JAAS|CREDENTIAL|PRIVATE_KEY", Pattern.CASE_INSENSITIVE);

    private ObjectRules() {}

    static void apiVersions(List<Document> documents, List<String> findings) {
        for (Document document : documents) {
            String wanted = VERSIONS.get(document.kind());
            if (!document.apiVersion().equals(wanted)) {
                findings.add(document.id() + ": apiVersion " + document.apiVersion() + ", not " + wanted);
            }
        }
    }

    static void duplicates(List<Document> documents, List<String> findings) {
        Set<String> seen = new HashSet<>();
        for (Document document : documents) {
            if (!seen.add(document.id() + " in " + document.text("metadata.namespace"))) {
                findings.add(document.id() + ": twice, again in " + document.origin());
            }
        }
    }

    static void labels(List<Document> documents, List<String> findings) {
        for (Document document : documents) {
            if (!"ckep".equals(document.map("metadata.labels").get("app.kubernetes.io/part-of"))) {
                findings.add(document.id() + ": no label app.kubernetes.io/part-of: ckep");
            }
        }
        for (Workload workload : Workload.of(documents)) {
            for (String label : List.of("name", "component", "part-of")) {
                if (!workload.labels().containsKey("app.kubernetes.io/" + label)) {
                    findings.add(workload.id() + ": pods without label app.kubernetes.io/" + label);
                }
            }
        }
    }

    static void namespace(List<Document> documents, List<String> findings) {
        List<Document> namespaces =
                documents.stream().filter(document -> document.is("Namespace")).toList();
        if (namespaces.size() != 1) {
            findings.add(namespaces.size() + " namespaces");
        }
        for (Document namespace : namespaces) {
            Lookup.expect(
                    findings,
                    namespace.id(),
                    "pod-security.kubernetes.io/enforce",
                    namespace.map("metadata.labels").get("pod-security.kubernetes.io/enforce"),
                    "restricted");
        }
        for (String kind : List.of("ResourceQuota", "LimitRange")) {
            if (Lookup.names(documents, kind).isEmpty()) {
                findings.add("no " + kind);
            }
        }
    }

    static void secrets(List<Document> documents, List<String> findings) {
        for (Document document : documents) {
            if (document.is("Secret")) {
                findings.add(document.id() + ": secrets do not stand in manifests");
            }
            document.walk((path, value) -> {
                if (value instanceof String text
                        && (text.contains("demo-only") || text.contains("Demo-only") || text.contains("PRIVATE KEY"))) {
                    findings.add(document.id() + path + ": a secret of the demonstration");
                }
            });
        }
        for (Workload workload : Workload.of(documents)) {
            for (Workload.Variable variable : workload.variables()) {
                if (SECRET_NAME.matcher(variable.name()).find()
                        && !variable.source().containsKey("secretKeyRef")) {
                    findings.add(workload.id() + ": " + variable.name() + " does not come from a Secret");
                }
            }
        }
        for (Document document : documents) {
            if (document.is("ConfigMap")) {
                document.map("data").keySet().stream()
                        .filter(name -> SECRET_NAME.matcher(name).find())
                        .forEach(name -> findings.add(document.id() + ": " + name + " stands in a ConfigMap"));
            }
        }
    }
}
