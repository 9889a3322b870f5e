package org.ckep.trade.warning;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.ckep.trade.observation.Frequency;
import org.ckep.trade.warning.PeriodFigures.Missing;
import org.ckep.trade.warning.Reconciliation.Known;
import org.ckep.trade.warning.Reconciliation.Step;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When a limit counts as crossed and as left again, and what becomes of alerts when figures change. */
class EpisodeTest {
    private static final Limits HALF =
            new Limits(new BigDecimal("0.5"), new BigDecimal("0.45"), new BigDecimal("1000"));
    private static final UUID FIRST = new UUID(1, 1);
    private static final UUID SECOND = new UUID(2, 2);

    @Test
    void whatLiesBetweenTheLimitsLeavesThingsAsTheyAre() {
        List<Episode> episodes = Episode.of(yearly("0.3 0.47 0.6 0.47 0.45 0.44 0.49 0.5 0.51"), HALF);
        assertThat(episodes)
                .containsExactly(
                        new Episode(year(2002), year(2005), decimal("0.6"), decimal("0.44"), true),
                        new Episode(year(2008), year(2008), decimal("0.51"), decimal("0.51"), false));
    }

    @Test
    void littleTradeRaisesNothingAndWhatIsMissingEndsNothing() {
        List<Reading> readings = List.of(
                new Reading(year(2000), decimal("0.9"), decimal("999.99")),
                new Reading(year(2001), decimal("0.8"), decimal("1000")),
                new Reading(year(2002), null, decimal("5000")),
                new Reading(year(2003), decimal("0.7"), decimal("1")));
        assertThat(Episode.of(readings, HALF))
                .containsExactly(new Episode(year(2001), year(2003), decimal("0.8"), decimal("0.7"), false));
    }

    @Test
    void aNewEpisodeRaisesOneAlertAndItsEndClearsIt() {
        List<Episode> open = Episode.of(yearly("0.3 0.6"), HALF);
        assertThat(Reconciliation.of(List.of(), open)).containsExactly(new Step.Raise(open.getFirst()));
        List<Episode> closed = Episode.of(yearly("0.3 0.6 0.4"), HALF);
        for (AlertState state : List.of(AlertState.RAISED, AlertState.ACKNOWLEDGED)) {
            assertThat(Reconciliation.of(List.of(known(FIRST, 2001, 2001, state)), closed))
                    .containsExactly(new Step.Clear(FIRST, closed.getFirst()));
        }
        assertThat(Reconciliation.of(List.of(known(FIRST, 2001, 2002, AlertState.CLEARED)), closed))
                .containsExactly(new Step.Follow(FIRST, closed.getFirst()));
    }

    /** Late figures for 2002 show that the first episode never ended, so there was no second one. */
    @Test
    void lateFiguresReopenRetractAndNeverDouble() {
        List<Known> alerts = List.of(
                known(FIRST, 2001, 2002, AlertState.CLEARED), known(SECOND, 2003, 2003, AlertState.ACKNOWLEDGED));
        List<Episode> merged = Episode.of(yearly("0.3 0.6 0.47 0.7"), HALF);
        assertThat(Reconciliation.of(alerts, merged))
                .containsExactly(new Step.Reopen(FIRST, merged.getFirst()), new Step.Retract(SECOND));
        assertThat(Reconciliation.of(alerts, List.of()))
                .containsExactly(new Step.Retract(FIRST), new Step.Retract(SECOND));
        assertThat(Reconciliation.of(List.of(known(FIRST, 2001, 2002, AlertState.RETRACTED)), merged))
                .containsExactly(new Step.Raise(merged.getFirst()));
    }

    @Test
    void theMetricsOfTwoYears() {
        List<PeriodFigures> figures = List.of(
                figures(2000, "100", "10", "60", "60", "90", "4500"),
                figures(2001, "200", "10", null, "150", "200", "25000"),
                figures(2003, "300", "10", "30", "150", null, null));
        assertThat(values(Metric.SUPPLIER_SHARE, true, figures)).containsExactly("0.6", "0", "0.1");
        assertThat(values(Metric.SUPPLIER_SHARE, false, figures)).containsExactly("0.6", "0.75", "0.5");
        assertThat(values(Metric.SUPPLIER_HHI, false, figures)).containsExactly("0.5555555555555556", "0.625", "null");
        // Of 2003 the year before is not known: what moved over a gap is no jump.
        assertThat(values(Metric.UNIT_VALUE_JUMP, false, figures)).containsExactly("null", "1", "null");
        assertThat(values(Metric.ZERO_TRADE_MONTHS, true, figures)).containsExactly("0", "1", "0");
    }

    @Test
    void aPeriodThatIsNotReportedBreaksARowOfMonths() {
        List<PeriodFigures> figures = List.of(
                figures(2000, "100", "10", null, "60", "90", "4500"),
                figures(2001, "100", "10", null, "60", "90", "4500"),
                figures(2003, "100", "10", null, "60", "90", "4500"));
        assertThat(values(Metric.ZERO_TRADE_MONTHS, true, figures)).containsExactly("1", "2", "1");
    }

