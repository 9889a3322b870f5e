package org.ckep.investment.project;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.ckep.kernel.access.Viewer;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Sums up what is invested, in no more projects than the viewer may see. */
@ApplicationScoped
class StockService {
    private final InvestmentRows investments;

    StockService(InvestmentRows investments) {
        this.investments = investments;
    }

    /**
     * The sums.
     *
     * @param view as whose records they are read, null for everybody's beside each other
     */
    Uni<Stock> sum(Viewer viewer, Counting counting, @Nullable ProjectPerspective view) {
        return Uni.createFrom().item(() -> new StockTally(counting.sector())).chain(tally -> investments
                .each(viewer, counting, view, StockTally.IN_STOCK, (session, rows) -> tally(session, rows, tally))
                .map(done -> tally.result()));
    }

    private static Uni<Void> tally(Mutiny.Session session, List<InvestmentRows.Row> projects, StockTally tally) {
        List<UUID> ids = projects.stream().map(InvestmentRows.Row::id).toList();
        return ReportRows.partsOf(session, ids, "code, share", "project_sector")
                .invoke(rows -> {
                    Map<UUID, List<ProjectContent.SectorShare>> sectors = new HashMap<>();
                    rows.forEach(row -> sectors.computeIfAbsent((UUID) row[0], none -> new ArrayList<>())
                            .add(new ProjectContent.SectorShare((String) row[1], (BigDecimal) row[2])));
                    projects.forEach(project -> tally.add(
                            sectors.getOrDefault(project.id(), List.of()),
                            project.direction(),
                            project.basis(),
                            project.currency(),
                            project.amount()));
                })
                .replaceWithVoid();
    }
}
