package org.ckep.kubernetes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What several rules look up. */
final class Lookup {

    /** Services that operators make, with their ports. */
    private static final Map<String, Integer> OPERATORS_SERVICES =
            Map.of("ckep-postgres-rw", 5432, "ckep-kafka-kafka-bootstrap", 9093, "ckep-keycloak-service", 8080);

    private static final long MIB = 1024 * 1024;
    private static final Pattern ADDRESS = Pattern.compile("(?:[a-z]+://)?([a-z][a-z0-9-]*):(\\d{4,5})");

    private Lookup() {}

    static Map<String, Integer> services(List<Document> documents) {
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
    static Map<String, Integer> addressesOf(Workload workload, List<Document> documents) {
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

    static Set<String> names(List<Document> documents, String kind) {
        return documents.stream()
                .filter(document -> document.is(kind))
                .map(Document::name)
                .collect(Collectors.toSet());
    }

    static void expect(List<String> findings, String where, String what, Object actual, Object wanted) {
        if (!wanted.equals(actual)) {
            findings.add(where + ": " + what + " is " + actual + ", not " + wanted);
        }
    }

    static long bytes(String quantity) {
        long number = Long.parseLong(quantity.replaceAll("\\D", ""));
        return quantity.endsWith("Gi") ? number * 1024 * MIB : number * MIB;
    }
}
