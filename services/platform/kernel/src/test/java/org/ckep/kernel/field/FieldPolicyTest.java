package org.ckep.kernel.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.time.Duration;
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
        assertThat(policy.rule("totalInvestment")).contains(new FieldPolicy.Rule(FieldClass.SIDED, true, null));
        assertThat(policy.isAgreed("title")).isTrue();
        assertThat(policy.isAgreed("filings")).isFalse();
        assertThat(policy.isAgreed("unheardOf")).isFalse();
    }

    @Test
    void whatSourcesSayIsAgreedWhereItNamesOne() {
        FieldPolicy policy = policy("modality PUBLIC_CLAIM evidence\nsources PUBLIC_CLAIM");
        assertThat(policy.isAgreed("modality")).isTrue();
        assertThat(policy.isAgreed("sources")).isFalse();
    }

    @Test
    void silenceAgreesToWhatIsListedAlone() {
        FieldPolicy policy = policy("title JOINT silence P14D\nnote JOINT silence P21D\nproducts JOINT");
        assertThat(policy.silence(List.of("title"))).contains(Duration.ofDays(14));
        assertThat(policy.silence(List.of("note", "title"))).contains(Duration.ofDays(21));
        assertThat(policy.silence(List.of("title", "products"))).isEmpty();
        assertThat(policy.silence(List.of("unheardOf"))).isEmpty();
        assertThat(policy.silence(List.of())).isEmpty();
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
                    title JOINT silence          | line 1: expected
                    title JOINT silence P0D      | line 1: expected
                    title JOINT silence PT2H     | line 1: expected
                    filings OWN silence P14D     | silence agrees
                    total SIDED evidence silence P14D | silence agrees
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
