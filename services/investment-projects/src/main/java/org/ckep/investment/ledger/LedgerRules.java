package org.ckep.investment.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.ckep.investment.project.InvestmentBasis;
import org.ckep.investment.register.Violation;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.Money;
import org.jspecify.annotations.Nullable;

/**
 * Rule I5: on every day no more is paid than was committed by then, in the commitment's currency; nothing is changed, what
 * was wrong is reversed. Pure: a commitment's transactions have its readers, so whoever is refused may see why.
 */
final class LedgerRules {
    private static final String VALUE_DATE = "/valueDate";
    private static final String REVERSES = "/reverses";
    private static final String SUM = "/amount/amount";

    private LedgerRules() {}

    /** What is wrong with a new commitment by itself. */
    static List<Violation> ofCommitment(Money amount, InvestmentBasis basis, LocalDate signedOn, LocalDate today) {
        List<Violation> broken = new ArrayList<>();
        positive(amount, broken);
        date(amount, signedOn, "/signedOn", today, broken);
        switch (basis) {
            case DECLARED, CONTRACTED -> {}
            case ARRIVED, USED, TOTAL_PLANNED ->
                broken.add(new Violation(
                        LedgerProblem.LEDGER_BASIS,
                        "/basis",
                        "basis",
                        "A promise counts as DECLARED or CONTRACTED; " + basis + " counts something else."));
        }
        return broken;
    }

    /**
     * What is wrong with a new transaction.
     *
     * @param entries those of its commitment so far
     * @param currency the commitment's
     */
    static List<Violation> ofTransaction(
            List<Entry> entries, String currency, Money amount, Entry next, LocalDate today) {
        List<Violation> broken = new ArrayList<>();
        positive(amount, broken);
        if (!amount.currency().equals(currency)) {
            broken.add(new Violation(
                    LedgerProblem.LEDGER_CURRENCY,
                    "/amount/currency",
                    "currency",
                    "The commitment is in " + currency + ", so are its transactions, not in " + amount.currency()
                            + "."));
        }
        date(amount, next.valueDate(), VALUE_DATE, today, broken);
        reversal(entries, next, broken);
        if (broken.isEmpty()) {
            prefixes(entries, next, broken);
        }
        return broken;
    }

    private static void positive(Money amount, List<Violation> broken) {
        if (amount.amount().signum() <= 0) {
            broken.add(new Violation(
                    LedgerProblem.LEDGER_AMOUNT_NOT_POSITIVE,
                    SUM,
                    "not-positive",
                    "A sum of the ledger is above zero, not " + amount.amount().toPlainString()
                            + "; what is taken back is a REVERSAL."));
        }
    }

    private static void date(Money amount, LocalDate date, String pointer, LocalDate today, List<Violation> broken) {
        if (date.isAfter(today)) {
            broken.add(new Violation(
                    LedgerProblem.LEDGER_DATE,
                    pointer,
                    "future",
                    "The ledger holds what has happened, so nothing of " + date + "."));
        }
        if (date.getYear() < FuzzyDate.FIRST_YEAR) {
            broken.add(new Violation(
                    LedgerProblem.LEDGER_DATE,
                    pointer,
                    "too-early",
                    "The ledger begins in the year " + FuzzyDate.FIRST_YEAR + "."));
        }
        LocalDate again = amount.valueDate();
        if (again != null && !again.equals(date)) {
            broken.add(new Violation(
                    LedgerProblem.LEDGER_DATE,
                    "/amount" + VALUE_DATE,
                    "twice",
                    "The sum counts on " + date + " and cannot have another value date."));
        }
    }

    private static void reversal(List<Entry> entries, Entry next, List<Violation> broken) {
        boolean isReversal = next.type() == TransactionType.REVERSAL;
        if (isReversal != (next.reverses() != null)) {
            broken.add(reversal(REVERSES, "A transaction that it takes back belongs to a REVERSAL, and to it alone."));
        }
        if (!isReversal || next.reverses() == null) {
            return;
        }
        Optional<Entry> reversed = entries.stream()
                .filter(entry -> entry.id().equals(next.reverses()))
                .filter(entry -> entry.type() != TransactionType.REVERSAL)
                .findFirst();
        if (reversed.isEmpty()) {
            broken.add(reversal(REVERSES, "This commitment has no such transaction that can be reversed."));
            return;
        }
        BigDecimal left = left(entries, reversed.get());
        if (next.amount().compareTo(left) > 0) {
            broken.add(reversal(SUM, "Of this transaction " + left.toPlainString() + " is left to be reversed."));
        }
        if (next.valueDate().isBefore(reversed.get().valueDate())) {
            broken.add(reversal(VALUE_DATE, "Nothing is taken back before it happened."));
        }
    }

    private static Violation reversal(String pointer, String message) {
        return new Violation(LedgerProblem.LEDGER_REVERSAL, pointer, "reversal", message);
    }

    /** What is left of a transaction after its reversals. */
    static BigDecimal left(List<Entry> entries, Entry entry) {
        UUID id = entry.id();
        return entries.stream()
                .filter(other -> id.equals(other.reverses()))
                .map(Entry::amount)
                .reduce(entry.amount(), BigDecimal::subtract);
    }

    /** Every day of the ledger at its end, so that a commitment and a payment of one day stand in no order. */
    private static void prefixes(List<Entry> entries, Entry next, List<Violation> broken) {
        List<Entry> all = new ArrayList<>(entries);
        all.add(next);
        Map.Entry<LocalDate, Balance> overdrawn = firstOverdrawn(all);
        if (overdrawn != null) {
            broken.add(new Violation(
                    LedgerProblem.LEDGER_EXCEEDS_COMMITMENT,
                    SUM,
                    "exceeds",
                    "By " + overdrawn.getKey() + " "
                            + overdrawn.getValue().paid().toPlainString() + " would be paid, but committed only "
                            + overdrawn.getValue().committed().toPlainString() + "."));
        }
    }

    /** The first day at whose end more is paid than was committed, with its balance; null where there is none. */
    private static Map.@Nullable Entry<LocalDate, Balance> firstOverdrawn(List<Entry> entries) {
        Balance balance = Balance.ZERO;
        for (Map.Entry<LocalDate, Balance> day : Balance.byDay(entries).entrySet()) {
            balance = balance.plus(day.getValue());
            if (balance.outstanding().signum() < 0) {
                return Map.entry(day.getKey(), balance);
            }
        }
        return null;
    }
}
