package org.ckep.trade.sdmx;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterTest {
    private static final Component AREA =
            DataStructure.BTS.component("REF_AREA").orElseThrow();

    /** The examples of the standard; AND binds tighter than OR, and an operator belongs to one value only. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A,B|A B",
                "ge:B+le:C|B C",
                "ne:A,B|B C D",
                "ne:A+B|B",
                "ne:A,ne:B|A B C D",
                "ne:A+ne:B|C D",
                "gt:A+lt:C,D|B D",
                "nc:A|B C D",
                "sw:A,ew:D|A D",
                "co:C|C"
            })
    void conditionsAreCombined(String text, String holding) {
        Filter filter = Filter.of(AREA, text);
        assertThat(List.of("A", "B", "C", "D").stream().filter(filter::holds).toList())
                .containsExactly(holding.split(" "));
    }

    @Test
    void everyValueIsBound() {
        List<Object> values = new ArrayList<>();
        String sql = Filter.of(AREA, "sw:a' or '1'='1,ew:b+ne:c").sql("s.reporter", values);
        assertThat(sql)
                .isEqualTo(
                        "((starts_with(s.reporter, ?)) or (right(s.reporter, length(?)) = ? and s.reporter is distinct from ?))");
        assertThat(values).containsExactly("a' or '1'='1", "b", "b", "c");
    }

    @Test
    void reportingPeriodsAreCountedFromTheDayOnWhichTheirYearBegins() {
        List<Object> values = new ArrayList<>();
        Filter shifted = Filter.of(Component.TIME, "ge:2010-Q3", MonthDay.of(7, 1));
        assertThat(shifted.sql("o.period", values)).isEqualTo("((o.period >= ?))");
        assertThat(values).containsExactly(LocalDate.of(2011, 1, 1));
        assertThat(shifted.toString())
                .isNotEqualTo(Filter.of(Component.TIME, "ge:2010-Q3").toString());
    }

    @Test
    void amountsAreComparedAsNumbersAndPeriodsAsStretchesOfTime() {
        List<Object> values = new ArrayList<>();
        assertThat(Filter.of(Component.VALUE, "ge:10.50").sql("o.value", values))
                .isEqualTo("((o.value >= ?))");
        assertThat(Filter.of(Component.TIME, "gt:2020-Q1").sql("o.period", values))
                .isEqualTo("((o.period > ?))");
        assertThat(values).containsExactly(new BigDecimal("10.50"), LocalDate.of(2020, 3, 31));
    }
}
