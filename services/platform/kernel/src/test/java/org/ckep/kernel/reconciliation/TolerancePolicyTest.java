package org.ckep.kernel.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tolerances as people write them down. */
class TolerancePolicyTest {
    private static TolerancePolicy read(String... lines) {
        return TolerancePolicy.read("some.tolerances", new StringReader(String.join("\n", lines)));
    }

    @Test
    void aPartHasItsOwnToleranceOrThatOfTheWhole() {
        TolerancePolicy policy =
                read("# agreed", "version 3", "keyDates days=3", "keyDates/APPROVED/actual # exact", "jobs");
        assertThat(policy.version()).isEqualTo(3);
        assertThat(policy.attributes()).containsExactly("keyDates", "jobs");
        assertThat(policy.of("keyDates").days()).isEqualTo(3);
        assertThat(policy.of("keyDates/APPROVED/planned").days()).isEqualTo(3);
        assertThat(policy.of("keyDates/APPROVED/actual")).isEqualTo(Tolerance.EXACT);
        assertThat(policy.of("keyDates/APPROVED/actual/day")).isEqualTo(Tolerance.EXACT);
        assertThat(policy.of("keyDates/GROUNDBREAKING/actual").days()).isEqualTo(3);
        assertThat(policy.of("capacity/keyDates/cells")).isEqualTo(Tolerance.EXACT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "keyDates/APPROVED days=1",
                "keyDates days=3\nkeyDates days=4",
                "keyDates days=three",
                "keyDates/ days=3",
                "keyDates weeks=3"
            })
    void whatIsNoToleranceIsRefused(String lines) {
        assertThatThrownBy(() -> read("version 1", lines)).isInstanceOf(IllegalArgumentException.class);
    }
}
