package org.ckep.records.reconciliation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.ckep.kernel.reconciliation.Statement;
import org.ckep.kernel.reconciliation.TolerancePolicy;

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
     * One thing that a figure states.
     *
     * @param shown the part of the figure that says it
     */
    record Part(JsonNode shown, Statement statement) {}
}
