package org.ckep.investment.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.investment.FieldPolicies.components;

import java.util.List;
import org.ckep.investment.FieldPolicies;
import org.ckep.kernel.field.FieldClass;
import org.ckep.kernel.field.FieldPolicy;
import org.junit.jupiter.api.Test;

/** Every attribute of a commitment has a class; one without fails here. */
class CommitmentFieldPolicyTest {
    private static final FieldPolicy POLICY = FieldPolicies.beside(StoredCommitment.class, "commitment.fields");

    @Test
    void everyAttributeThatIsShownHasAClass() {
        assertThat(POLICY.attributes()).containsExactlyInAnyOrderElementsOf(components(CommitmentView.class));
    }

    /** The sum that is entered becomes a transaction, in the currency of the commitment. */
    @Test
    void whatIsEnteredIsEachSidesOwn() {
        List<String> entered = components(CommitmentContent.class).stream()
                .map(name -> name.equals("amount") ? "currency" : name)
                .filter(name -> !name.equals("sources"))
                .toList();
        assertThat(POLICY.attributes(FieldClass.SIDED)).containsExactlyInAnyOrderElementsOf(entered);
        assertThat(POLICY.attributes(FieldClass.PUBLIC_CLAIM)).containsExactly("sources");
    }
}
