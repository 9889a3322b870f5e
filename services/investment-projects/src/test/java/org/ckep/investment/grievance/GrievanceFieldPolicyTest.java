package org.ckep.investment.grievance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.investment.FieldPolicies.components;

import org.ckep.investment.FieldPolicies;
import org.ckep.kernel.field.FieldClass;
import org.ckep.kernel.field.FieldPolicy;
import org.junit.jupiter.api.Test;

/** Every attribute of a grievance has a class; one without fails here. */
class GrievanceFieldPolicyTest {
    @Test
    void everyAttributeThatIsShownHasAClass() {
        FieldPolicy policy = FieldPolicies.beside(Grievance.class, "grievance.fields");
        assertThat(policy.attributes()).containsExactlyInAnyOrderElementsOf(components(GrievanceView.class));
        assertThat(policy.attributes(FieldClass.OWN))
                .containsExactly("project", "raisedBy", "text", "opened", "agency", "answer");
    }
}
