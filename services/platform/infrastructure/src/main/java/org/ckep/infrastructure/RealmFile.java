package org.ckep.infrastructure;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A realm as the repository ships it, with its placeholders <code>${NAME:default}</code> replaced. The text of the file
 * stays the same for every place where the platform runs; addresses and secrets differ.
 */
public final class RealmFile {

    // Upper case and a default distinguish ours from Keycloak's own ${client_account} and the like.
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*):([^}]*)}");
    private static final List<String> ADDRESS_FIELDS = List.of("rootUrl", "baseUrl", "redirectUris", "webOrigins");
    private static final String LOGOUT_ADDRESSES = "post.logout.redirect.uris";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode realm;

    private RealmFile(ObjectNode realm) {
        this.realm = realm;
    }

    /**
     * Reads the file.
     *
     * @param values gives the value of a placeholder's name, or null where its default holds
     */
    public static RealmFile read(Path file, Function<String, @Nullable String> values) {
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            Matcher matcher = PLACEHOLDER.matcher(text);
            String replaced = matcher.replaceAll(match -> {
                @Nullable String value = values.apply(match.group(1));
                return Matcher.quoteReplacement(
                        value == null
                                ? match.group(2)
                                : new String(JsonStringEncoder.getInstance().quoteAsString(value)));
            });
            return new RealmFile((ObjectNode) JSON.readTree(replaced));
        } catch (IOException e) {
            throw new InfrastructureException("Cannot read the realm from " + file + ": " + e.getMessage(), e);
        }
    }

    public String name() {
        return realm.path("realm").asText();
    }

    /** The same realm with changes, so that tests can have one of their own. */
    public RealmFile with(Consumer<ObjectNode> changes) {
        ObjectNode copy = realm.deepCopy();
        changes.accept(copy);
        return new RealmFile(copy);
    }

    public JsonNode json() {
        return realm;
    }

    /** The ids of all ministries and agencies, which the groups carry as attribute {@code agency}. */
    public List<String> agencies() {
        return realm.path("groups").findValues("agency").stream()
                .flatMap(ids -> StreamSupport.stream(ids.spliterator(), false))
                .map(JsonNode::asText)
                .distinct()
                .sorted()
                .toList();
    }

    /** The password with which a user of the file begins. */
    public String passwordOf(String user) {
        return entry("users", "username", user).at("/credentials/0/value").asText();
    }

    /** The secret with which a client of the file begins. */
    public String secretOf(String client) {
        return entry("clients", "clientId", client).path("secret").asText();
    }

    private JsonNode entry(String list, String key, String value) {
        return StreamSupport.stream(realm.path(list).spliterator(), false)
                .filter(entry -> entry.path(key).asText().equals(value))
                .findFirst()
                .orElseThrow(() -> new InfrastructureException("The realm's " + list + " have no " + value));
    }

    /**
     * Imports the realm, or, where it exists, brings the addresses of the given client in step with this file: ports and
     * host names may have changed since the import, everything else belongs to the realm's administrators by then.
     */
    public void importOrAlign(KeycloakAdmin admin, String clientId) {
        if (admin.importRealm(realm)) {
            return;
        }
        for (JsonNode wanted : realm.path("clients")) {
            if (wanted.path("clientId").asText().equals(clientId)) {
                admin.findClient(name(), clientId).ifPresent(actual -> {
                    if (align(wanted, actual)) {
                        admin.updateClient(name(), actual);
                    }
                });
            }
        }
    }

    private static boolean align(JsonNode wanted, ObjectNode actual) {
        boolean changed = false;
        for (String field : ADDRESS_FIELDS) {
            JsonNode value = wanted.path(field);
            if (!value.isMissingNode() && !value.equals(actual.path(field))) {
                actual.set(field, value);
                changed = true;
            }
        }
        JsonNode logout = wanted.path("attributes").path(LOGOUT_ADDRESSES);
        if (!logout.isMissingNode() && !logout.equals(actual.path("attributes").path(LOGOUT_ADDRESSES))) {
            actual.withObjectProperty("attributes").set(LOGOUT_ADDRESSES, logout);
            changed = true;
        }
        return changed;
    }
}
