package org.ckep.policy.signoff;

import io.quarkus.keycloak.pep.runtime.KeycloakPolicyEnforcerConfig;
import io.quarkus.keycloak.pep.runtime.KeycloakPolicyEnforcerTenantConfig.KeycloakConfigPolicyEnforcer;
import io.quarkus.oidc.runtime.OidcTenantConfig;
import io.quarkus.oidc.runtime.TenantConfigBean;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.adapters.authorization.PolicyEnforcer;
import org.keycloak.adapters.authorization.spi.HttpRequest;
import org.keycloak.representations.adapters.config.PolicyEnforcerConfig;

/**
 * The policy enforcer of quarkus-keycloak-authorization, for the sign-off route alone.
 *
 * <p>The extension would ask it for every request of the service, look every path up at Keycloak, wait without limit and
 * take "no answer" for "denied" (read in 3.33.2 and keycloak-policy-enforcer 26.0.8). So its global policy is excluded in
 * application.properties, and the enforcer is built and asked here: on first use, with time limits, and with a third answer.
 */
@ApplicationScoped
class SignOffEnforcer {
    private static final Logger LOG = Logger.getLogger(SignOffEnforcer.class);

    /** The protected resource is the route, whatever the milestone: one path, so Keycloak is not asked for each anew. */
    private static final String NO_PATH = "";

    private final TenantConfigBean oidc;
    private final KeycloakPolicyEnforcerConfig config;
    private final SignOffConfig limits;
    private volatile @Nullable PolicyEnforcer enforcer;

    SignOffEnforcer(TenantConfigBean oidc, KeycloakPolicyEnforcerConfig config, SignOffConfig limits) {
        this.oidc = oidc;
        this.config = config;
        this.limits = limits;
    }

    /** What Keycloak says. */
    enum Answer {
        GRANTED,
        DENIED,
        /** Keycloak was not reached, did not answer in time, or answered with an error of its own or of our set-up. */
        UNDECIDED
    }

    /** Asks Keycloak; blocks for at most a few times the read timeout. */
    Answer decide(HttpRequest request) {
        KeycloakConnection.forgetFailure();
        try {
            boolean granted = enforcer()
                    .enforce(new Routed(request, route()), new NoResponse())
                    .isGranted();
            if (granted) {
                return Answer.GRANTED;
            }
        } catch (RuntimeException failure) {
            LOG.warn("Keycloak's authorisation services could not be asked", failure);
            return Answer.UNDECIDED;
        }
        String failure = KeycloakConnection.failure();
        if (failure != null) {
            LOG.warnf("Keycloak's authorisation services gave no decision: %s", failure);
            return Answer.UNDECIDED;
        }
        return Answer.DENIED;
    }

    /** Built on first use and again after a failure, since building it already asks Keycloak. */
    private PolicyEnforcer enforcer() {
        PolicyEnforcer built = enforcer;
        if (built == null) {
            synchronized (this) {
                built = enforcer;
                if (built == null) {
                    built = build();
                    enforcer = built;
                }
            }
        }
        return built;
    }

    private PolicyEnforcer build() {
        OidcTenantConfig tenant = oidc.getDefaultTenant().getOidcTenantConfig();
        String realmUrl = tenant.authServerUrl().orElseThrow();
        int realms = realmUrl.lastIndexOf("/realms/");
        return PolicyEnforcer.builder()
                .authServerUrl(realmUrl.substring(0, realms))
                .realm(realmUrl.substring(realms + "/realms/".length()))
                .clientId(tenant.clientId().orElseThrow())
                .credentials(Map.of("secret", tenant.credentials().secret().orElseThrow()))
                .bearerOnly(true)
                .enforcerConfig(paths())
                .httpClient(KeycloakConnection.open(limits, URI.create(realmUrl)))
                .build();
    }

    private PolicyEnforcerConfig paths() {
        KeycloakConfigPolicyEnforcer given = config.defaultTenant().policyEnforcer();
        PolicyEnforcerConfig paths = new PolicyEnforcerConfig();
        paths.setEnforcementMode(given.enforcementMode());
        paths.setLazyLoadPaths(given.lazyLoadPaths());
        PolicyEnforcerConfig.PathCacheConfig cache = new PolicyEnforcerConfig.PathCacheConfig();
        cache.setLifespan(given.pathCache().lifespan());
        cache.setMaxEntries(given.pathCache().maxEntries());
        paths.setPathCacheConfig(cache);
        List<PolicyEnforcerConfig.PathConfig> protectedPaths = new ArrayList<>();
        given.paths().values().forEach(path -> path.paths().orElse(List.of()).forEach(one -> {
            PolicyEnforcerConfig.PathConfig protectedPath = new PolicyEnforcerConfig.PathConfig();
            protectedPath.setName(path.name().orElse(null));
            protectedPath.setPath(one);
            protectedPath.setEnforcementMode(path.enforcementMode());
            protectedPaths.add(protectedPath);
        }));
        paths.setPaths(protectedPaths);
        return paths;
    }

    /** The one path that is configured. */
    private String route() {
        return config.defaultTenant().policyEnforcer().paths().values().stream()
                .flatMap(path -> path.paths().orElse(List.of()).stream())
                .findFirst()
                .orElse(NO_PATH);
    }
}
