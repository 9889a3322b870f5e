package org.ckep.investment.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStreamReader;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.ckep.kernel.field.FieldClass;
import org.ckep.kernel.field.FieldPolicy;
import org.junit.jupiter.api.Test;

/** Every attribute of a commitment has a class; one without fails here. */
class CommitmentFieldPolicyTest {
    private static final FieldPolicy POLICY = FieldPolicy.read(
            "commitment.fields",
            new InputStreamReader(
                    Objects.requireNonNull(StoredCommitment.class.getResourceAsStream("commitment.fields")),
                    StandardCharsets.UTF_8));

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

    private static List<String> components(Class<?> record) {
        return Stream.of(record.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }
}