    /** What is suppressed is unknown: no share, no concentration, no jump, and no month without trade. */
    @Test
    void whatIsMissingIsNotZero() {
        PeriodFigures before = figures(2000, "100", "10", null, "60", "90", "4500");
        PeriodFigures after = figures(2002, "100", "20", null, "60", "90", "4500");
        assertThat(aroundMissing(before, new Missing(false, false, true, false), after))
                .containsExactly(
                        "0 null 0",
                        "0.6 0.6 0.6",
                        "0.5555555555555556 0.5555555555555556 0.5555555555555556",
                        "null 0 0.5",
                        "1 null 1");
        assertThat(aroundMissing(before, new Missing(false, false, false, true), after))
                .containsExactly(
                        "0 0 0", "0.6 null 0.6", "0.5555555555555556 null 0.5555555555555556", "null 0 0.5", "1 2 3");
        assertThat(aroundMissing(before, new Missing(false, true, false, false), after))
                .containsExactly(
                        "0 0 0",
                        "0.6 0.6 0.6",
                        "0.5555555555555556 0.5555555555555556 0.5555555555555556",
                        "null null null",
                        "1 2 3");
        assertThat(aroundMissing(before, new Missing(true, false, false, false), after))
                .containsExactly(
                        "0 null 0",
                        "0.6 null 0.6",
                        "0.5555555555555556 null 0.5555555555555556",
                        "null null null",
                        "1 null 1");
    }

    /** An alert goes on telling of the periods that decided it, whose figures were suppressed since. */
    @Test
    void whatIsWithheldSinceChangesNoAlert() {
        List<Reading> readings = List.of(
                Reading.withheld(year(2000)),
                Reading.withheld(year(2001)),
                new Reading(year(2002), decimal("0.47"), decimal("5000")),
                Reading.withheld(year(2003)));
        Episode raised = new Episode(year(2001), year(2002), decimal("0.6"), decimal("0.47"), false);
        Episode cleared = new Episode(year(2001), year(2003), decimal("0.6"), decimal("0.44"), true);
        for (Episode told : List.of(raised, cleared)) {
            assertThat(Episode.of(Reading.asTold(readings, List.of(told)), HALF))
                    .containsExactly(told);
        }
        assertThat(Episode.of(Reading.asTold(readings, List.of()), HALF)).isEmpty();
        // A value that is there says more than an alert.
        assertThat(Episode.of(Reading.asTold(yearly("0.3 0.3 0.3 0.3"), List.of(raised)), HALF))
                .isEmpty();
    }

    /** The readings of every metric over three years, the second of which lacks something. */
    private static List<String> aroundMissing(PeriodFigures before, Missing missing, PeriodFigures after) {
        List<PeriodFigures> figures = List.of(
                before,
                new PeriodFigures(
                        year(2001),
                        missing.total() ? null : before.total(),
                        missing.weight() ? null : before.weight(),
                        before.part(),
                        before.largest(),
                        before.suppliers(),
                        before.squares(),
                        missing),
                after);
        return List.of(
                String.join(" ", values(Metric.SUPPLIER_SHARE, true, figures)),
                String.join(" ", values(Metric.SUPPLIER_SHARE, false, figures)),
                String.join(" ", values(Metric.SUPPLIER_HHI, false, figures)),
                String.join(" ", values(Metric.UNIT_VALUE_JUMP, false, figures)),
                String.join(" ", values(Metric.ZERO_TRADE_MONTHS, true, figures)));
    }

    private static List<String> values(Metric metric, boolean partner, List<PeriodFigures> figures) {
        return PeriodFigures.readings(metric, partner, Frequency.A, figures).stream()
                .map(reading -> reading.value() == null
                        ? "null"
                        : reading.value().stripTrailingZeros().toPlainString())
                .toList();
    }

    private static PeriodFigures figures(
            int year,
            String total,
            String weight,
            @Nullable String part,
            String largest,
            @Nullable String suppliers,
            @Nullable String squares) {
        return new PeriodFigures(
                year(year),
                decimal(total),
                decimal(weight),
                part == null ? null : decimal(part),
                decimal(largest),
                suppliers == null ? null : decimal(suppliers),
                squares == null ? null : decimal(squares),
                Missing.NOTHING);
    }

    private static List<Reading> yearly(String values) {
        List<Reading> readings = new ArrayList<>();
        int year = 2000;
        for (String value : values.split(" ", -1)) {
            readings.add(new Reading(year(year++), decimal(value), decimal("5000")));
        }
        return readings;
    }

    private static Known known(UUID id, int first, int last, AlertState state) {
        return new Known(id, year(first), year(last), state);
    }

    private static LocalDate year(int year) {
        return LocalDate.of(year, 1, 1);
    }

    private static BigDecimal decimal(String number) {
        return new BigDecimal(number);
    }
}
