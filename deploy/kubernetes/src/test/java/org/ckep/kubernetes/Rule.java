package org.ckep.kubernetes;

import static org.ckep.kubernetes.Document.mapOf;
import static org.ckep.kubernetes.Document.objectsOf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What must hold in a set of manifests. Each rule tells every place where it does not. */
enum Rule {
    API_VERSIONS(Rule::apiVersions),
    NO_DUPLICATES(Rule::duplicates),
    LABELS(Rule::labels),
    PODS_ARE_CONFINED(Rule::confinement),
    RESOURCES(Rule::resources),
    ROLLOUT(Rule::rollout),
    PROBES(Rule::probes),
    IMAGES(Rule::images),
    SELECTORS(Rule::selectors),
    DISRUPTION(Rule::disruption),
    SCALERS(Rule::scalers),
    REFERENCES(Rule::references),
    ADDRESSES(Rule::addresses),
    DEFAULT_DENY(Rule::defaultDeny),
    EGRESS(Rule::egress),
    NO_SECRETS(Rule::secrets),
    NAMESPACE(Rule::namespace),
    KAFKA(Rule::kafka),
    POSTGRES(Rule::postgres),
    ROUTES(Rule::routes);

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

    /** Services that operators make, with their ports. */
    private static final Map<String, Integer> OPERATORS_SERVICES =
            Map.of("ckep-postgres-rw", 5432, "ckep-kafka-kafka-bootstrap", 9093, "ckep-keycloak-service", 8080);

    private static final int SHUTDOWN_TIMEOUT_SECONDS = 30;
    private static final long MIB = 1024 * 1024;
    /** What the JVM needs beside heap: classes, threads, network buffers. */
    private static final long OUTSIDE_HEAP = 128 * MIB;

    private static final Pattern IMAGE = Pattern.compile("[^:@]+(:(?!latest$)[\\w][\\w.-]*|@sha256:[0-9a-f]{64})");
    private static final Pattern ADDRESS = Pattern.compile("(?:[a-z]+://)?([a-z][a-z0-9-]*):(\\d{4,5})");
    private static final Pattern SECRET_NAME =
            Pattern.compile("PASSWORD|SECRET|JAAS|CREDENTIAL|PRIVATE_KEY", Pattern.CASE_INSENSITIVE);

    private final BiConsumer<List<Document>, List<String>> check;

    Rule(BiConsumer<List<Document>, List<String>> check) {
        this.check = check;
    }

    /** The places that break the rule. */
    List<String> findings(List<Document> documents) {
        List<String> findings = new ArrayList<>();
        check.accept(documents, findings);
        return findings;
    }

    private static void apiVersions(List<Document> documents, List<String> findings) {
        for (Document document : documents) {
            String wanted = VERSIONS.get(document.kind());
            if (!document.apiVersion().equals(wanted)) {
                findings.add(document.id() + ": apiVersion " + document.apiVersion() + ", not " + wanted);
            }
        }
    }

    private static void duplicates(List<Document> documents, List<String> findings) {
        Set<String> seen = new HashSet<>();
        for (Document document : documents) {
            if (!seen.add(document.id() + " in " + document.text("metadata.namespace"))) {
                findings.add(document.id() + ": twice, again in " + document.origin());
            }
        }
    }

