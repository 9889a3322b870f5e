package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.investment.FieldPolicies.components;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.persistence.Transient;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ckep.kernel.field.FieldClass;
import org.ckep.kernel.field.FieldPolicy;
import org.junit.jupiter.api.Test;

/** Every attribute of a project has a class; one without fails here. */
class ProjectFieldPolicyTest {
    private static final FieldPolicy POLICY = ProjectAgreement.POLICY;

    /** Columns that hold an attribute in parts. */
    private static final Map<String, String> HELD_IN = Map.of(
            "parentId", "parentProject",
            "investmentAmount", "totalInvestment",
            "investmentCurrency", "totalInvestment",
            "investmentBasis", "totalInvestment",
            "investmentValueDate", "totalInvestment",
            "investmentText", "totalInvestment",
            "paidAmount", "paid",
            "paidCurrency", "paid");

    /** Columns for the machine, which nobody is shown. */
    private static final Set<String> INTERNAL = Set.of("editedBy", "editors", "searchKey");

    @Test
    void everyAttributeOfTheEntityHasAClass() {
        List<String> attributes = new ArrayList<>(components(ProjectParts.class));
        for (Field field : Project.class.getDeclaredFields()) {
            boolean column = !Modifier.isStatic(field.getModifiers())
                    && !field.isSynthetic()
                    && !field.getName().startsWith("$$_")
                    && !field.isAnnotationPresent(Transient.class);
            if (column && !INTERNAL.contains(field.getName())) {
                attributes.add(HELD_IN.getOrDefault(field.getName(), field.getName()));
            }
        }
        assertThat(attributes).hasSizeGreaterThan(25);
        assertThat(POLICY.unclassified(attributes)).isEmpty();
    }

    @Test
    void everyAttributeThatIsShownOrEnteredHasAClass() {
        assertThat(POLICY.unclassified(components(ProjectView.class))).isEmpty();
        assertThat(POLICY.unclassified(components(ProjectContent.class))).isEmpty();
        assertThat(POLICY.attributes()).containsExactlyInAnyOrderElementsOf(components(ProjectView.class));
    }

    /** Whatever both sides have figures of is compared, by a tolerance that both agreed. */
    @Test
    void everyFigureOfASideHasATolerance() {
        assertThat(new ProjectFigures(new ObjectMapper()).policy().attributes())
                .containsExactlyInAnyOrderElementsOf(POLICY.attributes(FieldClass.SIDED));
    }

    /** What both sides agree on is content; what a step decides no patch reaches. */
    @Test
    void agreedValuesAreContent() {
        assertThat(components(ProjectContent.class)).containsAll(POLICY.attributes(FieldClass.JOINT));
        assertThat(components(ProjectContent.class)).containsAll(POLICY.attributes(FieldClass.SIDED));
        assertThat(POLICY.attributes(FieldClass.SIDED))
                .containsExactly(
                        "keyDates", "totalInvestment", "registeredCapital", "ownContribution", "jobs", "capacity");
        assertThat(POLICY.attributes(FieldClass.OWN)).containsExactly("filings", "rag");
    }
}
