package org.ckep.records;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.web.PageRequest;
import org.hibernate.reactive.mutiny.Mutiny;

/** Where a page ends of what is ordered by a moment and then by its id; queries know the two as {@code :at} and {@code :id}. */
public final class MomentKey {
    private static final String AT = "at";
    private static final String ID = "id";

    private MomentKey() {}

    /** The cursor that goes on after this one. */
    public static Map<String, String> of(Instant at, UUID id) {
        return Map.of(AT, at.toString(), ID, id.toString());
    }

    /**
     * Lets a query begin after that cursor.
     *
     * @throws ProblemException where it is none that we gave
     */
    public static void startAfter(Mutiny.SelectionQuery<?> query, Map<String, String> after) {
        String at = after.get(AT);
        String id = after.get(ID);
        if (at == null || id == null) {
            throw PageRequest.invalidCursor();
        }
        try {
            query.setParameter(AT, Instant.parse(at)).setParameter(ID, UUID.fromString(id));
        } catch (DateTimeException | IllegalArgumentException notOurs) {
            throw PageRequest.invalidCursor();
        }
    }
}
