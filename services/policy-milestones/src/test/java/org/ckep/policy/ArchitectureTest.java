package org.ckep.policy;

import org.ckep.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void theHouseRulesHold() {
        ArchitectureRules.check("org.ckep.policy");
    }
}
