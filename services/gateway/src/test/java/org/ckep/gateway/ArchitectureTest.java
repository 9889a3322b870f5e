package org.ckep.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.ckep.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void theHouseRulesHold() {
        ArchitectureRules.check("org.ckep.gateway");
    }

    @Test
    void noDomainLogicStandsInTheDoor() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.ckep.gateway");
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.ckep.kernel.claim..", "org.ckep.kernel.record..", "jakarta.persistence..")
                .check(classes);
    }
}
