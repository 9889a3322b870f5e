package org.ckep.kernel.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.ckep.kernel.reconciliation.Statement.Value;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.Money;
import org.ckep.kernel.value.Quantity;
import org.ckep.kernel.value.Relation;
import org.ckep.kernel.value.Share;
import org.ckep.kernel.value.UnknownReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real figures that differ from one another, each with what is to come of it. Press figures stand for a side here only;
 * none of them is a government's position.
 */
class SeedConflictsTest {
    /** KRW of a month for one USD, as far as a case needs it. */
    private static final Matching.Rates WON_2022 =
            (from, to) -> from.equals("KRW") && to.equals("USD") ? new BigDecimal("0.000765") : null;

    private static Statement usd(String millions) {
        return Statement.of(new Value.Sum(
                Money.of(new BigDecimal(millions).movePointRight(6).toPlainString(), "USD")));
    }

    private static Statement krw(String billions) {
        return Statement.of(new Value.Sum(
                Money.of(new BigDecimal(billions).movePointRight(9).toPlainString(), "KRW")));
    }

    private static Statement count(long number, Relation relation, String unit) {
        return Statement.of(new Value.Number(Quantity.count(number, relation, unit)));
    }

    private static Statement amount(String number, Relation relation, String unit) {
        return Statement.of(new Value.Number(new Quantity(new BigDecimal(number), relation, null, unit, null)));
    }

    private static Statement date(String date) {
        return Statement.of(new Value.Day(FuzzyDate.parse(date)));
    }

    private static Statement percent(String exact) {
        return Statement.of(new Value.Part(Share.exactly(new BigDecimal(exact))));
    }

    private static Arguments of(String name, Statement cn, Statement kr, MatchStatus status, BreakReason... reasons) {
        return Arguments.of(name, cn, kr, status, List.of(reasons));
    }

