package org.ckep.investment.project;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ckep.investment.register.Names;
import org.ckep.investment.site.SiteInfo;
import org.ckep.investment.site.SiteState;
import org.ckep.investment.site.Sites;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.claim.Source;
import org.ckep.kernel.id.Urn;
import org.ckep.records.Sources;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Looks up what a project's content points to, with the writer's own rights, before anything is written. */
@ApplicationScoped
class Surroundings {
    private final Sources sources;
    private final Sites sites;
    private final ProjectTree tree;

    Surroundings(Sources sources, Sites sites, ProjectTree tree) {
        this.sources = sources;
        this.sites = sites;
        this.tree = tree;
    }

    /**
     * What was found.
     *
     * @param parent the parent project, null where there is none
     */
    record Found(
            List<Source> sources,
            Map<Urn, SiteInfo> sites,
            @Nullable Project parent) {
        /** What the sources are worth on the latest day that has begun anywhere. */
        List<Testimony> testimonies(LocalDate today) {
            return sources.stream().map(source -> Testimony.of(source, today)).toList();
        }

        Map<Urn, String> siteCountries() {
            return countries(sites);
        }

        /** True where the plant stands that an upgrade or expansion continues. */
        boolean plantStands() {
            return parent != null
                    ? parent.state().status() == ProjectStatus.OPERATIONAL
                    : sites.values().stream().anyMatch(site -> site.state() == SiteState.IN_OPERATION);
        }
    }

    /** The country of each site, by URN. */
    static Map<Urn, String> countries(Map<Urn, SiteInfo> sites) {
        Map<Urn, String> countries = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        sites.forEach((urn, site) -> countries.put(urn, site.place().country()));
        return countries;
    }

    /**
     * Looks everything up.
     *
     * @return fails where something does not exist for this viewer, or has fewer readers than the project
     */
    Uni<Found> look(Mutiny.Session session, Viewer viewer, ProjectTree.Entry project) {
        ProjectContent content = project.content();
        Classification readers = project.readers();
        for (int i = 0; i < content.participants().size(); i++) {
            Names.requireOrganisation(content.participants().get(i).org(), "/participants/" + i + "/org");
        }
        return sources.require(session, viewer, content.sources(), readers, "/sources")
                .chain(found -> sites.require(session, viewer, content.sites(), readers, "/sites")
                        .chain(places ->
                                tree.check(session, viewer, project).map(parent -> new Found(found, places, parent))));
    }
}
