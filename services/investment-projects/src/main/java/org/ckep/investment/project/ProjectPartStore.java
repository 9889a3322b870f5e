package org.ckep.investment.project;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ckep.investment.project.ProjectRows.CapacityRow;
import org.ckep.investment.project.ProjectRows.CommitmentRow;
import org.ckep.investment.project.ProjectRows.HoldingRow;
import org.ckep.investment.project.ProjectRows.KeyDateRow;
import org.ckep.investment.project.ProjectRows.ParticipantRow;
import org.ckep.investment.project.ProjectRows.SectorRow;
import org.ckep.investment.project.ProjectRows.SiteRow;
import org.ckep.records.RowWriter;
import org.ckep.records.RowWriter.Row;
import org.ckep.web.JsonRules;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Reads and writes the lists of projects. One statement reads all lists of a whole page; of a list that has changed only
 * the rows that differ are written. Rows go as JSON with the columns' own names, so PostgreSQL makes rows of them itself.
 */
@ApplicationScoped
class ProjectPartStore {
    private static final String IDS = "ids";
    private static final String READ = Stream.of(Part.values())
            .map(part -> ("select s.project_id, '%1$s' as part, s.position, "
                            + "to_jsonb(s) - array['project_id', 'position'] as item from %2$s s "
                            + "where s.project_id = any (cast(cast(:ids as text) as uuid[]))")
                    .formatted(part.name(), part.table))
            .collect(Collectors.joining(
                    " union all ",
                    "select cast(p.project_id as text), p.part, cast(jsonb_agg(p.item order by p.position) as text) from (",
                    ") p group by p.project_id, p.part"));

    /** A list and its table. */
    private enum Part {
        SECTORS("project_sector", SectorRow.class, ProjectParts::sectors),
        SITES("project_site", SiteRow.class, ProjectParts::sites),
        PARTICIPANTS("project_participant", ParticipantRow.class, ProjectParts::participants),
        KEY_DATES("project_key_date", KeyDateRow.class, ProjectParts::keyDates),
        CAPACITY("project_capacity", CapacityRow.class, ProjectParts::capacity),
        COMMITMENTS("project_commitment", CommitmentRow.class, ProjectParts::commitments),
        HOLDINGS("project_holding", HoldingRow.class, ProjectParts::holdings);

        private final String table;
        private final Class<?> row;
        private final Function<ProjectParts, List<?>> rows;

        Part(String table, Class<?> row, Function<ProjectParts, List<?>> rows) {
            this.table = table;
            this.row = row;
            this.rows = rows;
        }

        List<?> rows(ProjectParts parts) {
            return rows.apply(parts);
        }
    }

    /** A row at its place. */
    private record Placed(
            @JsonProperty("project_id") UUID project,
            @JsonProperty int position,
            @JsonUnwrapped @JsonProperty Object row) {}

    private final ObjectMapper json;
    private final RowWriter writer;

    ProjectPartStore(ObjectMapper json, RowWriter writer) {
        this.json = json;
        this.writer = writer;
    }

    /** Reads the lists of those projects that have none yet. */
    Uni<Void> read(Mutiny.Session session, Collection<Project> projects) {
        List<Project> wanting =
                projects.stream().filter(project -> !project.hasParts()).toList();
        if (wanting.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return session.createNativeQuery(READ, Object[].class)
                .setParameter(IDS, array(wanting.stream().map(Project::id)))
                .getResultList()
                .invoke(rows -> {
                    Map<UUID, Map<Part, List<?>>> found = found(rows);
                    wanting.forEach(project -> project.holds(parts(found.getOrDefault(project.id(), Map.of()))));
                })
                .replaceWithVoid();
    }

    private Map<UUID, Map<Part, List<?>>> found(List<Object[]> rows) {
        Map<UUID, Map<Part, List<?>>> found = new HashMap<>();
        for (Object[] row : rows) {
            Part part = Part.valueOf((String) row[1]);
            found.computeIfAbsent(UUID.fromString((String) row[0]), id -> new EnumMap<>(Part.class))
                    .put(part, list(part.row, (String) row[2]));
        }
        return found;
    }

    private <T> List<T> list(Class<T> type, String rows) {
        try {
            return JsonRules.stored(json).forType(listOf(type)).readValue(rows);
        } catch (JsonProcessingException ours) {
            throw new IllegalStateException("stored rows cannot be read as " + type.getSimpleName(), ours);
        }
    }

    private JavaType listOf(Class<?> type) {
        return json.getTypeFactory().constructCollectionType(List.class, type);
    }

    private static ProjectParts parts(Map<Part, List<?>> lists) {
        return new ProjectParts(
                of(lists, Part.SECTORS, SectorRow.class),
                of(lists, Part.SITES, SiteRow.class),
                of(lists, Part.PARTICIPANTS, ParticipantRow.class),
                of(lists, Part.KEY_DATES, KeyDateRow.class),
                of(lists, Part.CAPACITY, CapacityRow.class),
                of(lists, Part.COMMITMENTS, CommitmentRow.class),
                of(lists, Part.HOLDINGS, HoldingRow.class));
    }

    private static <T> List<T> of(Map<Part, List<?>> lists, Part part, Class<T> type) {
        return lists.getOrDefault(part, List.of()).stream().map(type::cast).toList();
    }

    /**
     * Writes what the session holds, the project among it, and after it what has changed in the project's lists.
     *
     * @param others rows of other tables, added by the statement that adds those of the lists
     */
    Uni<Void> flush(Mutiny.Session session, Project project, List<Row> others) {
        ProjectParts before = project.writtenParts();
        ProjectParts now = project.parts();
        List<Supplier<Uni<Integer>>> removals = new ArrayList<>();
        List<Row> added = new ArrayList<>(others);
        for (Part part : Part.values()) {
            write(session, project.id(), part, part.rows(before), part.rows(now), removals, added);
        }
        return session.flush()
                .chain(() -> Multi.createFrom()
                        .iterable(removals)
                        .onItem()
                        .transformToUniAndConcatenate(Supplier::get)
                        .collect()
                        .last())
                .chain(() -> writer.insert(session, added))
                .invoke(() -> project.holds(now));
    }

    private static void write(
            Mutiny.Session session,
            UUID project,
            Part part,
            List<?> before,
            List<?> now,
            List<Supplier<Uni<Integer>>> removals,
            List<Row> added) {
        List<Integer> gone = new ArrayList<>();
        for (int i = 0; i < Math.max(before.size(), now.size()); i++) {
            boolean same = i < before.size() && i < now.size() && before.get(i).equals(now.get(i));
            if (!same && i < before.size()) {
                gone.add(i);
            }
            if (!same && i < now.size()) {
                added.add(Row.whole(part.table, new Placed(project, i, now.get(i))));
            }
        }
        if (!gone.isEmpty()) {
            removals.add(() -> session.createNativeQuery("delete from " + part.table + " where project_id = :project "
                            + "and position = any (cast(cast(:positions as text) as int[]))")
                    .setParameter("project", project)
                    .setParameter("positions", array(gone.stream()))
                    .executeUpdate());
        }
    }

    private static String array(Stream<?> elements) {
        return elements.map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }
}
