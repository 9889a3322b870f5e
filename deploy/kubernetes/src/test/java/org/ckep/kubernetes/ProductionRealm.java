package org.ckep.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The realm of a cluster: that of {@code deploy/keycloak} without what is only for demonstrations. The people and the
 * loader are left out, defaults of secrets and addresses too, a ministry's key comes from its own address, and the
 * built-in client that takes passwords does so no longer.
 */
final class ProductionRealm {
    static final Path SOURCE =
            Path.of(System.getProperty("ckep.project.dir")).resolve("deploy/keycloak/ckep-realm.json");
    static final Path IMPORT = Manifests.ROOT.resolve("platform/keycloak/realm-import.yaml");

    private static final Set<String> ONLY_FOR_DEMONSTRATIONS = Set.of("ckep-loader");
    private static final String SECOND_ADDRESS = "CKEP_PORTAL_ORIGIN_ALIAS";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(CKEP_[A-Z_]+)(:[^}]*)?}");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS));

    private ProductionRealm() {}

    /** The realm as it ships, for one machine. */
    static ObjectNode shipped() {
        try {
            return (ObjectNode) JSON.readTree(SOURCE.toFile());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The manifest that follows from the realm as it ships. */
    static ObjectNode manifest() {
        ObjectNode realm = realm();
        ObjectNode manifest = JSON.createObjectNode();
        manifest.put("apiVersion", "k8s.keycloak.org/v2beta1").put("kind", "KeycloakRealmImport");
        ObjectNode metadata = manifest.putObject("metadata").put("name", "ckep");
        metadata.putObject("labels").put("app.kubernetes.io/part-of", "ckep");
        ObjectNode spec = manifest.putObject("spec").put("keycloakCRName", "ckep-keycloak");
        ObjectNode placeholders = spec.putObject("placeholders");
        placeholders(realm).forEach((name, key) -> placeholders
                .putObject(name)
                .putObject("secret")
                .put("name", "ckep-realm")
                .put("key", key));
        spec.set("realm", realm);
        return manifest;
    }

    static ObjectNode written() {
        try {
            return (ObjectNode) YAML.readTree(IMPORT.toFile());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static String yaml(ObjectNode manifest) {
        try {
            return "# Made from deploy/keycloak/ckep-realm.json; RealmImportTest keeps the two in step and says how.\n"
                    + YAML.writeValueAsString(manifest);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static ObjectNode realm() {
        ObjectNode realm = shipped();
        realm.put("sslRequired", "external");
        ArrayNode users = JSON.createArrayNode();
        for (JsonNode user : realm.path("users")) {
            String client = user.path("serviceAccountClientId").asText();
            if (!client.isEmpty() && !ONLY_FOR_DEMONSTRATIONS.contains(client)) {
                users.add(user);
            }
        }
        realm.set("users", users);
        ArrayNode clients = JSON.createArrayNode();
        for (JsonNode client : realm.path("clients")) {
            if (!ONLY_FOR_DEMONSTRATIONS.contains(client.path("clientId").asText())) {
                clients.add(ownKeys((ObjectNode) client));
            }
        }
        clients.addObject()
                .put("clientId", "admin-cli")
                .put("enabled", true)
                .put("publicClient", true)
                .put("standardFlowEnabled", false)
                .put("directAccessGrantsEnabled", false);
        realm.set("clients", clients);
        return (ObjectNode) withoutDefaults(realm);
    }

    /** A key that is published with the repository protects nothing: the client's own address gives its keys. */
    private static ObjectNode ownKeys(ObjectNode client) {
        if (client.path("attributes") instanceof ObjectNode attributes && attributes.has("jwks.string")) {
            attributes.remove("jwks.string");
            attributes.remove("use.jwks.string");
            String name = client.path("clientId").asText().replace('-', '_').toUpperCase(java.util.Locale.ROOT);
            attributes.put("use.jwks.url", "true");
            attributes.put("jwks.url", "${CKEP_" + name + "_JWKS_URL}");
        }
        return client;
    }

    private static JsonNode withoutDefaults(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode changed = JSON.createObjectNode();
            object.properties().forEach(member -> changed.set(member.getKey(), withoutDefaults(member.getValue())));
            return changed;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode changed = JSON.createArrayNode();
            for (JsonNode element : array) {
                if (!element.isTextual() || !element.textValue().contains(SECOND_ADDRESS)) {
                    changed.add(withoutDefaults(element));
                }
            }
            return changed;
        }
        if (node instanceof TextNode text) {
            String one = text.textValue().replaceAll("##\\$\\{" + SECOND_ADDRESS + "[^#]*", "");
            return TextNode.valueOf(PLACEHOLDER.matcher(one).replaceAll("\\${$1}"));
        }
        return node;
    }

    /** The placeholders of a realm, each with the key of the secret that gives its value. */
    private static Map<String, String> placeholders(ObjectNode realm) {
        Map<String, String> found = new TreeMap<>();
        Matcher matcher = PLACEHOLDER.matcher(realm.toString());
        while (matcher.find()) {
            String name = matcher.group(1);
            found.put(
                    name,
                    name.substring("CKEP_".length())
                            .toLowerCase(java.util.Locale.ROOT)
                            .replace('_', '-'));
        }
        return found;
    }
}
