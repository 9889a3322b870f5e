package org.ckep.testing;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.ckep.infrastructure.EventTopics;
import org.ckep.infrastructure.InfrastructureException;
import org.ckep.infrastructure.PostgresAddress;
import org.ckep.infrastructure.ServerAddresses;
import org.ckep.infrastructure.SharedServers;

/**
 * The build's shared servers with a fresh database and fresh topics for one module, and the realm that all share. A
 * {@code @QuarkusTest} gets it by {@link ServersResource}; a plain test opens and closes it itself.
 */
public final class TestPlatform implements AutoCloseable {

    static final String KEYCLOAK_URL = "ckep.testing.keycloak-url";
    static final String REALM = "ckep.testing.realm";
    static final String EXPIRING_TOKEN = "ckep.testing.expiring-token";

    private static final int PARTITIONS = 2;

    private final ServerAddresses servers;
    private final PostgresAddress.Database database;
    private final String topicPrefix;
    private final String realm;

    private TestPlatform(ServerAddresses servers, PostgresAddress.Database database, String topicPrefix, String realm) {
        this.servers = servers;
        this.database = database;
        this.topicPrefix = topicPrefix;
        this.realm = realm;
    }

    /**
     * Starts or finds the servers and makes what the module needs.
     *
     * @param service short key such as {@code trade}, part of the names of database, roles and realm
     */
    public static TestPlatform open(String service) {
        String buildFolder = System.getProperty("ckep.build.dir");
        if (buildFolder == null) {
            throw new InfrastructureException(
                    "The system property ckep.build.dir names the build folder that all modules"
                            + " share; Maven sets it, a test started otherwise must");
        }
        ServerAddresses servers = SharedServers.attachOrStart(Path.of(buildFolder));
        String unique = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        // All modules use the same roles of a service, so all must give them the same password.
        String password = servers.postgres().password();
        PostgresAddress.Database database = servers.postgres()
                .createDatabase(
                        service + "_t" + unique,
                        new PostgresAddress.Role(service + "_owner", password),
                        new PostgresAddress.Role(service + "_app", password));
        String topicPrefix = "t" + unique;
        Collection<String> agencies = TestRealm.shipped().agencies();
        servers.kafka().createTopics(EventTopics.names(topicPrefix, agencies), PARTITIONS);
        servers.kafka().createTopics(EventTopics.ofAgencies(topicPrefix, agencies), 1);
        String realm = TestRealm.ensure(servers, service);
        // Quarkus loads test resources and tests by different class loaders: only system properties are common to both.
        System.setProperty(KEYCLOAK_URL, servers.keycloak().url());
        System.setProperty(REALM, realm);
        System.setProperty(EXPIRING_TOKEN, Tokens.expiring());
        return new TestPlatform(servers, database, topicPrefix, realm);
    }

    public ServerAddresses servers() {
        return servers;
    }

    public PostgresAddress.Database database() {
        return database;
    }

    /** Stands before {@code .events.<audience>.v1} in the names of this module's topics. */
    public String topicPrefix() {
        return topicPrefix;
    }

    /** Issuer of the tokens and base of the discovery document. */
    public String realmUrl() {
        return servers.keycloak().realmUrl(realm);
    }

    /** What a service has to be configured with to run on this platform. */
    public Map<String, String> configuration() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("quarkus.datasource.jdbc.url", database.jdbcUrl());
        settings.put("quarkus.datasource.reactive.url", database.reactiveUrl());
        settings.put("quarkus.datasource.username", database.application().name());
        settings.put("quarkus.datasource.password", database.application().password());
        settings.put("quarkus.flyway.jdbc-url", database.jdbcUrl());
        settings.put("quarkus.flyway.username", database.owner().name());
        settings.put("quarkus.flyway.password", database.owner().password());
        settings.put("ckep.database.app-role", database.application().name());
        settings.put("kafka.bootstrap.servers", servers.kafka().bootstrapServers());
        settings.put("ckep.messaging.topic-prefix", topicPrefix);
        // A consumer group of its own, so that no other run's consumer takes part in a rebalance.
        settings.put("mp.messaging.incoming.references.group.id", topicPrefix + "-references");
        settings.put("quarkus.oidc.auth-server-url", realmUrl());
        settings.put("quarkus.log.category.\"org.apache.kafka\".level", "WARN");
        settings.put("quarkus.http.port", "0");
        settings.put("quarkus.http.test-port", "0");
        settings.put("quarkus.management.port", "0");
        settings.put("quarkus.management.test-port", "0");
        return settings;
    }

    /** Drops the module's database and topics; the servers stay for the other modules. */
    @Override
    public void close() {
        servers.postgres().dropDatabase(database.name());
        servers.kafka().deleteTopics(topicPrefix + ".");
    }
}
