package org.ckep.investment.project;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.claim.Modality;
import org.ckep.records.RecordVisibility;
import org.ckep.records.Register;
import org.ckep.web.CurrentViewer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The pipeline: projects counted by state, sector and direction. */
@Path("v1/pipeline")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Projects")
class PipelineResource {
    private final Register register;
    private final CurrentViewer viewer;

    PipelineResource(Register register, CurrentViewer viewer) {
        this.register = register;
        this.viewer = viewer;
    }

    @GET
    @PermitAll // Counts only what the viewer may see; the public counts what is public.
    @Operation(
            summary = "Count projects by state, sector and direction",
            description = "Counts what the caller may see. Phases whose money is counted at their parent are left out, "
                    + "and so is what is only expected or opined, unless modality asks for it.")
    public Uni<Pipeline> pipeline(
            @RestQuery @Nullable String sector,
            @RestQuery @Nullable Direction direction,
            @Parameter(description = "Only in these moods; may be repeated") @RestQuery List<Modality> modality) {
        Viewer asking = viewer.get();
        Counting counting =
                new Counting(sector, direction, modality.isEmpty() ? ProjectFilter.counting() : List.copyOf(modality));
        return register.read(
                asking, session -> total(session, asking, counting).chain(total -> cells(session, asking, counting)
                        .map(cells -> new Pipeline(total, Pipeline.VISIBLE_ONLY, cells))));
    }

    /** What is counted. */
    private record Counting(
            @Nullable String sector, @Nullable Direction direction, List<Modality> modalities) {

        String condition() {
            List<String> conditions = new ArrayList<>(List.of("p.countsTowardAggregate", "p.modality in :modalities"));
            if (sector != null) {
                conditions.add("exists (select 1 from p.sectors wanted where wanted.code = :sector)");
            }
            if (direction != null) {
                conditions.add("p.direction = :direction");
            }
            return String.join(" and ", conditions);
        }

        Map<String, Object> parameters() {
            Map<String, Object> parameters = new LinkedHashMap<>();
            parameters.put("modalities", modalities);
            if (sector != null) {
                parameters.put("sector", sector);
            }
            if (direction != null) {
                parameters.put("direction", direction);
            }
            return parameters;
        }
    }

    private static Uni<Long> total(Mutiny.Session session, Viewer viewer, Counting counting) {
        RecordVisibility visible = RecordVisibility.predicate(viewer, "p.head");
        Mutiny.SelectionQuery<Long> query = session.createSelectionQuery(
                "select count(*) from Project p where " + visible.condition() + " and " + counting.condition(),
                Long.class);
        counting.parameters().forEach(query::setParameter);
        return visible.bind(query).getSingleResult();
    }

    private static Uni<List<Pipeline.Count>> cells(Mutiny.Session session, Viewer viewer, Counting counting) {
        RecordVisibility visible = RecordVisibility.predicate(viewer, "p.head");
        Mutiny.SelectionQuery<Object[]> query = session.createSelectionQuery(
                "select p.state, s.code, p.direction, count(*) from Project p left join p.sectors s where "
                        + visible.condition() + " and " + counting.condition()
                        + (counting.sector() == null ? "" : " and s.code = :sector")
                        + " group by p.state, s.code, p.direction order by p.state, s.code, p.direction",
                Object[].class);
        counting.parameters().forEach(query::setParameter);
        return visible.bind(query).getResultList().map(rows -> rows.stream()
                .map(row ->
                        new Pipeline.Count((ProjectStatus) row[0], (String) row[1], (Direction) row[2], (Long) row[3]))
                .toList());
    }
}
