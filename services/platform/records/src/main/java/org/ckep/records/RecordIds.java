package org.ckep.records;

import java.util.UUID;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.ProblemException;

/** Reads the id in a path. */
public final class RecordIds {
    private RecordIds() {}

    /**
     * The id, given as UUID or as full URN.
     *
     * @throws ProblemException NOT_FOUND for everything else: what is no id names no record
     */
    public static UUID parse(String pathSegment, String urnType) {
        try {
            if (pathSegment.startsWith("urn:")) {
                Urn urn = Urn.parse(pathSegment);
                if (urn.type().equals(urnType)) {
                    return urn.uuid();
                }
            } else if (pathSegment.length() == 36) {
                return UUID.fromString(pathSegment);
            }
        } catch (IllegalArgumentException notAnId) {
            throw ProblemException.notFound();
        }
        throw ProblemException.notFound();
    }
}
