package org.ckep.trade.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.ckep.trade.observation.Edition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is reported about the world is read from its own table, where it lies together, and nothing else is. */
class SliceSqlTest {
    @ParameterizedTest
    @CsvSource({
        "rca, KR, false",
        "rsca, KR, false",
        "nrca, KR, false",
        "tsi, KR, false",
        "lafay, KR, false",
        "rca-bilateral, CN, true",
    })
    void theFiguresOfAllReportersAreNotLookedUpOneByOne(String id, String area, boolean amongPartners) {
        Formula formula = Formulas.find(id).orElseThrow();
        Map<Option, String> given = area.equals("CN")
                ? Map.of(Option.SOURCE, "X", Option.PERIOD, "2020", Option.REPORTER, "KR", Option.PARTNER, "CN")
                : Map.of(Option.SOURCE, "X", Option.PERIOD, "2020", Option.REPORTER, "KR");
        IndicatorQuery query = IndicatorQueries.read(formula, given)
                .withAreas("KR", area.equals("CN") ? "CN" : Slice.WORLD)
                .pinned(Edition.HS22, Instant.EPOCH);
        List<Slice> slices = Plan.of(query);
        for (SliceSql sql : List.of(
                SliceSql.sums(query, slices), SliceSql.summary(query, slices), SliceSql.figures(query, slices))) {
            assertThat(sql.text().contains("trade_observation")).isEqualTo(amongPartners);
            assertThat(sql.text().contains("trade_with_world")).isEqualTo(!amongPartners);
        }
    }
}
