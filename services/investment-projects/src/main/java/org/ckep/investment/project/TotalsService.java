package org.ckep.investment.project;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ckep.investment.register.Coverage;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.value.Decimals;
import org.jspecify.annotations.Nullable;

/** Sums up what is invested view by view, never across two of them, nor across bases or currencies. */
@ApplicationScoped
class TotalsService {
    private final InvestmentRows investments;

    TotalsService(InvestmentRows investments) {
        this.investments = investments;
    }

    private record Cell(
            @Nullable InvestmentBasis basis, @Nullable String currency) {
        private static final Comparator<Cell> ORDER = Comparator.comparing(
                        Cell::basis, Comparator.nullsLast(Comparator.<InvestmentBasis>naturalOrder()))
                .thenComparing(Cell::currency, Comparator.nullsLast(Comparator.naturalOrder()));
    }

    private record Sum(long projects, @Nullable BigDecimal amount) {
        private Sum and(Sum other) {
            return new Sum(
                    projects + other.projects,
                    amount == null || other.amount == null ? null : amount.add(other.amount));
        }
    }

    /** The sums of every view; each is read by itself. */
    Uni<Totals> sum(Viewer viewer, Counting counting) {
        return Multi.createFrom()
                .items(Totals.View.values())
                .onItem()
                .transformToUniAndConcatenate(view -> of(viewer, counting, view))
                .collect()
                .asList()
                .map(views -> new Totals(
                        Coverage.VISIBLE_ONLY,
                        views.stream().flatMap(List::stream).toList()));
    }

    private Uni<List<Totals.Sum>> of(Viewer viewer, Counting counting, Totals.View view) {
        return Uni.createFrom().item(() -> new TreeMap<Cell, Sum>(Cell.ORDER)).chain(cells -> investments
                .each(viewer, counting, view.perspective(), TopInvestorService.ALIVE, (session, rows) -> {
                    rows.forEach(row ->
                            cells.merge(new Cell(row.basis(), row.currency()), new Sum(1, row.amount()), Sum::and));
                    return Uni.createFrom().voidItem();
                })
                .map(done -> sums(view, cells)));
    }

    private static List<Totals.Sum> sums(Totals.View view, Map<Cell, Sum> cells) {
        return cells.entrySet().stream()
                .map(cell -> new Totals.Sum(
                        view,
                        cell.getKey().basis(),
                        cell.getKey().currency(),
                        cell.getValue().projects(),
                        normal(cell.getValue().amount())))
                .toList();
    }

    private static @Nullable BigDecimal normal(@Nullable BigDecimal amount) {
        return amount == null ? null : Decimals.normal(amount);
    }
}
