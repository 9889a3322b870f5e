package org.ckep.investment.register;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.claim.Source;
import org.ckep.kernel.id.Urn;
import org.ckep.records.Sources;
import org.hibernate.reactive.mutiny.Mutiny;

/** The sources that stored records rest on. A record is never wider than its sources, so its reader may read them all. */
@ApplicationScoped
public class Cited {
    private final Sources sources;

    Cited(Sources sources) {
        this.sources = sources;
    }

    /** The sources of these names, for a viewer who may read the records that rest on them. */
    public Uni<Map<Urn, Source>> find(Mutiny.Session session, Viewer viewer, Collection<Urn> urns) {
        List<Urn> distinct = urns.stream().distinct().toList();
        if (distinct.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return sources.require(session, viewer, distinct, narrowest(viewer), "/sources")
                .map(found -> {
                    Map<Urn, Source> byUrn = new HashMap<>();
                    found.forEach(source -> byUrn.put(source.urn(), source));
                    return byUrn;
                });
    }

    /** The sources of one record out of those that were found, in the record's order. */
    public static List<Source> pick(Map<Urn, Source> found, List<Urn> urns) {
        return urns.stream().map(found::get).filter(Objects::nonNull).toList();
    }

    /** The narrowest set of readers that the viewer is one of: what he may read at all is as wide or wider. */
    private static Classification narrowest(Viewer viewer) {
        Side side = viewer.side();
        String agency = viewer.agency();
        if (side != null) {
            return agency == null ? Classification.side(side) : new Classification.Ministry(side, agency);
        }
        if (viewer.hasRole(Role.SECRETARIAT)) {
            return Classification.BILATERAL;
        }
        return agency == null ? Classification.PUBLIC : new Classification.Partner(Set.of(agency));
    }
}
