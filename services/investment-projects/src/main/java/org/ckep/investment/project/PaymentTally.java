package org.ckep.investment.project;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ckep.investment.register.Coverage;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.value.Money;
import org.jspecify.annotations.Nullable;

/** Adds up commitments of the ledger, never across two sides, counts or currencies. */
final class PaymentTally {
    private static final BigDecimal PERCENT = new BigDecimal(100);

    private final Map<Key, Sums> cells = new TreeMap<>(Key.ORDER);

    private record Key(
            @Nullable Side side, Direction direction, Commitment.Kind kind, InvestmentBasis basis, String currency) {
        private static final Comparator<Key> ORDER = Comparator.comparing(
                        Key::side, Comparator.nullsLast(Comparator.<Side>naturalOrder()))
                .thenComparing(Key::direction)
                .thenComparing(Key::kind)
                .thenComparing(Key::basis)
                .thenComparing(Key::currency);
    }

    private static final class Sums {
        private long projects;
        private long commitments;
        private BigDecimal committed = BigDecimal.ZERO;
        private BigDecimal paid = BigDecimal.ZERO;
        private BigDecimal sold = BigDecimal.ZERO;

        private void add(BookedCommitment one) {
            commitments++;
            committed = committed.add(one.committed());
            paid = paid.add(one.paid());
            sold = sold.add(one.sold());
        }
    }

    /** Adds the commitments of one project. */
    void add(Direction direction, List<BookedCommitment> commitments) {
        commitments.stream()
                .map(one -> new Key(one.side(), direction, one.kind(), one.basis(), one.currency()))
                .distinct()
                .forEach(key -> cells.computeIfAbsent(key, none -> new Sums()).projects++);
        commitments.forEach(one -> cells.computeIfAbsent(
                        new Key(one.side(), direction, one.kind(), one.basis(), one.currency()), none -> new Sums())
                .add(one));
    }

    Payments result() {
        return new Payments(
                Coverage.VISIBLE_ONLY,
                cells.entrySet().stream()
                        .map(cell -> cell(cell.getKey(), cell.getValue()))
                        .toList());
    }

    private static Payments.Cell cell(Key key, Sums sums) {
        return new Payments.Cell(
                key.side(),
                key.direction(),
                key.kind(),
                key.basis(),
                key.currency(),
                sums.projects,
                sums.commitments,
                in(key.currency(), sums.committed),
                in(key.currency(), sums.paid),
                in(key.currency(), sums.committed.subtract(sums.paid)),
                in(key.currency(), sums.sold),
                sums.committed.signum() == 0
                        ? null
                        : sums.paid.multiply(PERCENT).divide(sums.committed, 1, RoundingMode.HALF_UP));
    }

    /** With the decimals that sums of that currency have. */
    private static BigDecimal in(String currency, BigDecimal amount) {
        return new Money(amount, currency, null, null).amount();
    }
}
