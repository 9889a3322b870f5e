package org.ckep.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule finds the fault planted for it, and nothing in sound code. */
class ArchitectureRulesTest {

    private static final String PLANTED = "org.ckep.testing.planted";
    private static final String FAULTS = PLANTED + ".faults";

    static Stream<Arguments> plantedFaults() {
        return Stream.of(
                Arguments.of(
                        ArchitectureRules.featuresAreFreeOfCycles(PLANTED + ".cycle"), PLANTED + ".cycle", "First"),
                Arguments.of(ArchitectureRules.noOtherService(FAULTS), FAULTS, "Neighbour"),
                Arguments.of(ArchitectureRules.packagesAreNamedByFeature(), PLANTED + ".layer", "Strings"),
                Arguments.of(ArchitectureRules.packagesAreNullMarked(), PLANTED + ".unmarked", "Unmarked"),
                Arguments.of(ArchitectureRules.resourceMethodsArePublic(), FAULTS, "HiddenResource"),
                Arguments.of(ArchitectureRules.resourceMethodsNameTheirCallers(), FAULTS, "OpenResource"),
                Arguments.of(ArchitectureRules.noFieldInjection(), FAULTS, "FieldInjected"),
                Arguments.of(ArchitectureRules.noHiddenClock(), FAULTS, "ClockReader"),
                Arguments.of(ArchitectureRules.noHiddenClock(), FAULTS, "MillisReader"),
                Arguments.of(ArchitectureRules.noUnseededRandom(), FAULTS, "Dice"),
                Arguments.of(ArchitectureRules.noDefaultLocale(), FAULTS, "Shouting"),
                Arguments.of(ArchitectureRules.noFrameworkExceptions(), FAULTS, "FrameworkRefusal"),
                Arguments.of(ArchitectureRules.noLombok(), FAULTS, "Woven"),
                Arguments.of(ArchitectureRules.plainJava(), FAULTS, "FrameworkBound"));
    }

    @ParameterizedTest
    @MethodSource("plantedFaults")
    void aPlantedFaultIsFound(ArchRule rule, String packageName, String culprit) {
        EvaluationResult result = rule.evaluate(classes(packageName));

        assertThat(result.hasViolation()).isTrue();
        assertThat(result.getFailureReport().toString()).contains(culprit);
    }

    @ParameterizedTest
    @MethodSource("plantedFaults")
    void theRuleBlamesNothingElse(ArchRule rule, String packageName, String culprit) {
        EvaluationResult sound = rule.evaluate(classes(PLANTED + ".sound"));

        assertThat(sound.getFailureReport().getDetails()).isEmpty();
    }

    @Test
    void soundCodePassesAllRules() {
        assertThatCode(() -> ArchitectureRules.check(classes(PLANTED + ".sound"), PLANTED + ".sound"))
                .doesNotThrowAnyException();
    }

    @Test
    void allViolationsAreReportedAtOnce() {
        assertThatThrownBy(() -> ArchitectureRules.check(classes(FAULTS), FAULTS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("HiddenResource")
                .hasMessageContaining("OpenResource")
                .hasMessageContaining("ClockReader")
                .hasMessageContaining("Dice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.ckep.kernel", "org.ckep.infrastructure"})
    void kernelAndInfrastructureArePlainJava(String module) {
        JavaClasses classes = classes(module);

        assertThat(classes).isNotEmpty();
        ArchitectureRules.plainJava().check(classes);
        ArchitectureRules.packagesAreNullMarked().check(classes);
        ArchitectureRules.noOtherService(module).check(classes);
    }

    private static JavaClasses classes(String packageName) {
        return new ClassFileImporter().importPackages(packageName);
    }
}
