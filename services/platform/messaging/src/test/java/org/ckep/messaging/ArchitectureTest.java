package org.ckep.messaging;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.ckep.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void theHouseRulesHold() {
        ArchitectureRules.check("org.ckep.messaging");
    }

    /** Rule P21: the relay runs outside any request, where Hibernate Reactive refuses to (quarkus#35106). */
    @Test
    void p21_theRelayNeedsNoHibernate() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.hibernate..", "io.quarkus.hibernate..")
                .check(new ClassFileImporter()
                        .importClasses(
                                OutboxRelay.class, RelayConnection.class, OutboxDispatch.class, RelayAttention.class));
    }
}
