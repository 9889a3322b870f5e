package org.ckep.policy.target;

import static org.assertj.core.api.Assertions.assertThat;

import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.value.Relation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetRulesTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "GLOBAL_AI_RANK, LE, -",
                "GLOBAL_AI_RANK, LT, -",
                "GLOBAL_AI_RANK, GE, rank-upside-down",
                "GLOBAL_AI_RANK, EQ, rank-upside-down",
                "IMPORT_SHARE, LE, -",
                "EXPORT_VALUE, GE, -",
                "EXPORT_VALUE, APPROX, relation-without-direction",
                "EXPORT_VALUE, RANGE, relation-without-direction",
                "EXPORT_VALUE, -, relation-missing"
            })
    void m11_directionIsExplicit(String metric, @Nullable Relation relation, @Nullable String code) {
        assertThat(TargetRules.wrongDirection(metric, relation)
                        .map(FieldError::code)
                        .orElse(null))
                .isEqualTo(code);
    }
}
