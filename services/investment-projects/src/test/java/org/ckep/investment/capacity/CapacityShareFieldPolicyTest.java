package org.ckep.investment.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.investment.FieldPolicies.components;

import org.ckep.investment.FieldPolicies;
import org.ckep.kernel.field.FieldClass;
import org.ckep.kernel.field.FieldPolicy;
import org.junit.jupiter.api.Test;

/** Every attribute of a capacity share has a class; one without fails here. */
class CapacityShareFieldPolicyTest {
    private static final FieldPolicy POLICY = FieldPolicies.beside(CapacityShare.class, "capacity-share.fields");

    @Test
    void everyAttributeThatIsShownHasAClass() {
        assertThat(POLICY.attributes()).containsExactlyInAnyOrderElementsOf(components(CapacityShareView.class));
    }

    /** What a patch reaches is what sources say, and nothing else is. */
    @Test
    void whatIsEnteredIsWhatSourcesSay() {
        assertThat(POLICY.attributes(FieldClass.PUBLIC_CLAIM))
                .containsExactlyInAnyOrderElementsOf(components(CapacityShareContent.class));
    }
}
