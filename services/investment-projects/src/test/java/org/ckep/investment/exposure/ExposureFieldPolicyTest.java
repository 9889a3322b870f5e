package org.ckep.investment.exposure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.investment.FieldPolicies.components;

import org.ckep.investment.FieldPolicies;
import org.ckep.kernel.field.FieldPolicy;
import org.junit.jupiter.api.Test;

/** Every attribute of an exposure has a class; one without fails here. */
class ExposureFieldPolicyTest {
    @Test
    void everyAttributeThatIsShownHasAClass() {
        FieldPolicy policy = FieldPolicies.beside(Exposure.class, "exposure.fields");
        assertThat(policy.attributes()).containsExactlyInAnyOrderElementsOf(components(ExposureView.class));
    }
}
