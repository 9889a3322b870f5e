package org.ckep.trade.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.ckep.trade.mirror.MirrorFigure.Missing;
import org.ckep.trade.mirror.MirrorRepository.Which;
import org.ckep.trade.observation.Sender;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MirrorViewTest {

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
        MirrorView totals = totals("113029.0", "173501.5", "132579.6", "108855.3");

        assertThat(totals.sides().get(0).total()).isEqualTo("286530.5");
        assertThat(totals.sides().get(1).total()).isEqualTo("241434.9");
        assertThat(totals.sides().get(0).balance()).isEqualTo("-60472.5");
        assertThat(totals.sides().get(1).balance()).isEqualTo("23724.3");
        MirrorView.Flow toKorea = totals.flows().get(0);
        assertThat(toKorea.from()).isEqualTo("CN");
        assertThat(toKorea.discrepancy().absolute()).isEqualTo("-4173.7");
        assertThat(toKorea.discrepancy().ratio()).isEqualTo("0.963074");
        MirrorView.Flow toChina = totals.flows().get(1);
        assertThat(toChina.discrepancy().absolute()).isEqualTo("40921.9");
        assertThat(toChina.discrepancy().ratio()).isEqualTo("1.308659");
        assertThat(toChina.discrepancy().percent()).isEqualTo("26.7393");
        assertThat(totals.total().absolute()).isEqualTo("45095.6");
        assertThat(totals.balance().absolute()).isEqualTo("-36748.2");
        assertThat(totals.balance().percent()).isNull();
        assertThat(totals.balance().missing()).isEqualTo(Missing.SIGNED_AMOUNTS);
    }

    @Test
    void aMissingSideIsNullWithItsReasonAndNeverReplaced() {
        MirrorView totals = totals("113029.0", null, "132579.6", "108855.3");

        MirrorFigure missing = totals.sides().get(0).imports();
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

    /** A code of six digits may mean different goods in two editions; a total over all goods does not. */
    @Test
    void figuresOfTwoEditionsAreShownAndNotCompared() {
        MirrorFigure exporter = figure("KR", "CN", "X", "100", "HS17");
        MirrorFigure importer = figure("CN", "KR", "M", "120", "HS22");

        assertThat(Discrepancy.of(importer, exporter, false))
                .isEqualTo(new Discrepancy(null, null, null, Missing.CLASSIFICATIONS_DIFFER));
        assertThat(Discrepancy.of(importer, exporter, true).absolute()).isEqualTo("20");
        MirrorView view = MirrorView.of(
                "2023",
                "A",
                "COMTRADE_V1",
                "854232",
                "CN",
                "KR",
                null,
                (reporter, partner, flow) ->
                        figure(reporter, partner, flow, "7", reporter.equals("CN") ? "HS22" : "HS17"));
        assertThat(view.total().missing()).isEqualTo(Missing.CLASSIFICATIONS_DIFFER);
        assertThat(view.balance().missing()).isEqualTo(Missing.CLASSIFICATIONS_DIFFER);
        assertThat(view.sides().get(0).total()).isEqualTo("14");
    }

    @Test
    void aSidesFiguresOfTwoEditionsAreNotAddedUp() {
        MirrorView.SideTotals side = MirrorView.SideTotals.of(
                "CN", figure("CN", "KR", "X", "7", "HS17"), figure("CN", "KR", "M", "5", "HS22"), false);
        assertThat(side.total()).isNull();
        assertThat(side.balance()).isNull();
        assertThat(side.missing()).isEqualTo(Missing.CLASSIFICATIONS_DIFFER);
    }

    /** Imports of 120 at a factor of 1.06 are 113.21 at the frontier: the figures as reported stay beside it. */
    @Test
    void aFactorConvertsImportsBesideWhatWasReported() {
        MirrorFigure exporter = figure("KR", "CN", "X", "100", "HS22");
        MirrorFigure importer = figure("CN", "KR", "M", "120", "HS22");
        MirrorView.AtFob converted = MirrorView.AtFob.of(new BigDecimal("1.06"), exporter, importer, false);
        assertThat(converted.cifFobFactor()).isEqualTo("1.06");
        assertThat(converted.importer()).isEqualTo("113.21");
        assertThat(converted.discrepancy().absolute()).isEqualTo("13.21");
        assertThat(converted.discrepancy().ratio()).isEqualTo("1.1321");
        assertThat(converted.missing()).isNull();
    }

    @Test
    void aFactorSaysNothingOfOtherValuationsEditionsOrOfMissingFigures() {
        BigDecimal factor = new BigDecimal("1.06");
        MirrorFigure exporter = figure("KR", "CN", "X", "100", "HS22");
        MirrorFigure importer = figure("CN", "KR", "M", "120", "HS22");
        assertThat(MirrorView.AtFob.of(factor, exporter, valued(importer, "FOB"), false))
                .isEqualTo(unconverted(Missing.VALUATIONS_UNSUITABLE));
        assertThat(MirrorView.AtFob.of(factor, valued(exporter, "UNKNOWN"), importer, false))
                .isEqualTo(unconverted(Missing.VALUATIONS_UNSUITABLE));
        assertThat(MirrorView.AtFob.of(
                        factor, exporter, MirrorFigure.missing("CN", "KR", "M", "DOTS", Missing.NOT_REPORTED), false))
                .isEqualTo(unconverted(Missing.INPUT_MISSING));
        MirrorFigure older = figure("CN", "KR", "M", "120", "HS17");
        assertThat(MirrorView.AtFob.of(factor, exporter, older, false))
                .isEqualTo(unconverted(Missing.CLASSIFICATIONS_DIFFER));
        assertThat(MirrorView.AtFob.of(factor, exporter, older, true).importer())
                .isEqualTo("113.21");
    }

    private static MirrorView.AtFob unconverted(Missing why) {
        return new MirrorView.AtFob(new BigDecimal("1.06"), null, new Discrepancy(null, null, null, why), why);
    }

    private static MirrorFigure valued(MirrorFigure figure, String valuation) {
        return new MirrorFigure(
                figure.reporter(),
                figure.partner(),
                figure.flow(),
                figure.source(),
                figure.sentBy(),
                figure.value(),
                valuation,
                figure.classification(),
                figure.provisional(),
                figure.knownSince(),
                null);
    }

    private static MirrorView totals(
            @Nullable String cnX, @Nullable String cnM, @Nullable String krX, @Nullable String krM) {
        Map<Which, @Nullable String> values = new HashMap<>();
        values.put(new Which("CN", "X"), cnX);
        values.put(new Which("CN", "M"), cnM);
        values.put(new Which("KR", "X"), krX);
        values.put(new Which("KR", "M"), krM);
        return MirrorView.of("2020", "A", "DOTS", "TOTAL", "CN", "KR", null, (reporter, partner, flow) -> {
            String value = values.get(new Which(reporter, flow));
            return value == null
                    ? MirrorFigure.missing(reporter, partner, flow, "DOTS", Missing.NOT_REPORTED)
                    : figure(reporter, partner, flow, value, "HS");
        });
    }

    private static MirrorFigure figure(String reporter, String partner, String flow, String value, String edition) {
        return new MirrorFigure(
                reporter,
                partner,
                flow,
                "DOTS",
                Sender.OPERATOR,
                new BigDecimal(value),
                flow.equals("X") ? "FOB" : "CIF",
                edition,
                false,
                Instant.parse("2026-03-02T01:00:00Z"),
                null);
    }
}
