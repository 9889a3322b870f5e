package org.ckep.kubernetes;

import static org.ckep.kubernetes.Document.mapOf;
import static org.ckep.kubernetes.Document.objectsOf;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** What the pods of a workload must be. */
final class WorkloadRules {

    private static final int SHUTDOWN_TIMEOUT_SECONDS = 30;
    private static final long MIB = 1024 * 1024;
    /** What the JVM needs beside heap: classes, threads, network buffers. */
    private static final long OUTSIDE_HEAP = 128 * MIB;

    private static final Pattern IMAGE = Pattern.compile("[^:@]+(:(?!latest$)[\\w][\\w.-]*|@sha256:[0-9a-f]{64})");

    private WorkloadRules() {}

    static void confinement(List<Document> documents, List<String> findings) {
        for (Workload workload : Workload.of(documents)) {
            Map<String, Object> pod = workload.pod();
            Map<String, Object> context = mapOf(pod.get("securityContext"));
            Lookup.expect(findings, workload.id(), "runAsNonRoot", context.get("runAsNonRoot"), true);
            Lookup.expect(findings, workload.id(), "runAsUser", context.get("runAsUser"), 10001);
            Lookup.expect(
                    findings,
                    workload.id(),
                    "seccompProfile.type",
                    mapOf(context.get("seccompProfile")).get("type"),
                    "RuntimeDefault");
            Lookup.expect(
                    findings,
                    workload.id(),
                    "automountServiceAccountToken",
                    pod.get("automountServiceAccountToken"),
                    false);
            // Service links would set CKEP_* variables, which the applications read as configuration.
            Lookup.expect(findings, workload.id(), "enableServiceLinks", pod.get("enableServiceLinks"), false);
            for (Map<String, Object> container : workload.containers()) {
                Map<String, Object> own = mapOf(container.get("securityContext"));
                Lookup.expect(
                        findings,
                        workload.id(),
                        "allowPrivilegeEscalation",
                        own.get("allowPrivilegeEscalation"),
                        false);
                Lookup.expect(
                        findings, workload.id(), "readOnlyRootFilesystem", own.get("readOnlyRootFilesystem"), true);
                Lookup.expect(
                        findings,
                        workload.id(),
                        "capabilities.drop",
                        mapOf(own.get("capabilities")).get("drop"),
                        List.of("ALL"));
            }
            boolean tmp = objectsOf(pod.get("volumes")).stream()
                    .anyMatch(volume -> "tmp".equals(volume.get("name"))
                            && Map.of("medium", "Memory", "sizeLimit", "64Mi").equals(volume.get("emptyDir")));
            if (!tmp) {
                findings.add(workload.id() + ": no memory volume of 64Mi for /tmp");
            }
        }
    }

    static void resources(List<Document> documents, List<String> findings) {
        for (Workload workload : Workload.of(documents)) {
            for (Map<String, Object> container : workload.containers()) {
                Map<String, Object> resources = mapOf(container.get("resources"));
                Map<String, Object> requests = mapOf(resources.get("requests"));
                Map<String, Object> limits = mapOf(resources.get("limits"));
                if (!requests.containsKey("cpu") || !requests.containsKey("memory")) {
                    findings.add(workload.id() + ": requests of cpu and memory are missing");
                    continue;
                }
                Lookup.expect(findings, workload.id(), "memory limit", limits.get("memory"), requests.get("memory"));
                if (limits.containsKey("cpu")) {
                    findings.add(workload.id() + ": has a CPU limit");
                }
                long memory = Lookup.bytes(requests.get("memory").toString());
                if (memory * 7 / 10 + 64 * MIB + OUTSIDE_HEAP > memory) {
                    findings.add(workload.id() + ": " + requests.get("memory")
                            + " leaves too little beside 70 % heap and 64Mi of /tmp");
                }
            }
        }
        for (Document document : documents) {
            if (document.is("ResourceQuota") && document.map("spec.hard").containsKey("limits.cpu")) {
                findings.add(document.id() + ": names limits.cpu, which no workload carries");
            }
            if (document.is("LimitRange")) {
                for (Map<String, Object> limit : document.objects("spec.limits")) {
                    if (mapOf(limit.get("default")).containsKey("cpu")) {
                        findings.add(document.id() + ": sets a default CPU limit");
                    }
                }
            }
        }
    }

