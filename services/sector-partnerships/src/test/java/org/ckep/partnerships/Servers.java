package org.ckep.partnerships;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import org.ckep.testing.ServersResource;

/** The real servers for every test of this module, and stubs of the services that the cockpit asks. */
@WithTestResource(
        value = ServersResource.class,
        scope = TestResourceScope.GLOBAL,
        initArgs = @ResourceArg(name = "service", value = "partnerships"))
@WithTestResource(value = OtherServices.class, scope = TestResourceScope.GLOBAL)
final class Servers {
    private Servers() {}
}
