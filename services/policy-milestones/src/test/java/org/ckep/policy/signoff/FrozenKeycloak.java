package org.ckep.policy.signoff;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.net.URI;
import java.util.Map;
import org.ckep.testing.FaultProxy;

/** Puts a proxy before Keycloak that can stop answering; the shared server itself serves other modules' tests. */
public final class FrozenKeycloak implements QuarkusTestResourceLifecycleManager {
    private FaultProxy proxy;

    /** After the servers are there. */
    @Override
    public int order() {
        return 100;
    }

    @Override
    public Map<String, String> start() {
        URI keycloak = URI.create(System.getProperty("ckep.testing.keycloak-url"));
        proxy = FaultProxy.to(keycloak.getPort());
        return Map.of(
                "quarkus.oidc.auth-server-url",
                "http://127.0.0.1:" + proxy.port() + "/realms/" + System.getProperty("ckep.testing.realm"),
                "ckep.policy.sign-off.read-timeout",
                "1s");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(proxy, new TestInjector.MatchesType(FaultProxy.class));
    }

    @Override
    public void stop() {
        if (proxy != null) {
            proxy.close();
        }
    }
}