    static void rollout(List<Document> documents, List<String> findings) {
        for (Workload workload : Workload.of(documents)) {
            if (!workload.isDeployment()) {
                continue;
            }
            Document document = workload.document();
            if (!(document.at("spec.replicas") instanceof Integer replicas) || replicas < 2) {
                findings.add(workload.id() + ": fewer than 2 replicas");
            }
            Lookup.expect(findings, workload.id(), "revisionHistoryLimit", document.at("spec.revisionHistoryLimit"), 5);
            Lookup.expect(
                    findings,
                    workload.id(),
                    "maxUnavailable",
                    document.at("spec.strategy.rollingUpdate.maxUnavailable"),
                    0);
            Lookup.expect(findings, workload.id(), "maxSurge", document.at("spec.strategy.rollingUpdate.maxSurge"), 1);
            Set<Object> spread = new HashSet<>();
            for (Map<String, Object> constraint : objectsOf(workload.pod().get("topologySpreadConstraints"))) {
                if (List.of("pod-template-hash").equals(constraint.get("matchLabelKeys"))
                        && workload.matches(
                                mapOf(mapOf(constraint.get("labelSelector")).get("matchLabels")))) {
                    spread.add(constraint.get("topologyKey"));
                }
            }
            if (!spread.equals(Set.of("topology.kubernetes.io/zone", "kubernetes.io/hostname"))) {
                findings.add(workload.id() + ": pods are not spread over zones and nodes");
            }
            int grace = workload.pod().get("terminationGracePeriodSeconds") instanceof Integer seconds ? seconds : 30;
            for (Map<String, Object> container : workload.containers()) {
                Object sleep = mapOf(mapOf(mapOf(container.get("lifecycle")).get("preStop"))
                                .get("sleep"))
                        .get("seconds");
                if (!(sleep instanceof Integer seconds) || seconds + SHUTDOWN_TIMEOUT_SECONDS >= grace) {
                    findings.add(workload.id() + ": preStop and shutdown do not fit into " + grace + " s");
                }
            }
        }
    }

    static void probes(List<Document> documents, List<String> findings) {
        Map<String, String> paths = Map.of(
                "startupProbe", "/q/health/started",
                "readinessProbe", "/q/health/ready",
                "livenessProbe", "/q/health/live");
        for (Workload workload : Workload.of(documents)) {
            if (!workload.isDeployment()) {
                continue;
            }
            for (Map<String, Object> container : workload.containers()) {
                paths.forEach((probe, path) -> {
                    Map<String, Object> get = mapOf(mapOf(container.get(probe)).get("httpGet"));
                    Lookup.expect(findings, workload.id(), probe + " path", get.get("path"), path);
                    if (!workload.ports().containsKey(Objects.toString(get.get("port")))) {
                        findings.add(workload.id() + ": " + probe + " asks the unknown port " + get.get("port"));
                    }
                });
            }
        }
    }

    static void images(List<Document> documents, List<String> findings) {
        for (Workload workload : Workload.of(documents)) {
            for (Map<String, Object> container : workload.containers()) {
                String image = Objects.toString(container.get("image"), "");
                if (!IMAGE.matcher(image).matches()) {
                    findings.add(workload.id() + ": image " + image + " has no version");
                }
                if (!image.replaceAll("[:@].*", "").endsWith("/" + workload.service())) {
                    findings.add(workload.id() + ": image " + image + " is of another service");
                }
            }
        }
    }
}
