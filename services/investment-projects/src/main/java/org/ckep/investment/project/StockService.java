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
import org.ckep.records.Register;
import org.hibernate.reactive.mutiny.Mutiny;

/** Sums up what is invested, in no more projects than the viewer may see. */
@ApplicationScoped
class StockService {
    private final Register register;

    StockService(Register register) {
        this.register = register;
    }

    Uni<Stock> sum(Viewer viewer, Counting counting) {
        return register.read(viewer, session -> {
            StockTally tally = new StockTally(counting.sector());
            return ReportRows.each(
                            session,
                            viewer,
                            counting,
                            "p.direction, p.investmentBasis, p.investmentCurrency, p.investmentAmount",
                            StockTally.IN_STOCK,
                            rows -> tally(session, rows, tally))
                    .map(done -> tally.result());
        });
    }

    private static Uni<Void> tally(Mutiny.Session session, List<Object[]> projects, StockTally tally) {
        return ReportRows.parts(session, projects, "code, share", "project_sector")
                .invoke(rows -> {
                    Map<UUID, List<ProjectContent.SectorShare>> sectors = new HashMap<>();
                    rows.forEach(row -> sectors.computeIfAbsent((UUID) row[0], none -> new ArrayList<>())
                            .add(new ProjectContent.SectorShare((String) row[1], (BigDecimal) row[2])));
                    projects.forEach(project -> tally.add(
                            sectors.getOrDefault((UUID) project[0], List.of()),
                            (Direction) project[1],
                            (InvestmentBasis) project[2],
                            (String) project[3],
                            (BigDecimal) project[4]));
                })
                .replaceWithVoid();
    }
}
