package org.ckep.records.reconciliation;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.reconciliation.Statement;
import org.ckep.kernel.reconciliation.TolerancePolicy;
import org.hibernate.reactive.mutiny.Mutiny;

/** What a register has to say about its figures so that they can be compared. */
public interface Reconcilable {
    /** The attributes that are compared, and how far their figures may lie apart. */
    TolerancePolicy policy();

    /**
     * What a figure of that attribute states, by the name of its pair: that which names the same on both sides is one pair.
     *
     * @param value a figure that was accepted for the attribute
     */
    Map<String, Part> parts(String attribute, JsonNode value);

    /**
     * Those of these records that both sides keep, as far as the viewer may read them.
     *
     * @param records at least one
     */
    Uni<Set<Urn>> ofBothSides(Mutiny.Session session, Viewer viewer, Set<Urn> records);

    /** When the first of the records came that the viewer may read; empty where he may read none. */
    Uni<Optional<Instant>> begun(Mutiny.Session session, Viewer viewer);

    /**
     * One thing that a figure states.
     *
     * @param shown the part of the figure that says it
     */
    record Part(JsonNode shown, Statement statement) {}
}
