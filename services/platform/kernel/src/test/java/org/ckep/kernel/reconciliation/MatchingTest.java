package org.ckep.kernel.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.ckep.kernel.reconciliation.Statement.Value;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.Money;
import org.ckep.kernel.value.Quantity;
import org.ckep.kernel.value.Relation;
import org.ckep.kernel.value.Share;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How figures are compared, by tables and on random ones. */
class MatchingTest {
    private static Match match(Value cn, Value kr) {
        return Matching.match(Statement.of(cn), Statement.of(kr), Tolerance.USUAL, Matching.Rates.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "100000000, 100000000, MATCHED,          ",
        "100000000, 100500000, WITHIN_TOLERANCE, -500000 USD", // half a percent of the larger one is 502,500
        "100000000, 100502513, BREAK,            -502513 USD",
        "100000,    150000,    WITHIN_TOLERANCE, -50000 USD", // fifty thousand, which here is more than half a percent
        "100000,    150000.01, BREAK,            -50000.01 USD"
    })
    void sumsOfOneCurrency(BigDecimal cn, BigDecimal kr, MatchStatus status, String delta) {
        Match match = match(
                new Value.Sum(Money.of(cn.toPlainString(), "USD")), new Value.Sum(Money.of(kr.toPlainString(), "USD")));
        assertThat(match.status()).isEqualTo(status);
        assertThat(match.delta()).isEqualTo(delta);
    }

    @ParameterizedTest
    @CsvSource({"1000", "10000", "100000000"})
    void aMyriadTakenForOneIsSuspected(BigDecimal factor) {
        BigDecimal cn = new BigDecimal("7.31E8");
        BigDecimal kr = cn.divide(factor).multiply(new BigDecimal("1.04"));
        Match match = match(
                new Value.Sum(Money.of(cn.toPlainString(), "CNY")),
                new Value.Sum(
                        Money.of(kr.setScale(2, java.math.RoundingMode.HALF_UP).toPlainString(), "CNY")));
        assertThat(match.reasons()).containsExactly(BreakReason.UNIT);
    }

    @Test
    void withoutAnAgreedRateNothingIsConverted() {
        assertThat(match(new Value.Sum(Money.of("1", "USD")), new Value.Sum(Money.of("1300", "KRW"))))
                .isEqualTo(Match.notComparable(BreakReason.CURRENCY_RATE));
    }

    @ParameterizedTest
    @CsvSource({
        "EQ, 100, EQ, 100, MATCHED",
        "GT, 100, EQ, 100, BREAK", // more than a hundred is not a hundred
        "GE, 100, EQ, 100, WITHIN_TOLERANCE",
        "GT, 100, EQ, 101, WITHIN_TOLERANCE",
        "LT, 100, GT, 100, BREAK",
        "LE, 100, GE, 100, WITHIN_TOLERANCE",
        "EQ, 100, EQ, 101, BREAK"
    })
    void countsAreExactAndSayHow(Relation cn, BigDecimal first, Relation kr, BigDecimal second, MatchStatus status) {
        assertThat(match(
                                new Value.Number(new Quantity(first, cn, null, null, "PERSON")),
                                new Value.Number(new Quantity(second, kr, null, null, "PERSON")))
                        .status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-19, 2026-01-22, WITHIN_TOLERANCE",
        "2026-01-19, 2026-01-23, BREAK",
        "2026-01,    2026-01-31, WITHIN_TOLERANCE", // as exactly as it is known
        "2026-01,    2026-02-03, WITHIN_TOLERANCE",
        "2026-01,    2026-02-04, BREAK",
        "2026-01-19, 2026-01-19, MATCHED"
    })
    void datesOfEvents(String cn, String kr, MatchStatus status) {
        assertThat(match(new Value.Day(FuzzyDate.parse(cn)), new Value.Day(FuzzyDate.parse(kr)))
                        .status())
                .isEqualTo(status);
    }

