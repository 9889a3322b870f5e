package org.ckep.investment.grievance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStreamReader;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.ckep.kernel.field.FieldClass;
import org.ckep.kernel.field.FieldPolicy;
import org.junit.jupiter.api.Test;

/** Every attribute of a grievance has a class; one without fails here. */
class GrievanceFieldPolicyTest {
    @Test
    void everyAttributeThatIsShownHasAClass() {
        FieldPolicy policy = FieldPolicy.read(
                "grievance.fields",
                new InputStreamReader(
                        Objects.requireNonNull(Grievance.class.getResourceAsStream("grievance.fields")),
                        StandardCharsets.UTF_8));
        assertThat(policy.attributes())
                .containsExactlyInAnyOrderElementsOf(Stream.of(GrievanceView.class.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList());
        assertThat(policy.attributes(FieldClass.OWN))
                .containsExactly("project", "raisedBy", "text", "opened", "agency", "answer");
    }
}
