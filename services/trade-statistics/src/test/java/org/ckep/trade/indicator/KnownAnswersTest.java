package org.ckep.trade.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import org.ckep.trade.indicator.IndicatorService.Computed;
import org.ckep.trade.observation.Edition;
import org.junit.jupiter.api.Test;

/** What is kept is bounded by its rows, and is that of one state of knowledge. */
class KnownAnswersTest {
    private static final Formula TSI = Formulas.find("tsi").orElseThrow();
    private static final IndicatorRow ROW = IndicatorRow.of("850110", Result.NOT_REPORTED);

    @Test
    void theRowsThatWereNotAskedForTheLongestGo() {
        KnownAnswers answers = new KnownAnswers(10);
        answers.remember(query(1), rows(4));
        answers.remember(query(2), rows(4));
        assertThat(answers.find(query(1))).isPresent();
        answers.remember(query(3), rows(4));
        assertThat(answers.find(query(1))).isPresent();
        assertThat(answers.find(query(2))).isEmpty();
        assertThat(answers.find(query(3))).contains(rows(4));
        answers.remember(query(4), rows(11));
        assertThat(answers.find(query(4))).isEmpty();
        answers.remember(query(5), rows(10));
        assertThat(answers.find(query(5))).isEmpty();
        assertThat(answers.size()).isEqualTo(2);
    }

    @Test
    void anotherStateOfKnowledgeIsAnotherQuestion() {
        KnownAnswers answers = new KnownAnswers(10);
        answers.remember(query(1), rows(1));
        assertThat(answers.find(query(1).pinned(Edition.HS22, Instant.ofEpochSecond(9))))
                .isEmpty();
        assertThat(answers.find(query(1).pinned(Edition.HS17, Instant.ofEpochSecond(1))))
                .isEmpty();
    }

    private static IndicatorQuery query(int second) {
        return IndicatorQueries.read(TSI, Map.of(Option.SOURCE, "DOTS", Option.PERIOD, "2020", Option.REPORTER, "KR"))
                .pinned(Edition.HS22, Instant.ofEpochSecond(second));
    }

    private static Computed rows(int count) {
        return new Computed(Collections.nCopies(count, ROW), null, new IndicatorAnswer.Suppressed(null, null, null, 0));
    }
}