    private static void labels(List<Document> documents, List<String> findings) {
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

    private static void confinement(List<Document> documents, List<String> findings) {
        for (Workload workload : Workload.of(documents)) {
            Map<String, Object> pod = workload.pod();
            Map<String, Object> context = mapOf(pod.get("securityContext"));
            expect(findings, workload.id(), "runAsNonRoot", context.get("runAsNonRoot"), true);
            expect(findings, workload.id(), "runAsUser", context.get("runAsUser"), 10001);
            expect(
                    findings,
                    workload.id(),
                    "seccompProfile.type",
                    mapOf(context.get("seccompProfile")).get("type"),
                    "RuntimeDefault");
            expect(
                    findings,
                    workload.id(),
                    "automountServiceAccountToken",
                    pod.get("automountServiceAccountToken"),
                    false);
            // Service links would set CKEP_* variables, which the applications read as configuration.
            expect(findings, workload.id(), "enableServiceLinks", pod.get("enableServiceLinks"), false);
            for (Map<String, Object> container : workload.containers()) {
                Map<String, Object> own = mapOf(container.get("securityContext"));
                expect(findings, workload.id(), "allowPrivilegeEscalation", own.get("allowPrivilegeEscalation"), false);
                expect(findings, workload.id(), "readOnlyRootFilesystem", own.get("readOnlyRootFilesystem"), true);
                expect(
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

    private static void resources(List<Document> documents, List<String> findings) {
        for (Workload workload : Workload.of(documents)) {
            for (Map<String, Object> container : workload.containers()) {
                Map<String, Object> resources = mapOf(container.get("resources"));
                Map<String, Object> requests = mapOf(resources.get("requests"));
                Map<String, Object> limits = mapOf(resources.get("limits"));
                if (!requests.containsKey("cpu") || !requests.containsKey("memory")) {
                    findings.add(workload.id() + ": requests of cpu and memory are missing");
                    continue;
                }
                expect(findings, workload.id(), "memory limit", limits.get("memory"), requests.get("memory"));
                if (limits.containsKey("cpu")) {
                    findings.add(workload.id() + ": has a CPU limit");
                }
                long memory = bytes(requests.get("memory").toString());
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

    private static void rollout(List<Document> documents, List<String> findings) {
        for (Workload workload : Workload.of(documents)) {
            if (!workload.isDeployment()) {
                continue;
            }
            Document document = workload.document();
            if (!(document.at("spec.replicas") instanceof Integer replicas) || replicas < 2) {
                findings.add(workload.id() + ": fewer than 2 replicas");
            }
            expect(findings, workload.id(), "revisionHistoryLimit", document.at("spec.revisionHistoryLimit"), 5);
            expect(
                    findings,
                    workload.id(),
                    "maxUnavailable",
                    document.at("spec.strategy.rollingUpdate.maxUnavailable"),
                    0);
            expect(findings, workload.id(), "maxSurge", document.at("spec.strategy.rollingUpdate.maxSurge"), 1);
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

    private static void probes(List<Document> documents, List<String> findings) {
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
                    expect(findings, workload.id(), probe + " path", get.get("path"), path);
                    if (!workload.ports().containsKey(Objects.toString(get.get("port")))) {
                        findings.add(workload.id() + ": " + probe + " asks the unknown port " + get.get("port"));
                    }
                });
            }
        }
    }

    private static void images(List<Document> documents, List<String> findings) {
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

    private static void selectors(List<Document> documents, List<String> findings) {
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

    private static void disruption(List<Document> documents, List<String> findings) {
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
            expect(findings, budget.id(), "minAvailable", budget.at("spec.minAvailable"), 1);
            expect(
                    findings,
                    budget.id(),
                    "unhealthyPodEvictionPolicy",
                    budget.at("spec.unhealthyPodEvictionPolicy"),
                    "AlwaysAllow");
        }
    }

    private static void scalers(List<Document> documents, List<String> findings) {
        Set<String> scaled = new HashSet<>();
        for (Document document : documents) {
            if (document.is("HorizontalPodAutoscaler") || document.is("ScaledObject")) {
                if (!scaled.add(document.text("spec.scaleTargetRef.name"))) {
                    findings.add(document.id() + ": a second scaler of " + document.text("spec.scaleTargetRef.name"));
                }
            }
        }
    }

    private static void references(List<Document> documents, List<String> findings) {
        Map<String, Set<String>> secrets = secretsWithKeys(documents);
        Map<String, Map<String, Object>> maps = documents.stream()
                .filter(document -> document.is("ConfigMap"))
                .collect(Collectors.toMap(Document::name, document -> document.map("data"), (a, b) -> a));
        Set<String> accounts = names(documents, "ServiceAccount");
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
        if (!names(documents, kind).contains(name)) {
            findings.add(user.id() + ": unknown " + kind + " " + name);
        }
    }

    private static void addresses(List<Document> documents, List<String> findings) {
        Map<String, Integer> services = services(documents);
        for (Workload workload : Workload.of(documents)) {
            addressesOf(workload, documents).forEach((host, port) -> {
                if (!port.equals(services.get(host))) {
                    findings.add(workload.id() + ": no service " + host + ":" + port);
                }
            });
        }
    }

    private static void defaultDeny(List<Document> documents, List<String> findings) {
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

    private static void egress(List<Document> documents, List<String> findings) {
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
            addressesOf(workload, documents).forEach((host, port) -> {
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

    private static void secrets(List<Document> documents, List<String> findings) {
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

    private static void namespace(List<Document> documents, List<String> findings) {
        List<Document> namespaces =
                documents.stream().filter(document -> document.is("Namespace")).toList();
        if (namespaces.size() != 1) {
            findings.add(namespaces.size() + " namespaces");
        }
        for (Document namespace : namespaces) {
            expect(
                    findings,
                    namespace.id(),
                    "pod-security.kubernetes.io/enforce",
                    namespace.map("metadata.labels").get("pod-security.kubernetes.io/enforce"),
                    "restricted");
        }
        for (String kind : List.of("ResourceQuota", "LimitRange")) {
            if (names(documents, kind).isEmpty()) {
                findings.add("no " + kind);
            }
        }
    }

    private static void kafka(List<Document> documents, List<String> findings) {
        long brokers = 0;
        for (Document pool : documents) {
            if (!pool.is("KafkaNodePool")) {
                continue;
            }
            int replicas = pool.at("spec.replicas") instanceof Integer number ? number : 0;
            if (replicas < 3) {
                findings.add(pool.id() + ": fewer than 3 replicas");
            }
            if (pool.at("spec.roles") instanceof List<?> roles && roles.contains("broker")) {
                brokers += replicas;
            }
            long metadata = pool.objects("spec.storage.volumes").stream()
                    .filter(volume -> "shared".equals(volume.get("kraftMetadata")))
                    .count();
            if (metadata != 1) {
                findings.add(pool.id() + ": the KRaft log needs exactly one volume");
            }
        }
        for (Document document : documents) {
            if (document.is("KafkaTopic")) {
                int replicas = document.at("spec.replicas") instanceof Integer number ? number : 0;
                Object insync = mapOf(document.at("spec.config")).get("min.insync.replicas");
                if (replicas > brokers || replicas < 3) {
                    findings.add(document.id() + ": " + replicas + " replicas on " + brokers + " brokers");
                }
                if (!(insync instanceof Integer number) || number < 2 || number >= replicas) {
                    findings.add(document.id() + ": min.insync.replicas " + insync);
                }
            }
            if (document.is("Kafka")) {
                for (Map<String, Object> listener : document.objects("spec.kafka.listeners")) {
                    if (!Boolean.TRUE.equals(listener.get("tls")) || listener.get("authentication") == null) {
                        findings.add(document.id() + ": listener " + listener.get("name") + " is open");
                    }
                }
                expect(
                        findings,
                        document.id(),
                        "authorization",
                        document.at("spec.kafka.authorization.type"),
                        "simple");
            }
            if (document.is("KafkaUser")) {
                for (Map<String, Object> acl : document.objects("spec.authorization.acls")) {
                    if ("*".equals(mapOf(acl.get("resource")).get("name"))) {
                        findings.add(document.id() + ": may do " + acl.get("operations") + " everywhere");
                    }
                }
            }
        }
    }

    private static void postgres(List<Document> documents, List<String> findings) {
        Map<String, Map<String, Object>> roles = documents.stream()
                .filter(document -> document.is("Cluster"))
                .flatMap(document -> document.objects("spec.managed.roles").stream())
                .collect(Collectors.toMap(role -> role.get("name").toString(), role -> role, (a, b) -> a));
        Map<String, String> owners = documents.stream()
                .filter(document -> document.is("Database"))
                .collect(Collectors.toMap(
                        document -> document.text("spec.name"), document -> document.text("spec.owner"), (a, b) -> a));
        owners.forEach((database, owner) -> {
            if (!roles.containsKey(owner)) {
                findings.add("Database/" + database + ": unknown owner " + owner);
            }
            Map<String, Object> application = roles.getOrDefault(database + "_app", Map.of());
            if (application.isEmpty() || owner.equals(database + "_app")) {
                findings.add("Database/" + database + ": no role of the application beside the owner");
            }
            if (!Boolean.FALSE.equals(application.get("bypassrls"))
                    || Boolean.TRUE.equals(application.get("superuser"))) {
                findings.add("Database/" + database + ": row-level security does not bind the application");
            }
        });
        Pattern url = Pattern.compile("postgresql://[^/]+/(\\w+)");
        for (Workload workload : Workload.of(documents)) {
            for (Workload.Variable variable : workload.variables()) {
                Matcher matcher = url.matcher(variable.value());
                if (matcher.find() && !owners.containsKey(matcher.group(1))) {
                    findings.add(workload.id() + ": unknown database " + matcher.group(1));
                }
                String secret = Objects.toString(
                        mapOf(variable.source().get("secretKeyRef")).get("name"), "");
                if (workload.isDeployment() && secret.endsWith("-db-owner")) {
                    findings.add(workload.id() + ": runs as the owner of the database");
                }
            }
            boolean usesDatabase = workload.variables().stream()
                    .anyMatch(variable -> variable.name().equals("QUARKUS_DATASOURCE_JDBC_URL"));
            if (workload.isDeployment() && usesDatabase) {
                boolean migrated = Workload.of(documents).stream()
                        .anyMatch(job -> !job.isDeployment() && job.service().equals(workload.service()));
                boolean waits = workload.variables().stream()
                        .anyMatch(variable -> variable.name().equals("QUARKUS_FLYWAY_MIGRATE_AT_START")
                                && variable.value().equals("false"));
                if (!migrated || !waits) {
                    findings.add(workload.id() + ": replicas race to migrate, or nobody does");
                }
            }
        }
    }

    private static void routes(List<Document> documents, List<String> findings) {
        Map<String, Integer> services = services(documents);
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

    private static Map<String, Integer> services(List<Document> documents) {
        Map<String, Integer> services = new HashMap<>(OPERATORS_SERVICES);
        for (Document document : documents) {
            if (document.is("Service")) {
                services.put(document.name(), (Integer)
                        document.objects("spec.ports").getFirst().get("port"));
            }
        }
        return services;
    }

    /** The inner addresses that a workload is given, in its own variables and in the maps that it reads. */
    private static Map<String, Integer> addressesOf(Workload workload, List<Document> documents) {
        Stream<String> own = workload.variables().stream().map(Workload.Variable::value);
        Stream<String> mapped = documents.stream()
                .filter(document ->
                        document.is("ConfigMap") && workload.variableMaps().contains(document.name()))
                .flatMap(document -> document.map("data").values().stream().map(Object::toString));
        Map<String, Integer> addresses = new HashMap<>();
        Stream.concat(own, mapped).forEach(value -> {
            Matcher matcher = ADDRESS.matcher(value.replace("jdbc:", ""));
            while (matcher.find()) {
                addresses.put(matcher.group(1), Integer.valueOf(matcher.group(2)));
            }
        });
        return addresses;
    }

    private static Set<String> names(List<Document> documents, String kind) {
        return documents.stream()
                .filter(document -> document.is(kind))
                .map(Document::name)
                .collect(Collectors.toSet());
    }

    private static void expect(List<String> findings, String where, String what, Object actual, Object wanted) {
        if (!wanted.equals(actual)) {
            findings.add(where + ": " + what + " is " + actual + ", not " + wanted);
        }
    }

    private static long bytes(String quantity) {
        long number = Long.parseLong(quantity.replaceAll("\\D", ""));
        return quantity.endsWith("Gi") ? number * 1024 * MIB : number * MIB;
    }
}
