package org.ckep.investment.project;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.ckep.investment.register.Coverage;
import org.ckep.kernel.access.Viewer;
import org.ckep.records.RecordVisibility;
import org.ckep.records.Register;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Counts projects by state, sector, direction, place and year, never more than the viewer may see. */
@ApplicationScoped
class PipelineService {
    private final Register register;

    PipelineService(Register register) {
        this.register = register;
    }

    /**
     * Counts them.
     *
     * @param by what they are divided by beside state, sector and direction
     */
    Uni<Pipeline> count(Viewer viewer, Counting counting, List<PipelineDimension> by) {
        List<PipelineDimension> dimensions = by.stream().distinct().sorted().toList();
        return register.read(viewer, counting.knownAt(), session -> total(session, viewer, counting)
                .chain(total -> cells(session, viewer, counting, dimensions)
                        .map(cells -> new Pipeline(total, Coverage.VISIBLE_ONLY, cells))));
    }

    private static Uni<Long> total(Mutiny.Session session, Viewer viewer, Counting counting) {
        RecordVisibility visible = RecordVisibility.predicate(viewer, "p.head");
        Mutiny.SelectionQuery<Long> query = session.createSelectionQuery(
                "select count(*) from Project p where " + visible.condition() + " and " + counting.condition(),
                Long.class);
        return visible.bind(counting.bind(query)).getSingleResult();
    }

    private static Uni<List<Pipeline.Count>> cells(
            Mutiny.Session session, Viewer viewer, Counting counting, List<PipelineDimension> by) {
        RecordVisibility visible = RecordVisibility.predicate(viewer, "p.head");
        List<String> keys = new ArrayList<>(List.of("p.state", "s", "p.direction"));
        by.forEach(dimension -> keys.add(dimension.isOfSites() ? "places." + name(dimension) : dimension.path()));
        String cell = String.join(", ", keys);
        Mutiny.SelectionQuery<Object[]> query = session.createSelectionQuery(
                "select " + cell + ", count(*) from Project p left join p.sectors s" + places(viewer, by) + " where "
                        + visible.condition() + " and " + counting.condition()
                        + (counting.sector() == null ? "" : " and s = :sector")
                        + " group by " + cell + " order by " + cell,
                Object[].class);
        return visible.bind(counting.bind(query))
                .getResultList()
                .map(rows -> rows.stream().map(row -> count(row, by)).toList());
    }

    /** Where the projects are, by the sites that the viewer may see; a hidden one is as if it were not there (rule C5). */
    private static String places(Viewer viewer, List<PipelineDimension> by) {
        List<PipelineDimension> wanted = PipelineDimension.ofSites(by);
        if (wanted.isEmpty()) {
            return "";
        }
        String columns = wanted.stream()
                .map(dimension -> dimension.path() + " as " + name(dimension))
                .collect(Collectors.joining(", "));
        return " left join (select distinct q.id as project, " + columns
                + " from Project q join q.sites x join Site z on z.id = x where "
                + RecordVisibility.predicate(viewer, "z.head").condition() + ") places on places.project = p.id";
    }

    private static String name(PipelineDimension dimension) {
        return dimension.name().toLowerCase(Locale.ROOT);
    }

    private static Pipeline.Count count(Object[] row, List<PipelineDimension> by) {
        return new Pipeline.Count(
                (ProjectStatus) row[0],
                (String) row[1],
                (Direction) row[2],
                (String) value(row, by, PipelineDimension.PROVINCE),
                (String) value(row, by, PipelineDimension.PARK),
                (Integer) value(row, by, PipelineDimension.YEAR),
                (Long) row[row.length - 1]);
    }

    private static @Nullable Object value(Object[] row, List<PipelineDimension> by, PipelineDimension dimension) {
        int at = by.indexOf(dimension);
        return at < 0 ? null : row[3 + at];
    }
}
