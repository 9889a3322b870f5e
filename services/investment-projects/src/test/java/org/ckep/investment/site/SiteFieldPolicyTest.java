package org.ckep.investment.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.investment.FieldPolicies.components;

import java.util.List;
import org.ckep.investment.FieldPolicies;
import org.ckep.kernel.field.FieldClass;
import org.ckep.kernel.field.FieldPolicy;
import org.junit.jupiter.api.Test;

/** Every attribute of a site has a class; one without fails here. */
class SiteFieldPolicyTest {
    private static final FieldPolicy POLICY = FieldPolicies.beside(Site.class, "site.fields");

    @Test
    void everyAttributeThatIsShownHasAClass() {
        assertThat(POLICY.attributes()).containsExactlyInAnyOrderElementsOf(components(SiteView.class));
    }

    /** What a patch reaches is each side's own, and nothing else is. */
    @Test
    void whatIsEnteredIsEachSidesOwn() {
        List<String> entered = components(SiteContent.class).stream()
                .filter(name -> !name.equals("sources"))
                .toList();
        assertThat(POLICY.attributes(FieldClass.SIDED)).containsExactlyInAnyOrderElementsOf(entered);
        assertThat(POLICY.attributes(FieldClass.PUBLIC_CLAIM)).containsExactly("sources");
    }
}
