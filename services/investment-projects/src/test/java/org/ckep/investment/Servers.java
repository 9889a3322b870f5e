package org.ckep.investment;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import org.ckep.testing.ServersResource;

/** The real servers for every test of this module. */
@WithTestResource(
        value = ServersResource.class,
        scope = TestResourceScope.GLOBAL,
        initArgs = @ResourceArg(name = "service", value = "investment"))
final class Servers {
    private Servers() {}
}
