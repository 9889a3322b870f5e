package org.ckep.kubernetes;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What keeps enough replicas of a workload running. */
final class ReplicaRules {

    private ReplicaRules() {}

    static void selectors(List<Document> documents, List<String> findings) {
        List<Workload> workloads = Workload.of(documents);
        for (Workload workload : workloads) {
            if (workload.isDeployment() && !workload.matches(workload.document().map("spec.selector.matchLabels"))) {
                findings.add(workload.id() + ": selects other pods than its own");
            }
        }
        for (Document document : documents) {
            if (document.is("Service")) {
                List<Workload> selected = workloads.stream()
                        .filter(workload -> workload.matches(document.map("spec.selector")))
                        .toList();
                if (selected.size() != 1 || !selected.getFirst().isDeployment()) {
                    findings.add(document.id() + ": selects " + selected.size() + " workloads");
                    continue;
                }
                for (Map<String, Object> port : document.objects("spec.ports")) {
                    Integer target = selected.getFirst().ports().get(Objects.toString(port.get("targetPort")));
                    if (!Objects.equals(target, port.get("port"))) {
                        findings.add(document.id() + ": port " + port.get("port") + " leads to " + target);
                    }
                }
            }
            if (document.is("PodMonitor")) {
                List<Workload> selected = workloads.stream()
                        .filter(workload -> workload.matches(document.map("spec.selector.matchLabels")))
                        .toList();
                for (Map<String, Object> endpoint : document.objects("spec.podMetricsEndpoints")) {
                    String port = Objects.toString(endpoint.get("port"));
                    if (selected.isEmpty()
                            || !selected.stream().allMatch(pod -> pod.ports().containsKey(port))) {
                        findings.add(document.id() + ": port " + port + " is not on all selected pods");
                    }
                }
            }
        }
    }

    static void disruption(List<Document> documents, List<String> findings) {
        for (Workload workload : Workload.of(documents)) {
            List<Document> budgets = documents.stream()
                    .filter(document -> document.is("PodDisruptionBudget")
                            && workload.matches(document.map("spec.selector.matchLabels")))
                    .toList();
            if (!workload.isDeployment()) {
                if (!budgets.isEmpty()) {
                    findings.add(workload.id() + ": a job must not hold up a drain");
                }
                continue;
            }
            if (budgets.size() != 1) {
                findings.add(workload.id() + ": has " + budgets.size() + " disruption budgets");
                continue;
            }
            Document budget = budgets.getFirst();
            Lookup.expect(findings, budget.id(), "minAvailable", budget.at("spec.minAvailable"), 1);
            Lookup.expect(
                    findings,
                    budget.id(),
                    "unhealthyPodEvictionPolicy",
                    budget.at("spec.unhealthyPodEvictionPolicy"),
                    "AlwaysAllow");
        }
    }

    static void scalers(List<Document> documents, List<String> findings) {
        Set<String> scaled = new HashSet<>();
        for (Document document : documents) {
            if (document.is("HorizontalPodAutoscaler") || document.is("ScaledObject")) {
                if (!scaled.add(document.text("spec.scaleTargetRef.name"))) {
                    findings.add(document.id() + ": a second scaler of " + document.text("spec.scaleTargetRef.name"));
                }
            }
        }
    }
}
