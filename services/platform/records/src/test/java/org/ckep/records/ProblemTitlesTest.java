package org.ckep.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.ckep.kernel.value.Language;
import org.ckep.web.ProblemTitles;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
class ProblemTitlesTest {
    @Inject
    ProblemTitles titles;

    @ParameterizedTest
    @EnumSource(RecordsProblem.class)
    void everyProblemHasATitleInEveryLanguage(RecordsProblem problem) {
        assertThat(Language.values()).allSatisfy(language -> assertThat(titles.has(problem, language))
                .isTrue());
    }
}
