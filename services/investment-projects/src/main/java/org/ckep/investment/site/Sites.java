package org.ckep.investment.site;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.records.EventData;
import org.ckep.records.Readers;
import org.ckep.records.RecordHead;
import org.ckep.records.RecordQuery;
import org.ckep.records.Register;
import org.hibernate.reactive.mutiny.Mutiny;

/** What other features ask of sites. */
@ApplicationScoped
public class Sites {
    /** The type of sites in URNs. */
    public static final String TYPE = "site";

    private final Register register;

    Sites(Register register) {
        this.register = register;
    }

    /** Those of the sites that the viewer may read, by URN. */
    public Uni<Map<Urn, SiteInfo>> among(Mutiny.Session session, Viewer viewer, Collection<Urn> urns) {
        return find(session, viewer, urns).map(found -> {
            Map<Urn, SiteInfo> sites = new LinkedHashMap<>();
            found.forEach(site -> sites.put(site.urn(), SiteInfo.of(site)));
            return sites;
        });
    }

    /**
     * The sites that a record is to refer to.
     *
     * @param readers who may read the record
     * @param pointer JSON pointer of the list in the request
     * @return by URN; fails with UNPROCESSABLE where one is not a site that the viewer may read, and where a reader of
     *     the record would not be a reader of the site
     */
    public Uni<Map<Urn, SiteInfo>> require(
            Mutiny.Session session, Viewer viewer, List<Urn> urns, Classification readers, String pointer) {
        return among(session, viewer, urns).invoke(found -> {
            for (int i = 0; i < urns.size(); i++) {
                String place = urns.size() == 1 && !pointer.endsWith("s") ? pointer : pointer + "/" + i;
                SiteInfo site = found.get(urns.get(i));
                if (site == null) {
                    throw new ProblemException(KernelProblem.UNPROCESSABLE, "There is no such site.")
                            .withErrors(FieldError.at(place, "unknown-site", "There is no such site."));
                }
                Readers.requireAllMayRead(readers, site.classification(), place);
            }
        });
    }

    /**
     * Lets sites enter a state because a project ended. Only sites of the same steward, and only where all their readers
     * may know of the project: else the change would tell of it.
     *
     * @param project head of the project that ended
     */
    public Uni<Void> settle(
            Mutiny.Session session, Viewer viewer, List<Urn> urns, RecordHead project, SiteState state) {
        return find(session, viewer, urns)
                .onItem()
                .transformToMulti(found -> Multi.createFrom().iterable(found))
                .filter(site -> site.state() != state && follows(site.head(), project))
                .onItem()
                .transformToUniAndConcatenate(site -> {
                    site.enter(state);
                    return register.changed(
                            session,
                            viewer,
                            site,
                            "site.state_changed",
                            site.onlySector(),
                            data(site).noted(List.of("state")));
                })
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static boolean follows(RecordHead site, RecordHead project) {
        return site.stewardship() == project.stewardship()
                && site.ownerSide() == project.ownerSide()
                && site.classification().isWithin(project.classification());
    }

    private static Uni<List<Site>> find(Mutiny.Session session, Viewer viewer, Collection<Urn> urns) {
        List<UUID> ids = urns.stream()
                .filter(urn -> urn.type().equals(TYPE))
                .map(Urn::uuid)
                .distinct()
                .toList();
        return RecordQuery.of(Site.class, viewer).among(session, ids);
    }

    static EventData data(Site site) {
        SiteContent content = site.content();
        return EventData.of(site, content.title())
                .with("state", content.state())
                .with("org", content.org())
                .with("place", content.place())
                .with("sectors", content.sectors());
    }
}
