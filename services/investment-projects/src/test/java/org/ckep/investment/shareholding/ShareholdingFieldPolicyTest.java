package org.ckep.investment.shareholding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.investment.FieldPolicies.components;

import org.ckep.investment.FieldPolicies;
import org.ckep.kernel.field.FieldClass;
import org.ckep.kernel.field.FieldPolicy;
import org.junit.jupiter.api.Test;

/** Every attribute of a shareholding history has a class; one without fails here. */
class ShareholdingFieldPolicyTest {
    @Test
    void everyAttributeThatIsShownHasAClass() {
        FieldPolicy policy = FieldPolicies.beside(StoredShareholding.class, "shareholding.fields");
        assertThat(policy.attributes()).containsExactlyInAnyOrderElementsOf(components(ShareholdingView.class));
        assertThat(policy.attributes(FieldClass.SIDED)).containsExactly("entity", "kind", "statement");
    }
}
