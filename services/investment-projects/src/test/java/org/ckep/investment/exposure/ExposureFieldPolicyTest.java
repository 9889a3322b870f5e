package org.ckep.investment.exposure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStreamReader;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.ckep.kernel.field.FieldPolicy;
import org.junit.jupiter.api.Test;

/** Every attribute of an exposure has a class; one without fails here. */
class ExposureFieldPolicyTest {
    @Test
    void everyAttributeThatIsShownHasAClass() {
        FieldPolicy policy = FieldPolicy.read(
                "exposure.fields",
                new InputStreamReader(
                        Objects.requireNonNull(Exposure.class.getResourceAsStream("exposure.fields")),
                        StandardCharsets.UTF_8));
        assertThat(policy.attributes())
                .containsExactlyInAnyOrderElementsOf(Stream.of(ExposureView.class.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList());
    }
}
