package org.ckep.kernel.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldPolicyTest {
    private static FieldPolicy policy(String text) {
        return FieldPolicy.read("test.fields", new StringReader(text));
    }

    @Test
    void readsClassesWithTheirRemarks() {
        FieldPolicy policy = policy("""
                # a record
                title            JOINT            # agreed by both
                totalInvestment  SIDED evidence

                filings          OWN
                """);
        assertThat(policy.attributes()).containsExactly("title", "totalInvestment", "filings");
        assertThat(policy.attributes(FieldClass.SIDED)).containsExactly("totalInvestment");
        assertThat(policy.rule("totalInvestment")).contains(new FieldPolicy.Rule(FieldClass.SIDED, true));
        assertThat(policy.isAgreed("title")).isTrue();
        assertThat(policy.isAgreed("filings")).isFalse();
        assertThat(policy.isAgreed("unheardOf")).isFalse();
    }

    @Test
    void namesWhatHasNoClass() {
        assertThat(policy("title JOINT").unclassified(List.of("title", "colour", "shape")))
                .containsExactly("colour", "shape");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    title                        | line 1: expected
                    title SECRET                 | SECRET
                    filings OWN evidence         | evidence belongs to agreed values
                    title JOINT proof            | line 1: expected
                    Title JOINT                  | line 1: expected
                    """)
    void refusesWhatItCannotMean(String line, String message) {
        assertThatThrownBy(() -> policy(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesASecondDeclaration() {
        assertThatThrownBy(() -> policy("title JOINT\ntitle OWN"))
                .hasMessage("test.fields line 2: title is declared twice");
    }
}
