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
     * The condition that a row comes after the last one of a page: beyond its value, or at it and then by the rest of the key.
     * It is written as a bound and what that leaves out, for PostgreSQL begins at the bound in an index; by "beyond, or at it
     * and then" it reads the index from its beginning, and the deeper the page the longer.
     *
     * @param path what the list is ordered by, as HQL
     * @param sign {@code <} in a list that descends, {@code >} in one that ascends
     * @param value the parameter with the last row's value
     * @param rest the condition among rows of that value
     */
    public static String beyond(String path, String sign, String value, String rest) {
        return "(" + path + " " + sign + "= " + value + " and (" + path + " " + sign + " " + value + " or " + rest
                + "))";
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
