package org.ckep.investment.shareholding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStreamReader;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.ckep.kernel.field.FieldClass;
import org.ckep.kernel.field.FieldPolicy;
import org.junit.jupiter.api.Test;

/** Every attribute of a shareholding history has a class; one without fails here. */
class ShareholdingFieldPolicyTest {
    @Test
    void everyAttributeThatIsShownHasAClass() {
        FieldPolicy policy = FieldPolicy.read(
                "shareholding.fields",
                new InputStreamReader(
                        Objects.requireNonNull(StoredShareholding.class.getResourceAsStream("shareholding.fields")),
                        StandardCharsets.UTF_8));
        assertThat(policy.attributes())
                .containsExactlyInAnyOrderElementsOf(Stream.of(ShareholdingView.class.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList());
        assertThat(policy.attributes(FieldClass.SIDED)).containsExactly("entity", "kind", "statement");
    }
}
