package org.ckep.testing;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.EvaluationResult;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The house rules that a machine can check. Each module has one test that calls {@link #check(String)} with its root
 * package, such as {@code org.ckep.trade}.
 */
public final class ArchitectureRules {

    private static final List<String> SERVICES =
            List.of("trade", "investment", "partnerships", "policy", "hub", "gateway", "portal", "local");
    private static final Set<String> CALLERS_NAMED = Set.of(
            "jakarta.annotation.security.RolesAllowed",
            "jakarta.annotation.security.PermitAll",
            "jakarta.annotation.security.DenyAll",
            "io.quarkus.security.Authenticated",
            "io.quarkus.security.PermissionsAllowed");
    private static final Set<String> INJECTED = Set.of(
            "jakarta.inject.Inject",
            "org.eclipse.microprofile.config.inject.ConfigProperty",
            "org.eclipse.microprofile.rest.client.inject.RestClient",
            "org.eclipse.microprofile.reactive.messaging.Channel");

    private ArchitectureRules() {}

    /**
     * Checks all rules that hold for every module on the module's compiled main classes.
     *
     * @throws AssertionError that lists all violations
     */
    public static void check(String rootPackage) {
        check(mainClasses(), rootPackage);
    }

    /** Checks in addition that the module is plain Java: no Quarkus, no Vert.x, no persistence provider. */
    public static void checkPlainJava(String rootPackage) {
        JavaClasses classes = mainClasses();
        check(classes, rootPackage);
        plainJava().check(classes);
    }

    /** The tested module's own classes; other modules' classes are only seen where these refer to them. */
    private static JavaClasses mainClasses() {
        JavaClasses classes = new ClassFileImporter().importPath(Path.of("target", "classes"));
        if (classes.isEmpty()) {
            throw new AssertionError(
                    "No classes in " + Path.of("target", "classes").toAbsolutePath());
        }
        return classes;
    }

    static void check(JavaClasses classes, String rootPackage) {
        List<String> failures = new ArrayList<>();
        for (ArchRule rule : List.of(
                featuresAreFreeOfCycles(rootPackage),
                noOtherService(rootPackage),
                packagesAreNamedByFeature(),
                packagesAreNullMarked(),
                resourceMethodsArePublic(),
                resourceMethodsNameTheirCallers(),
                noFieldInjection(),
                noHiddenClock(),
                noUnseededRandom(),
                noDefaultLocale(),
                noFrameworkExceptions(),
                noLombok())) {
            EvaluationResult result = rule.evaluate(classes);
            if (result.hasViolation()) {
                failures.add(result.getFailureReport().toString());
            }
        }
        if (!failures.isEmpty()) {
            throw new AssertionError(String.join("\n\n", failures));
        }
    }

    static ArchRule featuresAreFreeOfCycles(String rootPackage) {
        return slices().matching(rootPackage + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .as("feature packages do not depend on each other in a circle");
    }

    static ArchRule noOtherService(String rootPackage) {
        String[] others = SERVICES.stream()
                .map(service -> "org.ckep." + service)
                .filter(name -> !name.equals(rootPackage))
                .map(name -> name + "..")
                .toArray(String[]::new);
        return noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .allowEmptyShould(true)
                .as("services know each other by HTTP and events only");
    }

    static ArchRule packagesAreNamedByFeature() {
        return noClasses()
                .should()
                .resideInAnyPackage(
                        "..controller..", "..service..", "..dto..", "..util..", "..utils..", "..impl..", "..common..")
                .allowEmptyShould(true)
                .as("packages are named by feature, not by layer");
    }

    static ArchRule packagesAreNullMarked() {
        return classes()
                .should(satisfy(
                        "lie in a package with @NullMarked in its package-info.java",
                        (JavaClass type) -> type.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked")))
                .allowEmptyShould(true);
    }

    static ArchRule resourceMethodsArePublic() {
        return methods()
                .that(areResourceMethods())
                .should()
                .bePublic()
                .allowEmptyShould(true)
                .as("resource methods are public, else every call answers 404 without a warning");
    }

    static ArchRule resourceMethodsNameTheirCallers() {
        return methods()
                .that(areResourceMethods())
                .should(satisfy(
                        "say who may call them, by @RolesAllowed, @PermissionsAllowed, @Authenticated or @PermitAll",
                        (JavaMethod method) -> has(method, CALLERS_NAMED) || has(method.getOwner(), CALLERS_NAMED)))
                .allowEmptyShould(true);
    }

    static ArchRule noFieldInjection() {
        return noFields()
                .should(satisfy("be injected; constructors are", (JavaMember field) -> has(field, INJECTED)))
                .allowEmptyShould(true);
    }

    static ArchRule noHiddenClock() {
        return noCall(
                "the time comes from an injected Clock",
                target -> (target.getOwner().getPackageName().equals("java.time")
                                && target.getName().equals("now")
                                && target.getParameterTypes().stream()
                                        .noneMatch(type -> type.getName().equals("java.time.Clock")))
                        || (target.getOwner().getName().equals("java.lang.System")
                                && target.getName().equals("currentTimeMillis")));
    }

    static ArchRule noUnseededRandom() {
        return noCall(
                "random numbers come from an injected RandomGenerator, secrets from SecureRandom",
                target -> (target.getOwner().getName().equals("java.util.Random")
                                && target.getName().equals("<init>")
                                && target.getParameterTypes().isEmpty())
                        || (target.getOwner().getName().equals("java.lang.Math")
                                && target.getName().equals("random")));
    }

    static ArchRule noDefaultLocale() {
        return noCall(
                "changes of case name their locale",
                target -> target.getOwner().getName().equals("java.lang.String")
                        && Set.of("toLowerCase", "toUpperCase").contains(target.getName())
                        && target.getParameterTypes().isEmpty());
    }

    static ArchRule noFrameworkExceptions() {
        return noCall(
                "refusals are ProblemExceptions, not exceptions of the REST framework",
                target -> target.getName().equals("<init>")
                        && assignableTo("jakarta.ws.rs.WebApplicationException").test(target.getOwner()));
    }

    static ArchRule noLombok() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("lombok..")
                .allowEmptyShould(true)
                .as("no Lombok");
    }

    static ArchRule plainJava() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus..", "io.vertx..", "io.smallrye..", "org.hibernate..")
                .allowEmptyShould(true)
                .as("the module is plain Java");
    }

    private static ArchRule noCall(
            String reason, java.util.function.Predicate<AccessTarget.CodeUnitCallTarget> isForbidden) {
        DescribedPredicate<JavaCall<?>> forbidden = describe(reason, call -> isForbidden.test(call.getTarget()));
        return noClasses()
                .that(describe("are written by hand", type -> !type.getName().contains("_")))
                .should()
                .callCodeUnitWhere(forbidden)
                .allowEmptyShould(true)
                .as(reason);
    }

    private static DescribedPredicate<JavaMethod> areResourceMethods() {
        return describe(
                "are resource methods",
                method -> !method.getOwner().isInterface()
                        && method.getAnnotations().stream().anyMatch(ArchitectureRules::isHttpMethod));
    }

    private static boolean isHttpMethod(JavaAnnotation<?> annotation) {
        return annotation.getRawType().isAnnotatedWith("jakarta.ws.rs.HttpMethod");
    }

    private static boolean has(CanBeAnnotated element, Set<String> annotations) {
        return annotations.stream().anyMatch(element::isAnnotatedWith);
    }

    private static <T extends com.tngtech.archunit.core.domain.properties.HasName.AndFullName> ArchCondition<T> satisfy(
            String description, java.util.function.Predicate<T> test) {
        return new ArchCondition<>(description) {
            @Override
            public void check(T item, ConditionEvents events) {
                boolean holds = test.test(item);
                events.add(new SimpleConditionEvent(
                        item, holds, item.getFullName() + (holds ? " does " : " does not ") + description));
            }
        };
    }
}
