package org.ckep.investment.ledger;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.ckep.kernel.value.Money;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What the transactions of one currency come to, reversals taken off.
 *
 * @param committed what was bound
 * @param paid what was disbursed, spent or paid for shares
 * @param outstanding what was bound and is not paid
 * @param sold what came back from the sale of shares
 */
@Schema(name = "LedgerBalance")
record Balance(
        @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal committed,
        @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal paid,
        @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal outstanding,
        @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal sold) {
    static final Balance ZERO = of(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    private static Balance of(BigDecimal committed, BigDecimal paid, BigDecimal sold) {
        return new Balance(committed, paid, committed.subtract(paid), sold);
    }

    /** What each day adds to one commitment's balance of the day before, by the entries' value dates. */
    static NavigableMap<LocalDate, Balance> byDay(List<Entry> entries) {
        Map<UUID, TransactionType> types = entries.stream().collect(Collectors.toMap(Entry::id, Entry::type));
        NavigableMap<LocalDate, Balance> days = new TreeMap<>();
        entries.forEach(entry -> days.merge(entry.valueDate(), effect(entry, types), Balance::plus));
        return days;
    }

    private static Balance effect(Entry entry, Map<UUID, TransactionType> types) {
        UUID reversed = entry.reverses();
        return of(entry.type(), reversed == null ? null : types.get(reversed), entry.amount());
    }

    /**
     * What transactions of one type come to.
     *
     * @param reversed for reversals, of what
     */
    static Balance of(TransactionType type, @Nullable TransactionType reversed, BigDecimal amount) {
        return reversed == null ? ZERO.booked(type, amount) : ZERO.booked(reversed, amount.negate());
    }

    private Balance booked(TransactionType type, BigDecimal amount) {
        return switch (type) {
            case COMMITMENT -> of(committed.add(amount), paid, sold);
            case DISBURSEMENT, EXPENDITURE, EQUITY_PURCHASE -> of(committed, paid.add(amount), sold);
            case EQUITY_SALE -> of(committed, paid, sold.add(amount));
            case REVERSAL -> throw new IllegalArgumentException("a reversal counts as what it reverses");
        };
    }

    /** With the decimals that sums of that currency have. */
    Balance in(String currency) {
        return new Balance(
                decimals(committed, currency),
                decimals(paid, currency),
                decimals(outstanding, currency),
                decimals(sold, currency));
    }

    private static BigDecimal decimals(BigDecimal amount, String currency) {
        return new Money(amount, currency, null, null).amount();
    }

    /** Both balances together; of one currency and one side alone. */
    Balance plus(Balance other) {
        return of(committed.add(other.committed), paid.add(other.paid), sold.add(other.sold));
    }

    /** What has become of the commitment. */
    @JsonIgnore
    Status status() {
        if (committed.signum() == 0) {
            return Status.REVERSED;
        }
        if (paid.signum() == 0) {
            return Status.OPEN;
        }
        return outstanding.signum() == 0 ? Status.PAID : Status.PARTLY_PAID;
    }

    /** How far a commitment is. */
    @Schema(name = "LedgerStatus")
    enum Status {
        /** Nothing is paid. */
        OPEN,
        PARTLY_PAID,
        PAID,
        /** It was taken back as a whole. */
        REVERSED
    }
}
