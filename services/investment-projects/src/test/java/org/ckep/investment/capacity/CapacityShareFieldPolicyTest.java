package org.ckep.investment.capacity;

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

/** Every attribute of a capacity share has a class; one without fails here. */
class CapacityShareFieldPolicyTest {
    private static final FieldPolicy POLICY = FieldPolicy.read(
            "capacity-share.fields",
            new InputStreamReader(
                    Objects.requireNonNull(CapacityShare.class.getResourceAsStream("capacity-share.fields")),
                    StandardCharsets.UTF_8));

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

    private static List<String> components(Class<?> record) {
        return Stream.of(record.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }
}
