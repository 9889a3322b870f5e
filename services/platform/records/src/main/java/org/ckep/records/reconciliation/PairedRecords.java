package org.ckep.records.reconciliation;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.hibernate.reactive.mutiny.Mutiny;

/** Each side's own records of one thing, whose figures are compared as those of one record of both sides are. */
public interface PairedRecords {
    /** The groups that stand, with what their records state as far as both sides read it: the same whoever asks. */
    Uni<List<Group>> groups(Mutiny.Session session, Viewer viewer);

    /** The group that a record is in; empty where it is in none, or in none that the viewer is told of. */
    Uni<Optional<Membership>> of(Mutiny.Session session, Viewer viewer, Urn record);

    /**
     * Records of one thing.
     *
     * @param members the records that both sides read
     * @param stated by side and attribute, what its records state, by the name of the pair
     */
    record Group(Urn urn, List<Urn> members, Map<Side, Map<String, Map<String, Reconcilable.Part>>> stated) {
        public Group {
            members = List.copyOf(members);
        }

        Map<String, Reconcilable.Part> stated(Side side, String attribute) {
            return stated.getOrDefault(side, Map.of()).getOrDefault(attribute, Map.of());
        }
    }

    /**
     * That a record is in a group.
     *
     * @param withheld the attributes that records of the viewer's own side state and the other side does not read
     */
    record Membership(Urn group, List<String> withheld) {
        public Membership {
            withheld = List.copyOf(withheld);
        }
    }
}
