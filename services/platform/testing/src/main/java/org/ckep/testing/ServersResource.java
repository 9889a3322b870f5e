package org.ckep.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gives a service under test the real PostgreSQL, Kafka and Keycloak. Its one argument {@code service} is the short key
 * that names database and roles.
 */
public final class ServersResource implements QuarkusTestResourceLifecycleManager {

    private String service = "service";
    private @Nullable TestPlatform platform;

    @Override
    public void init(Map<String, String> arguments) {
        service = Objects.requireNonNull(arguments.get("service"), "the resource argument 'service'");
    }

    @Override
    public Map<String, String> start() {
        TestPlatform opened = TestPlatform.open(service);
        platform = opened;
        return opened.configuration();
    }

    @Override
    public void stop() {
        TestPlatform opened = platform;
        if (opened != null) {
            platform = null;
            opened.close();
        }
    }
}
