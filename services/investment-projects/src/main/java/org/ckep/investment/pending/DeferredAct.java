package org.ckep.investment.pending;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import java.util.UUID;
import org.ckep.kernel.access.Viewer;
import org.hibernate.reactive.mutiny.Mutiny;

/** A kind of act on records that waits for a second person where others read the record. */
public interface DeferredAct {
    /** Its name, in words with hyphens, such as {@code enter-transaction}. */
    String act();

    /** The lock under which the record is changed; see {@link org.ckep.records.RuleLocks}. */
    String lockOf(UUID record);

    /**
     * Does it, in the transaction of its confirmation and under the lock, by all the rules of an act that waits for nobody.
     *
     * @param viewer who confirms it, with whose rights it is done
     */
    Uni<Void> carryOut(Mutiny.Session session, Viewer viewer, Drafted drafted);

    /**
     * What was drafted.
     *
     * @param record id of the record
     * @param body the request, as JSON
     * @param maker subject of whoever drafted it, whose word it remains
     */
    record Drafted(UUID record, JsonNode body, String maker) {}
}
