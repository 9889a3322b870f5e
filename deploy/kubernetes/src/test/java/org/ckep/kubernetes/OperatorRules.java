package org.ckep.kubernetes;

import static org.ckep.kubernetes.Document.mapOf;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the operators of Kafka and PostgreSQL are asked for. */
final class OperatorRules {

    private OperatorRules() {}

    static void kafka(List<Document> documents, List<String> findings) {
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
                Lookup.expect(
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

    static void postgres(List<Document> documents, List<String> findings) {
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
}
