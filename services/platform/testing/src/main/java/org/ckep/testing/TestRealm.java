package org.ckep.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.StreamSupport;
import org.ckep.infrastructure.InfrastructureException;
import org.ckep.infrastructure.KeycloakAdmin;
import org.ckep.infrastructure.RealmFile;
import org.ckep.infrastructure.ServerAddresses;

/**
 * The shipped realm with what only tests may have: clients for the password grant, a person of both sides and one of a second agency, and any port
 * of the loopback interface as the portal's address. Each module has one of its own, since Keycloak refuses a person who
 * signs in twice at one moment, and modules may be tested at the same time. Its name contains a hash of its content, so
 * that a changed realm file never meets an old import.
 */
final class TestRealm {

    /** Password grant with all scopes. */
    static final String CLIENT = "ckep-tests";

    /** Password grant without any scope of the API. */
    static final String CLIENT_WITHOUT_SCOPES = "ckep-tests-without-scopes";

    /** Password grant for tokens that live one second. */
    static final String CLIENT_OF_SHORT_TOKENS = "ckep-tests-short";

    /** A person whom the realm's administrators have put into groups of both sides by mistake. */
    static final String USER_OF_TWO_SIDES = "two-sides";

    /** A person of a second partner agency. */
    static final String USER_OF_KITA = "kita-officer";

    private static final Path FILE = Path.of("deploy", "keycloak", "ckep-realm.json");

    private TestRealm() {}

    /** The shipped file with its defaults; the environment of the person at the keyboard does not reach the tests. */
    static RealmFile shipped() {
        return RealmFile.read(projectFolder().resolve(FILE), name -> null);
    }

    static Path projectFolder() {
        String folder = System.getProperty("ckep.project.dir");
        if (folder == null) {
            throw new InfrastructureException("The system property ckep.project.dir names the root of the repository;"
                    + " Maven sets it, a test started otherwise must");
        }
        return Path.of(folder);
    }

    private static RealmFile forTests() {
        return shipped().with(TestRealm::extend);
    }

    /** The password of a demo user; it exists on one's own machine only. */
    static String passwordOf(String user) {
        return forTests().passwordOf(user);
    }

    /**
     * Imports the realm of a module where no other process has done it.
     *
     * @param module what the module's databases begin with
     * @return the realm's name
     */
    static String ensure(ServerAddresses servers, String module) {
        RealmFile realm = forTests().with(json -> json.put("realm", "ckep-" + module + "-" + hash(json)));
        Path lock = Path.of(servers.folder(), "realm.lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = channel.lock();
                KeycloakAdmin admin = new KeycloakAdmin(servers.keycloak())) {
            if (!admin.realmExists(realm.name())) {
                admin.importRealm(realm.json());
            }
        } catch (IOException e) {
            throw new InfrastructureException("Cannot lock " + lock, e);
        }
        return realm.name();
    }

    private static void extend(ObjectNode realm) {
        ArrayNode clients = realm.withArrayProperty("clients");
        JsonNode portal = StreamSupport.stream(clients.spliterator(), false)
                .filter(client -> client.path("clientId").asText().equals("ckep-portal"))
                .findFirst()
                .orElseThrow(() -> new InfrastructureException("The realm has no client ckep-portal"));
        ObjectNode tests = passwordClient(clients, CLIENT);
        tests.set("defaultClientScopes", portal.path("defaultClientScopes").deepCopy());
        passwordClient(clients, CLIENT_WITHOUT_SCOPES)
                .putArray("defaultClientScopes")
                .add("basic")
                .add("roles")
                .add("ckep-api");
        ObjectNode shortTokens = passwordClient(clients, CLIENT_OF_SHORT_TOKENS);
        shortTokens.set(
                "defaultClientScopes", portal.path("defaultClientScopes").deepCopy());
        shortTokens.withObjectProperty("attributes").put("access.token.lifespan", "1");

        // Without a port such an address stands for any port of the loopback interface (RFC 8252, section 7.3).
        ObjectNode loopback = (ObjectNode) portal;
        loopback.withArrayProperty("redirectUris")
                .add("http://127.0.0.1/signed-in")
                .add("http://localhost/signed-in");
        loopback.withObjectProperty("attributes")
                .put("post.logout.redirect.uris", "http://127.0.0.1/*##http://localhost/*");

        ArrayNode users = realm.withArrayProperty("users");
        person(users, USER_OF_TWO_SIDES, "viewer", "maker")
                .add("/governments/CN/MOFCOM")
                .add("/governments/KR/MOTIR");
        person(users, USER_OF_KITA, "viewer").add("/agencies/KR/KITA");
    }

    /** Adds a person without groups and answers their list. */
    private static ArrayNode person(ArrayNode users, String name, String... roles) {
        ObjectNode person = users.get(0).deepCopy();
        person.put("username", name).put("email", name + "@ckep.example");
        ArrayNode functions = person.putArray("realmRoles");
        for (String role : roles) {
            functions.add(role);
        }
        users.add(person);
        return person.putArray("groups");
    }

    private static ObjectNode passwordClient(ArrayNode clients, String clientId) {
        ObjectNode client = clients.addObject();
        client.put("clientId", clientId)
                .put("enabled", true)
                .put("protocol", "openid-connect")
                .put("publicClient", true)
                .put("standardFlowEnabled", false)
                .put("directAccessGrantsEnabled", true);
        client.putArray("optionalClientScopes");
        return client;
    }

    private static String hash(JsonNode realm) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(realm.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 5);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