    static Stream<Arguments> conflicts() {
        return Stream.of(
                of(
                        "X1 enterprises and persons",
                        count(161, Relation.EQ, "ENTERPRISE"),
                        count(416, Relation.EQ, "PERSON"),
                        MatchStatus.NOT_COMPARABLE,
                        BreakReason.COUNTING_UNIT),
                of(
                        "X1 over 200 and 161 enterprises",
                        count(200, Relation.GT, "ENTERPRISE"),
                        count(161, Relation.EQ, "ENTERPRISE"),
                        MatchStatus.BREAK,
                        BreakReason.UNEXPLAINED),
                of(
                        "X2 share of NAND in two years",
                        percent("40").with(Facet.PERIOD, "2023"),
                        percent("35").with(Facet.PERIOD, "2025"),
                        MatchStatus.NOT_COMPARABLE,
                        BreakReason.TIMING),
                of(
                        "X3 equal numbers of two products",
                        percent("40").with(Facet.OF, "NAND"),
                        percent("40").with(Facet.OF, "DRAM"),
                        MatchStatus.NOT_COMPARABLE,
                        BreakReason.DEFINITION),
                of(
                        "X4 launch act and first round",
                        date("2017-12").with(Facet.DEFINITION, "launch act"),
                        date("2018-03").with(Facet.DEFINITION, "first round"),
                        MatchStatus.BREAK,
                        BreakReason.DEFINITION),
                of("X5 round 4", date("2019-03-27"), date("2019-03-29"), MatchStatus.WITHIN_TOLERANCE),
                of("X6 end of round 13", date("2026-01-23"), date("2026-01-22"), MatchStatus.WITHIN_TOLERANCE),
                of(
                        "X6 days of round 13",
                        count(5, Relation.EQ, "DAY"),
                        count(4, Relation.EQ, "DAY"),
                        MatchStatus.BREAK,
                        BreakReason.UNEXPLAINED),
                of(
                        "X8 rare metals",
                        count(16, Relation.EQ, "MATERIAL"),
                        count(20, Relation.EQ, "MATERIAL"),
                        MatchStatus.BREAK,
                        BreakReason.UNEXPLAINED),
                of(
                        "X9 trade 2021",
                        amount("360", Relation.GT, "1000000000 USD")
                                .with(Facet.VALUATION, "CIF")
                                .with(Facet.ROUTE, "with Hong Kong"),
                        amount("301.54", Relation.EQ, "1000000000 USD")
                                .with(Facet.VALUATION, "FOB")
                                .with(Facet.ROUTE, "direct"),
                        MatchStatus.BREAK,
                        BreakReason.VALUATION,
                        BreakReason.ROUTING),
                of(
                        "X10 one direction each",
                        usd("150500").with(Facet.OF, "CN exports"),
                        usd("162900").with(Facet.OF, "KR exports"),
                        MatchStatus.NOT_COMPARABLE,
                        BreakReason.DEFINITION),
                of("X11 Beijing Hyundai 2022", usd("942"), usd("825"), MatchStatus.BREAK, BreakReason.UNEXPLAINED),
                of("X13 Dalian paid", usd("8900"), usd("8800"), MatchStatus.BREAK, BreakReason.ROUNDING),
                of(
                        "X13 Dalian committed and paid",
                        usd("9000").with(Facet.BASIS, "COMMITTED"),
                        usd("8900").with(Facet.BASIS, "PAID"),
                        MatchStatus.NOT_COMPARABLE,
                        BreakReason.COMMITMENT_BASIS),
                of("X14 LG Nanjing in dollars", usd("1900"), usd("2000"), MatchStatus.BREAK, BreakReason.ROUNDING),
                of("X14 LG Nanjing converted", usd("2000"), krw("2100"), MatchStatus.BREAK, BreakReason.CURRENCY_RATE),
                of("X15 EVE's part", usd("525"), usd("550"), MatchStatus.BREAK, BreakReason.UNEXPLAINED),
                of(
                        "X16 SK On Yancheng",
                        amount("10", Relation.EQ, "GWh"),
                        amount("1", Relation.GT, "TWh"),
                        MatchStatus.BREAK,
                        BreakReason.UNIT),
                of("X17 LG Chem–Huayou converted", usd("918"), krw("1200"), MatchStatus.WITHIN_TOLERANCE),
                of("X17 LG Chem–Huayou rounded", usd("918"), usd("900"), MatchStatus.BREAK, BreakReason.ROUNDING),
                of("X18 LG Chem–Huayou, start", date("2029"), date("2026"), MatchStatus.BREAK, BreakReason.UNEXPLAINED),
                of(
                        "X19 planned and actual groundbreaking",
                        date("2023-Q4").with(Facet.OF, "planned"),
                        date("2024-05-31").with(Facet.OF, "actual"),
                        MatchStatus.NOT_COMPARABLE,
                        BreakReason.DEFINITION),
                of("X20 Pohang", krw("1200"), krw("1700"), MatchStatus.BREAK, BreakReason.UNEXPLAINED),
                of(
                        "X21 Yantai park",
                        amount("349", Relation.EQ, "km2"),
                        amount("80.4", Relation.EQ, "m2"),
                        MatchStatus.BREAK,
                        BreakReason.UNIT),
                of(
                        "X22 Yantai contracted and used",
                        usd("12250").with(Facet.BASIS, "COMMITTED"),
                        usd("6160").with(Facet.BASIS, "PAID"),
                        MatchStatus.NOT_COMPARABLE,
                        BreakReason.COMMITMENT_BASIS),
                of(
                        "X23 pledged and arrived",
                        usd("34570").with(Facet.BASIS, "COMMITTED"),
                        usd("14770").with(Facet.BASIS, "PAID"),
                        MatchStatus.NOT_COMPARABLE,
                        BreakReason.COMMITMENT_BASIS),
                of(
                        "X24 fab and packaging",
                        usd("500").with(Facet.SCOPE, "NAND fab"),
                        usd("370").with(Facet.SCOPE, "testing and packaging"),
                        MatchStatus.NOT_COMPARABLE,
                        BreakReason.SCOPE),
                of(
                        "X26 office",
                        Statement.of(new Value.Words()),
                        Statement.of(new Value.Words()),
                        MatchStatus.NOT_COMPARABLE,
                        BreakReason.DEFINITION),
                of(
                        "X27 two 22nd meetings",
                        date("2018-04-20").with(Facet.OF, "Joint Economic Committee"),
                        date("2018-09-05").with(Facet.OF, "Comprehensive Review"),
                        MatchStatus.NOT_COMPARABLE,
                        BreakReason.DEFINITION),
                of(
                        "X28 BEST Changzhou",
                        percent("49"),
                        Statement.of(new Value.Part(Share.unknown(UnknownReason.UNDISCLOSED))),
                        MatchStatus.ONE_SIDED),
                of(
                        "X29 coverage without denominator",
                        percent("90").with(Facet.DEFINITION, "lines"),
                        percent("71").with(Facet.DEFINITION, "UNSTATED"),
                        MatchStatus.BREAK,
                        BreakReason.DEFINITION));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("conflicts")
    void eachIsClassified(String name, Statement cn, Statement kr, MatchStatus status, List<BreakReason> reasons) {
        Match match = Matching.match(cn, kr, Tolerance.USUAL, WON_2022);
        assertThat(match.status()).isEqualTo(status);
        assertThat(match.reasons()).isEqualTo(reasons);
        Match mirrored = Matching.match(kr, cn, Tolerance.USUAL, reversed());
        assertThat(mirrored.status()).isEqualTo(status);
        assertThat(mirrored.reasons()).isEqualTo(reasons);
    }

    private static Matching.Rates reversed() {
        return (from, to) -> from.equals("USD") && to.equals("KRW") ? new BigDecimal("1307") : WON_2022.of(from, to);
    }

    /** X25: an outlet's total whose own parts add up to another. */
    @Test
    void aTotalIsHeldAgainstItsOwnParts() {
        List<BigDecimal> parts = List.of(new BigDecimal("40.1"), new BigDecimal("21.0"));
        assertThat(Matching.addsUp(new BigDecimal("61.1"), parts)).isTrue();
        assertThat(Matching.addsUp(new BigDecimal("61.6"), parts)).isFalse();
    }

    /** X7: what was withdrawn as erroneous is not compared; one side's word is left. */
    @Test
    void aSideWithoutAFigureIsNotCompared() {
        assertThat(Matching.match(date("2025-01-15"), null, Tolerance.USUAL, Matching.Rates.NONE))
                .isEqualTo(new Match(MatchStatus.ONE_SIDED, List.of(), null));
    }
}
