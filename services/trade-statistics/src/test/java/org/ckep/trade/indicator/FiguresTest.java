package org.ckep.trade.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.ckep.trade.observation.Edition;
import org.junit.jupiter.api.Test;

/** Formulas ask for the sum over all products again with every product, so it is taken once. */
class FiguresTest {
    @Test
    void productsAreSummedOnceUntilOneMoreCame() {
        Figures figures = new Figures(IndicatorQueries.read(
                        Formulas.find("rca").orElseThrow(),
                        Map.of(
                                Option.SOURCE, "COMTRADE_V1",
                                Option.PERIOD, "2020",
                                Option.REPORTER, "KR",
                                Option.TOTALS, "summed"))
                .pinned(Edition.HS22, Instant.EPOCH));
        assertThat(figures.total("X_i", "X_ik")).isNull();
        figures.put("X_ik", "854231", cell("3"));
        figures.put("X_ik", "854232", cell("4"));
        BigDecimal sum = figures.total("X_i", "X_ik");
        assertThat(sum).isEqualByComparingTo("7");
        assertThat(figures.total("X_i", "X_ik")).isSameAs(sum);
        figures.put("X_ik", "854239", cell("5"));
        assertThat(figures.total("X_i", "X_ik")).isEqualByComparingTo("12");
    }

    private static Cell cell(String value) {
        return new Cell(new BigDecimal(value), BigDecimal.ONE, 1, null, List.of());
    }
}
