package org.ckep.trade;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.ckep.testing.ServersResource;
import org.junit.jupiter.api.Test;

/** Declares the real servers for all tests of this module. */
@QuarkusTest
@WithTestResource(
        value = ServersResource.class,
        scope = TestResourceScope.GLOBAL,
        initArgs = @ResourceArg(name = "service", value = "trade"))
class ServersTest {

    @Test
    void theServiceAnswersThePublic() {
        assertThat(get("/trade/v1/codelists").jsonPath().getList("data.id", String.class))
                .contains("CL_AREA", "CL_COMMODITY", "CL_SOURCE");
    }
}
