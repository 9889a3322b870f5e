package org.ckep.trade.bilateral;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import org.ckep.kernel.access.Side;
import org.ckep.trade.bilateral.BilateralRepository.Which;
import org.ckep.trade.bilateral.Figure.Missing;
import org.junit.jupiter.api.Test;

class BilateralTotalsTest {

    /** The hand example for mirror asymmetry: exports of 100 and imports of 120 are 18.1818 % apart. */
    @Test
    void theDiscrepancyFollowsItsFormula() {
        Discrepancy discrepancy = Discrepancy.between(new BigDecimal(120), new BigDecimal(100));
        assertThat(discrepancy.absolute()).isEqualTo("20");
        assertThat(discrepancy.ratio()).isEqualTo("1.2");
        assertThat(discrepancy.percent()).isEqualTo("18.1818");
        assertThat(discrepancy.missing()).isNull();
    }

    /** IMF Direction of Trade Statistics for 2020, in million USD. */
    @Test
    void theFiguresOf2020StandBesideEachOther() {
        BilateralTotals totals = totals("113029.0", "173501.5", "132579.6", "108855.3");

        assertThat(totals.sides().get(0).total()).isEqualTo("286530.5");
        assertThat(totals.sides().get(1).total()).isEqualTo("241434.9");
        assertThat(totals.sides().get(0).balance()).isEqualTo("-60472.5");
        assertThat(totals.sides().get(1).balance()).isEqualTo("23724.3");
        BilateralTotals.Flow toKorea = totals.flows().get(0);
        assertThat(toKorea.from()).isEqualTo(Side.CN);
        assertThat(toKorea.discrepancy().absolute()).isEqualTo("-4173.7");
        assertThat(toKorea.discrepancy().ratio()).isEqualTo("0.963074");
        BilateralTotals.Flow toChina = totals.flows().get(1);
        assertThat(toChina.discrepancy().absolute()).isEqualTo("40921.9");
        assertThat(toChina.discrepancy().ratio()).isEqualTo("1.308659");
        assertThat(toChina.discrepancy().percent()).isEqualTo("26.7393");
        assertThat(totals.total().absolute()).isEqualTo("45095.6");
        assertThat(totals.balance().absolute()).isEqualTo("-36748.2");
        assertThat(totals.balance().percent()).isNull();
    }

    @Test
    void aMissingSideIsNullWithItsReasonAndNeverReplaced() {
        BilateralTotals totals = totals("113029.0", null, "132579.6", "108855.3");

        Figure missing = totals.sides().get(0).imports();
        assertThat(missing.value()).isNull();
        assertThat(missing.missing()).isEqualTo(Missing.NOT_REPORTED);
        assertThat(totals.sides().get(0).total()).isNull();
        assertThat(totals.sides().get(0).missing()).isEqualTo(Missing.INPUT_MISSING);
        assertThat(totals.sides().get(1).total()).isEqualTo("241434.9");
        assertThat(totals.flows().get(1).discrepancy())
                .isEqualTo(new Discrepancy(null, null, null, Missing.INPUT_MISSING));
        assertThat(totals.total()).isEqualTo(new Discrepancy(null, null, null, Missing.INPUT_MISSING));
    }

    @Test
    void nothingTradedHasNoRatio() {
        Discrepancy discrepancy = Discrepancy.between(BigDecimal.ZERO, new BigDecimal("0.00"));
        assertThat(discrepancy.absolute()).isEqualTo("0");
        assertThat(discrepancy.ratio()).isNull();
        assertThat(discrepancy.percent()).isNull();
        assertThat(discrepancy.missing()).isEqualTo(Missing.ZERO_DENOMINATOR);
    }

    private static BilateralTotals totals(String cnX, String cnM, String krX, String krM) {
        Map<Which, String> values = new java.util.HashMap<>();
        values.put(new Which(Side.CN, "X"), cnX);
        values.put(new Which(Side.CN, "M"), cnM);
        values.put(new Which(Side.KR, "X"), krX);
        values.put(new Which(Side.KR, "M"), krM);
        return BilateralTotals.of("2020", "A", "DOTS", "TOTAL", (reporter, flow) -> {
            String value = values.get(new Which(reporter, flow));
            return value == null
                    ? Figure.missing(reporter, flow)
                    : Figure.of(reporter, flow, new BigDecimal(value), flow.equals("X") ? "FOB" : "CIF", "HS");
        });
    }
}
