package org.ckep.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A Deployment or Job: what its pods are like. */
record Workload(Document document) {

    static List<Workload> of(List<Document> documents) {
        return documents.stream()
                .filter(document -> document.is("Deployment") || document.is("Job"))
                .map(Workload::new)
                .toList();
    }

    String id() {
        return document.id();
    }

    boolean isDeployment() {
        return document.is("Deployment");
    }

    /** The service that the workload runs. */
    String service() {
        return labels().getOrDefault("app.kubernetes.io/name", "").toString();
    }

    Map<String, Object> labels() {
        return document.map("spec.template.metadata.labels");
    }

    Map<String, Object> pod() {
        return document.map("spec.template.spec");
    }

    List<Map<String, Object>> containers() {
        List<Map<String, Object>> containers = new ArrayList<>(Document.objectsOf(pod().get("initContainers")));
        containers.addAll(Document.objectsOf(pod().get("containers")));
        return containers;
    }

    /** Named ports of the containers. */
    Map<String, Integer> ports() {
        Map<String, Integer> ports = new java.util.LinkedHashMap<>();
        for (Map<String, Object> container : containers()) {
            for (Map<String, Object> port : Document.objectsOf(container.get("ports"))) {
                ports.put(Objects.toString(port.get("name")), (Integer) port.get("containerPort"));
            }
        }
        return ports;
    }

    /** One environment variable; the value is empty where it comes from somewhere else. */
    record Variable(String name, String value, Map<String, Object> source) {}

    List<Variable> variables() {
        List<Variable> variables = new ArrayList<>();
        for (Map<String, Object> container : containers()) {
            for (Map<String, Object> variable : Document.objectsOf(container.get("env"))) {
                variables.add(new Variable(
                        Objects.toString(variable.get("name")),
                        Objects.toString(variable.get("value"), ""),
                        Document.mapOf(variable.get("valueFrom"))));
            }
        }
        return variables;
    }

    /** The ConfigMaps whose every entry becomes a variable. */
    List<String> variableMaps() {
        List<String> names = new ArrayList<>();
        for (Map<String, Object> container : containers()) {
            for (Map<String, Object> source : Document.objectsOf(container.get("envFrom"))) {
                names.add(Objects.toString(
                        Document.mapOf(source.get("configMapRef")).get("name"), ""));
            }
        }
        return names;
    }

    boolean matches(Map<String, Object> selector) {
        return !selector.isEmpty() && labels().entrySet().containsAll(selector.entrySet());
    }
}
