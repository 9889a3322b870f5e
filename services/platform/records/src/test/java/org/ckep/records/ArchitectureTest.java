package org.ckep.records;

import org.ckep.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void theModuleKeepsTheHouseRules() {
        ArchitectureRules.check("org.ckep.records");
    }
}
