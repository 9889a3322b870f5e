package org.ckep.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.ckep.gateway");

    @Test
    void featuresFormNoCycle() {
        slices().matching("org.ckep.gateway.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void noDomainLogicStandsInTheDoor() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages(
                        "org.ckep.kernel.claim..",
                        "org.ckep.kernel.record..",
                        "org.ckep.records..",
                        "jakarta.persistence..")
                .check(CLASSES);
    }
}
