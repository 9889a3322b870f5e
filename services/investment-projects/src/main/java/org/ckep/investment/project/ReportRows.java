package org.ckep.investment.project;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.ckep.kernel.access.Viewer;
import org.ckep.records.RecordVisibility;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Reads the projects that a report is made of: those that the viewer may see, some at a time, so that a report of all
 * projects needs no more memory than one of a few.
 */
final class ReportRows {
    /** Projects that are looked at together. */
    private static final int TOGETHER = 2_000;

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private ReportRows() {}

    /**
     * Hands over all rows, batch by batch.
     *
     * @param columns HQL of what is selected of a project {@code p} beside its id
     * @param condition HQL over it, beside what the counting asks for, null for none; never text of a request
     * @param take takes a batch, of which each row begins with the id; it is called again only when it has ended
     */
    static Uni<Void> each(
            Mutiny.Session session,
            Viewer viewer,
            Counting counting,
            String columns,
            @Nullable String condition,
            Function<List<Object[]>, Uni<Void>> take) {
        return each(session, viewer, counting, null, columns, condition, take);
    }

    /**
     * The same of the records that a view has.
     *
     * @param view as whose records they are counted, null for everybody's beside each other
     */
    static Uni<Void> each(
            Mutiny.Session session,
            Viewer viewer,
            Counting counting,
            @Nullable ProjectPerspective view,
            String columns,
            @Nullable String condition,
            Function<List<Object[]>, Uni<Void>> take) {
        return Multi.createBy()
                .repeating()
                .uni(Last::new, last -> next(session, viewer, counting, view, columns, condition, last.id)
                        .call(rows -> rows.isEmpty() ? Uni.createFrom().voidItem() : take.apply(rows))
                        .invoke(rows -> last.id = rows.isEmpty() ? last.id : (UUID) rows.getLast()[0]))
                .whilst(rows -> rows.size() == TOGETHER)
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** The last project that was looked at. */
    private static final class Last {
        private UUID id = BEFORE_ALL;
    }

    private static Uni<List<Object[]>> next(
            Mutiny.Session session,
            Viewer viewer,
            Counting counting,
            @Nullable ProjectPerspective view,
            String columns,
            @Nullable String condition,
            UUID after) {
        RecordVisibility visible = RecordVisibility.predicate(viewer, "p.head");
        Mutiny.SelectionQuery<Object[]> query = session.createSelectionQuery(
                "select p.id, " + columns + " from Project p where " + visible.condition() + " and "
                        + counting.condition(view) + (condition == null ? "" : " and " + condition)
                        + " and p.id > :last order by p.id",
                Object[].class);
        return visible.bind(counting.bind(query.setParameter("last", after)))
                .setMaxResults(TOGETHER)
                .getResultList();
    }

    /** The parts of these projects in one of their tables, in their order. */
    static Uni<List<Object[]>> parts(Mutiny.Session session, List<Object[]> projects, String columns, String table) {
        return parts(session, projects, columns, table, "true");
    }

    /**
     * Those of them that are wanted.
     *
     * @param condition SQL over the table; never text of a request
     */
    static Uni<List<Object[]>> parts(
            Mutiny.Session session, List<Object[]> projects, String columns, String table, String condition) {
        return partsOf(session, projects.stream().map(row -> (UUID) row[0]).toList(), columns, table, condition);
    }

    /** The parts of the projects of these ids. */
    static Uni<List<Object[]>> partsOf(Mutiny.Session session, List<UUID> projects, String columns, String table) {
        return partsOf(session, projects, columns, table, "true");
    }

    private static Uni<List<Object[]>> partsOf(
            Mutiny.Session session, List<UUID> projects, String columns, String table, String condition) {
        return session.createNativeQuery(
                        "select project_id, " + columns + " from " + table + " where project_id in (:projects) and "
                                + condition + " order by project_id, position",
                        Object[].class)
                .setParameter("projects", projects)
                .getResultList();
    }
}
