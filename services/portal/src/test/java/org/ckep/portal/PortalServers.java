package org.ckep.portal;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import org.ckep.testing.ServersResource;

/** The real Keycloak, and the address of the stub gateway, for every test of this module. */
@WithTestResource(
        value = ServersResource.class,
        scope = TestResourceScope.GLOBAL,
        initArgs = @ResourceArg(name = "service", value = "portal"))
@WithTestResource(value = StubGateway.Address.class, scope = TestResourceScope.GLOBAL)
final class PortalServers {
    private PortalServers() {}
}
