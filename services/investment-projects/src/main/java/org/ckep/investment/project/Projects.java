package org.ckep.investment.project;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.value.Money;
import org.ckep.records.AnyOf;
import org.ckep.records.Readers;
import org.ckep.records.RecordQuery;
import org.ckep.records.RecordVisibility;
import org.hibernate.reactive.mutiny.Mutiny;

/** What other features ask of projects. */
@ApplicationScoped
public class Projects {
    /** The type of projects in URNs. */
    public static final String TYPE = Project.TYPE;

    Projects() {}

    /** Those of the projects that the viewer may read, by URN. */
    public Uni<Map<Urn, ProjectInfo>> among(Mutiny.Session session, Viewer viewer, Collection<Urn> urns) {
        List<UUID> ids = urns.stream()
                .filter(urn -> urn.type().equals(TYPE))
                .map(Urn::uuid)
                .distinct()
                .toList();
        return RecordQuery.of(Project.class, viewer).among(session, ids).map(found -> {
            Map<Urn, ProjectInfo> projects = new LinkedHashMap<>();
            found.forEach(project -> projects.put(project.urn(), ProjectInfo.of(project)));
            return projects;
        });
    }

    /** What those of the projects come to that both sides may read, and the viewer too, by URN; where it is known. */
    public Uni<Map<Urn, ProjectSum>> openSums(Mutiny.Session session, Viewer viewer, Collection<Urn> urns) {
        List<UUID> ids = urns.stream().map(Urn::uuid).distinct().toList();
        return RecordQuery.of(Project.class, viewer).among(session, ids).map(found -> {
            Map<Urn, ProjectSum> sums = new LinkedHashMap<>();
            found.stream()
                    .filter(project -> project.head().classification().level().isReadByBothSides())
                    .forEach(project -> {
                        Investment total = project.amounts().get(ProjectContent.TOTAL_INVESTMENT);
                        if (total != null) {
                            Money amount = new Money(total.amount(), total.currency(), null, null);
                            sums.put(
                                    project.urn(),
                                    new ProjectSum(amount, total.basis().name()));
                        }
                    });
            return sums;
        });
    }

    /** The code of the sector of a project that the viewer may read; empty where it has none or several. */
    public Uni<Optional<String>> onlySector(Mutiny.Session session, Urn project) {
        return session.createNativeQuery("select code from project_sector where project_id = :id", String.class)
                .setParameter("id", project.uuid())
                .getResultList()
                .map(codes -> codes.size() == 1 ? Optional.of(codes.getFirst()) : Optional.empty());
    }

    /** The codes of the sectors of those of the projects that the viewer may read, by URN; those without one are absent. */
    public Uni<Map<Urn, Set<String>>> sectors(Mutiny.Session session, Viewer viewer, Collection<Urn> urns) {
        if (urns.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        RecordVisibility visible = RecordVisibility.predicate(viewer, "p.head");
        AnyOf among = AnyOf.of(urns.stream().map(Urn::uuid).distinct().toList());
        return visible.bind(session.createSelectionQuery(
                        "select p.id, s from Project p join p.sectors s where " + visible.condition() + " and "
                                + among.condition("p.id", "projects"),
                        Object[].class))
                .setParameter("projects", among.parameter())
                .getResultList()
                .map(rows -> {
                    Map<Urn, Set<String>> sectors = new LinkedHashMap<>();
                    rows.forEach(row -> sectors.computeIfAbsent(new Urn(TYPE, (UUID) row[0]), none -> new TreeSet<>())
                            .add((String) row[1]));
                    return sectors;
                });
    }

    /** The project of that id; fails with NOT_FOUND where there is none, or none that the viewer may know of. */
    public Uni<ProjectInfo> get(Mutiny.Session session, Viewer viewer, UUID id) {
        Urn urn = new Urn(TYPE, id);
        return among(session, viewer, List.of(urn)).map(found -> {
            ProjectInfo project = found.get(urn);
            if (project == null) {
                throw ProblemException.notFound();
            }
            return project;
        });
    }

    /**
     * The project that a record is to refer to.
     *
     * @param readers who may read the record
     * @param pointer JSON pointer of the reference in the request
     * @return fails with UNPROCESSABLE where it is not a project that the viewer may read, and where a reader of the
     *     record would not be a reader of the project
     */
    public Uni<ProjectInfo> require(
            Mutiny.Session session, Viewer viewer, Urn urn, Classification readers, String pointer) {
        return among(session, viewer, List.of(urn)).map(found -> {
            ProjectInfo project = found.get(urn);
            if (project == null) {
                throw new ProblemException(KernelProblem.UNPROCESSABLE, "There is no such project.")
                        .withErrors(FieldError.at(pointer, "unknown-project", "There is no such project."));
            }
            Readers.requireAllMayRead(readers, project.classification(), pointer);
            return project;
        });
    }
}
