package org.ckep.investment.project;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ckep.investment.register.Coverage;
import org.ckep.kernel.value.Decimals;
import org.jspecify.annotations.Nullable;

/**
 * Sums up what is invested, project by project, never across bases or currencies. Pure but for what it has counted; not for
 * several threads.
 */
final class StockTally {
    /**
     * The condition in HQL over a project {@code p}: money is bound and it is not closed. A suspended one counts as in the
     * state that it was halted in; what a divestment sells is not invested.
     */
    static final String IN_STOCK = "coalesce(p.resumeTo, p.state) in ("
            + Stream.of(ProjectStatus.values())
                    .filter(ProjectStatus::isBinding)
                    .filter(status -> status != ProjectStatus.CLOSED)
                    .map(ProjectStatus::name)
                    .collect(Collectors.joining(", "))
            + ") and p.type <> DIVESTMENT";

    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

    private final @Nullable String wanted;
    private final Map<Cell, Sum> cells = new TreeMap<>(Cell.ORDER);
    private long total;
    private long withoutAmount;

    /**
     * Nothing yet.
     *
     * @param sector code of the sector that is asked for, null for all: of other sectors no cell is made
     */
    StockTally(@Nullable String sector) {
        this.wanted = sector;
    }

    private record Cell(
            @Nullable String sector,
            Direction direction,
            @Nullable InvestmentBasis basis,
            @Nullable String currency) {
        private static final Comparator<Cell> ORDER = Comparator.comparing(
                        Cell::sector, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(Cell::direction)
                .thenComparing(Cell::basis, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(Cell::currency, Comparator.nullsLast(Comparator.naturalOrder()));
    }

    private record Sum(long projects, @Nullable BigDecimal percents) {
        private static Sum of(@Nullable BigDecimal amount, BigDecimal share) {
            return new Sum(1, amount == null ? null : amount.multiply(share));
        }

        private static Sum both(Sum one, Sum other) {
            return new Sum(
                    one.projects + other.projects,
                    one.percents == null || other.percents == null ? null : one.percents.add(other.percents));
        }

        private @Nullable BigDecimal amount() {
            return percents == null ? null : Decimals.normal(percents.movePointLeft(2));
        }
    }

    /** Adds a project with what is invested in it, null where that is not known. */
    void add(
            List<ProjectContent.SectorShare> sectors,
            Direction direction,
            @Nullable InvestmentBasis basis,
            @Nullable String currency,
            @Nullable BigDecimal amount) {
        total++;
        withoutAmount += amount == null ? 1 : 0;
        if (ProjectContent.SectorShare.isDivided(sectors)) {
            for (ProjectContent.SectorShare sector : sectors) {
                if (wanted == null || wanted.equals(sector.code())) {
                    BigDecimal share = sector.share() == null ? WHOLE : sector.share();
                    add(new Cell(sector.code(), direction, basis, currency), Sum.of(amount, share));
                }
            }
        } else {
            add(new Cell(null, direction, basis, currency), Sum.of(amount, WHOLE));
        }
    }

    private void add(Cell cell, Sum sum) {
        cells.merge(cell, sum, Sum::both);
    }

    Stock result() {
        return new Stock(
                total,
                withoutAmount,
                Coverage.VISIBLE_ONLY,
                cells.entrySet().stream()
                        .map(cell -> new Stock.Sum(
                                cell.getKey().sector(),
                                cell.getKey().direction(),
                                cell.getKey().basis(),
                                cell.getKey().currency(),
                                cell.getValue().projects(),
                                cell.getValue().amount()))
                        .toList());
    }
}
