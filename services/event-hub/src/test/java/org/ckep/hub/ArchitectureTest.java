package org.ckep.hub;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.ckep.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void theHouseRulesHold() {
        ArchitectureRules.check("org.ckep.hub");
    }

    /** Rule P21: the loops run outside any request, where Hibernate Reactive refuses to (quarkus#35106). */
    @Test
    void p21_nothingHereNeedsHibernate() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.hibernate..", "io.quarkus.hibernate..")
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("org.ckep.hub"));
    }
}
