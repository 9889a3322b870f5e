package org.ckep.portal;

import org.ckep.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class PortalArchitectureTest {
    @Test
    void theModuleKeepsTheHouseRules() {
        ArchitectureRules.check("org.ckep.portal");
    }
}
