package org.ckep.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A variable that no application reads would do nothing, silently. So each one that the manifests set must belong to a
 * property: of the service's own files, of its configuration interfaces, or of the framework's description of itself.
 */
class EnvironmentTest {
    private static final Path SERVICES =
            Path.of(System.getProperty("ckep.project.dir")).resolve("services");
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([A-Za-z0-9_.\"-]+)");
    private static final Pattern MAPPING = Pattern.compile("@ConfigMapping\\(\\s*prefix\\s*=\\s*\"([^\"]+)\"");
    private static final Pattern METHOD = Pattern.compile("^\\s+(?:[\\w<>., ]+)\\s(\\w+)\\(\\);", Pattern.MULTILINE);
    private static final Pattern MAP =
            Pattern.compile("^\\s+Map<String, List<String>>\\s(\\w+)\\(\\);", Pattern.MULTILINE);
    /** Properties of the Kafka client, which the framework passes on as they are. */
    private static final Set<String> KAFKA_CLIENT = Set.of(
            "KAFKA_BOOTSTRAP_SERVERS",
            "KAFKA_SECURITY_PROTOCOL",
            "KAFKA_SASL_MECHANISM",
            "KAFKA_SASL_JAAS_CONFIG",
            "KAFKA_SSL_TRUSTSTORE_TYPE",
            "KAFKA_SSL_TRUSTSTORE_LOCATION");

    @Test
    void everyVariableIsReadByItsApplication() {
        List<Document> documents = Manifests.raw();
        List<String> unread = new ArrayList<>();
        for (Workload workload : Workload.of(documents)) {
            Set<String> known = knownTo(workload.service());
            variables(workload, documents)
                    .filter(name -> !known.contains(name) && !isNamedBelow(known, name))
                    .forEach(name -> unread.add(workload.id() + ": " + name));
        }
        assertThat(unread).isEmpty();
    }

    /** What stands below a map has a name of the operator's own, and is written as the property is. */
    private static boolean isNamedBelow(Set<String> known, String name) {
        int end = name.lastIndexOf('.');
        return end > 0 && end < name.length() - 1 && known.contains(name.substring(0, end + 1));
    }

    @Test
    void aMisspeltVariableIsFound() {
        assertThat(knownTo("gateway"))
                .contains(
                        "CKEP_GATEWAY_UPSTREAMS_TRADE", "CKEP_GATEWAY_RATE_LIMIT_REPLICAS", "QUARKUS_OIDC_TOKEN_ISSUER")
                .doesNotContain("CKEP_GATEWAY_UPSTREAM_TRADE", "QUARKUS_OIDC_TOKEN_ISUER", "CKEP_PORTAL_STATE_SECRET");
        assertThat(isNamedBelow(knownTo("trade-statistics"), "ckep.records.networks.ministry-cn"))
                .isTrue();
        for (String wrong : List.of("ckep.records.network.ministry-cn", "ckep.records.networks.", "ckep.records.x")) {
            assertThat(isNamedBelow(knownTo("trade-statistics"), wrong))
                    .as(wrong)
                    .isFalse();
        }
        assertThat(knownTo("trade-statistics"))
                .contains("QUARKUS_FLYWAY_MIGRATE_AT_START", "QUARKUS_INIT_AND_EXIT", "CKEP_DATABASE_APP_ROLE")
                .doesNotContain("QUARKUS_FLYWAY_MIGRATE_ON_START");
    }

    @Test
    void portsAreThoseOfTheApplications() {
        for (Workload workload : Workload.of(Manifests.raw())) {
            if (workload.isDeployment()) {
                Properties properties = properties(workload.service());
                assertThat(workload.ports().get("http"))
                        .as(workload.id())
                        .isEqualTo(number(properties, "quarkus.http.port"));
                assertThat(workload.ports().get("management"))
                        .as(workload.id())
                        .isEqualTo(number(properties, "quarkus.management.port"));
            }
        }
    }

    private static Integer number(Properties properties, String name) {
        String value = properties.getProperty("%prod." + name, properties.getProperty(name));
        Matcher digits = Pattern.compile("(\\d+)}?$").matcher(value);
        return digits.find() ? Integer.valueOf(digits.group(1)) : null;
    }

    private static Stream<String> variables(Workload workload, List<Document> documents) {
        Stream<String> own = workload.variables().stream().map(Workload.Variable::name);
        Stream<String> mapped = documents.stream()
                .filter(document ->
                        document.is("ConfigMap") && workload.variableMaps().contains(document.name()))
                .flatMap(document -> document.map("data").keySet().stream());
        return Stream.concat(own, mapped);
    }

    private static Set<String> knownTo(String service) {
        Set<String> known = new HashSet<>(KAFKA_CLIENT);
        known.addAll(described());
        for (Path module : modules(service)) {
            for (Path file : files(module, ".properties")) {
                Properties properties = load(file);
                properties.stringPropertyNames().forEach(name -> {
                    known.add(variable(name.replaceFirst("^%[\\w,-]+\\.", "")));
                    Matcher expressions = EXPRESSION.matcher(properties.getProperty(name));
                    while (expressions.find()) {
                        known.add(variable(expressions.group(1)));
                    }
                });
            }
            for (Path file : files(module, ".java")) {
                known.addAll(mapped(Manifests.read(file)));
            }
        }
        return known;
    }

    /** The service and the platform's libraries, of which it may use any. */
    private static List<Path> modules(String service) {
        List<Path> modules = new ArrayList<>(List.of(SERVICES.resolve(service)));
        if (!Set.of("gateway", "portal").contains(service)) {
            for (String library : List.of("web", "records", "messaging")) {
                modules.add(SERVICES.resolve("platform").resolve(library));
            }
        }
        return modules;
    }

    private static Properties properties(String service) {
        return load(SERVICES.resolve(service).resolve("src/main/resources/application.properties"));
    }

    /** The variables of a configuration interface: its prefix with each method, or with two where it nests. */
    private static Set<String> mapped(String source) {
        Set<String> names = new HashSet<>();
        Matcher mapping = MAPPING.matcher(source);
        if (mapping.find()) {
            List<String> methods = METHOD.matcher(source)
                    .results()
                    .map(match -> match.group(1).replaceAll("([A-Z])", "-$1"))
                    .toList();
            for (String outer : methods) {
                names.add(variable(mapping.group(1) + "." + outer));
                methods.forEach(inner -> names.add(variable(mapping.group(1) + "." + outer + "." + inner)));
            }
            MAP.matcher(source).results().forEach(map -> names.add(mapping.group(1) + "." + map.group(1) + "."));
        }
        return names;
    }

    /** What the framework's extensions tell of their own properties. */
    private static Set<String> described() {
        Set<String> names = new HashSet<>();
        try {
            for (URL model : Collections.list(EnvironmentTest.class
                    .getClassLoader()
                    .getResources("META-INF/quarkus-config-doc/quarkus-config-model.json"))) {
                try (InputStream stream = model.openStream()) {
                    for (JsonNode name : new ObjectMapper().readTree(stream).findValues("environmentVariable")) {
                        names.add(name.asText());
                    }
                }
            }
            return names;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static Properties load(Path file) {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return properties;
    }

    private static Set<Path> files(Path module, String end) {
        try (Stream<Path> files = Files.walk(module.resolve("src/main"))) {
            return files.filter(file -> file.toString().endsWith(end)).collect(Collectors.toSet());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
