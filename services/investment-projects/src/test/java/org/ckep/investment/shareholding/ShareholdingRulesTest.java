package org.ckep.investment.shareholding;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.Money;
import org.ckep.kernel.value.OrgRef;
import org.ckep.kernel.value.Share;
import org.ckep.kernel.value.UnknownReason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules I1 to I4, on histories by hand and at random. */
class ShareholdingRulesTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 2, 1);
    private static final History NONE = new History(List.of());

    private static Urn org(int number) {
        return new Urn("organisation", new UUID(0x4000L, 0x8000000000000000L + number));
    }

    private static StatedHolding holds(int holder, String percent) {
        return new StatedHolding(OrgRef.named(org(holder)), Share.exactly(new BigDecimal(percent)), null);
    }

    private static StatedHolding undisclosed(Share share) {
        return new StatedHolding(null, share, null);
    }

    private static NewStatement from(String date, boolean complete, StatedHolding... holdings) {
        return from(date, null, complete, null, holdings);
    }

    private static NewStatement from(
            String date,
            @Nullable String to,
            boolean complete,
            @Nullable CapitalIncrease increase,
            StatedHolding... holdings) {
        return new NewStatement(
                FuzzyDate.parse(date),
                to == null ? null : FuzzyDate.parse(to),
                complete,
                List.of(holdings),
                increase,
                null,
                null,
                List.of());
    }

    private static Statement entered(NewStatement statement) {
        return new Statement(
                statement.validFrom(),
                statement.validTo(),
                statement.complete(),
                statement.holdings(),
                statement.capitalIncrease(),
                null,
                null,
                List.of(),
                null,
                Instant.EPOCH);
    }

    private static History history(NewStatement... statements) {
        return new History(
                List.of(statements).stream().map(ShareholdingRulesTest::entered).toList());
    }

    private static List<String> broken(History history, NewStatement next) {
        return ShareholdingRules.broken(history, next, TODAY).stream()
                .map(one -> one.type() + " " + one.pointer())
                .toList();
    }

    @ParameterizedTest(name = "{0} + {1}, complete: {2}")
    @CsvSource({
        "60, 40, true, ",
        "60, 40.05, true, ",
        "60, 39.95, true, ",
        "60, 40.06, true, SHAREHOLDING_SUM /holdings",
        "60, 40.06, false, SHAREHOLDING_SUM /holdings",
        "60, 60, false, SHAREHOLDING_SUM /holdings",
        "60, 39.94, true, SHAREHOLDING_SUM /holdings",
        "60, 39.94, false, "
    })
    void i1_thePartsAreNoMoreThanTheWholeAndTheWholeWhereComplete(
            String one, String other, boolean complete, @Nullable String expected) {
        assertThat(broken(NONE, from("2024", complete, holds(1, one), holds(2, other))))
                .isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    /** BEST: 49 percent, and who holds the rest is not said. */
    @Test
    void i1_anUnknownRemainderIsAHoldingWithoutHolder() {
        assertThat(broken(NONE, from("2023", true, holds(1, "49")))).containsExactly("SHAREHOLDING_SUM /holdings");
        for (Share rest : List.of(Share.unknown(UnknownReason.UNDISCLOSED), Share.exactly(new BigDecimal("51")))) {
            assertThat(broken(NONE, from("2023", true, holds(1, "49"), undisclosed(rest))))
                    .isEmpty();
        }
    }

    @Test
    void i1_intervalsCountByTheirLowerBounds() {
        StatedHolding most = new StatedHolding(
                OrgRef.named(org(2)), new Share(null, new BigDecimal("50"), null, true, false, null), null);
        assertThat(broken(NONE, from("2023", true, holds(1, "49"), most))).isEmpty();
        assertThat(broken(NONE, from("2023", true, holds(1, "51"), most)))
                .containsExactly("SHAREHOLDING_SUM /holdings");
    }

    /** What Fino holds for CNGR is Fino's part already. */
    @Test
    void i1_whatIsHeldThroughAnotherCountsOnce() {
        StatedHolding through = new StatedHolding(OrgRef.named(org(1)), Share.exactly(new BigDecimal("29")), org(2));
        assertThat(broken(NONE, from("2023", true, holds(1, "51"), holds(2, "29"), holds(3, "20"), through)))
                .isEmpty();
    }

    @Test
    void i2_noHolderStandsTwiceFromOneDateOn() {
        assertThat(broken(NONE, from("2023", false, holds(1, "10"), holds(2, "10"), holds(1, "10"))))
                .containsExactly("SHAREHOLDING_HOLDER /holdings/2/holder");
        Share rest = Share.unknown(UnknownReason.UNDISCLOSED);
        assertThat(broken(NONE, from("2023", false, undisclosed(rest), undisclosed(rest))))
                .containsExactly("SHAREHOLDING_HOLDER /holdings/1/holder");
        StatedHolding unnamed = new StatedHolding(OrgRef.unnamed(null, null), rest, null);
        assertThat(broken(NONE, from("2023", false, unnamed, unnamed))).isEmpty();
    }

    @Test
    void aPartIsHeldThroughAnotherOrganisation() {
        Share ten = Share.exactly(BigDecimal.TEN);
        Urn site = new Urn("site", org(1).uuid());
        assertThat(broken(NONE, from("2023", false, new StatedHolding(OrgRef.named(org(1)), ten, org(1)))))
                .containsExactly("SHAREHOLDING_HOLDER /holdings/0/via");
        assertThat(broken(NONE, from("2023", false, new StatedHolding(OrgRef.named(org(1)), ten, site))))
                .containsExactly("SHAREHOLDING_HOLDER /holdings/0/via");
        assertThat(broken(NONE, from("2023", false, new StatedHolding(OrgRef.named(site), ten, null))))
                .containsExactly("SHAREHOLDING_HOLDER /holdings/0/holder/orgId");
    }

    @Test
    void i2_eachStatementHoldsUntilTheNext() {
        History history = history(
                from("2023-05-01", false, holds(1, "30")),
                from("2020", "2021", false, null, holds(1, "10")),
                from("2023-05", false, holds(1, "40")));
        assertThat(history.statements()).hasSize(2);
        assertThat(history.on(LocalDate.of(2019, 12, 31))).isEmpty();
        assertThat(share(history, "2020-01-01")).hasValue("10");
        assertThat(share(history, "2020-12-31")).hasValue("10");
        assertThat(share(history, "2021-01-01")).isEmpty();
        // Of two from the same day on the one that was entered later stands.
        assertThat(share(history, "2023-05-01")).hasValue("40");
        assertThat(history.statements().getFirst().validTo()).hasToString("2021");
        History followed = history(from("2020", false, holds(1, "10")), from("2023-05", false, holds(1, "40")));
        assertThat(followed.statements().getFirst().validTo()).hasToString("2023-05");
        assertThat(followed.statements().getLast().validTo()).isNull();
        assertThat(share(followed, "2023-04-30")).hasValue("10");
    }

    private static Optional<String> share(History history, String day) {
        return history.on(LocalDate.parse(day))
                .map(one -> String.valueOf(one.holdings().getFirst().share().exact()));
    }

    @ParameterizedTest
    @CsvSource({
        "2.979, 1.095, 4.074, USD, ",
        "2.979, 1.095, 4.07,  USD, SHAREHOLDING_CAPITAL /capitalIncrease/after/amount",
        "2.979, 0,     2.979, USD, SHAREHOLDING_CAPITAL /capitalIncrease/delta/amount",
        "2.979, -1,    1.979, USD, SHAREHOLDING_CAPITAL /capitalIncrease/delta/amount",
        "-1,    2,     1,     USD, SHAREHOLDING_CAPITAL /capitalIncrease/before/amount",
        "2.979, 1.095, 4.074, CNY, SHAREHOLDING_CAPITAL /capitalIncrease"
    })
    void i3_whatWasAndWhatCameMakeWhatIs(
            BigDecimal before, BigDecimal delta, BigDecimal after, String currency, @Nullable String expected) {
        BigDecimal billion = BigDecimal.valueOf(1_000_000_000);
        CapitalIncrease increase = new CapitalIncrease(
                new Money(before.multiply(billion), "USD", null, null),
                new Money(delta.multiply(billion), "USD", null, null),
                new Money(after.multiply(billion), currency, null, null));
        assertThat(broken(NONE, from("2024-12-11", null, true, increase, holds(1, "50"), holds(2, "50"))))
                .isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    /** Sums in cents, so that they are reckoned in whole numbers here; a third of the time what is after is what it must be. */
    @Property
    void i3_anIncreaseIsAcceptedWhereItsSumsAddUpAndOnlyThere(
            @ForAll @LongRange(min = -100, max = 1_000_000_000_000L) long before,
            @ForAll @LongRange(min = -100, max = 1_000_000_000_000L) long delta,
            @ForAll @IntRange(min = -1, max = 1) int off,
            @ForAll boolean otherCurrency) {
        long after = before + delta + off;
        CapitalIncrease increase = new CapitalIncrease(
                cents(before, "USD"), cents(delta, "USD"), cents(after, otherCurrency ? "CNY" : "USD"));
        boolean accepted = before >= 0 && delta > 0 && off == 0 && !otherCurrency;
        assertThat(broken(NONE, from("2024-12-11", null, true, increase, holds(1, "100")))
                        .isEmpty())
                .isEqualTo(accepted);
    }

    private static Money cents(long amount, String currency) {
        return new Money(BigDecimal.valueOf(amount, 2), currency, null, null);
    }

    @Test
    void i4_aCapitalIncreaseRestatesAllHolders() {
        History history = history(from("2002-10", true, holds(1, "50"), holds(2, "50")));
        CapitalIncrease increase =
                new CapitalIncrease(Money.of("2", "USD"), Money.of("1", "USD"), Money.of("3", "USD"));
        assertThat(broken(history, from("2024-12-11", null, true, increase, holds(1, "60"), holds(2, "40"))))
                .isEmpty();
        assertThat(broken(history, from("2024-12-11", null, true, increase, holds(1, "60"), holds(3, "40"))))
                .containsExactly("SHAREHOLDING_INCREASE /holdings");
        // Without one a holder may leave, and before it nobody was there to be restated.
        assertThat(broken(history, from("2024-12-11", true, holds(1, "60"), holds(3, "40"))))
                .isEmpty();
        assertThat(broken(history, from("2001", null, true, increase, holds(4, "100"))))
                .isEmpty();
    }

    /** The increase from 2024-12-11 on restates 1 and 2, whatever is entered after it of an earlier day. */
    @Test
    void i4_holdsForAnIncreaseThatStandsAlready() {
        CapitalIncrease increase =
                new CapitalIncrease(Money.of("2", "USD"), Money.of("1", "USD"), Money.of("3", "USD"));
        NewStatement begun = from("2002-10", true, holds(1, "50"), holds(2, "50"));
        NewStatement grown = from("2024-12-11", null, true, increase, holds(1, "60"), holds(2, "40"));
        History history = history(begun, grown);
        for (String date : new String[] {"2002-10", "2020"}) {
            assertThat(broken(history, from(date, true, holds(1, "30"), holds(2, "70"))))
                    .isEmpty();
            assertThat(broken(history, from(date, true, holds(1, "30"), holds(3, "70"))))
                    .containsExactly("SHAREHOLDING_INCREASE /holdings");
        }
        // Of what comes before another statement, or after it, it says nothing.
        assertThat(broken(history, from("2001", true, holds(3, "100")))).isEmpty();
        assertThat(broken(history, from("2025", true, holds(3, "100")))).isEmpty();
        assertThat(broken(history(grown), begun)).isEmpty();
        assertThat(broken(history(grown), from("2002-10", true, holds(3, "100"))))
                .containsExactly("SHAREHOLDING_INCREASE /holdings");
        // Replaced by one without an increase it leaves nobody out any more.
        History replaced = history(begun, grown, from("2024-12-11", true, holds(1, "60"), holds(2, "40")));
        assertThat(broken(replaced, from("2020", true, holds(1, "30"), holds(3, "70"))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-01, , ",
        "2026, , ",
        "2026-02-02, , SHAREHOLDING_DATE /validFrom",
        "2024, 2025, ",
        "2024, 2027, SHAREHOLDING_DATE /validTo",
        "2024, 2024, SHAREHOLDING_DATE /validTo",
        "2024-06, 2024-05-31, SHAREHOLDING_DATE /validTo"
    })
    void nothingIsStatedOfWhatHasNotCome(String from, @Nullable String to, @Nullable String expected) {
        assertThat(broken(NONE, from(from, to, false, null, holds(1, "10"))))
                .isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @Provide
    Arbitrary<List<NewStatement>> offers() {
        Arbitrary<StatedHolding> holdings = Combinators.combine(
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.integers().between(0, 100))
                .as((holder, percent) -> holds(holder, Integer.toString(percent)));
        Arbitrary<Integer> months = Arbitraries.integers().between(1, 24);
        return Combinators.combine(
                        months,
                        months.optional(),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        holdings.list().ofMinSize(1).ofMaxSize(4))
                .as((start, end, complete, increases, parts) -> from(
                        month(start),
                        end.map(ShareholdingRulesTest::month).orElse(null),
                        complete,
                        increases
                                ? new CapitalIncrease(Money.of("2", "USD"), Money.of("1", "USD"), Money.of("3", "USD"))
                                : null,
                        parts.toArray(StatedHolding[]::new)))
                .list()
                .ofMaxSize(20);
    }

    private static String month(int number) {
        return LocalDate.of(2024, 1, 1).plusMonths(number - 1L).toString().substring(0, 7);
    }

    /** Whatever is offered, in whichever order of dates: no increase that stands leaves a holder of before out. */
    @Property
    void i4_everyIncreaseThatStandsRestatesTheHoldersOfBefore(@ForAll("offers") List<NewStatement> offers) {
        List<Statement> taken = new ArrayList<>();
        for (NewStatement offer : offers) {
            if (broken(new History(taken), offer).isEmpty()) {
                taken.add(entered(offer));
            }
        }
        List<Statement> standing = new History(taken).statements();
        for (int i = 1; i < standing.size(); i++) {
            if (standing.get(i).capitalIncrease() != null) {
                assertThat(standing.get(i).holdings())
                        .extracting(StatedHolding::holder)
                        .containsAll(standing.get(i - 1).holdings().stream()
                                .map(StatedHolding::holder)
                                .toList());
            }
        }
    }

    /** Whatever is offered: on no day do the parts exceed the whole, and at most one statement holds. */
    @Property
    void i1_i2_noHistoryHoldsMoreThanTheWholeOnAnyDay(@ForAll("offers") List<NewStatement> offers) {
        List<Statement> taken = new ArrayList<>();
        for (NewStatement offer : offers) {
            if (broken(new History(taken), offer).isEmpty()) {
                taken.add(entered(offer));
            }
        }
        History history = new History(taken);
        for (LocalDate day = LocalDate.of(2023, 12, 1); day.isBefore(TODAY); day = day.plusDays(7)) {
            LocalDate then = day;
            List<Statement> holding = history.statements().stream()
                    .filter(statement -> statement.holdsOn(then))
                    .toList();
            assertThat(holding).hasSizeLessThanOrEqualTo(1);
            assertThat(history.on(then)).isEqualTo(holding.stream().findFirst());
            holding.forEach(statement -> {
                BigDecimal sum = statement.holdings().stream()
                        .map(part -> part.share().exact())
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                assertThat(sum).isLessThanOrEqualTo(new BigDecimal("100.05"));
                if (statement.complete()) {
                    assertThat(sum).isGreaterThanOrEqualTo(new BigDecimal("99.95"));
                }
                assertThat(statement.holdings())
                        .extracting(StatedHolding::holder)
                        .doesNotHaveDuplicates();
            });
        }
    }
}
