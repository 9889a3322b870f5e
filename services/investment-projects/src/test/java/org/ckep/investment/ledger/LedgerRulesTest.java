package org.ckep.investment.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.ckep.investment.project.InvestmentBasis;
import org.ckep.investment.register.Violation;
import org.ckep.kernel.value.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Rule I5 and what else holds of the ledger. */
class LedgerRulesTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 2, 1);
    private static final Entry BOUND = entry(1, TransactionType.COMMITMENT, "9", "2020-10-20", 0);

    private static Entry entry(int id, TransactionType type, String amount, String date, int reverses) {
        return new Entry(
                new UUID(0, id),
                type,
                new BigDecimal(amount),
                LocalDate.parse(date),
                reverses == 0 ? null : new UUID(0, reverses));
    }

    private static List<Violation> broken(List<Entry> before, Entry next) {
        Money amount = new Money(next.amount(), "USD", null, null);
        return LedgerRules.ofTransaction(before, "USD", amount, next, TODAY);
    }

    private static Balance balance(List<Entry> entries, LocalDate day) {
        return Balance.byDay(entries).headMap(day, true).values().stream().reduce(Balance.ZERO, Balance::plus);
    }

    private static void assertBroken(List<Entry> before, Entry next, LedgerProblem type, String pointer) {
        assertThat(broken(before, next)).hasSize(1).first().satisfies(one -> {
            assertThat(one.type()).isEqualTo(type);
            assertThat(one.error().pointer()).isEqualTo(pointer);
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"DISBURSEMENT", "EXPENDITURE", "EQUITY_PURCHASE"})
    void i5_whatIsCommittedMayBePaidAndNotMore(TransactionType payment) {
        assertThat(broken(List.of(BOUND), entry(2, payment, "9", "2020-10-20", 0)))
                .isEmpty();
        assertBroken(
                List.of(BOUND),
                entry(2, payment, "9.01", "2025-03-27", 0),
                LedgerProblem.LEDGER_EXCEEDS_COMMITMENT,
                "/amount/amount");
    }

    @Test
    void i5_nothingIsPaidBeforeItIsCommitted() {
        assertBroken(
                List.of(BOUND),
                entry(2, TransactionType.DISBURSEMENT, "1", "2020-10-19", 0),
                LedgerProblem.LEDGER_EXCEEDS_COMMITMENT,
                "/amount/amount");
    }

    /** Enough is committed by now, but not by the day of the payment that is entered late. */
    @Test
    void i5_holdsInEveryPrefixByValueDate() {
        List<Entry> ledger = List.of(
                BOUND,
                entry(2, TransactionType.DISBURSEMENT, "9", "2021-12-29", 0),
                entry(3, TransactionType.COMMITMENT, "5", "2023-01-01", 0));
        assertThat(broken(ledger, entry(4, TransactionType.EXPENDITURE, "5", "2023-01-01", 0)))
                .isEmpty();
        assertBroken(
                ledger,
                entry(4, TransactionType.EXPENDITURE, "1", "2022-12-31", 0),
                LedgerProblem.LEDGER_EXCEEDS_COMMITMENT,
                "/amount/amount");
    }

    @Test
    void i5_aCommitmentIsNotCutBelowWhatIsPaid() {
        List<Entry> ledger = List.of(BOUND, entry(2, TransactionType.DISBURSEMENT, "7", "2021-12-29", 0));
        assertThat(broken(ledger, entry(3, TransactionType.REVERSAL, "2", "2025-03-27", 1)))
                .isEmpty();
        assertBroken(
                ledger,
                entry(3, TransactionType.REVERSAL, "2.01", "2025-03-27", 1),
                LedgerProblem.LEDGER_EXCEEDS_COMMITMENT,
                "/amount/amount");
        assertThat(balance(ledger, TODAY).status()).isEqualTo(Balance.Status.PARTLY_PAID);
    }

    @Test
    void aReversalTakesBackWhatIsLeftOfATransaction() {
        Entry paid = entry(2, TransactionType.DISBURSEMENT, "7", "2021-12-29", 0);
        List<Entry> ledger = new ArrayList<>(List.of(BOUND, paid));
        ledger.add(entry(3, TransactionType.REVERSAL, "4", "2022-01-01", 2));
        assertThat(LedgerRules.left(ledger, paid)).isEqualByComparingTo("3");
        assertThat(balance(ledger, TODAY).paid()).isEqualByComparingTo("3");
        assertThat(broken(ledger, entry(4, TransactionType.REVERSAL, "3", "2022-01-01", 2)))
                .isEmpty();
        assertBroken(
                ledger,
                entry(4, TransactionType.REVERSAL, "3.01", "2022-01-01", 2),
                LedgerProblem.LEDGER_REVERSAL,
                "/amount/amount");
    }

    @Test
    void aReversalNamesATransactionOfItsCommitmentThatIsNone() {
        List<Entry> ledger = List.of(BOUND, entry(2, TransactionType.REVERSAL, "1", "2021-01-01", 1));
        assertBroken(
                ledger,
                entry(3, TransactionType.REVERSAL, "1", "2021-01-01", 2),
                LedgerProblem.LEDGER_REVERSAL,
                "/reverses");
        assertBroken(
                ledger,
                entry(3, TransactionType.REVERSAL, "1", "2021-01-01", 7),
                LedgerProblem.LEDGER_REVERSAL,
                "/reverses");
        assertBroken(
                ledger,
                entry(3, TransactionType.REVERSAL, "1", "2021-01-01", 0),
                LedgerProblem.LEDGER_REVERSAL,
                "/reverses");
        assertBroken(
                ledger,
                entry(3, TransactionType.DISBURSEMENT, "1", "2021-01-01", 1),
                LedgerProblem.LEDGER_REVERSAL,
                "/reverses");
        assertBroken(
                ledger,
                entry(3, TransactionType.REVERSAL, "1", "2020-10-19", 1),
                LedgerProblem.LEDGER_REVERSAL,
                "/valueDate");
    }

    @ParameterizedTest
    @CsvSource({
        "1, USD, 2026-02-01,           ,                             ",
        "0, USD, 2026-02-01,           , LEDGER_AMOUNT_NOT_POSITIVE /amount/amount",
        "-1, USD, 2026-02-01,          , LEDGER_AMOUNT_NOT_POSITIVE /amount/amount",
        "1, KRW, 2026-02-01,           , LEDGER_CURRENCY /amount/currency",
        "1, USD, 2026-02-02,           , LEDGER_DATE /valueDate",
        "1, USD, 1899-12-31,           , LEDGER_DATE /valueDate",
        "1, USD, 2026-01-31, 2026-01-31,                             ",
        "1, USD, 2026-01-31, 2026-01-30, LEDGER_DATE /amount/valueDate"
    })
    void theSumAndItsDateAreChecked(String sum, String currency, LocalDate date, LocalDate again, String expected) {
        Money amount = new Money(new BigDecimal(sum), currency, again, null);
        Entry next = new Entry(new UUID(0, 2), TransactionType.EQUITY_SALE, amount.amount(), date, null);
        assertThat(LedgerRules.ofTransaction(List.of(BOUND), "USD", amount, next, TODAY))
                .extracting(one -> one.type() + " " + one.error().pointer())
                .isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @ParameterizedTest
    @CsvSource({"DECLARED, true", "CONTRACTED, true", "ARRIVED, false", "USED, false", "TOTAL_PLANNED, false"})
    void aPromiseIsCountedAsOne(InvestmentBasis basis, boolean accepted) {
        assertThat(LedgerRules.ofCommitment(Money.of("5", "CNY"), basis, TODAY, TODAY))
                .extracting(one -> one.error().pointer())
                .isEqualTo(accepted ? List.of() : List.of("/basis"));
    }

    @Test
    void everyBalanceHasItsStatus() {
        Entry back = entry(2, TransactionType.REVERSAL, "9", "2020-10-20", 1);
        Entry all = entry(2, TransactionType.EQUITY_PURCHASE, "9", "2020-10-20", 0);
        assertThat(balance(List.of(BOUND), TODAY).status()).isEqualTo(Balance.Status.OPEN);
        assertThat(balance(List.of(BOUND, back), TODAY).status()).isEqualTo(Balance.Status.REVERSED);
        assertThat(balance(List.of(BOUND, all), TODAY).status()).isEqualTo(Balance.Status.PAID);
    }

    /** What is offered to the ledger at random, of which it takes what keeps its rules. */
    @Provide
    Arbitrary<List<Entry>> offers() {
        Arbitrary<TransactionType> types = Arbitraries.of(TransactionType.class);
        Arbitrary<Integer> amounts = Arbitraries.integers().between(1, 12);
        Arbitrary<Integer> days = Arbitraries.integers().between(0, 30);
        Arbitrary<Integer> reversed = Arbitraries.integers().between(0, 14);
        return Combinators.combine(types, amounts, days, reversed)
                .as((type, amount, day, of) -> new Entry(
                        UUID.randomUUID(),
                        type,
                        BigDecimal.valueOf(amount),
                        TODAY.minusDays(day),
                        type == TransactionType.REVERSAL ? new UUID(1, of) : null))
                .list()
                .ofMaxSize(25)
                .map(LedgerRulesTest::numbered);
    }

    private static List<Entry> numbered(List<Entry> offers) {
        List<Entry> numbered = new ArrayList<>();
        for (Entry offer : offers) {
            numbered.add(new Entry(
                    new UUID(1, numbered.size()), offer.type(), offer.amount(), offer.valueDate(), offer.reverses()));
        }
        return numbered;
    }

    /** Looked at day by day with sums of its own, so that a mistake of the balance is not repeated here. */
    @Property
    void i5_noHistoryOverdrawsACommitmentOnAnyDay(@ForAll("offers") List<Entry> offers) {
        List<Entry> ledger = new ArrayList<>(List.of(entry(1, TransactionType.COMMITMENT, "10", "2026-01-15", 0)));
        for (Entry offer : offers) {
            if (broken(ledger, offer).isEmpty()) {
                ledger.add(offer);
            }
        }
        for (LocalDate day = TODAY.minusDays(31); !day.isAfter(TODAY); day = day.plusDays(1)) {
            BigDecimal committed = sum(ledger, day, List.of(TransactionType.COMMITMENT));
            BigDecimal paid = sum(
                    ledger,
                    day,
                    List.of(
                            TransactionType.DISBURSEMENT,
                            TransactionType.EXPENDITURE,
                            TransactionType.EQUITY_PURCHASE));
            assertThat(paid).isBetween(BigDecimal.ZERO, committed);
            Balance balance = balance(ledger, day);
            assertThat(balance.committed()).isEqualByComparingTo(committed);
            assertThat(balance.paid()).isEqualByComparingTo(paid);
        }
        ledger.forEach(entry -> assertThat(LedgerRules.left(ledger, entry)).isBetween(BigDecimal.ZERO, entry.amount()));
    }

    private static BigDecimal sum(List<Entry> ledger, LocalDate day, List<TransactionType> types) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Entry entry : ledger) {
            if (entry.valueDate().isAfter(day)) {
                continue;
            }
            if (types.contains(entry.type())) {
                sum = sum.add(entry.amount());
            } else if (entry.reverses() != null
                    && ledger.stream()
                            .anyMatch(other -> other.id().equals(entry.reverses()) && types.contains(other.type()))) {
                sum = sum.subtract(entry.amount());
            }
        }
        return sum;
    }
}
