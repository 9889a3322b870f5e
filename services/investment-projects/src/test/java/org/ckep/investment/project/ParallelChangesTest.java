package org.ckep.investment.project;

import io.quarkus.test.junit.QuarkusTest;
import org.ckep.investment.SimultaneousChanges;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;

/** One replica; {@code ReplicasIT} does the same with two. */
@QuarkusTest
class ParallelChangesTest {
    @Test
    void oneIsAppliedAndAllOthersAreStale() throws Exception {
        Api checker = Api.krChecker();
        SimultaneousChanges.assertOneIsApplied(number -> checker.request());
    }
}
