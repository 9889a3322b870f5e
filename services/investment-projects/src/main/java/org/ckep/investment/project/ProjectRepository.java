package org.ckep.investment.project;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.ckep.investment.register.Names;
import org.ckep.investment.register.Parameters;
import org.ckep.investment.site.Sites;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.records.RecordQuery;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The queries of projects; each answers only what its viewer may read. */
@ApplicationScoped
class ProjectRepository {
    private static final String OUTLINE = """
            select (select count(*) from ProjectFiling f where f.projectId = p.id and f.side = :side),
              (select count(*) from ProjectRag r where r.projectId = p.id and r.side = :side),
              (select count(*) from StoredChange c where c.recordUrn = :record),
              (select count(*) from StoredFigure o where o.recordUrn = :record),
              (select count(*) from StoredAgreedFigure a where a.recordUrn = :record)
            from Project p where p.id = :project""";

    private final ProjectSearch search;
    private final ProjectPartStore parts;

    ProjectRepository(ProjectSearch search, ProjectPartStore parts) {
        this.search = search;
        this.parts = parts;
    }

    /** The project with its lists; fails with NOT_FOUND where there is none, or none that the viewer may know of. */
    Uni<Project> get(Mutiny.Session session, Viewer viewer, UUID id) {
        return RecordQuery.of(Project.class, viewer)
                .get(session, id)
                .call(project -> parts.read(session, List.of(project)));
    }

    /** The project without its lists, null where there is none that the viewer may know of. */
    Uni<@Nullable Project> find(Mutiny.Session session, Viewer viewer, Urn urn) {
        List<UUID> ids = urn.type().equals(Project.TYPE) ? List.of(urn.uuid()) : List.of();
        return RecordQuery.of(Project.class, viewer)
                .among(session, ids)
                .map(found -> found.isEmpty() ? null : found.getFirst());
    }

    /** Those of the projects that the viewer may read, with their lists. */
    Uni<List<Project>> among(Mutiny.Session session, Viewer viewer, Collection<UUID> ids) {
        return RecordQuery.of(Project.class, viewer)
                .among(session, List.copyOf(ids))
                .call(found -> parts.read(session, found));
    }

    Uni<Page<Project>> page(Mutiny.Session session, Viewer viewer, ProjectFilter filter, PageRequest page) {
        return search.apply(session, viewer, filter.search(), query(viewer, filter))
                .chain(query -> query.sortedBy(filter.order()).page(session, page))
                .call(found -> parts.read(session, found.data()));
    }

    private static RecordQuery<Project> query(Viewer viewer, ProjectFilter filter) {
        Urn organisation = Parameters.urn("organisation", filter.organisation, Names.ORGANISATION);
        return RecordQuery.of(Project.class, viewer)
                .whereAnyOf("r.state", "states", filter.states())
                .where("r.type = :type", "type", filter.type)
                .where("r.direction = :direction", "direction", filter.direction)
                .whereAnyOf("r.modality", "modalities", filter.modalities())
                .where("exists (select 1 from r.sectors s where s = :sector)", "sector", filter.sector)
                .where(":site in elements(r.sites)", "site", Parameters.id("site", filter.site, Sites.TYPE))
                .where(
                        "exists (select 1 from r.participants p where p = :organisation)",
                        "organisation",
                        organisation == null ? null : organisation.toString())
                .where("r.parentId = :parent", "parent", Parameters.id("parent", filter.parent, Project.TYPE))
                .whereLocalId(filter.localId);
    }

    /**
     * In which parts of its annex a project has anything that may be read. Most have nothing in any of them, which one query
     * says instead of one for each part.
     */
    record Outline(boolean filings, boolean rag, boolean changeSets, boolean figures) {}

    Uni<Outline> outline(Mutiny.Session session, Viewer viewer, Project project) {
        return session.createSelectionQuery(OUTLINE, Object[].class)
                .setParameter("project", project.id())
                .setParameter("record", project.urn().toString())
                .setParameter("side", viewer.side())
                .getSingleResult()
                .map(rows ->
                        new Outline(isAny(rows[0]), isAny(rows[1]), isAny(rows[2]), isAny(rows[3]) || isAny(rows[4])));
    }

    private static boolean isAny(Object count) {
        return (long) count > 0;
    }

    /** The newest word about each filing of the viewer's own side; nothing for a viewer without a side. */
    Uni<List<Filing>> filings(Mutiny.Session session, Viewer viewer, UUID project) {
        Side side = viewer.side();
        if (side == null) {
            return Uni.createFrom().item(List.of());
        }
        return session.createSelectionQuery(
                        "from ProjectFiling f where f.projectId = :project and f.side = :side "
                                + "order by f.recordedAt, f.id",
                        ProjectFiling.class)
                .setParameter("project", project)
                .setParameter("side", side)
                .getResultList()
                .map(rows -> {
                    List<Filing> filings = new ArrayList<>();
                    for (ProjectFiling row : rows) {
                        Filing filing = row.toFiling();
                        filings.removeIf(filing::continues);
                        filings.add(filing);
                    }
                    return filings;
                });
    }

    /** How the viewer's own side sees the project; null where it has not said, and for a viewer without a side. */
    Uni<@Nullable Rag> rag(Mutiny.Session session, Viewer viewer, UUID project) {
        Side side = viewer.side();
        if (side == null) {
            return Uni.createFrom().nullItem();
        }
        return session.createSelectionQuery(
                        "from ProjectRag r where r.projectId = :project and r.side = :side "
                                + "order by r.recordedAt desc, r.id desc",
                        ProjectRag.class)
                .setParameter("project", project)
                .setParameter("side", side)
                .setMaxResults(1)
                .getResultList()
                .map(rows -> rows.isEmpty() ? null : rows.getFirst().toRag());
    }

    /** The steps of a project that the viewer may read, in the order in which they were recorded. */
    Uni<List<ProjectStep>> steps(Mutiny.Session session, UUID project) {
        return session.createSelectionQuery(
                        "from ProjectStep s where s.projectId = :project order by s.recordedAt, s.id",
                        ProjectStep.class)
                .setParameter("project", project)
                .getResultList();
    }
}
