package org.ckep.kubernetes;

import static org.ckep.kubernetes.Document.objectsOf;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Who may talk to whom. */
final class NetworkRules {

    private NetworkRules() {}

    static void defaultDeny(List<Document> documents, List<String> findings) {
        Set<String> namespaces = documents.stream()
                .filter(document -> !document.is("Namespace"))
                .map(document -> document.text("metadata.namespace"))
                .collect(Collectors.toSet());
        for (String namespace : namespaces) {
            boolean denied = documents.stream()
                    .anyMatch(document -> document.is("NetworkPolicy")
                            && document.text("metadata.namespace").equals(namespace)
                            && document.map("spec.podSelector").isEmpty()
                            && List.of("Ingress", "Egress").equals(document.at("spec.policyTypes"))
                            && document.at("spec.ingress") == null
                            && document.at("spec.egress") == null);
            if (!denied) {
                findings.add("namespace " + namespace + ": no policy denies everything by default");
            }
        }
        for (Document document : documents) {
            for (String direction : List.of("ingress", "egress")) {
                for (Map<String, Object> rule : document.is("NetworkPolicy")
                        ? document.objects("spec." + direction)
                        : List.<Map<String, Object>>of()) {
                    if (objectsOf(rule.get("ports")).isEmpty()) {
                        findings.add(document.id() + ": an " + direction + " rule opens every port");
                    }
                    if (direction.equals("ingress")
                            && objectsOf(rule.get("from")).isEmpty()) {
                        findings.add(document.id() + ": an ingress rule is open to everyone");
                    }
                }
            }
        }
    }

    static void egress(List<Document> documents, List<String> findings) {
        for (Workload workload : Workload.of(documents)) {
            List<Document> policies = documents.stream()
                    .filter(document -> document.is("NetworkPolicy")
                            && workload.matches(document.map("spec.podSelector.matchLabels")))
                    .toList();
            if (policies.isEmpty()) {
                findings.add(workload.id() + ": no network policy of its own");
                continue;
            }
            Set<Object> open = policies.stream()
                    .flatMap(policy -> policy.objects("spec.egress").stream())
                    .flatMap(rule -> objectsOf(rule.get("ports")).stream())
                    .map(port -> port.get("port"))
                    .collect(Collectors.toSet());
            Lookup.addressesOf(workload, documents).forEach((host, port) -> {
                if (!open.contains(port)) {
                    findings.add(workload.id() + ": may not reach " + host + ":" + port);
                }
            });
            if (workload.isDeployment()) {
                Set<Object> entered = policies.stream()
                        .flatMap(policy -> policy.objects("spec.ingress").stream())
                        .flatMap(rule -> objectsOf(rule.get("ports")).stream())
                        .map(port -> port.get("port"))
                        .collect(Collectors.toSet());
                workload.ports().forEach((name, port) -> {
                    if (!entered.contains(port)) {
                        findings.add(workload.id() + ": nobody may reach its port " + name);
                    }
                });
            }
        }
    }

    static void routes(List<Document> documents, List<String> findings) {
        Map<String, Integer> services = Lookup.services(documents);
        Map<String, String> listeners = documents.stream()
                .filter(document -> document.is("Gateway"))
                .flatMap(document -> document.objects("spec.listeners").stream())
                .collect(Collectors.toMap(
                        listener -> listener.get("name").toString(),
                        listener -> Objects.toString(listener.get("hostname")),
                        (a, b) -> a));
        for (Document route : documents) {
            if (!route.is("HTTPRoute")) {
                continue;
            }
            for (Map<String, Object> parent : route.objects("spec.parentRefs")) {
                String hostname = listeners.get(Objects.toString(parent.get("sectionName")));
                if (hostname == null || !List.of(hostname).equals(route.at("spec.hostnames"))) {
                    findings.add(route.id() + ": listener " + parent.get("sectionName") + " serves " + hostname);
                }
            }
            List<Map<String, Object>> backends = route.objects("spec.rules").stream()
                    .flatMap(rule -> objectsOf(rule.get("backendRefs")).stream())
                    .toList();
            if (backends.isEmpty()) {
                findings.add(route.id() + ": leads nowhere");
            }
            for (Map<String, Object> backend : backends) {
                if (!Objects.equals(services.get(Objects.toString(backend.get("name"))), backend.get("port"))) {
                    findings.add(route.id() + ": no service " + backend.get("name") + ":" + backend.get("port"));
                }
            }
        }
    }
}
