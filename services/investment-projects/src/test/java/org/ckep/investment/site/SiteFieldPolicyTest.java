package org.ckep.investment.site;

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

/** Every attribute of a site has a class; one without fails here. */
class SiteFieldPolicyTest {
    private static final FieldPolicy POLICY = FieldPolicy.read(
            "site.fields",
            new InputStreamReader(
                    Objects.requireNonNull(Site.class.getResourceAsStream("site.fields")), StandardCharsets.UTF_8));

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

    private static List<String> components(Class<?> record) {
        return Stream.of(record.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }
}
