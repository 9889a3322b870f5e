package org.ckep.investment.project;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.ckep.investment.project.ProjectRows.KeyDateRow;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.records.Register;
import org.hibernate.reactive.mutiny.Mutiny;

/** Compares plans with what came of them, in no more projects than the viewer may see. */
@ApplicationScoped
class SlippageService {
    private final Register register;

    SlippageService(Register register) {
        this.register = register;
    }

    Uni<Slippage> compare(Viewer viewer, Counting counting) {
        return register.read(viewer, counting.knownAt(), session -> {
            SlippageTally tally = new SlippageTally(register.todayInBoth(counting.knownAt()));
            return ReportRows.each(session, viewer, counting, "p.state", null, rows -> tally(session, rows, tally))
                    .map(done -> tally.result());
        });
    }

    private static Uni<Void> tally(Mutiny.Session session, List<Object[]> projects, SlippageTally tally) {
        return ReportRows.parts(session, projects, "key_date, kind, date", "project_key_date")
                .invoke(rows -> {
                    Map<UUID, Map<KeyDate, KeyDates>> dates = new HashMap<>();
                    rows.forEach(row -> new KeyDateRow(
                                    KeyDate.valueOf((String) row[1]),
                                    KeyDateRow.Kind.valueOf((String) row[2]),
                                    FuzzyDate.parse((String) row[3]))
                            .addTo(dates.computeIfAbsent((UUID) row[0], none -> new EnumMap<>(KeyDate.class))));
                    projects.forEach(project ->
                            tally.add((ProjectStatus) project[1], dates.getOrDefault((UUID) project[0], Map.of())));
                })
                .replaceWithVoid();
    }
}