    @Test
    void legalDatesAreExact() {
        Statement one = Statement.of(new Value.Day(FuzzyDate.parse("2022-01-01")));
        Statement other = Statement.of(new Value.Day(FuzzyDate.parse("2022-01-02")));
        assertThat(Matching.match(one, other, Tolerance.EXACT, Matching.Rates.NONE)
                        .status())
                .isEqualTo(MatchStatus.BREAK);
    }

    @ParameterizedTest
    @CsvSource({"34.02, 34.07, WITHIN_TOLERANCE", "34.02, 34.08, BREAK", "34.02, 34.02, MATCHED"})
    void shares(BigDecimal cn, BigDecimal kr, MatchStatus status) {
        assertThat(match(new Value.Part(Share.exactly(cn)), new Value.Part(Share.exactly(kr)))
                        .status())
                .isEqualTo(status);
    }

    @Test
    void codesAreComparedByTheAgreedRows() {
        assertThat(match(new Value.Code("COMMITTED"), new Value.Code("COMMITTED")))
                .isEqualTo(Match.MATCHED);
        assertThat(match(new Value.Code("COMMITTED"), new Value.Code("PAID")).reasons())
                .containsExactly(BreakReason.UNEXPLAINED);
        assertThat(match(new Value.Code("PAID"), new Value.Words()))
                .isEqualTo(Match.notComparable(BreakReason.DEFINITION));
    }

    /** Whichever side has it in parts, and whatever the other side states. */
    @Test
    void whatMakesNoOneFigureIsNotCompared() {
        Value apart = new Value.Apart(BreakReason.SCOPE);
        Value sum = new Value.Sum(Money.of("1", "USD"));
        for (Match match : List.of(match(apart, sum), match(sum, apart), match(apart, apart))) {
            assertThat(match).isEqualTo(Match.notComparable(BreakReason.SCOPE));
        }
        assertThat(Matching.match(Statement.of(apart), null, Tolerance.USUAL, Matching.Rates.NONE))
                .isEqualTo(Match.ONE_SIDED);
    }

    /** It does not matter whose figure comes first, a figure matches itself, and nothing is explained that need not be. */
    @Test
    void comparingIsFair() {
        Random random = new Random(20261126);
        for (int i = 0; i < 20_000; i++) {
            Statement one = statement(random);
            Statement other = statement(random);
            Match match = Matching.match(one, other, Tolerance.USUAL, Matching.Rates.NONE);
            Match mirrored = Matching.match(other, one, Tolerance.USUAL, Matching.Rates.NONE);
            assertThat(mirrored.status()).isEqualTo(match.status());
            assertThat(mirrored.reasons()).isEqualTo(match.reasons());
            assertThat(match.status() == MatchStatus.BREAK || match.status() == MatchStatus.NOT_COMPARABLE)
                    .isEqualTo(!match.reasons().isEmpty());
            Match itself = Matching.match(one, one, Tolerance.EXACT, Matching.Rates.NONE);
            assertThat(itself.status()).isEqualTo(MatchStatus.MATCHED);
        }
    }

    private static Statement statement(Random random) {
        Statement statement = Statement.of(
                switch (random.nextInt(4)) {
                    case 0 ->
                        new Value.Sum(Money.of(
                                Integer.toString(1 + random.nextInt(2_000_000)), random.nextBoolean() ? "USD" : "KRW"));
                    case 1 ->
                        new Value.Number(new Quantity(
                                BigDecimal.valueOf(random.nextInt(300)),
                                Relation.values()[random.nextInt(6)],
                                null,
                                random.nextBoolean() ? "GWh" : "TWh",
                                null));
                    case 2 -> new Value.Day(FuzzyDate.parse("2026-01-%02d".formatted(1 + random.nextInt(20))));
                    default -> new Value.Part(Share.exactly(BigDecimal.valueOf(random.nextInt(200), 1)));
                });
        return random.nextInt(4) == 0
                ? statement.with(Facet.values()[random.nextInt(7)], random.nextBoolean() ? "one" : "other")
                : statement;
    }
}
