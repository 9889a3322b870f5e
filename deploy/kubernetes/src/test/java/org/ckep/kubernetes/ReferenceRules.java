package org.ckep.kubernetes;

import static org.ckep.kubernetes.Document.mapOf;
import static org.ckep.kubernetes.Document.objectsOf;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** That what a workload refers to is there. */
final class ReferenceRules {

    private ReferenceRules() {}

    static void references(List<Document> documents, List<String> findings) {
        Map<String, Set<String>> secrets = secretsWithKeys(documents);
        Map<String, Map<String, Object>> maps = documents.stream()
                .filter(document -> document.is("ConfigMap"))
                .collect(Collectors.toMap(Document::name, document -> document.map("data"), (a, b) -> a));
        Set<String> accounts = Lookup.names(documents, "ServiceAccount");
        for (Workload workload : Workload.of(documents)) {
            if (!accounts.contains(Objects.toString(workload.pod().get("serviceAccountName")))) {
                findings.add(workload.id() + ": unknown ServiceAccount "
                        + workload.pod().get("serviceAccountName"));
            }
            for (String map : workload.variableMaps()) {
                if (!maps.containsKey(map)) {
                    findings.add(workload.id() + ": unknown ConfigMap " + map);
                }
            }
            for (Workload.Variable variable : workload.variables()) {
                Map<String, Object> secret = mapOf(variable.source().get("secretKeyRef"));
                if (!secret.isEmpty()) {
                    requireSecret(secrets, workload.id(), secret, findings);
                }
                Map<String, Object> map = mapOf(variable.source().get("configMapKeyRef"));
                if (!map.isEmpty()
                        && !maps.getOrDefault(Objects.toString(map.get("name")), Map.of())
                                .containsKey(Objects.toString(map.get("key")))) {
                    findings.add(workload.id() + ": unknown entry " + map);
                }
            }
            Set<Object> volumes = new HashSet<>();
            for (Map<String, Object> volume : objectsOf(workload.pod().get("volumes"))) {
                volumes.add(volume.get("name"));
                Object secret = mapOf(volume.get("secret")).get("secretName");
                if (secret != null && !secrets.containsKey(secret.toString())) {
                    findings.add(workload.id() + ": unknown Secret " + secret);
                }
                requireFiles(maps, workload, mapOf(volume.get("configMap")), findings);
            }
            for (Map<String, Object> container : workload.containers()) {
                for (Map<String, Object> mount : objectsOf(container.get("volumeMounts"))) {
                    if (!volumes.contains(mount.get("name"))) {
                        findings.add(workload.id() + ": unknown volume " + mount.get("name"));
                    }
                }
            }
        }
        for (Document document : documents) {
            switch (document.kind()) {
                case "Cluster" -> {
                    requireSecret(secrets, document.id(), document.map("spec.bootstrap.initdb.secret"), findings);
                    for (Map<String, Object> role : document.objects("spec.managed.roles")) {
                        requireSecret(secrets, document.id(), mapOf(role.get("passwordSecret")), findings);
                    }
                }
                case "Keycloak" -> {
                    requireSecret(secrets, document.id(), document.map("spec.db.usernameSecret"), findings);
                    requireSecret(secrets, document.id(), document.map("spec.db.passwordSecret"), findings);
                }
                case "KeycloakRealmImport" -> {
                    requireName(documents, document, "Keycloak", document.text("spec.keycloakCRName"), findings);
                    document.map("spec.placeholders")
                            .values()
                            .forEach(value -> requireSecret(
                                    secrets, document.id(), mapOf(mapOf(value).get("secret")), findings));
                }
                case "Database" ->
                    requireName(documents, document, "Cluster", document.text("spec.cluster.name"), findings);
                case "KafkaNodePool", "KafkaTopic", "KafkaUser" ->
                    requireName(
                            documents,
                            document,
                            "Kafka",
                            Objects.toString(document.map("metadata.labels").get("strimzi.io/cluster")),
                            findings);
                case "HTTPRoute" -> {
                    for (Map<String, Object> parent : document.objects("spec.parentRefs")) {
                        requireName(documents, document, "Gateway", Objects.toString(parent.get("name")), findings);
                    }
                }
                case "Gateway" -> {
                    for (Map<String, Object> listener : document.objects("spec.listeners")) {
                        for (Map<String, Object> certificate :
                                objectsOf(mapOf(listener.get("tls")).get("certificateRefs"))) {
                            requireSecret(secrets, document.id(), certificate, findings);
                        }
                    }
                }
                default -> {
                    // Refers to nothing by name.
                }
            }
        }
    }

    private static void requireFiles(
            Map<String, Map<String, Object>> maps,
            Workload workload,
            Map<String, Object> volume,
            List<String> findings) {
        if (volume.isEmpty()) {
            return;
        }
        Map<String, Object> entries = maps.get(Objects.toString(volume.get("name")));
        if (entries == null) {
            findings.add(workload.id() + ": unknown ConfigMap " + volume.get("name"));
            return;
        }
        for (Map<String, Object> item : objectsOf(volume.get("items"))) {
            if (!entries.containsKey(Objects.toString(item.get("key")))) {
                findings.add(workload.id() + ": unknown entry " + item.get("key") + " of " + volume.get("name"));
            }
        }
    }

    /** The secrets that the manifests cause to exist, with the keys that are known of them. */
    private static Map<String, Set<String>> secretsWithKeys(List<Document> documents) {
        Map<String, Set<String>> secrets = new HashMap<>();
        for (Document document : documents) {
            switch (document.kind()) {
                case "ExternalSecret" -> {
                    Set<String> keys = document.objects("spec.data").stream()
                            .map(entry -> entry.get("secretKey").toString())
                            .collect(Collectors.toCollection(HashSet::new));
                    if (document.at("spec.target.template.data") != null) {
                        keys = document.map("spec.target.template.data").keySet();
                    }
                    secrets.put(document.text("spec.target.name"), keys);
                }
                case "KafkaUser" -> secrets.put(document.name(), Set.of("password", "sasl.jaas.config"));
                case "Kafka" -> secrets.put(document.name() + "-cluster-ca-cert", Set.of("ca.crt"));
                case "Certificate" -> secrets.put(document.text("spec.secretName"), Set.of("tls.crt", "tls.key"));
                default -> {
                    // Makes no secret.
                }
            }
        }
        return secrets;
    }

    private static void requireSecret(
            Map<String, Set<String>> secrets, String user, Map<String, Object> reference, List<String> findings) {
        Set<String> keys = secrets.get(Objects.toString(reference.get("name")));
        if (keys == null) {
            findings.add(user + ": unknown Secret " + reference.get("name"));
        } else if (reference.containsKey("key")
                && !keys.contains(reference.get("key").toString())) {
            findings.add(user + ": Secret " + reference.get("name") + " has no key " + reference.get("key"));
        }
    }

    private static void requireName(
            List<Document> documents, Document user, String kind, String name, List<String> findings) {
        if (!Lookup.names(documents, kind).contains(name)) {
            findings.add(user.id() + ": unknown " + kind + " " + name);
        }
    }

    static void addresses(List<Document> documents, List<String> findings) {
        Map<String, Integer> services = Lookup.services(documents);
        for (Workload workload : Workload.of(documents)) {
            Lookup.addressesOf(workload, documents).forEach((host, port) -> {
                if (!port.equals(services.get(host))) {
                    findings.add(workload.id() + ": no service " + host + ":" + port);
                }
            });
        }
    }
}
