package org.ckep.hub.delivery;

import java.util.List;
import java.util.UUID;
import org.ckep.hub.signing.SigningKey;
import org.ckep.hub.sink.EndpointAccess;

/**
 * Where and how a subscription is delivered.
 *
 * @param version of the subscription; another one means that something of this has changed
 * @param sink URL of the endpoint
 * @param isBinary true for CloudEvents in binary mode
 * @param isOrdered false where each event is alone
 * @param marksGaps true where an event that is given up makes way for the next
 * @param keys the keys that are valid now
 * @param access by what deliveries show who makes them
 */
public record Recipient(
        UUID id,
        int version,
        String sink,
        boolean isBinary,
        boolean isOrdered,
        boolean marksGaps,
        List<SigningKey> keys,
        EndpointAccess access) {
    public Recipient {
        keys = List.copyOf(keys);
    }
}
